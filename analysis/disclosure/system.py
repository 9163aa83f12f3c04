"""What a reader knows, written as linear equations over the numbers that could be published.

One table, or several that share groups, become one `System`: a list of distinct numbers
(cells, margins, grand totals; a number that stands in two tables occurs once) and the sums
that tie them. RULES §3.4: M a = 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.disclosure.tables import Address, Table


@dataclass(frozen=True)
class System:
    """Distinct numbers and their sums.

    values: n integers; equations: E × n sparse, equations @ values = 0;
    places: per table an array of the shape of `Table.full` with the index of each number.
    """

    addresses: tuple[Address, ...]
    values: NDArray[np.int64]
    equations: sparse.csr_matrix
    places: tuple[NDArray[np.int64], ...]

    @property
    def size(self) -> int:
        """How many distinct numbers there are."""
        return len(self.addresses)


def system_of(tables: Sequence[Table]) -> System:
    """The system of one or more tables; refuses tables that contradict each other."""
    index: dict[Address, int] = {}
    values: list[int] = []
    places: list[NDArray[np.int64]] = []
    sums: set[tuple[int, frozenset[int]]] = set()
    for table in tables:
        full = table.full()
        place = np.zeros(full.shape, dtype=np.int64)
        for (i, j), count in np.ndenumerate(full):
            address = table.address(i, j if table.cols is not None else 0)
            at = index.setdefault(address, len(index))
            if at == len(values):
                values.append(int(count))
            elif values[at] != count:
                raise ValueError(
                    f"Tabel '{table.id}' geeft voor dezelfde groep een ander aantal dan een "
                    "eerdere tabel; maak beide uit dezelfde analyse en populatie."
                )
            place[i, j] = at
        places.append(place)
        sums.update(_sums(place))
    sums.update(_nested(list(index), index))
    return System(
        tuple(index), np.array(values, dtype=np.int64), _matrix(sums, len(index)), tuple(places)
    )


def _sums(place: NDArray[np.int64]) -> set[tuple[int, frozenset[int]]]:
    """(total, parts) of every line of one table."""
    found = {(int(column[-1]), frozenset(int(at) for at in column[:-1])) for column in place.T}
    if place.shape[1] > 1:
        found |= {(int(row[-1]), frozenset(int(at) for at in row[:-1])) for row in place}
    return {(total, parts) for total, parts in found if parts != {total}}


def _nested(
    addresses: Sequence[Address], index: dict[Address, int]
) -> set[tuple[int, frozenset[int]]]:
    """Sums that tie a merged class in one table to its parts in another."""
    found: set[tuple[int, frozenset[int]]] = set()
    families: dict[tuple[object, ...], list[tuple[frozenset[str], int]]] = {}
    for address in addresses:
        population, parts = address
        for at, (name, group) in enumerate(parts):
            rest = (population, name, parts[:at] + parts[at + 1 :])
            families.setdefault(rest, []).append((group, index[address]))
    for members in families.values():
        for whole, total in members:
            inside = sorted((m for m in members if m[0] < whole), key=lambda m: -len(m[0]))
            taken: frozenset[str] = frozenset()
            chosen: set[int] = set()
            for group, at in inside:
                if not group & taken:
                    taken, chosen = taken | group, chosen | {at}
            if taken == whole:
                found.add((total, frozenset(chosen)))
    return found


def _matrix(sums: set[tuple[int, frozenset[int]]], size: int) -> sparse.csr_matrix:
    rows: list[int] = []
    cols: list[int] = []
    data: list[float] = []
    for at, (total, parts) in enumerate(sorted(sums, key=lambda s: (s[0], sorted(s[1])))):
        for part in parts:
            rows.append(at)
            cols.append(part)
            data.append(1.0)
        rows.append(at)
        cols.append(total)
        data.append(-1.0)
    return sparse.csr_matrix((data, (rows, cols)), shape=(len(sums), size))
