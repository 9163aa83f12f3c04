"""XLSX: one sheet as a table, with merged cells, several header rows and titles above them.

Sizes, entities and passwords are judged before the workbook is opened; formulas are never
calculated, so a formula without a stored result makes its row unreadable instead of empty.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from register.files.archives import (
    DEFAULT_LIMITS,
    Limits,
    check_no_doctype,
    open_zip,
    read_part,
)
from register.files.refused import FileRefused, SheetMissing
from register.files.tables import (
    HEADER_SEARCH_ROWS,
    Layout,
    Row,
    Table,
    Unreadable,
    Value,
    header_score,
    is_empty,
    join_headers,
    refuse_headerless,
)

_NOT_CALCULATED = Unreadable(
    "De cel bevat een formule zonder uitkomst.",
    "Open het bestand in Excel, laat het rekenen en bewaar het opnieuw.",
)
_ERROR_CELL = Unreadable("De cel bevat een foutmelding van Excel.", "Herstel de formule.")
_NO_DATE = Unreadable("De cel bevat een tijd in plaats van een waarde.", "Vul de waarde in.")
_MERGED_NUMBER = Unreadable(
    "Een getal of datum staat in een samengevoegde cel en hoort zo bij meer rijen.",
    "Splits de cel en zet de waarde in elke rij.",
)


def read_xlsx(data: bytes, layout: Layout, limits: Limits = DEFAULT_LIMITS) -> Table:
    """The table on `layout.sheet`, else on the first visible sheet. FileRefused when hopeless."""
    sheet, formulas = _open_sheet(data, layout, limits)
    grid = _grid(sheet, formulas)
    merged = _merged(grid, sheet)
    found = _find_header(_filled(grid, merged), layout)
    if found is None:
        raise refuse_headerless(layout)
    at, headers = found
    first = at + layout.header_rows
    width = len(headers)
    rows = [
        Row(number, _cells(grid[number], merged.get(number, {}), width))
        for number in range(first, len(grid))
        if any(not is_empty(value) for value in grid[number])
    ]
    return Table(headers, tuple(rows), "xlsx", sheet.title if layout.sheet else "", (), ())


def _open_sheet(data: bytes, layout: Layout, limits: Limits) -> tuple[Any, Any]:
    """The worksheet with values, and the same with formulas where it has any (else None)."""
    archive = open_zip(data, limits)
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            check_no_doctype(read_part(archive, name))
    book = _loaded(data, values=True)
    sheet = _choose(book, layout.sheet)
    formulas = _loaded(data, values=False)[sheet.title] if _has_formulas(archive) else None
    if sheet.max_row > limits.rows or sheet.max_column > limits.columns:
        raise FileRefused(
            f"Het blad is groter dan {limits.rows} regels of {limits.columns} kolommen.",
            "Verwijder lege, opgemaakte rijen en kolommen, of splits het blad.",
        )
    return sheet, formulas


def _loaded(data: bytes, *, values: bool) -> Any:
    """The workbook; values: results of formulas instead of the formulas."""
    from openpyxl import load_workbook

    try:
        return load_workbook(io.BytesIO(data), data_only=values, keep_links=False)
    except Exception as fault:
        # A damaged workbook makes openpyxl raise almost anything; all mean the same to a person.
        raise FileRefused(
            "Het bestand is geen leesbare Excel-werkmap.",
            "Open het in Excel en bewaar het opnieuw als .xlsx.",
        ) from fault


def _has_formulas(archive: Any) -> bool:
    sheets = (name for name in archive.namelist() if name.startswith("xl/worksheets/"))
    return any(b"<f" in read_part(archive, name) for name in sheets)


def _choose(book: Any, name: str) -> Any:
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if name and name not in sheets:
        raise SheetMissing(name)
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not visible:
        raise FileRefused("De werkmap heeft geen zichtbaar blad.", "Maak het blad zichtbaar.")
    return sheets[name] if name else visible[0]


def _grid(sheet: Any, formulas: Any) -> list[list[Value]]:
    """Values by row number; index 0 is unused so that index = row number."""
    rows = ([_value(cell, formulas) for cell in cells] for cells in sheet.iter_rows())
    return [[], *rows]


def _value(cell: Any, formulas: Any) -> Value:
    if cell.data_type == "e":
        return _ERROR_CELL
    if cell.value is None:
        other = formulas.cell(cell.row, cell.column) if formulas is not None else None
        return _NOT_CALCULATED if other is not None and other.data_type == "f" else ""
    return _typed(cell.value)


def _typed(value: object) -> Value:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, (time, timedelta)):
        return _NO_DATE
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value if isinstance(value, (int, float, date)) else str(value)


def _merged(grid: Sequence[Sequence[Value]], sheet: Any) -> Mapping[int, Mapping[int, Value]]:
    """Merged ranges as {row: {column from 0: value of the upper left cell}}."""
    spread: dict[int, dict[int, Value]] = {}
    for area in sheet.merged_cells.ranges:
        if area.min_row >= len(grid) or area.min_col > len(grid[area.min_row]):
            continue
        value = grid[area.min_row][area.min_col - 1]
        for row in range(area.min_row, min(area.max_row, len(grid) - 1) + 1):
            columns = range(area.min_col - 1, area.max_col)
            spread.setdefault(row, {}).update(dict.fromkeys(columns, value))
    return spread


def _filled(
    grid: Sequence[Sequence[Value]], merged: Mapping[int, Mapping[int, Value]]
) -> list[list[Value]]:
    """The top of the sheet with merged cells filled in, to find the header in."""
    top = [list(row) for row in grid[: HEADER_SEARCH_ROWS + 5]]
    for number, row in enumerate(top):
        for column, value in merged.get(number, {}).items():
            if column < len(row):
                row[column] = value
    return top


def _cells(values: Sequence[Value], merged: Mapping[int, Value], width: int) -> tuple[Value, ...]:
    """A row's values; a merged text counts for each of its rows, a merged number for none."""
    cells = [*values, *[""] * width][:width]
    for column, value in merged.items():
        if column < width:
            cells[column] = value if isinstance(value, str) else _MERGED_NUMBER
    return tuple(cells)


def _find_header(
    grid: Sequence[Sequence[Value]], layout: Layout
) -> tuple[int, tuple[str, ...]] | None:
    best: tuple[int, int, tuple[str, ...]] | None = None
    for at in range(1, min(len(grid), HEADER_SEARCH_ROWS)):
        block = [[_text(value) for value in row] for row in grid[at : at + layout.header_rows]]
        headers = join_headers(block, fill=False)
        rank = (header_score(headers, layout.expected), -at)
        if rank[0] and (best is None or rank > best[:2]):
            best = (*rank, headers)
    if best is None:
        return None
    headers = best[2]
    while headers and not headers[-1]:
        headers = headers[:-1]
    return -best[1], headers


def _text(value: Value) -> str:
    if isinstance(value, (str, int, float)):
        return str(value)
    return "" if isinstance(value, Unreadable) else value.isoformat()
