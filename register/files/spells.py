"""Periods in a state: from one row per period, or from one column per month; and back.

Months are kept at month precision: a run of equal months becomes one period from its first to its
last month, both included.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from instruments.dates import PartialDate
from register.domain.imports import Reject, SpellRow
from register.files.cells import CellFault, Coder, as_date, as_text, with_precision
from register.files.fingerprints import Marker
from register.files.mapping import Column, MonthColumns, SpellColumns, States
from register.files.monthnames import month_header, month_range
from register.files.rows import RowFaults, build
from register.files.selection import Record
from register.files.tables import plain


def spell_columns(columns: SpellColumns) -> set[str]:
    """Names of the columns that periods use."""
    held = (getattr(columns, name) for name in SpellColumns.model_fields)
    return {column.column for column in held if column is not None and column.column}


def month_columns(columns: MonthColumns) -> dict[str, date]:
    """Column name → month, in order."""
    months = month_range(columns.first, columns.last)
    return {month_header(month, columns.header, columns.language): month for month in months}


@dataclass(frozen=True)
class SpellReader:
    """Reads periods by one mapping; known: code → label of the states that may be used."""

    states: States
    known: Mapping[str, str]
    marker: Marker

    def from_spells(
        self, records: Iterable[Record], columns: SpellColumns
    ) -> tuple[list[SpellRow], list[Reject]]:
        """One row per period; a period that comes back unchanged is refused, naming its line."""
        coder = Coder(self.states.codes, self.known)
        seen: dict[str, int] = {}

        def make(record: Record, faults: RowFaults) -> SpellRow | None:
            row = self._spell(record, faults, columns, coder)
            if row is not None and seen.setdefault(row.fingerprint, row.line) != row.line:
                faults.note(
                    columns.case.column,
                    f"Deze periode staat ook op regel {seen[row.fingerprint]}.",
                    "Verwijder de dubbele rij.",
                )
            return row

        return build(records, make)

    def _spell(
        self, record: Record, faults: RowFaults, columns: SpellColumns, coder: Coder
    ) -> SpellRow | None:
        case = faults.read(columns.case.column, lambda: case_key(record, columns.case), "")
        state = faults.read(
            columns.state.column, lambda: _state(record.text(columns.state), coder), ""
        )
        start = faults.read(
            columns.start.column,
            lambda: _date(record, columns.start, columns.start_precision, needed=True),
            None,
        )
        end = None
        if columns.end is not None:
            place = columns.end
            end = faults.read(
                place.column, lambda: _date(record, place, columns.end_precision), None
            )
        source = faults.read(
            columns.source.column if columns.source else "", lambda: record.text(columns.source), ""
        )
        if start is not None and end is not None and end.latest < start.earliest:
            faults.note(
                columns.end.column if columns.end else "",
                "Het einde ligt voor het begin.",
                "Herstel een van beide datums.",
            )
        if faults.found or start is None:
            return None
        return self._row(record.line, case, state, start, end, end is None, source)

    def from_months(
        self, records: Iterable[Record], columns: MonthColumns
    ) -> tuple[list[SpellRow], list[Reject]]:
        """One row per case; any month that cannot be read refuses the whole row."""
        coder = Coder(self.states.codes, self.known)
        headers = month_columns(columns)
        empty = {plain(text) for text in ("", *columns.empty)}
        seen: dict[str, int] = {}

        def make(record: Record, faults: RowFaults) -> list[SpellRow] | None:
            case = faults.read(columns.case.column, lambda: case_key(record, columns.case), "")
            line = seen.setdefault(case, record.line) if case else record.line
            if line != record.line:
                faults.note(
                    columns.case.column,
                    f"Deze casus staat ook op regel {line}.",
                    "Laat één rij per casus staan.",
                )
            states: list[str | None] = []
            for name in headers:
                text = faults.read(name, lambda: as_text(record.raw(name)), "")  # noqa: B023
                if plain(text) in empty:
                    states.append(None)
                else:
                    states.append(faults.read(name, lambda: _state(text, coder), ""))  # noqa: B023
            if faults.found:
                return None
            spells = spells_of(states, tuple(headers.values()))
            last = tuple(headers.values())[-1]
            return [
                self._row(
                    record.line, case, state, _month(first), _month(end), end == last, "maanden"
                )
                for state, first, end in spells
            ]

        rows, rejects = build(records, make)
        return [row for group in rows for row in group], rejects

    def _row(
        self,
        line: int,
        case: str,
        state: str,
        start: PartialDate,
        end: PartialDate | None,
        open_end: bool,
        source: str,
    ) -> SpellRow:
        until = end.text if end is not None else ""
        mark = self.marker.mark("spell", case, state, start.text, until, open_end, source)
        return SpellRow(line, case, state, start, end, open_end, source, mark)


def spells_of(
    states: Sequence[str | None], months: Sequence[date]
) -> tuple[tuple[str, date, date], ...]:
    """Runs of equal states as (state, first month, last month); months without a state break a run.

    >>> spells_of(["A", "A", None, "A"], month_range("2020-01", "2020-04"))[1][1].month
    4
    """
    runs = groupby(zip(states, months, strict=True), key=lambda pair: pair[0])
    found = []
    for state, run in runs:
        held = [month for _, month in run]
        if state is not None:
            found.append((state, held[0], held[-1]))
    return tuple(found)


def months_of(
    spells: Iterable[SpellRow], first: str, last: str
) -> dict[str, tuple[str | None, ...]]:
    """Periods back to one state per month and case, from "jjjj-mm" to "jjjj-mm", both included.

    A period fills every month from its earliest start to its latest end; without an end, to the
    last month. Where periods overlap the later row stands. Months outside every period are None.
    """
    months = month_range(first, last)
    place = {month: at for at, month in enumerate(months)}
    table: dict[str, list[str | None]] = {}
    for spell in spells:
        states = table.setdefault(spell.case_key, [None] * len(months))
        start = max(spell.start.earliest.replace(day=1), months[0])
        end = min((spell.end.latest if spell.end else months[-1]).replace(day=1), months[-1])
        if start <= end:
            for at in range(place[start], place[end] + 1):
                states[at] = spell.state
    return {case: tuple(states) for case, states in table.items()}


def case_key(record: Record, column: Column) -> str:
    """The key of the case in this row; a whole number is written without decimals."""
    text = record.text(column)
    if not text:
        raise CellFault("Het kenmerk van de casus ontbreekt.", "Vul het pseudoniem in.")
    if len(text) > 40:
        raise CellFault("Dit kenmerk is langer dan 40 tekens.", "Gebruik het pseudoniem.")
    return text


def _state(text: str, coder: Coder) -> str:
    if not text:
        raise CellFault("De verblijfstoestand ontbreekt.", "Vul de soort verblijf in.")
    return coder.code(text, "states.codes")


def _date(
    record: Record, column: Column, precision: Column | None, *, needed: bool = False
) -> PartialDate | None:
    value = record.value(column)
    if value == "":
        if needed:
            raise CellFault("De begindatum ontbreekt.", "Vul een datum of een deel ervan in.")
        return None
    return with_precision(as_date(value), record.text(precision))


def _month(month: date) -> PartialDate:
    return PartialDate(month.year, month.month)
