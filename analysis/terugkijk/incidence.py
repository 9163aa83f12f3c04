"""After T0: how many youths have had which event by when, with competing events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Z = 1.959963984540054


@dataclass(frozen=True, eq=False)
class Incidence:
    """`curves[kind]`: index = time, columns `estimate`, `se`, `low`, `high`; `at_risk` per time."""

    curves: dict[str, pd.DataFrame]
    at_risk: pd.Series
    n: int

    def at(self, kind: str, time: float) -> pd.Series:
        """The row of the last event time at or before `time`; zeros before the first."""
        curve = self.curves[kind]
        before = curve[curve.index <= time]
        if before.empty:
            return pd.Series(0.0, index=curve.columns)
        return before.iloc[-1]

    def followed(self, time: float) -> int:
        """Youths still followed, without event, just before `time`."""
        later = self.at_risk[self.at_risk.index >= time]
        return int(later.iloc[0]) if len(later) else 0


def aalen_johansen(
    time: Sequence[float] | NDArray[np.float64],
    kind: Sequence[str | None],
    *,
    entry: Sequence[float] | None = None,
) -> Incidence:
    """Cumulative incidence per kind of event (Aalen & Johansen 1978), without shaking ties apart.

    `time` in any unit (> 0), `kind` None where the youth was still followed without event at
    `time`. F_k(t) = Σ S(t−) d_k/n. One minus Kaplan–Meier would count competing events as if they
    still could happen. `entry` left-truncates. Standard errors by the delta method (Marubini &
    Valsecchi 1995, §10.3); with one kind they equal Greenwood's. Intervals on the log(−log F)
    scale. lifelines' estimator moves tied times at random; equal where there are no ties (tested).
    """
    stop = np.asarray(time, dtype=float)
    start = np.zeros_like(stop) if entry is None else np.asarray(entry, dtype=float)
    what = np.array(["" if k is None else str(k) for k in kind], dtype=object)
    if (stop <= start).any():
        raise ValueError("Elke jeugdige is na de start gevolgd: de tijd is groter dan het begin")
    moments = np.unique(stop)
    at_risk = np.array([((start < t) & (stop >= t)).sum() for t in moments], dtype=float)
    kinds = sorted(set(what) - {""})
    happened = {k: np.array([((stop == t) & (what == k)).sum() for t in moments]) for k in kinds}
    every = sum(happened.values(), np.zeros(len(moments)))
    free = np.cumprod(1 - every / at_risk)
    before = np.concatenate([[1.0], free[:-1]])
    curves = {
        k: _curve(moments, at_risk, every, d.astype(float), before) for k, d in happened.items()
    }
    return Incidence(curves, pd.Series(at_risk.astype(int), index=moments), len(stop))


def _curve(
    moments: NDArray[np.float64],
    at_risk: NDArray[np.float64],
    every: NDArray[np.float64],
    own: NDArray[np.float64],
    before: NDArray[np.float64],
) -> pd.DataFrame:
    estimate = np.cumsum(before * own / at_risk)
    left = at_risk - every
    spread = np.divide(every, at_risk * left, out=np.zeros_like(every), where=left > 0)
    variance = np.empty_like(estimate)
    for i, now in enumerate(estimate):
        gap = now - estimate[: i + 1]
        part = slice(0, i + 1)
        n, d, s = at_risk[part], own[part], before[part]
        variance[i] = (
            (gap**2 * spread[part]).sum()
            + (s**2 * d * (n - d) / n**3).sum()
            - 2 * (gap * s * d / n**2).sum()
        )
    se = np.sqrt(np.maximum(variance, 0.0))
    low, high = _bounds(estimate, se)
    return pd.DataFrame(
        {"estimate": estimate, "se": se, "low": low, "high": high},
        index=pd.Index(moments, name="time"),
    )


def _bounds(
    estimate: NDArray[np.float64], se: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    inside = (estimate > 0) & (estimate < 1)
    safe = np.where(inside, estimate, 0.5)
    width = np.where(inside, Z * se / (safe * np.abs(np.log(safe))), 0.0)
    low = np.where(inside, safe ** np.exp(width), estimate)
    high = np.where(inside, safe ** np.exp(-width), estimate)
    return low, high
