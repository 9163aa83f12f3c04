"""Blocks: questions that follow each other with the same answers, in which patterns can show."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from instruments.item import Item
from instruments.model import Instrument

SHORTEST = 5


@dataclass(frozen=True)
class Block:
    """Items of one section with the same ordered codes; `pairs`: (ordinary, reversed) of a scale.

    `codes` from low to high; whole numbers only.
    """

    id: str
    items: tuple[str, ...]
    reversed: tuple[str, ...]
    codes: tuple[int, ...]
    pairs: tuple[tuple[str, str], ...] = ()

    @property
    def middle(self) -> int | None:
        """The code in the middle, which contradicts nothing; None where there is none."""
        return self.codes[len(self.codes) // 2] if len(self.codes) % 2 else None

    def as_data(self) -> dict[str, object]:
        return {
            "id": self.id,
            "items": list(self.items),
            "reversed": list(self.reversed),
            "codes": list(self.codes),
            "pairs": [list(pair) for pair in self.pairs],
        }


def blocks(instrument: Instrument) -> tuple[Block, ...]:
    """The blocks of an instrument with at least five items, in order."""
    turned = {item for scale in instrument.scales for item in scale.reversed}
    found = []
    for section in instrument.sections:
        fields = [field for item in section.items for field in item.fields()]
        for codes, run in groupby(fields, key=_codes):
            items = tuple(item.id for item in run)
            if codes is None or len(items) < SHORTEST:
                continue
            found.append(
                Block(
                    items[0],
                    items,
                    tuple(item for item in items if item in turned),
                    codes,
                    _pairs(instrument, frozenset(items)),
                )
            )
    return tuple(found)


def _codes(item: Item) -> tuple[int, ...] | None:
    if item.type != "choice" or not all(code.isdigit() for code in item.codes):
        return None
    return tuple(sorted(int(code) for code in item.codes))


def _pairs(instrument: Instrument, within: frozenset[str]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (ordinary, turned)
        for scale in instrument.scales
        for turned in scale.reversed
        for ordinary in scale.items
        if ordinary not in scale.reversed and {ordinary, turned} <= within
    )
