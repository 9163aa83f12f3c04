"""Tables as text: what every renderer shows, so that no renderer computes anything."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from analysis.disclosure import WITHHELD, Protected
from analysis.reports.model import FigureBlock, ProcessBlock
from analysis.reports.wording import PERCENT_FROM

Z = 1.959964


@dataclass(frozen=True)
class Grid:
    """A table in text. header: first entry is above the row labels; rows: (label, cells);
    footer: the row of totals, or None."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    footer: tuple[str, tuple[str, ...]] | None = None
    note: str = ""


def grid(table: Protected, caption: str, note: str = "") -> Grid:
    """A protected table in text; one-way tables of 30 youths or more also get percentages."""
    if table.cols is None:
        return _one_way(table, caption, note)
    header = (table.rows.label, *table.cols.categories, "Totaal")
    rows = tuple(
        (label, tuple(table.shown(v) for v in (*cells, total)))
        for label, cells, total in zip(
            table.rows.categories, table.cells, table.row_totals, strict=True
        )
    )
    footer = ("Totaal", tuple(table.shown(v) for v in (*table.col_totals, table.total)))
    return Grid(caption, header, rows, footer, _rounded(table, note))


def _one_way(table: Protected, caption: str, note: str) -> Grid:
    enough = table.total is not None and table.total >= max(PERCENT_FROM, table.denominator)
    exact = enough and table.rounded_to == 1
    header = [table.rows.label, "Jeugdigen"]
    header += ["Aandeel"] if enough else []
    header += ["95%-interval"] if exact else []
    rows = []
    for at, label in enumerate(table.rows.categories):
        count = table.cells[at][0]
        cells = [table.shown(count)]
        if enough:
            share = table.percent(at)
            cells.append(WITHHELD if share is None else f"{share}%")
        if exact and table.total is not None:
            cells.append(WITHHELD if count is None else wilson(count, table.total))
        rows.append((label, tuple(cells)))
    totals = [table.shown(table.total), *(["100%"] if enough else []), *([""] if exact else [])]
    return Grid(
        caption, tuple(header), tuple(rows), ("Totaal", tuple(totals)), _rounded(table, note)
    )


def _rounded(table: Protected, note: str) -> str:
    if table.rounded_to == 1:
        return note
    return f"{note} Aantallen zijn afgerond op {table.rounded_to}-tallen.".strip()


def process_grid(block: ProcessBlock) -> Grid:
    """Process counts in text."""
    rows = tuple((name, tuple(count.text for count in counts)) for name, counts in block.lines)
    return Grid(block.caption, (block.row_label, *block.columns), rows, None, block.note)


def figure_grid(block: FigureBlock) -> Grid | None:
    """The numbers of a figure: one column per table; all have the same classes (`stacked_bars`)."""
    if not block.tables:
        return None
    classes = block.tables[0].rows.categories
    if any(table.rows.categories != classes for table in block.tables):
        raise ValueError(
            "De tabellen van één figuur hebben niet dezelfde klassen; neem ze samen in één plan."
        )
    columns = [dict(zip(t.rows.categories, t.cells, strict=True)) for t in block.tables]
    rows = tuple(
        (
            label,
            tuple(
                t.shown(column[label][0]) for t, column in zip(block.tables, columns, strict=True)
            ),
        )
        for label in classes
    )
    totals = tuple(table.shown(table.total) for table in block.tables)
    header = ("Klasse", *(table.rows.label for table in block.tables))
    return Grid("De aantallen bij de figuur", header, rows, ("Totaal", totals))


def wilson(count: int, n: int) -> str:
    """The 95% score interval of a proportion (Wilson 1927), in whole percentages."""
    low, high = wilson_ends(count, n)
    return f"{round(100 * low)} tot {round(100 * high)}%"


def wilson_ends(count: int, n: int) -> tuple[float, float]:
    """The ends of the 95% score interval, as shares."""
    share = count / n
    middle = share + Z * Z / (2 * n)
    half = Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    low, high = ((middle + sign * half) / (1 + Z * Z / n) for sign in (-1, 1))
    return low, high
