"""One thing that is asked, with everything screens, checks, codebook and analysis know of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from instruments.frozen import EMPTY, FrozenMap
from instruments.words import CODED, NUMERIC, YESNO


@dataclass(frozen=True)
class Translation:
    """The texts of an item in another language (ISO 639 code such as ``en``)."""

    language: str
    label: str = ""
    help: str = ""
    choices: FrozenMap[str] = EMPTY


@dataclass(frozen=True)
class Item:
    """One item. Texts are as typed; limits stay text, read by type (`instruments.limits`).

    ``rows`` holds the rows of a matrix (items of type choice or multichoice that share its
    choices), ``items`` the columns of a repeated group; both are empty otherwise. ``redcap`` holds
    what came from a REDCap dictionary and is not honoured here, by column name.
    """

    id: str
    type: str
    label: str
    help: str = ""
    choices: FrozenMap[str] = EMPTY
    choices_from: str = ""
    exclusive: tuple[str, ...] = ()
    unit: str = ""
    min: str = ""
    max: str = ""
    soft_min: str = ""
    soft_max: str = ""
    decimals: int | None = None
    format: str = ""
    required: bool = False
    branching: str = ""
    calculation: str = ""
    precision: tuple[str, ...] = ()
    slider_labels: tuple[str, ...] = ()
    privacy: str = "sensitive"
    about: str = "youth"
    consent_class: str = "vragenlijst"
    known_to: str = "nobody"
    vorige: str = "nooit"
    part: str = "core"
    seconds: int = 0
    binds: str = ""
    multiple: bool = False
    ranking: bool = False
    matrix: str = ""
    pictogram: str = ""
    rows: tuple[Item, ...] = ()
    items: tuple[Item, ...] = ()
    translations: tuple[Translation, ...] = ()
    redcap: FrozenMap[str] = EMPTY

    @property
    def answerable(self) -> bool:
        """Whether an answer can stand under this item's own id."""
        return self.type not in ("descriptive", "matrix")

    @property
    def coded(self) -> bool:
        return self.type in CODED

    @property
    def numeric(self) -> bool:
        return self.type in NUMERIC

    @property
    def codes(self) -> Mapping[str, str]:
        """Code → label of the possible answers; yes/no is "1" and "0"; else empty."""
        if self.type == "yesno":
            return FrozenMap(self.choices or YESNO)
        return self.choices

    def said_in(self, language: str) -> Item:
        """The item with its texts in another language, as far as there are any."""
        found = next((one for one in self.translations if one.language == language), None)
        rows = tuple(row.said_in(language) for row in self.rows)
        columns = tuple(column.said_in(language) for column in self.items)
        if found is None:
            return replace(self, rows=rows, items=columns)
        choices = FrozenMap((c, found.choices.get(c, text)) for c, text in self.choices.items())
        return replace(
            self,
            label=found.label or self.label,
            help=found.help or self.help,
            choices=choices,
            rows=rows,
            items=columns,
        )

    def fields(self) -> Iterator[Item]:
        """The item itself where answerable, then the rows of a matrix."""
        if self.answerable:
            yield self
        yield from self.rows
