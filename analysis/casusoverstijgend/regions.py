"""Regions and providers beside each other: funnel limits and shrinkage, never a bare ranking."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import binom, chi2

LEVELS = (0.95, 0.998)


def funnel_limits(share: float, n: int, level: float) -> tuple[float, float]:
    """Exact binomial limits of an observed share when the true one is `share` (Spiegelhalter 2005).

    Interpolated between the two counts around the tail, so that the limits run smoothly over n.
    """
    if n < 1 or not 0 <= share <= 1:
        raise ValueError("Een trechter vraagt een aandeel tussen 0 en 1 en ten minste één jeugdige")
    tail = (1 - level) / 2
    return _limit(share, n, tail), _limit(share, n, 1 - tail)


def _limit(share: float, n: int, tail: float) -> float:
    count = float(binom.ppf(tail, n, share))
    above, below = float(binom.cdf(count, n, share)), float(binom.cdf(count - 1, n, share))
    mass = above - below
    exact = count - (above - tail) / mass if mass > 0 else count
    return float(np.clip(exact / n, 0.0, 1.0))


@dataclass(frozen=True)
class RandomEffects:
    """DerSimonian–Laird: pooled `estimate` with `se`, `tau2` between units, `q` and its p."""

    estimate: float
    se: float
    tau2: float
    q: float
    p: float
    shrunk: NDArray[np.float64]


def random_effects(estimates: NDArray[np.float64], variances: NDArray[np.float64]) -> RandomEffects:
    """Random-effects mean (DerSimonian & Laird 1986) and empirical-Bayes estimates per unit.

    Shrunken: each unit moves to the pooled mean by the share of its variance that is chance.
    """
    if len(estimates) < 2 or (variances <= 0).any():
        raise ValueError("Vergelijken vraagt ten minste twee eenheden met een variantie boven 0")
    w = 1 / variances
    fixed = (w * estimates).sum() / w.sum()
    q = float((w * (estimates - fixed) ** 2).sum())
    df = len(estimates) - 1
    tau2 = max(0.0, float((q - df) / (w.sum() - (w**2).sum() / w.sum())))
    v = 1 / (variances + tau2)
    mean = float((v * estimates).sum() / v.sum())
    shrunk = (tau2 * estimates + variances * mean) / (variances + tau2)
    return RandomEffects(mean, float(v.sum() ** -0.5), tau2, q, float(chi2.sf(q, df)), shrunk)


def compared(counts: pd.DataFrame) -> pd.DataFrame:
    """Units with `events` of `n` youths: share, funnel limits, inside or not, shrunken share.

    Index = unit, in the given order: not ranked. The funnel stands on the overall share; the
    shrunken share comes from logits with half an event added (variance 1/a + 1/b).
    """
    events, n = counts["events"].to_numpy(dtype=float), counts["n"].to_numpy(dtype=int)
    if (events > n).any() or (n < 1).any():
        raise ValueError("Per eenheid zijn er niet meer gebeurtenissen dan jeugdigen")
    overall = float(events.sum() / n.sum())
    table = pd.DataFrame({"n": n, "share": events / n}, index=counts.index)
    for level in LEVELS:
        limits = np.array([funnel_limits(overall, int(size), level) for size in n])
        name = f"{100 * level:g}".replace(".", "_")
        table[f"low_{name}"], table[f"high_{name}"] = limits[:, 0], limits[:, 1]
    table["outside"] = ~table["share"].between(table["low_99_8"], table["high_99_8"])
    a, b = events + 0.5, n - events + 0.5
    effects = random_effects(np.log(a / b), 1 / a + 1 / b)
    table["shrunk"] = 1 / (1 + np.exp(-effects.shrunk))
    return table
