"""Scores of the same youth and informant on two waves."""

from __future__ import annotations

import pandas as pd


def paired(scores: pd.DataFrame, scale: str, informant: str, first: str, last: str) -> pd.DataFrame:
    """Youths with the score on both waves: index = pid, columns `before`, `after`.

    Where more parties of one kind answered (two parents), their mean per wave is taken, so that a
    youth counts once.
    """
    own = scores[(scores["scale"] == scale) & (scores["informant"] == informant)]
    table = own.groupby(["pid", "wave"])["score"].mean().unstack("wave")
    for wave in (first, last):
        if wave not in table:
            table[wave] = float("nan")
    both = table[[first, last]].dropna()
    return both.set_axis(["before", "after"], axis=1)
