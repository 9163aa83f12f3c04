"""Multiple imputation by chained equations, with a seed of its own, beside complete cases."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd

from analysis.meekijk.pooling import Pooled, pooled

NEIGHBOURS = 5


def completed(
    frame: pd.DataFrame, *, m: int = 20, rounds: int = 10, seed: int = 1
) -> list[pd.DataFrame]:
    """m completed copies of a numeric wide frame (waves as columns), predictive mean matching.

    Five neighbours: statsmodels' default of 20 is half of n = 50. Include outcome and auxiliary
    columns; never impute consent or dates.
    """
    from statsmodels.imputation.mice import MICEData

    if m < 2:
        raise ValueError("Aanvullen vraagt ten minste twee bestanden")
    if frame.isna().all().any():
        raise ValueError("Een kolom zonder enige waarde is niet aan te vullen")
    with warnings.catch_warnings():
        # A perfect fit of a conditional model warns; the pooled variance shows what it means.
        warnings.simplefilter("ignore")
        data = MICEData(
            frame.astype(float).reset_index(drop=True),
            k_pmm=NEIGHBOURS,
            rng=np.random.default_rng(seed),
        )
        found = []
        for _ in range(m):
            data.update_all(rounds)
            found.append(data.data.copy())
    return found


def pooled_mean_change(frames: list[pd.DataFrame], before: str, after: str) -> Pooled:
    """Mean of after − before over the completed frames, pooled."""
    differences = [(frame[after] - frame[before]).to_numpy(dtype=float) for frame in frames]
    n = len(differences[0])
    return pooled(
        [float(d.mean()) for d in differences],
        [float(d.var(ddof=1) / n) for d in differences],
        complete_df=n - 1,
    )
