"""Do coders agree? Krippendorff's alpha, with an interval from resampled sources."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analysis.results import Interval

Level = Literal["nominal", "ordinal", "interval", "ratio"]
Values = NDArray[np.float64]


def alpha(ratings: Values, level: Level = "nominal") -> float:
    """Krippendorff's α of `ratings` (coders × units, NaN where a coder did not code the unit).

    α = 1 − D_o/D_e over pairable values (Krippendorff 2011, "Computing Krippendorff's
    Alpha-Reliability"). NaN where nothing can be paired or only one value occurs.
    """
    pairable = ratings[:, (~np.isnan(ratings)).sum(axis=0) >= 2]
    values = np.unique(pairable[~np.isnan(pairable)])
    if len(values) < 2:
        return float("nan")
    counts = np.array([[(unit == v).sum() for v in values] for unit in pairable.T], dtype=float)
    per_unit = counts.sum(axis=1, keepdims=True)
    together = counts[:, :, None] * (counts[:, None, :] - np.eye(len(values))[None])
    coincidence = (together / (per_unit[:, :, None] - 1)).sum(axis=0)
    margin = coincidence.sum(axis=1)
    expected = (np.outer(margin, margin) - np.diag(margin)) / (margin.sum() - 1)
    distance = _DISTANCES[level](values, margin)
    return float(1 - (coincidence * distance).sum() / (expected * distance).sum())


def _nominal(values: Values, _: Values) -> Values:
    return np.asarray(values[:, None] != values[None], dtype=float)


def _ordinal(_: Values, margin: Values) -> Values:
    """(Σ of the margins from the one value to the other − half of both ends)²."""
    total = np.cumsum(margin)
    first_is_higher = np.subtract.outer(total, total) > 0
    lowest = np.where(first_is_higher, margin[None], margin[:, None])
    between = np.abs(np.subtract.outer(total, total)) + lowest
    squared = np.asarray((between - np.add.outer(margin, margin) / 2) ** 2, dtype=float)
    np.fill_diagonal(squared, 0.0)
    return squared


def _interval(values: Values, _: Values) -> Values:
    return np.asarray((values[:, None] - values[None]) ** 2, dtype=float)


def _ratio(values: Values, _: Values) -> Values:
    total = values[:, None] + values[None]
    gap = values[:, None] - values[None]
    share = np.divide(gap, total, out=np.zeros_like(gap), where=total != 0)
    return np.asarray(share**2, dtype=float)


_DISTANCES: dict[Level, Callable[[Values, Values], Values]] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
}


def alpha_interval(
    ratings: Values,
    sources: Sequence[str],
    level: Level = "nominal",
    *,
    runs: int = 1000,
    seed: int = 1,
) -> Interval:
    """95 % percentile interval of α, drawing whole sources (youths, transcripts) with their units.

    Units of one source resemble each other; drawing units one by one would make it too narrow.
    """
    names = np.asarray(sources, dtype=object)
    if len(names) != ratings.shape[1]:
        raise ValueError("Elke eenheid heeft een bron nodig")
    groups = [np.flatnonzero(names == name) for name in sorted(set(names))]
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(runs):
        drawn = rng.integers(0, len(groups), len(groups))
        found.append(alpha(ratings[:, np.concatenate([groups[i] for i in drawn])], level))
    low, high = np.nanquantile(found, [0.025, 0.975])
    return Interval(float(low), float(high))
