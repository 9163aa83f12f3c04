"""Primary rules: which counts may not be shown for what they say themselves (RULES §3.4 step 1)."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.policy import Policy
from analysis.disclosure.tables import Table


def primary_cells(table: Table, policy: Policy) -> NDArray[np.bool_]:
    """True for every cell (margins included, shape of `Table.full`) that is sensitive itself.

    Sensitive are counts of 1 … T−1; 0 where the policy says so; a cell that holds a whole row
    or column (group disclosure) or all but one of it (the one knows all others).
    """
    full = table.full()
    if policy.open:
        return np.zeros(full.shape, dtype=bool)
    sensitive: NDArray[np.bool_] = (full > 0) & (full < policy.threshold)
    if policy.zeros:
        sensitive |= full == 0
    if policy.full_rows:
        sensitive |= _holds_all(full, axis=0, width=full.shape[0] - 1)
        if table.cols is not None:
            sensitive |= _holds_all(full, axis=1, width=full.shape[1] - 1)
    return sensitive | dominated_cells(table, policy)


def _holds_all(full: NDArray[np.int64], *, axis: int, width: int) -> NDArray[np.bool_]:
    """Cells with all, or all but one, of the total of their line along `axis`."""
    marked = np.zeros(full.shape, dtype=bool)
    if width < 2:
        return marked
    lines = full if axis == 0 else full.T
    target = marked if axis == 0 else marked.T
    total = lines[-1]
    target[:-1] = (total >= 1) & (total - lines[:-1] <= 1)
    return marked


def dominated_cells(table: Table, policy: Policy) -> NDArray[np.bool_]:
    """Cells of too few providers, or in which one weighs too much (RULES §3.3, provider level).

    Shape of `Table.full`; a table at provider level must say who the providers are.
    """
    shape = table.full().shape
    marked = np.zeros(shape, dtype=bool)
    if policy.providers == 0:
        return marked
    if not table.providers:
        raise ValueError(
            f"Tabel '{table.id}' is voor aanbieders bedoeld, maar zegt niet bij welke aanbieder "
            "elke jeugdige hoort. Geef `providers` mee."
        )
    two_way = table.cols is not None
    for i in range(shape[0]):
        for j in range(shape[1]):
            inside = Counter(
                provider
                for at_row, cells in enumerate(table.providers)
                for at_col, cell in enumerate(cells)
                if (i == shape[0] - 1 or at_row == i)
                and (not two_way or j == shape[1] - 1 or at_col == j)
                for provider in cell
            )
            n = inside.total()
            largest = max(inside.values(), default=0)
            marked[i, j] = n > 0 and (
                len(inside) < policy.providers or largest > policy.provider_share * n
            )
    return marked
