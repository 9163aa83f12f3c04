"""Set relations of QCA: calibration, consistency, coverage, necessity."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Scores = NDArray[np.float64]
ANCHOR_LOG_ODDS = np.log(0.95 / 0.05)


def calibrated(values: Scores, *, out: float, cross: float, full: float) -> Scores:
    """Direct calibration (Ragin 2008): 0.05 at `out`, 0.5 at `cross`, 0.95 at `full`.

    Anchors may descend (out > full). Choose them before seeing the outcome. Scores of exactly 0.5
    stay exactly 0.5: such a case is in no truth-table row, which `truth_table` reports.
    """
    if not (out < cross < full or out > cross > full):
        raise ValueError("De ankers lopen van uit via omslag naar vol, of andersom")
    away = values - cross
    toward_full = np.sign(full - cross) * away >= 0
    span = np.where(toward_full, full - cross, cross - out)
    return np.asarray(1 / (1 + np.exp(-ANCHOR_LOG_ODDS * away / span)), dtype=float)


def sufficiency(x: Scores, y: Scores) -> dict[str, float]:
    """`inclusion` Σmin(x, y)/Σx, `pri` (proportional reduction in inconsistency), `coverage`."""
    both = np.minimum(x, y)
    contradiction = np.minimum(both, 1 - y)
    size, inside = float(x.sum()), float(both.sum())
    odd = float(contradiction.sum())
    return {
        "inclusion": inside / size if size else float("nan"),
        "pri": (inside - odd) / (size - odd) if size - odd else float("nan"),
        "coverage": inside / float(y.sum()) if y.sum() else float("nan"),
    }


def necessity(data: pd.DataFrame, outcome: str) -> pd.DataFrame:
    """For each condition and its negation: `inclusion`, `coverage`, relevance (`ron`).

    RoN = Σ(1 − x)/Σ(1 − min(x, y)) (Schneider & Wagemann 2012): low for a condition that is almost
    always there. Look here before sufficiency.
    """
    y = data[outcome].to_numpy(dtype=float)
    rows = {}
    for condition in data.columns.drop(outcome):
        for sign, name in ((1, str(condition)), (0, f"~{condition}")):
            x = data[condition].to_numpy(dtype=float)
            x = x if sign else 1 - x
            both = np.minimum(x, y)
            rows[name] = (
                float(both.sum() / y.sum()),
                float(both.sum() / x.sum()) if x.sum() else float("nan"),
                float((1 - x).sum() / (1 - both).sum()) if (1 - both).sum() else float("nan"),
            )
    return pd.DataFrame.from_dict(rows, orient="index", columns=["inclusion", "coverage", "ron"])
