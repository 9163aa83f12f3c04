"""How states are spread over time: shares per period, entropy per period, time per state."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.terugkijk.sequences import Sequences


def state_distribution(sequences: Sequences) -> pd.DataFrame:
    """Weighted share of each state per period, among the youths whose state is known then.

    Index = period, columns = states, plus `n` (youths known, unweighted) and `entropy`
    (Shannon entropy of the shares divided by log a: 0 all in one state, 1 evenly spread).
    """
    weight = _weight_by_state(sequences)
    total = weight.sum(axis=1, keepdims=True)
    share = np.divide(weight, total, out=np.full_like(weight, np.nan), where=total > 0)
    table = pd.DataFrame(share, index=list(sequences.periods), columns=list(sequences.alphabet))
    table["n"] = (sequences.codes >= 0).sum(axis=0)
    table["entropy"] = entropy(share, sequences.size)
    return table


def _weight_by_state(sequences: Sequences) -> NDArray[np.float64]:
    """T × a: summed weights of the youths in each state."""
    columns = [
        ((sequences.codes == k) * sequences.weights[:, None]).sum(axis=0)
        for k in range(sequences.size)
    ]
    return np.stack(columns, axis=1)


def entropy(shares: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """Shannon entropy of rows of shares ÷ log `size` (Gabadinho et al. 2011, JSS 40(4), §5.2)."""
    if size < 2:
        return np.zeros(len(shares))
    logs = np.log(shares, where=shares > 0, out=np.zeros_like(shares))
    values: NDArray[np.float64] = np.abs((shares * logs).sum(axis=1)) / np.log(size)
    return values


def mean_time(sequences: Sequences) -> pd.DataFrame:
    """Weighted mean number of periods per state, with its standard error over youths.

    Index = state; columns `mean`, `se`, `share` (of the known time), `n_ever` (youths, unweighted).
    The error treats weights as sampling weights: sqrt(Σ w²(x − mean)²)/Σ w · sqrt(n/(n−1)).
    """
    counts = time_per_youth(sequences).to_numpy(dtype=float)
    w = sequences.weights[:, None]
    mean = (w * counts).sum(axis=0) / w.sum()
    n = sequences.n
    spread = (w**2 * (counts - mean) ** 2).sum(axis=0)
    se = np.sqrt(spread) / w.sum() * np.sqrt(n / max(n - 1, 1))
    return pd.DataFrame(
        {
            "mean": mean,
            "se": se,
            "share": mean / mean.sum() if mean.sum() else mean,
            "n_ever": (counts > 0).sum(axis=0),
        },
        index=list(sequences.alphabet),
    )


def time_per_youth(sequences: Sequences) -> pd.DataFrame:
    """Number of periods per state for each youth (n × a)."""
    counts = [(sequences.codes == k).sum(axis=1) for k in range(sequences.size)]
    return pd.DataFrame(
        np.stack(counts, axis=1), index=list(sequences.ids), columns=list(sequences.alphabet)
    )
