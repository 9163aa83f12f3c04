"""From a file and a mapping to a plan: what would come in, what not and why. Nothing is saved."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from instruments.model import Instrument
from register.domain.imports import ImportKind, ImportPlan, MonthlyTotal, Reject, StatedTotal
from register.files.archives import DEFAULT_LIMITS, Limits
from register.files.consents import CaseReader, consent_columns
from register.files.fingerprints import Marker
from register.files.mapping import Column, Mapping
from register.files.mapping_reading import LoadedMapping
from register.files.monthnames import month_range
from register.files.recordplans import plan_records
from register.files.refused import FileRefused, SheetMissing
from register.files.retframe import RetReader, read_monthly, ret_columns
from register.files.selection import Selection, select
from register.files.spells import SpellReader, month_columns, spell_columns
from register.files.tables import Layout, Table
from register.files.tabular import has_sheets, read_table
from register.files.totals import read_totals, stated_in
from register.files.vocabulary import Vocabulary


@dataclass(frozen=True)
class _Input:
    data: bytes
    loaded: LoadedMapping
    marker: Marker
    limits: Limits

    @property
    def mapping(self) -> Mapping:
        return self.loaded.mapping

    @property
    def words(self) -> Vocabulary:
        return self.loaded.vocabulary

    def table(self, wanted: set[str], sheet: str, header_rows: int) -> Table:
        source = self.mapping.source
        delimiter = "\t" if source.delimiter == "tab" else source.delimiter
        layout = Layout(frozenset(wanted), sheet, header_rows, delimiter, source.encoding)
        return read_table(self.data, layout, self.limits)

    def selection(self, wanted: set[str]) -> tuple[Selection, Table]:
        skip = self.mapping.skip_rows
        names = wanted | ({skip.from_} if skip is not None else set())
        source = self.mapping.source
        table = self.table(names, source.sheet, source.header_rows)
        return select(table, names, skip), table

    def sheet(self, columns: tuple[Column, ...], name: str, header_rows: int) -> Selection:
        """A sheet beside the main one. Raises SheetMissing."""
        if not has_sheets(self.data):
            raise SheetMissing(name)
        wanted = {column.column for column in columns if column.column}
        return select(self.table(wanted, name, header_rows), wanted, sheet=name)


def plan_import(
    data: bytes,
    loaded: LoadedMapping,
    *,
    key: bytes,
    public_data_allowed: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    instruments: Sequence[Instrument] = (),
) -> ImportPlan:
    """The plan for one file. Same data, mapping and key: same plan, same fingerprints.

    instruments: what the forms of a record file were filled in with.
    key: at least 32 bytes, keeps fingerprints from being guessed. public_data_allowed: only True in
    a test installation. Raises FileRefused when nothing can be read.
    """
    given = _Input(data, loaded, Marker(key), limits)
    mapping = given.mapping
    if mapping.consent is not None and mapping.consent.public_data and not public_data_allowed:
        raise FileRefused(
            "Deze koppeling is voor openbare gegevens en mag alleen in een proefinstallatie.",
            "Noem in de koppeling de kolommen met toestemming (consent.events).",
        )
    if mapping.kind is ImportKind.RECORDS:
        return plan_records(data, loaded, instruments, given.marker)
    readers = {
        ImportKind.RET: _plan_ret,
        ImportKind.SPELLS: _plan_spells,
        ImportKind.MONTHS: _plan_months,
    }
    return readers[mapping.kind](given)


def _plan(given: _Input, selection: Selection, table: Table, **rows: object) -> ImportPlan:
    notices = list(table.notices)
    if selection.skipped:
        notices.append(f"Overgeslagen regels met totalen: {selection.skipped}.")
    rejects = rows.pop("rejects")
    assert isinstance(rejects, list)
    return ImportPlan(
        kind=given.mapping.kind,
        mapping=given.mapping.mapping,
        mapping_version=given.mapping.version,
        mapping_sha256=given.loaded.sha256,
        file_sha256=hashlib.sha256(given.data).hexdigest(),
        encoding=table.encoding,
        rows_read=selection.rows_read,
        dropped=selection.dropped,
        rejects=tuple(sorted([*selection.rejects, *rejects])),
        notices=tuple(notices),
        **rows,  # type: ignore[arg-type]
    )


def _plan_ret(given: _Input) -> ImportPlan:
    mapping = given.mapping
    if mapping.ret is None:
        return _plan_monthly(given)
    selection, table = given.selection(ret_columns(mapping.ret))
    rows, rejects = RetReader(mapping.ret, given.words, given.marker).rows(selection.records)
    beside = _Beside(given, mapping.ret.ret)
    beside.read()
    plan = _plan(
        given,
        selection,
        table,
        rejects=[*rejects, *beside.rejects],
        registrations=tuple(rows),
        monthly=tuple(beside.monthly),
        stated=(*stated_in(mapping), *beside.stated),
    )
    return replace(plan, notices=(*plan.notices, *beside.notices))


def _plan_monthly(given: _Input) -> ImportPlan:
    """A file that holds monthly totals only."""
    columns = given.mapping.monthly
    assert columns is not None
    wanted = {c.column for c in (columns.ret, columns.month, columns.n) if c.column}
    selection, table = given.selection(wanted)
    totals, rejects = read_monthly(selection.records, columns, None, given.words, given.marker)
    return _plan(given, selection, table, rejects=rejects, monthly=tuple(totals))


@dataclass
class _Beside:
    """Sheets beside the registrations; one that is not there is noticed, not refused."""

    given: _Input
    rets: Column
    monthly: list[MonthlyTotal] = field(default_factory=list)
    stated: list[StatedTotal] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def read(self) -> None:
        for reader in (self._months, self._totals):
            try:
                reader()
            except SheetMissing as missing:
                self.notices.append(f"Het blad “{missing.sheet}” ontbreekt en is niet gelezen.")

    def _months(self) -> None:
        sheet, given = self.given.mapping.monthly, self.given
        if sheet is not None:
            held = given.sheet((sheet.ret, sheet.month, sheet.n), sheet.sheet, sheet.header_rows)
            rows, faults = read_monthly(held.records, sheet, self.rets, given.words, given.marker)
            self.monthly += rows
            self.rejects += [*held.rejects, *faults]

    def _totals(self) -> None:
        sheet, given = self.given.mapping.totals, self.given
        if sheet is not None:
            held = given.sheet((sheet.ret, sheet.n), sheet.sheet, sheet.header_rows)
            layout = given.mapping.mapping
            rows, faults = read_totals(held.records, sheet, self.rets, given.words, layout)
            self.stated += rows
            self.rejects += [*held.rejects, *faults]


def _case_reader(given: _Input, case: Column) -> CaseReader:
    mapping = given.mapping
    assert mapping.consent is not None
    purposes = given.words.codes("purpose")
    return CaseReader(mapping.consent, case, mapping.attributes, purposes, given.marker)


def _basis_columns(mapping: Mapping) -> set[str]:
    assert mapping.consent is not None
    held = {column.column for column in mapping.attributes.values() if column.column}
    return held | consent_columns(mapping.consent)


def _plan_spells(given: _Input) -> ImportPlan:
    mapping = given.mapping
    assert mapping.spells is not None and mapping.states is not None
    selection, table = given.selection(spell_columns(mapping.spells) | _basis_columns(mapping))
    reader = _case_reader(given, mapping.spells.case)
    records, unlawful = reader.read(selection.records)
    spells, rejects = SpellReader(mapping.states, given.loaded.states, given.marker).from_spells(
        records, mapping.spells
    )
    return _plan(
        given,
        selection,
        table,
        rejects=[*unlawful, *rejects],
        cases=tuple(reader.cases.values()),
        consents=tuple(reader.events.values()),
        spells=tuple(spells),
        state_labels=given.loaded.states,
    )


def _plan_months(given: _Input) -> ImportPlan:
    mapping = given.mapping
    assert mapping.months is not None and mapping.states is not None
    wanted = {mapping.months.case.column} | set(month_columns(mapping.months))
    selection, table = given.selection(wanted | _basis_columns(mapping))
    reader = _case_reader(given, mapping.months.case)
    records, unlawful = reader.read(selection.records)
    spells, rejects = SpellReader(mapping.states, given.loaded.states, given.marker).from_months(
        records, mapping.months
    )
    months = month_range(mapping.months.first, mapping.months.last)
    return _plan(
        given,
        selection,
        table,
        rejects=[*unlawful, *rejects],
        cases=tuple(reader.cases.values()),
        consents=tuple(reader.events.values()),
        spells=tuple(spells),
        state_labels=given.loaded.states,
        window=(months[0], months[-1]),
    )
