"""Which whole trajectories occur, and how often."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from analysis.terugkijk.sequences import Codes, Sequences
from analysis.terugkijk.transitions import durations


def spell_text(row: Codes, sequences: Sequences) -> str:
    """One sequence as “THU,24 – PLG,8 – JZP,3”; a gap reads “?”."""
    changed = np.flatnonzero(np.concatenate([[True], row[1:] != row[:-1], [True]]))
    names = (*sequences.alphabet, "?")
    parts = [f"{names[row[low]]},{high - low}" for low, high in pairwise(changed)]
    return " – ".join(parts)


def frequencies(sequences: Sequences) -> pd.DataFrame:
    """Distinct sequences with `n` (youths), `weight` and `share` (weighted), most frequent first.

    Ties stand in the order of the sequences themselves, so that row order plays no part.
    """
    rows, inverse = np.unique(sequences.codes, axis=0, return_inverse=True)
    weight = np.bincount(inverse.ravel(), weights=sequences.weights, minlength=len(rows))
    table = pd.DataFrame(
        {
            "sequence": [spell_text(row, sequences) for row in rows],
            "n": np.bincount(inverse.ravel(), minlength=len(rows)),
            "weight": weight,
            "share": weight / weight.sum(),
            "spells": [len(durations(row)) for row in rows],
        }
    )
    return table.sort_values("weight", ascending=False, kind="stable").reset_index(drop=True)
