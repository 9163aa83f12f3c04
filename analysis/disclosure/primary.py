"""Primary rules: which counts may not be shown for what they say themselves (RULES §3.4 step 1)."""

from __future__ import annotations

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
    return sensitive


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


def dominated_cells(
    largest: NDArray[np.int64],
    providers: NDArray[np.int64],
    full: NDArray[np.int64],
    policy: Policy,
) -> NDArray[np.bool_]:
    """Cells in which one provider weighs too much (RULES §3.3, provider level).

    largest: youths of the largest provider per cell; providers: number of providers per cell;
    all three arrays have the shape of `Table.full`.
    """
    if policy.providers == 0:
        return np.zeros(full.shape, dtype=bool)
    few = providers < policy.providers
    heavy = largest > policy.provider_share * full
    return (full > 0) & (few | heavy)
