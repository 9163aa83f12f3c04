"""How varied one trajectory is: entropy, complexity, turbulence (all per youth)."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.terugkijk.sequences import Sequences
from analysis.terugkijk.states import entropy, time_per_youth
from analysis.terugkijk.transitions import distinct, durations, moves


def within_entropy(sequences: Sequences) -> NDArray[np.float64]:
    """Shannon entropy of the time per state of each youth, ÷ log a (0–1)."""
    time = time_per_youth(sequences).to_numpy(dtype=float)
    total = time.sum(axis=1, keepdims=True)
    shares = np.divide(time, total, out=np.zeros_like(time), where=total > 0)
    values = entropy(shares, sequences.size)
    values[total[:, 0] == 0] = np.nan
    return values


def complexity_index(sequences: Sequences) -> NDArray[np.float64]:
    """C = √(q/q_max · h/h_max): q changes of q_max = ℓ − 1, h the entropy (Gabadinho et al. 2010).

    h_max is log a, so it does not depend on the length; a sequence of one period has C = 0.
    """
    length = (sequences.codes >= 0).sum(axis=1)
    share = np.divide(
        moves(sequences), length - 1, out=np.zeros(sequences.n), where=length > 1, dtype=float
    )
    values: NDArray[np.float64] = np.sqrt(share * within_entropy(sequences))
    return values


def turbulence(sequences: Sequences) -> NDArray[np.float64]:
    """T = log2(φ · (s²max + 1)/(s² + 1)) of Elzinga & Liefbroer (2007), type 1.

    φ is the number of distinct subsequences (the empty one too) of the distinct successive states,
    s² the population variance of the spell lengths, s²max = (k − 1)(1 − mean)², for k spells.
    Type 1: states that were never visited play no part (TraMineR `seqST(type=1)`).
    """
    values = np.full(sequences.n, np.nan)
    for i, (row, states) in enumerate(zip(sequences.codes, distinct(sequences), strict=True)):
        if not len(states):
            continue
        spans = durations(row)
        largest = (len(spans) - 1) * (1 - spans.mean()) ** 2
        phi = subsequences(tuple(int(s) for s in states))
        values[i] = math.log2(phi) + math.log2((largest + 1) / (spans.var() + 1))
    return values


def subsequences(states: tuple[int, ...]) -> int:
    """Number of distinct subsequences of `states`, the empty one included.

    φ_i = 2 φ_{i−1} − φ_{last(i) − 1}: what was already counted at the state's last visit goes off.
    """
    counts = [1]
    last: dict[int, int] = {}
    for i, state in enumerate(states):
        counts.append(2 * counts[i] - (counts[last[state]] if state in last else 0))
        last[state] = i
    return counts[-1]


def summary(sequences: Sequences) -> pd.DataFrame:
    """One row per youth: `months`, `states`, `moves`, `entropy`, `complexity`, `turbulence`."""
    return pd.DataFrame(
        {
            "months": (sequences.codes >= 0).sum(axis=1),
            "states": (time_per_youth(sequences) > 0).sum(axis=1).to_numpy(),
            "moves": moves(sequences),
            "entropy": within_entropy(sequences),
            "complexity": complexity_index(sequences),
            "turbulence": turbulence(sequences),
        },
        index=list(sequences.ids),
    )
