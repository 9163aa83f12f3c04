"""A table of counts of youths, before disclosure control.

A `Table` has one or two axes. The unit is the youth: a youth stands in exactly one cell.
Every cell has an address that does not depend on the table it stands in, so that two tables
which show the same group are recognised as linked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Address = tuple[str, tuple[tuple[str, frozenset[str]], ...]]
"""(population, sorted ((variable, base categories), …)); what is summed out is absent."""


@dataclass(frozen=True)
class Axis:
    """One classification: shown categories, and the base categories behind each.

    known_to: "ret" (outsiders may know it of a youth) or "nobody" (confidential, RULES D8).
    complete: every youth of the population has one of these categories.
    """

    name: str
    label: str
    categories: tuple[str, ...]
    groups: tuple[frozenset[str], ...] = ()
    known_to: str = "ret"
    complete: bool = True

    def __post_init__(self) -> None:
        if not self.groups:
            object.__setattr__(self, "groups", tuple(frozenset([c]) for c in self.categories))
        if len(set(self.categories)) != len(self.categories) or not self.categories:
            raise ValueError(
                f"De indeling '{self.name}' heeft geen of dubbele klassen; "
                "geef elke klasse één keer."
            )
        if len(self.groups) != len(self.categories):
            raise ValueError(f"De indeling '{self.name}' heeft niet bij elke klasse een groep.")
        if sum(map(len, self.groups)) != len(self.base):
            raise ValueError(f"De klassen van '{self.name}' overlappen elkaar.")

    @property
    def base(self) -> frozenset[str]:
        """All base categories together."""
        return frozenset().union(*self.groups)

    def merged(self, level: Mapping[str, str]) -> Axis:
        """The same axis with shown categories renamed by `level` (old label → new label)."""
        groups: dict[str, frozenset[str]] = {}
        for category, group in zip(self.categories, self.groups, strict=True):
            label = level.get(category, category)
            groups[label] = groups.get(label, frozenset()) | group
        return Axis(
            self.name, self.label, tuple(groups), tuple(groups.values()), self.known_to,
            self.complete,
        )  # fmt: skip


@dataclass(frozen=True)
class Table:
    """Counts of youths over one or two axes.

    counts: rows × columns, integers ≥ 0; a one-way table has one column and `cols` None.
    population: a name (or mark) of the group counted; tables of one population are linked.
    providers: empty, or per inner cell the provider of each youth in it (they are units too).
    """

    id: str
    title: str
    population: str
    rows: Axis
    cols: Axis | None
    counts: tuple[tuple[int, ...], ...]
    where: tuple[tuple[str, frozenset[str]], ...] = field(default=())
    providers: tuple[tuple[tuple[str, ...], ...], ...] = field(default=())

    def __post_init__(self) -> None:
        width = len(self.cols.categories) if self.cols else 1
        right = len(self.counts) == len(self.rows.categories) and all(
            len(row) == width for row in self.counts
        )
        if not right:
            raise ValueError(f"Tabel '{self.id}': de aantallen passen niet bij de klassen.")
        if any(count < 0 for row in self.counts for count in row):
            raise ValueError(f"Tabel '{self.id}': een aantal jeugdigen kan niet onder 0 liggen.")

        if self.providers and not all(
            len(cell) == count
            for cells, counts in zip(self.providers, self.counts, strict=True)
            for cell, count in zip(cells, counts, strict=True)
        ):
            raise ValueError(f"Tabel '{self.id}': niet bij elke jeugdige staat één aanbieder.")

    @property
    def axes(self) -> tuple[Axis, ...]:
        """The one or two classifications."""
        return (self.rows,) if self.cols is None else (self.rows, self.cols)

    @property
    def total(self) -> int:
        """Number of youths in the table."""
        return sum(map(sum, self.counts))

    def full(self) -> NDArray[np.int64]:
        """Counts with margins, (R+1) × (C+1); a one-way table (R+1) × 1."""
        inner = np.array(self.counts, dtype=np.int64)
        with_rows = np.vstack([inner, inner.sum(axis=0, keepdims=True)])
        if self.cols is None:
            return with_rows
        return np.hstack([with_rows, with_rows.sum(axis=1, keepdims=True)])

    def address(self, i: int, j: int) -> Address:
        """Address of the cell at row i, column j; i = R or j = C stands for the total."""
        parts = dict(self.where)
        for axis, at in ((self.rows, i), (self.cols, j)):
            if axis is None:
                continue
            if at < len(axis.categories):
                parts[axis.name] = axis.groups[at]
            elif not axis.complete:
                parts[axis.name] = axis.base
        return self.population, tuple(sorted(parts.items(), key=lambda part: part[0]))

    def recoded(
        self, rows: Mapping[str, str] | None = None, cols: Mapping[str, str] | None = None
    ) -> Table:
        """The table after merging shown categories (old label → new label)."""
        counts = np.array(self.counts, dtype=np.int64)
        axis_r, counts = _merge(self.rows, rows or {}, counts)
        axis_c = self.cols
        if axis_c is not None:
            axis_c, turned = _merge(axis_c, cols or {}, counts.T)
            counts = turned.T
        return Table(
            self.id, self.title, self.population, axis_r, axis_c,
            tuple(tuple(int(v) for v in row) for row in counts), self.where,
            self._providers_in(axis_r, axis_c),
        )  # fmt: skip

    def _providers_in(
        self, rows: Axis, cols: Axis | None
    ) -> tuple[tuple[tuple[str, ...], ...], ...]:
        """Providers per cell of coarser axes."""
        if not self.providers:
            return ()
        to_row = [_holder(rows, group) for group in self.rows.groups]
        to_col = [_holder(cols, group) for group in self.cols.groups] if self.cols and cols else [0]
        width = len(cols.categories) if cols else 1
        out: list[list[tuple[str, ...]]] = [[()] * width for _ in rows.categories]
        for i, cells in enumerate(self.providers):
            for j, cell in enumerate(cells):
                out[to_row[i]][to_col[j]] += cell
        return tuple(tuple(row) for row in out)


def _holder(axis: Axis, group: frozenset[str]) -> int:
    return next(at for at, whole in enumerate(axis.groups) if group <= whole)


def _merge(
    axis: Axis, level: Mapping[str, str], counts: NDArray[np.int64]
) -> tuple[Axis, NDArray[np.int64]]:
    new = axis.merged(level)
    out = np.zeros((len(new.categories), counts.shape[1]), dtype=np.int64)
    for at, category in enumerate(axis.categories):
        out[new.categories.index(level.get(category, category))] += counts[at]
    return new, out


def tabulate(
    rows: Sequence[str], cols: Sequence[str] | None, row_axis: Axis, col_axis: Axis | None
) -> tuple[tuple[int, ...], ...]:
    """Count youths: `rows[k]` and `cols[k]` are the shown categories of youth k."""
    width = len(col_axis.categories) if col_axis else 1
    counts = np.zeros((len(row_axis.categories), width), dtype=np.int64)
    at_row = {category: at for at, category in enumerate(row_axis.categories)}
    at_col = {category: at for at, category in enumerate(col_axis.categories)} if col_axis else {}
    pairs: Iterable[tuple[str, str | None]] = (
        zip(rows, cols, strict=True) if cols is not None else ((row, None) for row in rows)
    )
    for row, col in pairs:
        counts[at_row[row], at_col[col] if col is not None else 0] += 1
    return tuple(tuple(int(v) for v in row) for row in counts)
