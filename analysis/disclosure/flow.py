"""The attacker of a single table, as a maximum flow.

A one- or two-way table with margins is a bipartite network: rows (and the row of totals) on
one side, columns (and the column of totals) on the other, every number an arc. How far a
withheld number can move without changing a published one is a maximum flow between its two
ends; the minimum cut says which numbers hold it (Fischetti & Salazar 2001 separate the same
inequalities by linear programming). Flows are integer, so the widths are exact.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from analysis.disclosure.cuts import Cut


class FlowAttacker:
    """Judges proposals for one table; numbers are in C order of `Table.full`."""

    def __init__(self, full: NDArray[np.int64], need: int) -> None:
        """full: counts with margins, (R+1) × (C+1) or (R+1) × 1; need: width in youths."""
        self.need = need
        wide = full if full.shape[1] > 1 else np.hstack([full, full])
        self._columns = full.shape[1]
        self._rows = wide.shape[0]
        self._nodes = wide.shape[0] + wide.shape[1]
        top = int(max(full.max(), 1)) + need
        self._cell_of: list[tuple[int, int]] = []
        heads, tails, capacity, owner = [], [], [], []
        for (i, j), count in np.ndenumerate(full):
            is_total = (i == wide.shape[0] - 1) != (j == wide.shape[1] - 1)
            up, down = (int(count), top) if is_total else (top, int(count))
            if self._columns == 1:
                # a one-way table: the numbers themselves are the arcs from their row to node 0
                is_total = i == wide.shape[0] - 1
                up, down = (int(count), top) if is_total else (top, int(count))
            row, col = i, self._rows + j
            at = i * self._columns + j
            self._cell_of.append((row, col))
            heads += [row, col]
            tails += [col, row]
            capacity += [up, down]
            owner += [at, at]
        self._bridge(heads, tails, capacity, owner)
        order = np.lexsort((tails, heads))
        self._owner = np.array(owner)[order]
        self._capacity = np.array(capacity, dtype=np.int32)[order]
        self._heads = np.array(heads)[order]
        self._tails = np.array(tails)[order]
        counts = np.bincount(self._heads, minlength=self._nodes)
        self._indptr = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        self._where = {
            (int(h), int(t)): at
            for at, (h, t) in enumerate(zip(self._heads, self._tails, strict=True))
        }

    def _bridge(
        self, heads: list[int], tails: list[int], capacity: list[int], owner: list[int]
    ) -> None:
        """A one-way table: every row node ends in one common node, without limit."""
        if self._columns > 1:
            return
        for row in range(self._rows):
            heads += [row, self._rows + 1]
            tails += [self._rows + 1, row]
            capacity += [2**30, 2**30]
            owner += [-1, -1]

    def cuts(self, withheld: NDArray[np.bool_], *, first: bool = False) -> list[Cut]:
        """Violated cuts of a proposal (see `Attacker`)."""
        data = np.where(
            self._owner < 0, self._capacity, self._capacity * withheld[self._owner]
        ).astype(np.int32)
        found: list[Cut] = []
        for cell in np.flatnonzero(withheld):
            cut = self._judge(int(cell), data)
            if cut is not None:
                found.append(cut)
                if first:
                    break
        return found

    def _judge(self, cell: int, data: NDArray[np.int32]) -> Cut | None:
        row, col = self._cell_of[cell]
        forth, back = self._where[row, col], self._where[col, row]
        kept = data[forth], data[back]
        data[forth] = data[back] = 0
        weight: dict[int, int] = {}
        reach = 0
        for source, sink, own in ((col, row, forth), (row, col, back)):
            if reach >= self.need:
                break
            reach += self._reach(cell, source, sink, int(self._capacity[own]), data, weight)
        data[forth], data[back] = kept
        if reach >= self.need:
            return None
        members = tuple(sorted(weight))
        return Cut(cell, self.need, members, tuple(min(weight[m], self.need) for m in members))

    def _reach(
        self, cell: int, source: int, sink: int, own: int, data: NDArray[np.int32],
        weight: dict[int, int],
    ) -> int:  # fmt: skip
        """How far the cell moves one way; adds the weights of what limits it."""
        if own == 0:
            return 0
        graph = sparse.csr_array(
            (data, self._tails.astype(np.int32), self._indptr), shape=(self._nodes, self._nodes)
        )
        result = csgraph.maximum_flow(graph, source, sink)
        value = int(result.flow_value)
        if own <= value:
            weight[cell] = weight.get(cell, 0) + own
            return own
        residual = graph - result.flow
        residual.eliminate_zeros()
        inside = np.zeros(self._nodes, dtype=bool)
        inside[csgraph.breadth_first_order(residual, source, return_predecessors=False)] = True
        crossing = inside[self._heads] & ~inside[self._tails] & (self._capacity > 0)
        for at in np.flatnonzero(crossing):
            member = int(self._owner[at])
            if member != cell and member >= 0:
                weight[member] = weight.get(member, 0) + int(self._capacity[at])
        return value
