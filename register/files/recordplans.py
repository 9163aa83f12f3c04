"""From a REDCap record file (flat or EAV) to a plan: forms with their wave, informant and day.

Answers are read by ``instruments.redcap.records``; here stands whose they are, on what basis they
may come in, and when they were given.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from instruments.answers import canonical_json
from instruments.model import Instrument
from instruments.redcap import records as redcap
from instruments.redcap.layout import EVENT, INSTANCE, REPEAT, is_eav, lowered
from instruments.redcap.report import RedcapError
from instruments.redcap.table import read_table
from register.domain.imports import FormRow, ImportPlan, Reject
from register.files.cells import CellFault, as_day
from register.files.consents import CaseReader, consent_columns
from register.files.fingerprints import Marker
from register.files.mapping import FormOf, RecordColumns
from register.files.mapping_reading import LoadedMapping
from register.files.refused import FileRefused
from register.files.rows import RowFaults
from register.files.selection import Record, Selection, select
from register.files.spells import case_key
from register.files.tables import Row, Table, plain

Key = tuple[str, str, str, int]


@dataclass(frozen=True)
class _Grid:
    """The cells of a record file with one row per record, event and instance, by line."""

    table: Table
    keys: dict[int, Key]
    encoding: str


def plan_records(
    data: bytes, loaded: LoadedMapping, instruments: Sequence[Instrument], marker: Marker
) -> ImportPlan:
    """The plan for one record file; raises FileRefused when it is none."""
    mapping = loaded.mapping
    assert mapping.records is not None and mapping.consent is not None
    columns = mapping.records
    try:
        found = redcap.read_records(
            data, instruments, missing_codes=columns.missing or redcap.MISSING_CODES
        )
        grid = _grid(data, columns)
    except RedcapError as error:
        raise FileRefused(str(error), "Exporteer de gegevens opnieuw als CSV.") from error
    chosen = select(grid.table, {columns.case.column} | consent_columns(mapping.consent))
    reader = CaseReader(
        mapping.consent, columns.case, {}, loaded.vocabulary.codes("purpose"), marker
    )
    lawful, unlawful = reader.read(chosen.records)
    forms = _Forms(columns, _days(grid, columns, chosen), grid, marker)
    made, rejects = forms.read(lawful, found.rows, {one.id: one for one in instruments})
    return ImportPlan(
        kind=mapping.kind,
        mapping=mapping.mapping,
        mapping_version=mapping.version,
        mapping_sha256=loaded.sha256,
        file_sha256=hashlib.sha256(data).hexdigest(),
        encoding=grid.encoding,
        rows_read=chosen.rows_read,
        rejects=tuple(sorted([*chosen.rejects, *unlawful, *rejects])),
        notices=tuple(str(finding) for finding in found.report.findings),
        cases=tuple(reader.cases.values()),
        consents=tuple(reader.events.values()),
        forms=tuple(made),
    )


def _grid(data: bytes, columns: RecordColumns) -> _Grid:
    """The file as a grid; the case of a record stands on each of its rows."""
    held = read_table(data)
    lines = redcap.first_lines(held)
    cells: dict[Key, dict[str, str]] = {key: {} for key in lines}
    eav = is_eav(held.header)
    record = "record" if eav else held.header[0].strip().lower()
    headers: dict[str, None] = {record: None}
    for raw in held.rows:
        row = lowered(raw)
        key = redcap.key_of(row, record)
        told = {row["field_name"].lower(): row["value"]} if eav else row
        headers |= dict.fromkeys(told)
        into = cells[key]
        into |= {name: cell for name, cell in told.items() if cell}
        into.setdefault(record, key[0])
    case = plain(columns.case.column)
    known: dict[str, str] = {}
    for key, row in cells.items():
        if row.get(case):
            known.setdefault(key[0], row[case])
    for key, row in cells.items():
        row.setdefault(case, known.get(key[0], ""))
    headers |= dict.fromkeys((EVENT, REPEAT, INSTANCE))
    names = tuple(headers)
    rows = tuple(
        Row(lines[key], tuple(row.get(name, "") for name in names)) for key, row in cells.items()
    )
    return _Grid(Table(names, rows, held.encoding), {lines[k]: k for k in cells}, held.encoding)


def _days(grid: _Grid, columns: RecordColumns, chosen: Selection) -> dict[Key, dict[str, str]]:
    """The cells with days of collection, by record, event and instance."""
    wanted = {
        column.column: grid.table.index(column.column)
        for column in (form.collected for form in columns.forms.values())
        if column is not None and column.column
    }
    refused = {reject.line for reject in chosen.rejects}
    return {
        grid.keys[row.line]: {name: str(row.values[at]) for name, at in wanted.items()}
        for row in grid.table.rows
        if row.line not in refused
    }


@dataclass(frozen=True)
class _Forms:
    columns: RecordColumns
    days: dict[Key, dict[str, str]]
    grid: _Grid
    marker: Marker

    def read(
        self,
        lawful: Sequence[Record],
        forms: Sequence[redcap.FormRow],
        instruments: Mapping[str, Instrument],
    ) -> tuple[list[FormRow], list[Reject]]:
        """The forms of the rows that have a basis, and why others cannot be placed."""
        cases = {row.line: case_key(row, self.columns.case) for row in lawful}
        made: list[FormRow] = []
        rejects: list[Reject] = []
        for form in forms:
            if form.line not in cases or form.instrument not in self.columns.forms:
                continue
            faults = RowFaults(form.line)
            row = self._row(form, cases[form.line], instruments[form.instrument], faults)
            rejects += faults.found
            made += [] if row is None or faults.found else [row]
        return made, rejects

    def _row(
        self, form: redcap.FormRow, case: str, instrument: Instrument, faults: RowFaults
    ) -> FormRow | None:
        who = self.columns.forms[form.instrument]
        wave = faults.read(EVENT, lambda: self._wave(form), "")
        place = who.collected.column if who.collected else f"{form.instrument}_timestamp"
        on = faults.read(place, lambda: self._day(form, who), None)
        if on is None or not wave:
            return None
        mark = self.marker.mark(
            "form", case, wave, instrument.key, who.informant, who.number, on.isoformat(),
            canonical_json(form.answers),
        )  # fmt: skip
        return FormRow(
            form.line, case, wave, instrument.id, instrument.version, who.informant, who.number,
            on, form.answers, mark,
        )  # fmt: skip

    def _wave(self, form: redcap.FormRow) -> str:
        waves = self.columns.waves(form.event)
        if not waves:
            raise CellFault(
                "Deze gebeurtenis (event) staat niet in de koppeling.",
                "Noem haar bij records.events met de meting die erbij hoort.",
            )
        at = max(form.instance, 1)
        if at > len(waves):
            raise CellFault(
                f"Voor herhaling {at} van deze gebeurtenis noemt de koppeling geen meting.",
                "Geef bij records.events een lijst met een meting per herhaling.",
            )
        return waves[at - 1]

    def _day(self, form: redcap.FormRow, who: FormOf) -> date:
        text = form.stamp[:10]
        if who.collected is not None:
            text = who.collected.value or self._typed(form, who.collected.column)
        if not text:
            raise CellFault(
                "De dag waarop dit formulier is ingevuld, ontbreekt.",
                "Vul de datum in, of noem bij records.forms een kolom (collected).",
            )
        return as_day(text)

    def _typed(self, form: redcap.FormRow, name: str) -> str:
        """The cell on the row of the form, else on the row of its event that does not repeat."""
        own = (form.record, form.event, form.repeat, form.instance)
        for key in (own, (form.record, form.event, "", 0)):
            text = self.days.get(key, {}).get(name, "").strip()
            if text:
                return text
        return ""
