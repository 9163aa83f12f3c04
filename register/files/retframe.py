"""RET registrations from any layout as one nameless frame (RULES D1).

Only the targets of `RetColumns` exist here: what a file holds beyond them was dropped before.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from register.domain.frame import FLOW
from register.domain.imports import MonthlyTotal, Reject, RetRow
from register.files.cells import CellFault, Coder, as_integer, as_month, as_year, parts_of
from register.files.fingerprints import Marker
from register.files.mapping import Column, MonthlySheet, RetColumns, Themes
from register.files.rows import RowFaults, build
from register.files.selection import Record
from register.files.tables import Value, plain
from register.files.vocabulary import Vocabulary

_CODED = ("region_group", "age_band", "gender", "setting", "referrer", "flow_step")


def ret_columns(columns: RetColumns) -> set[str]:
    """Names of every column of the file that the frame uses."""
    single = [getattr(columns, name) for name in ("key", "ret", "year", "client", *_CODED)]
    names = {column.column for column in single if column is not None and column.column}
    if columns.themes is not None:
        names |= (
            {columns.themes.from_} if columns.themes.from_ else set(columns.themes.flags.values())
        )
    return names


@dataclass(frozen=True)
class RetReader:
    """Reads registrations by one mapping."""

    columns: RetColumns
    words: Vocabulary
    marker: Marker

    def rows(self, records: tuple[Record, ...]) -> tuple[list[RetRow], list[Reject]]:
        """Accepted rows and refusals; a RET's key that comes back is refused, naming its line."""
        coders = {name: self._coder(name) for name in ("ret", "themes", *_CODED)}

        def make(record: Record, faults: RowFaults) -> RetRow | None:
            return self._row(record, faults, coders)

        rows, rejects = build(records, make)
        return _without_doubles(rows, rejects, self.columns.key.column)

    def _coder(self, target: str) -> Coder:
        column = getattr(self.columns, target)
        return Coder(column.codes if column is not None else {}, self.words.codes(target))

    def _row(self, record: Record, faults: RowFaults, coders: dict[str, Coder]) -> RetRow | None:
        columns = self.columns
        key = faults.read(columns.key.column, lambda: _needed(record, columns.key), "")
        ret = faults.read(columns.ret.column, lambda: _ret(record, columns.ret, coders["ret"]), "")
        year = faults.read(columns.year.column, lambda: as_year(_filled(record, columns.year)), 0)
        coded = {name: self._coded(record, faults, name, coders[name]) for name in _CODED}
        themes = self._themes(record, faults, coders["themes"])
        place = columns.client.column if columns.client else ""
        number = faults.read(place, lambda: record.text(columns.client), "")
        coded["region_group"] = coded["region_group"] or self.words.ret_groups.get(ret)
        if ret and coded["region_group"] is None and not faults.found:
            faults.note(
                columns.region_group.column if columns.region_group else columns.ret.column,
                "De regiogroep is onbekend en volgt niet uit het RET.",
                "Vul de regio in, of geef er in de koppeling een kolom voor (region_group).",
            )
        if faults.found:
            return None
        coded["flow_step"] = coded["flow_step"] or FLOW.first
        client = self.marker.mark("ret-client", ret, number) if number else None
        values = [coded[name] for name in _CODED]
        return RetRow(
            line=record.line, key=key, ret=ret, year=year, **coded, themes=themes, client=client,
            identity=self.marker.mark("ret", ret, key),
            fingerprint=self.marker.mark("ret-row", ret, key, year, values, themes, client),
        )  # fmt: skip

    def _coded(self, record: Record, faults: RowFaults, target: str, coder: Coder) -> str | None:
        column: Column | None = getattr(self.columns, target)
        if column is None:
            return None
        return faults.read(column.column, lambda: self._code(record, column, target, coder), None)

    def _code(self, record: Record, column: Column, target: str, coder: Coder) -> str | None:
        text = record.text(column)
        if not text:
            return None
        if target == "age_band" and column.take == "age":
            return self._band(as_integer(record.value(column)))
        if target == "region_group" and plain(text) in self.words.region_groups:
            return self.words.region_groups[plain(text)]
        return coder.code(text, f"ret.{target}.codes")

    def _band(self, years: int) -> str:
        try:
            return self.words.band(years)
        except ValueError:
            reason, remedy = "Deze leeftijd kan niet.", "Schrijf een leeftijd van 0 tot 30."
            raise CellFault(reason, remedy) from None

    def _themes(self, record: Record, faults: RowFaults, coder: Coder) -> tuple[str, ...]:
        themes = self.columns.themes
        if themes is None:
            return ()
        if themes.from_:
            name = themes.from_
            return faults.read(name, lambda: _theme_list(record, themes, coder), ())
        found: list[str] = []
        for code, name in themes.flags.items():
            if faults.read(name, partial(_flag, record, name, themes), False):
                found.append(code)
        return tuple(sorted(found))


def _filled(record: Record, column: Column) -> Value:
    value = record.value(column)
    if isinstance(value, str) and not value:
        raise CellFault("Deze cel is leeg.", "Vul de cel in.")
    return value


def _needed(record: Record, column: Column) -> str:
    text = record.text(column)
    if not text:
        raise CellFault("Deze cel is leeg.", "Vul de cel in.")
    if len(text) > 40:
        raise CellFault("Dit kenmerk is langer dan 40 tekens.", "Gebruik het nummer van het RET.")
    return text


def _ret(record: Record, column: Column, coder: Coder) -> str:
    return coder.code(_needed(record, column), "ret.ret.codes")


def _theme_list(record: Record, themes: Themes, coder: Coder) -> tuple[str, ...]:
    text = record.text(themes.cell)
    parts = parts_of(text, themes.split)
    return tuple(sorted({coder.code(part, "ret.themes.codes") for part in parts}))


def _flag(record: Record, name: str, themes: Themes) -> bool:
    text = plain(record.text(themes.of(name)))
    if text in {plain(yes) for yes in themes.yes}:
        return True
    if text in {"", "nee", "n", "0", "onwaar", "false", "-"}:
        return False
    raise CellFault("Hier hoort ja of nee.", "Schrijf ja of nee, of laat de cel leeg.")


def _without_doubles(
    rows: list[RetRow], rejects: list[Reject], column: str
) -> tuple[list[RetRow], list[Reject]]:
    first: dict[str, RetRow] = {}
    for row in rows:
        earlier = first.setdefault(row.identity, row)
        if earlier is not row:
            same = earlier.fingerprint == row.fingerprint
            reason = (
                f"Deze rij is gelijk aan regel {earlier.line}."
                if same
                else f"Dit kenmerk staat ook op regel {earlier.line}, met andere gegevens."
            )
            remedy = "Verwijder de dubbele rij." if same else "Laat één van beide rijen staan."
            rejects.append(Reject(row.line, column, reason, remedy))
    return list(first.values()), rejects


def read_monthly(
    records: tuple[Record, ...],
    columns: MonthlySheet,
    rets: Column | None,
    words: Vocabulary,
    marker: Marker,
) -> tuple[list[MonthlyTotal], list[Reject]]:
    """Monthly totals per RET. `rets` gives the texts for RETs where the sheet names none."""
    ret = columns.ret
    coder = Coder(ret.codes or (rets.codes if rets else {}), words.codes("ret"))
    seen: dict[tuple[str, object], int] = {}

    def make(record: Record, faults: RowFaults) -> MonthlyTotal | None:
        code = faults.read(ret.column, lambda: _ret(record, ret, coder), "")
        month = faults.read(
            columns.month.column, lambda: as_month(_filled(record, columns.month)), None
        )
        n = faults.read(columns.n.column, lambda: _count(record, columns.n), 0)
        if faults.found or month is None:
            return None
        line = seen.setdefault((code, month), record.line)
        if line != record.line:
            faults.note(
                columns.month.column,
                f"Deze maand van dit RET staat ook op regel {line}.",
                "Laat één van beide staan.",
            )
        mark = marker.mark("ret-month", code, month.isoformat(), n)
        return MonthlyTotal(record.line, code, month, n, mark)

    return build(records, make, sheet=columns.sheet)


def _count(record: Record, column: Column) -> int:
    n = as_integer(_filled(record, column))
    if n < 0:
        raise CellFault("Een aantal is niet negatief.", "Herstel het aantal.")
    return n
