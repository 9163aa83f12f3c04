"""Informants who see it differently: the gap between two of them as an outcome over time."""

from __future__ import annotations

import pandas as pd

from analysis.cautions import CRISIS
from analysis.dutch import decimal, youths
from analysis.frames import Frames
from analysis.meekijk.change import mean_change
from analysis.results import Interval, Result


def gaps(scores: pd.DataFrame, scale: str, one: str, other: str) -> pd.DataFrame:
    """Score of `one` minus that of `other`: index = pid, columns = waves, NaN where one is absent.

    More parties of one kind (two parents) count as their mean.
    """
    own = scores[scores["scale"] == scale]
    table = own.groupby(["pid", "wave", "informant"])["score"].mean().unstack("informant")
    absent = [name for name in (one, other) if name not in table]
    if absent:
        return pd.DataFrame(index=pd.Index([], name="pid"))
    return (table[one] - table[other]).unstack("wave")


def disagreement(
    frames: Frames, *, scale: str, one: str, other: str, first: str = "T0", last: str = "T12"
) -> Result:
    """How far two informants are apart on each wave, and whether that became less.

    The outcome is the absolute gap: its mean per wave, and the paired change between two waves.
    """
    table = gaps(frames.scores, scale, one, other)
    apart = table.abs()
    rows = {
        str(wave): {
            "n": int(table[wave].notna().sum()),
            "verschil": float(table[wave].mean()),
            "afstand": float(apart[wave].mean()),
        }
        for wave in table.columns
    }
    known = {first, last} <= set(table.columns)
    pairs = apart[[first, last]].dropna() if known else pd.DataFrame({first: [], last: []})
    change = mean_change(pairs.set_axis(["before", "after"], axis=1))
    n, enough = int(change["n"]), change["n"] >= 2
    return Result(
        name="verschil-tussen-informanten",
        question=f"Zien {one} en {other} “{scale}” verschillend, en wordt dat minder?",
        method=f"Afstand tussen twee scores per meting; gepaard verschil {first} en {last}",
        n=n,
        sentence=(
            f"De afstand tussen {one} en {other} op “{scale}” veranderde van {first} naar {last} "
            f"gemiddeld {decimal(change['mean'], 1)} punt (95%-interval "
            f"{decimal(change['low'], 1)} tot {decimal(change['high'], 1)}; {youths(n)})."
            if enough
            else f"Te weinig jeugdigen hebben van {one} en {other} een score op {first} en {last}."
        ),
        table=pd.DataFrame(rows).T,
        estimate=change["mean"] if enough else None,
        interval=Interval(change["low"], change["high"]) if enough else None,
        cautions=(CRISIS,),
    )
