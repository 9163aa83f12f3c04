"""A table as a reader may see it. It holds no number that was withheld."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.disclosure.audit import Number
from analysis.disclosure.policy import WITHHELD
from analysis.disclosure.tables import Address, Axis, Table

Row = tuple[int | None, ...]


@dataclass(frozen=True)
class Protected:
    """Counts of youths after disclosure control; None = withheld, for whatever reason.

    cells: rows × columns (one column when `cols` is None, with `col_totals` then empty);
    row_totals: empty for a one-way table; rounded_to: base of rounding, 1 = exact;
    percent_step, denominator: see `Policy`;
    merged: Dutch sentences on classes that were merged.
    """

    id: str
    title: str
    population: str
    policy: str
    rows: Axis
    cols: Axis | None
    cells: tuple[Row, ...]
    row_totals: Row
    col_totals: Row
    total: int | None
    rounded_to: int = 1
    percent_step: int = 1
    denominator: int = 10
    merged: tuple[str, ...] = ()
    where: tuple[tuple[str, frozenset[str]], ...] = ()

    @property
    def n_cells(self) -> int:
        """Number of inner cells."""
        return sum(map(len, self.cells))

    @property
    def n_withheld(self) -> int:
        """Number of inner cells that are not shown."""
        return sum(value is None for row in self.cells for value in row)

    def shown(self, value: int | None) -> str:
        """A number as a reader sees it."""
        return WITHHELD if value is None else str(value)

    def numbers(self) -> Iterator[Number]:
        """Every number of the table with its address, withheld ones included."""
        frame = self._frame()
        for i, row in enumerate(self.cells):
            for j, value in enumerate(row):
                yield self._number(frame.address(i, j), value)
        last_row, last_col = len(self.rows.categories), 1
        if self.cols is not None:
            last_col = len(self.cols.categories)
            for i, value in enumerate(self.row_totals):
                yield self._number(frame.address(i, last_col), value)
            for j, value in enumerate(self.col_totals):
                yield self._number(frame.address(last_row, j), value)
        yield self._number(frame.address(last_row, last_col), self.total)

    def percent(self, i: int) -> int | None:
        """Whole percentage of a one-way table, or None when it would give anything back."""
        value = self.cells[i][0]
        if value is None or self.total is None or self.total < self.denominator:
            return None
        return self.percent_step * round(100 * value / self.total / self.percent_step)

    def _number(self, address: Address, value: int | None) -> Number:
        return Number(address, value, self.rounded_to - 1)

    def _frame(self) -> Table:
        width = len(self.cols.categories) if self.cols else 1
        zero = tuple((0,) * width for _ in self.rows.categories)
        return Table(self.id, self.title, self.population, self.rows, self.cols, zero, self.where)
