"""An instrument: one frozen definition that drives screen, checks, scoring, codebook and files.

An `Instrument` that exists is sound: building one with a fault raises `InvalidInstrument` with
every fault in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from instruments.frozen import EMPTY, FrozenMap
from instruments.item import Item, Translation
from instruments.problems import InvalidInstrument
from instruments.scale import Scale

if TYPE_CHECKING:
    from instruments.visibility import Step

__all__ = [
    "Change",
    "Changes",
    "Instrument",
    "Item",
    "Licence",
    "Scale",
    "Section",
    "Translation",
]


@dataclass(frozen=True)
class Section:
    """A page of an instrument; ``branching`` hides the section as a whole."""

    id: str
    title: str
    items: tuple[Item, ...] = ()
    part: str = "core"
    help: str = ""
    branching: str = ""
    one_per_screen: bool = False
    titles: FrozenMap[str] = EMPTY


@dataclass(frozen=True)
class Licence:
    """Whose the texts are; ``permission_*`` come from the site (holder, reference, date)."""

    holder: str = ""
    text: str = ""
    electronic: str = "free"
    permission_holder: str = ""
    permission_reference: str = ""
    permission_date: str = ""

    @property
    def texts_allowed(self) -> bool:
        """Whether the item texts may be shown on a screen."""
        return self.electronic == "free" or bool(
            self.permission_holder and self.permission_reference and self.permission_date
        )


@dataclass(frozen=True)
class Change:
    """What happened to one item since the previous version.

    ``was`` is the old id of a renamed item; ``codes`` maps old code → new code of a recoded one.
    """

    item: str
    change: str
    was: str = ""
    codes: FrozenMap[str] = EMPTY
    note: str = ""


@dataclass(frozen=True)
class Changes:
    """The declared difference with ``since`` (a version); items not named were kept."""

    since: str
    items: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Instrument:
    """One version of one instrument. ``elsewhere`` names fields of other instruments, with their
    item type, that branching and calculations may read (``[veld]`` or ``[t6][veld]``)."""

    id: str
    version: str
    title: str
    sections: tuple[Section, ...]
    purpose: str = "P1"
    informants: tuple[str, ...] = ()
    language: str = "nl"
    audience: str = "researcher"
    read_aloud: bool = False
    unit: str = "case"
    store: str = "register"
    source: str = ""
    note: str = ""
    licence: Licence = field(default_factory=Licence)
    scales: tuple[Scale, ...] = ()
    elsewhere: FrozenMap[str] = EMPTY
    changes: Changes | None = None
    redcap: FrozenMap[str] = EMPTY
    titles: FrozenMap[str] = EMPTY

    def __post_init__(self) -> None:
        from instruments.soundness import problems

        found = problems(self)
        if found:
            raise InvalidInstrument(found)

    @property
    def key(self) -> str:
        """``id@version``: the name under which answers are immutable."""
        return f"{self.id}@{self.version}"

    def items(self) -> Iterator[Item]:
        """The items as they stand on the pages, a matrix or a group as one."""
        for section in self.sections:
            yield from section.items

    @cached_property
    def fields(self) -> FrozenMap[Item]:
        """Every id under which an answer can stand, in order: rows of matrices included, columns
        of repeated groups not (their rows live in the table of the bound entity)."""
        return FrozenMap((one.id, one) for item in self.items() for one in item.fields())

    @cached_property
    def groups(self) -> FrozenMap[Item]:
        """The repeated groups by id."""
        return FrozenMap((item.id, item) for item in self.items() if item.type == "group")

    @cached_property
    def plan(self) -> tuple[Step, ...]:
        """The items in the order in which branching and calculations are worked out."""
        from instruments.visibility import plan

        return plan(self)

    def item(self, item_id: str) -> Item:
        """The item, matrix row or descriptive text with this id; raises `KeyError`."""
        for item in self.items():
            for one in (item, *item.rows):
                if one.id == item_id:
                    return one
        raise KeyError(item_id)

    def scale(self, scale_id: str) -> Scale:
        """The scale with this id; raises `KeyError`."""
        for scale in self.scales:
            if scale.id == scale_id:
                return scale
        raise KeyError(scale_id)

    def seconds(self, part: str | None = None) -> int:
        """Expected seconds of the whole, or of the part ``core`` or ``extra``."""
        return sum(
            one.seconds
            for item in self.items()
            for one in (item, *item.rows)
            if part in (None, one.part)
        )

    def canonical_json(self) -> str:
        """One text per content, in which the definition is stored at first use."""
        from instruments.canonical import canonical_json

        return canonical_json(self)

    @cached_property
    def sha256(self) -> str:
        """Hash of `canonical_json`, in hexadecimal."""
        return hashlib.sha256(self.canonical_json().encode()).hexdigest()
