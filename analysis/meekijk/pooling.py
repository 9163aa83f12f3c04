"""Results of several completed data sets as one (Rubin 1987; Barnard & Rubin 1999)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from analysis.results import Interval


@dataclass(frozen=True)
class Pooled:
    """`within` W, `between` B, `total` T = W + (1 + 1/m)·B, `df` degrees of freedom."""

    estimate: float
    within: float
    between: float
    total: float
    df: float
    m: int

    @property
    def se(self) -> float:
        return float(np.sqrt(self.total))

    @property
    def interval(self) -> Interval:
        half = float(stats.t.ppf(0.975, self.df)) * self.se
        return Interval(self.estimate - half, self.estimate + half)

    @property
    def missing_information(self) -> float:
        """Share of the variance that the gaps cause, λ = (1 + 1/m)·B/T."""
        return (1 + 1 / self.m) * self.between / self.total


def pooled(estimates: Sequence[float], variances: Sequence[float], *, complete_df: float) -> Pooled:
    """Pool m estimates with their squared standard errors.

    `complete_df`: the degrees of freedom if nothing were missing (n − p). Barnard & Rubin's df
    never exceed it, as Rubin's first ones can in small samples.
    """
    q, u = np.asarray(estimates, dtype=float), np.asarray(variances, dtype=float)
    m = len(q)
    if m < 2 or len(u) != m:
        raise ValueError("Samenvoegen vraagt ten minste twee aangevulde bestanden")
    if (u <= 0).any() or complete_df <= 0:
        raise ValueError("Varianties en vrijheidsgraden zijn groter dan 0")
    within, between = float(u.mean()), float(q.var(ddof=1))
    total = within + (1 + 1 / m) * between
    share = (1 + 1 / m) * between / total
    observed = (complete_df + 1) / (complete_df + 3) * complete_df * (1 - share)
    old = (m - 1) / share**2 if share > 0 else np.inf
    df = 1 / (1 / old + 1 / observed) if np.isfinite(old) else observed
    return Pooled(float(q.mean()), within, between, total, float(df), m)
