"""Who stops: a small model of staying, and weights that make the stayers stand for all."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

EVENTS_PER_TERM = 10


@dataclass(frozen=True, eq=False)
class Stopping:
    """`weights` (index = rows of the frame; NaN for who stopped) are stabilised and trimmed."""

    weights: pd.Series
    table: pd.DataFrame
    stopped: int
    converged: bool

    @property
    def too_few_events(self) -> bool:
        return min(self.stopped, len(self.weights) - self.stopped) < EVENTS_PER_TERM * (
            len(self.table) - 1
        )


def staying_weights(
    frame: pd.DataFrame, formula: str, *, stayed: str, trim: float = 0.01
) -> Stopping:
    """Stabilised inverse-probability weights from a logit of `stayed` (0/1) on the right-hand side.

    Weight = share of stayers ÷ predicted probability of staying, trimmed at the `trim` and
    1 − `trim` quantiles (Cole & Hernán 2008). With n = 50 and a fifth stopping, one predictor.
    """
    import statsmodels.formula.api as smf

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit = smf.logit(f"{stayed} ~ {formula}", frame).fit(disp=0, maxiter=200)
    chance: NDArray[np.float64] = np.asarray(fit.predict(frame), dtype=float)
    stays = frame[stayed].to_numpy(dtype=float) == 1
    raw = np.where(stays, stays.mean() / chance, np.nan)
    low, high = np.nanquantile(raw, [trim, 1 - trim])
    table = pd.DataFrame({"coef": fit.params, "se": fit.bse, "p": fit.pvalues})
    return Stopping(
        pd.Series(np.clip(raw, low, high), index=frame.index),
        table,
        int((~stays).sum()),
        bool(fit.mle_retvals["converged"]),
    )
