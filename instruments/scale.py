"""A scale as data: which items make it, and how; the scoring module interprets it."""

from __future__ import annotations

from dataclasses import dataclass

from instruments.frozen import EMPTY, FrozenMap


@dataclass(frozen=True)
class Scale:
    """Score over items (or, with ``of``, over other scales of the same instrument).

    ``item_min``/``item_max`` bound each item's code (needed to reverse: min + max − x).
    ``bands``, ``norms`` and ``table`` are plain data in text, e.g. a band
    ``{informant: ouder, from: "0", to: "13", label: "gemiddeld"}``, a norm
    ``{gender: "2", age_from: "8", age_to: "11", mean: "50", sd: "10"}``, a table raw → T.
    ``reliability`` e.g. ``{alpha: ".82", retest: ".73", sd: "10"}``. ``options`` holds any further
    parameter of a method as text.
    """

    id: str
    label: str = ""
    items: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    reversed: tuple[str, ...] = ()
    method: str = "sum"
    min_answered: int | None = None
    prorate: bool = False
    round: str = "none"
    decimals: int | None = None
    item_min: str = ""
    item_max: str = ""
    count_codes: tuple[str, ...] = ()
    weights: FrozenMap[str] = EMPTY
    higher_is: str = ""
    bands: tuple[FrozenMap[str], ...] = ()
    norms: tuple[FrozenMap[str], ...] = ()
    table: FrozenMap[str] = EMPTY
    reliability: FrozenMap[str] = EMPTY
    options: FrozenMap[str] = EMPTY
    source: str = ""
    note: str = ""
