"""Change per wave and informant: T6→T12 beside T0→T6, because everybody came in at a low point."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
from scipy import stats

from analysis.cautions import CRISIS, DEPENDENT_END, NO_CONTRAST
from analysis.dutch import decimal, youths
from analysis.frames import Frames
from analysis.meekijk.pairs import paired
from analysis.results import Interval, Result
from instruments.scoring_change import ChangeClass, classify_change, rci


def mean_change(pairs: pd.DataFrame) -> dict[str, float]:
    """n, mean difference (after − before), 95 % t interval, dz (mean ÷ SD of the differences)."""
    difference = (pairs["after"] - pairs["before"]).to_numpy(dtype=float)
    n = len(difference)
    if n < 2:
        mean = float(difference.mean()) if n else float("nan")
        nothing = float("nan")
        return {"n": n, "mean": mean, "low": nothing, "high": nothing, "dz": nothing}
    mean, sd = float(difference.mean()), float(difference.std(ddof=1))
    half = float(stats.t.ppf(0.975, n - 1)) * sd / np.sqrt(n)
    dz = mean / sd if sd > 0 else float("nan")
    return {"n": n, "mean": mean, "low": mean - half, "high": mean + half, "dz": dz}


def change_per_interval(
    frames: Frames, *, scale: str, informant: str, waves: Sequence[str] = ("T0", "T6", "T12")
) -> Result:
    """Mean change between successive waves, each among the youths with both scores.

    The second interval stands beside the first: improvement from T0 is to be expected without any
    advice. A model-free look; `courses` gives the model over all waves.
    """
    rows = {
        f"{first} → {last}": mean_change(paired(frames.scores, scale, informant, first, last))
        for first, last in pairwise(waves)
    }
    table = pd.DataFrame(rows).T
    label, row = next(iter(rows.items()))
    later_label, later = list(rows.items())[-1]
    n = int(row["n"])
    known = n >= 2
    return Result(
        name="verandering",
        question=f"Hoeveel veranderde “{scale}” volgens {informant}, per periode?",
        method="Gemiddeld verschil tussen twee metingen bij dezelfde jeugdigen; t-interval",
        n=n,
        sentence=(
            f"Van {label} veranderde “{scale}” gemiddeld {decimal(row['mean'], 1)} punt (95%-"
            f"interval {decimal(row['low'], 1)} tot {decimal(row['high'], 1)}; {youths(n)}), van "
            f"{later_label} {decimal(later['mean'], 1)} punt."
            if known
            else f"Te weinig jeugdigen hebben “{scale}” op beide metingen om verandering te tonen."
        ),
        table=table,
        estimate=row["mean"] if known else None,
        interval=Interval(row["low"], row["high"]) if known else None,
        assumptions=("Alleen jeugdigen met een score op beide metingen van een periode",),
        cautions=(CRISIS, NO_CONTRAST, DEPENDENT_END),
    )


def reliable_change(
    pairs: pd.DataFrame, *, sd: float, reliability: float, higher_is_better: bool
) -> pd.DataFrame:
    """Numbers of youths improved, same, worse beyond measurement error (Jacobson & Truax 1991).

    `sd` and `reliability` are of the norm group. Regression to the mean is not taken off. Index =
    class (always all three), columns `n`, `share`.
    """
    found = [
        classify_change(
            rci(before, after, sd=sd, reliability=reliability), higher_is_better=higher_is_better
        )
        for before, after in zip(pairs["before"], pairs["after"], strict=True)
    ]
    classes: tuple[ChangeClass, ...] = ("verbeterd", "gelijk", "verslechterd")
    counts = [found.count(name) for name in classes]
    shares = [count / len(found) if found else float("nan") for count in counts]
    return pd.DataFrame({"n": counts, "share": shares}, index=list(classes))
