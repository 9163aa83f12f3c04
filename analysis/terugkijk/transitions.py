"""Moves between states from one period to the next."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.terugkijk.sequences import Sequences


def transition_counts(sequences: Sequences, *, lag: int = 1) -> pd.DataFrame:
    """Weighted number of steps from row state to column state, `lag` periods apart.

    Steps from or to a period that is not known are left out.
    """
    if lag < 1 or lag >= max(sequences.codes.shape[1], 2):
        raise ValueError("De stap ligt tussen 1 en het aantal perioden")
    origin, target = sequences.codes[:, :-lag], sequences.codes[:, lag:]
    known = (origin >= 0) & (target >= 0)
    weights = np.broadcast_to(sequences.weights[:, None], origin.shape)[known]
    pair = origin[known].astype(np.intp) * sequences.size + target[known]
    counts = np.bincount(pair, weights=weights, minlength=sequences.size**2)
    states = list(sequences.alphabet)
    return pd.DataFrame(counts.reshape(len(states), -1), index=states, columns=states)


def transition_rates(sequences: Sequences, *, lag: int = 1) -> pd.DataFrame:
    """Share of the steps out of the row state that end in the column state.

    A state that nobody leaves or stays in (no steps) has a row of zeros, as in TraMineR `seqtrate`.
    """
    counts = transition_counts(sequences, lag=lag)
    matrix = counts.to_numpy(dtype=float)
    total = matrix.sum(axis=1, keepdims=True)
    rates = np.divide(matrix, total, out=np.zeros_like(matrix), where=total > 0)
    return pd.DataFrame(rates, index=counts.index, columns=counts.columns)


def moves(sequences: Sequences) -> NDArray[np.int64]:
    """Number of changes of state per youth (n); a gap is skipped, not counted as a move."""
    return np.array([len(d) - 1 if len(d) else 0 for d in distinct(sequences)], dtype=np.int64)


def distinct(sequences: Sequences) -> list[NDArray[np.int16]]:
    """Distinct successive states of each youth: A A B B A becomes A B A; gaps are skipped."""
    found = []
    for row in sequences.codes:
        known = row[row >= 0]
        keep = np.ones(len(known), dtype=bool)
        keep[1:] = known[1:] != known[:-1]
        found.append(known[keep])
    return found


def durations(row: NDArray[np.int16]) -> NDArray[np.int64]:
    """Lengths of the spells of one sequence, gaps left out: A A B gives 2 1."""
    known = row[row >= 0]
    if not len(known):
        return np.zeros(0, dtype=np.int64)
    edges = np.flatnonzero(np.concatenate([[True], known[1:] != known[:-1], [True]]))
    return np.diff(edges).astype(np.int64)
