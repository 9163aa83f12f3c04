"""From a table to the cells that a mapping lets in; all else is dropped here and only named.

The guard against citizen numbers looks at every cell, dropped ones too, before they are let go.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from register.domain.bsn import find_bsn
from register.domain.imports import Reject
from register.files.cells import CellFault, as_text
from register.files.mapping import Column, SkipRows
from register.files.refused import FileRefused
from register.files.tables import Row, Table, Unreadable, Value, column_key, is_empty, plain


@dataclass(frozen=True)
class Record:
    """One row with the wanted cells only, by plain column name."""

    line: int
    cells: Mapping[str, Value]

    def raw(self, name: str) -> Value:
        """The cell in a wanted column."""
        return self.cells[column_key(name)]

    def value(self, column: Column) -> Value:
        """The cell of a column, or its fixed value; "" where it says "not stated"."""
        found: Value = column.value if column.value is not None else self.raw(column.column)
        if not isinstance(found, str):
            return found
        if column.empty and plain(found) in {column_key(text) for text in column.empty}:
            return ""
        return found.strip()

    def text(self, column: Column | None) -> str:
        """The cell as text, "" where the column is not mapped or empty.

        Raises CellFault when the cell cannot be read, or is empty though required.
        """
        if column is None:
            return ""
        found = as_text(self.value(column))
        if column.required and not found:
            raise CellFault("Deze cel is leeg.", "Vul de cel in.")
        return found


@dataclass(frozen=True)
class Selection:
    """Usable records, names of dropped columns, and rows refused already."""

    records: tuple[Record, ...]
    dropped: tuple[str, ...]
    rejects: tuple[Reject, ...]
    skipped: int
    rows_read: int


def select(
    table: Table, wanted: Iterable[str], skip: SkipRows | None = None, *, sheet: str = ""
) -> Selection:
    """Keep the wanted columns. FileRefused when one is missing (all missing ones are named)."""
    places = _places(table, wanted)
    dropped = tuple(
        header or f"kolom {at + 1} zonder naam"
        for at, header in enumerate(table.headers)
        if at not in places.values()
        and (header or any(not is_empty(row.values[at]) for row in table.rows))
    )
    records: list[Record] = []
    rejects = list(table.broken)
    skipped = 0
    for row in table.rows:
        if skip is not None and _is_skipped(row, places, skip):
            skipped += 1
            continue
        faults = _guard(row, table.headers, sheet)
        if faults:
            rejects.extend(faults)
            continue
        records.append(Record(row.line, {name: row.values[at] for name, at in places.items()}))
    read = len(table.rows) + len(table.broken)
    return Selection(tuple(records), dropped, tuple(rejects), skipped, read)


def _places(table: Table, wanted: Iterable[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    missing: list[str] = []
    for name in sorted(set(wanted)):
        try:
            places[plain(name)] = table.index(name)
        except KeyError:
            missing.append(name)
    if missing:
        shown = ", ".join(f"“{name}”" for name in missing[:12])
        more = f" en {len(missing) - 12} andere" if len(missing) > 12 else ""
        raise FileRefused(
            f"In het bestand ontbreken kolommen: {shown}{more}.",
            "Kies de koppeling die bij dit bestand hoort, of pas de namen daarin aan.",
        )
    return places


def _is_skipped(row: Row, places: Mapping[str, int], skip: SkipRows) -> bool:
    value = row.values[places[plain(skip.from_)]]
    return isinstance(value, str) and plain(value) in {plain(text) for text in skip.texts}


def _guard(row: Row, headers: tuple[str, ...], sheet: str) -> list[Reject]:
    return [
        Reject(
            row.line,
            header,
            "De cel bevat een getal dat een burgerservicenummer (BSN) kan zijn; dat mag nergens.",
            "Haal het weg. Is het een ander nummer, zet er dan een letter voor.",
            sheet,
        )
        for header, value in zip(headers, row.values, strict=True)
        if holds_bsn(value)
    ]


def holds_bsn(value: Value) -> bool:
    """True when a cell holds, alone or inside a text, what may be a citizen service number."""
    if isinstance(value, (date, Unreadable)):
        return False
    if isinstance(value, float):
        return value.is_integer() and bool(find_bsn(f"{value:.0f}"))
    return bool(find_bsn(str(value)))
