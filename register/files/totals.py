"""A sheet of totals beside the registrations, and totals that a mapping states itself."""

from __future__ import annotations

from register.domain.imports import Reject, StatedTotal
from register.files.cells import CellFault, Coder, as_integer
from register.files.mapping import Column, Mapping, TotalsSheet
from register.files.rows import RowFaults, build
from register.files.selection import Record
from register.files.tables import plain
from register.files.vocabulary import Vocabulary


def stated_in(mapping: Mapping) -> tuple[StatedTotal, ...]:
    """Totals written in the mapping itself."""
    return tuple(
        StatedTotal(total.n, total.source, total.measure, total.ret, total.layout, total.year)
        for total in mapping.stated
    )


def read_totals(
    records: tuple[Record, ...],
    sheet: TotalsSheet,
    rets: Column,
    words: Vocabulary,
    layout: str,
) -> tuple[list[StatedTotal], list[Reject]]:
    """Totals of a sheet, one per RET; a row that names the whole counts for all of `layout`."""
    coder = Coder(sheet.ret.codes or rets.codes, words.codes("ret"))
    whole = {plain(text) for text in sheet.whole}

    def make(record: Record, faults: RowFaults) -> StatedTotal | None:
        text = faults.read(sheet.ret.column, lambda: record.text(sheet.ret), "")
        n = faults.read(sheet.n.column, lambda: _count(record, sheet.n), 0)
        if plain(text) in whole or faults.found:
            return StatedTotal(n, sheet.source, sheet.measure, "", layout, sheet.year, record.line)
        ret = faults.read(sheet.ret.column, lambda: coder.code(text, "totals.ret.codes"), "")
        return StatedTotal(n, sheet.source, sheet.measure, ret, layout, sheet.year, record.line)

    return build(records, make, sheet=sheet.sheet)


def _count(record: Record, column: Column) -> int:
    n = as_integer(record.value(column))
    if n < 0:
        raise CellFault("Een aantal is niet negatief.", "Herstel het aantal.")
    return n
