"""Before T0, described: how old at the first stay of a kind, and which came first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.cautions import RECALL, SELECTED
from analysis.cohort import age_on
from analysis.dutch import decimal, youths
from analysis.frames import Frames
from analysis.results import Result
from analysis.terugkijk.spells import Bound
from analysis.terugkijk.trajectories import cohort_spells

BOUNDS: dict[Bound, str] = {"earliest": "vroegst", "middle": "midden", "latest": "laatst"}


def first_stays(frames: Frames, *, bound: Bound = "middle") -> pd.DataFrame:
    """First day in each state per youth: index = pid, columns = states, NaT where never."""
    spells = cohort_spells(frames, bound=bound)
    table = pd.DataFrame({"pid": spells.pid, "state": spells.state, "start": spells.start})
    table["start"] = table["start"].astype("datetime64[ns]")
    return table.groupby(["pid", "state"])["start"].min().unstack("state")


def age_at_first(frames: Frames, states: Sequence[str], *, what: str) -> Result:
    """Age at the first stay in one of `states`, among the youths who ever had one.

    Medians with quartiles under the earliest, middle and latest dates. Not a risk and not an
    incidence: everybody here was selected on what came later.
    """
    ages = {bound: _ages(frames, states, bound) for bound in BOUNDS}
    columns = ["n", "mediaan", "laagste kwartiel", "hoogste kwartiel"]
    rows = {BOUNDS[bound]: _quartiles(values) for bound, values in ages.items()}
    table = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    middle = ages["middle"]
    n, total = len(middle), len(frames.cases)
    median = float(middle.median()) if n else None
    return Result(
        name="leeftijd-eerste",
        question=f"Hoe oud waren jeugdigen bij {what}?",
        method="Mediaan en kwartielen onder wie het meemaakte; vroegste en laatste data ernaast",
        n=n,
        sentence=(
            f"Van {youths(total)} hadden er {n} ooit {what}; hun mediane leeftijd was toen "
            f"{decimal(median, 1)} jaar."
            if median is not None
            else f"Geen van {youths(total)} had ooit {what}."
        ),
        table=table,
        estimate=median,
        assumptions=("De leeftijd is op de maand nauwkeurig",),
        cautions=(SELECTED, RECALL),
    )


def _ages(frames: Frames, states: Sequence[str], bound: Bound) -> pd.Series:
    table = first_stays(frames, bound=bound)
    known = [state for state in states if state in table.columns]
    first = table[known].min(axis=1).dropna() if known else pd.Series(dtype="datetime64[ns]")
    pids = first.index.to_series()
    return age_on(frames, pids, first).dropna()


def _quartiles(values: pd.Series) -> list[float]:
    if not len(values):
        return [0.0, np.nan, np.nan, np.nan]
    return [float(len(values)), *(float(values.quantile(q)) for q in (0.5, 0.25, 0.75))]


def order_of_first(frames: Frames, groups: Mapping[str, Sequence[str]]) -> Result:
    """For every two kinds of stay: who had both, and in how many the one went before the other.

    `groups` names kinds by a Dutch label with their states. Equal first days count for neither;
    `sure` counts the youths for whom even the vaguest dates leave the order the same.
    """
    firsts = {bound: _firsts(frames, groups, bound) for bound in BOUNDS}
    middle = firsts["middle"]
    rows = []
    for one, other in combinations(groups, 2):
        both = middle[[one, other]].dropna()
        a, b = both[one], both[other]
        latest, earliest = firsts["latest"].loc[both.index], firsts["earliest"].loc[both.index]
        sure = (latest[one] < earliest[other]) | (latest[other] < earliest[one])
        rows.append(
            (one, other, len(both), int((a < b).sum()), int((b < a).sum()), int(sure.sum()))
        )
    table = pd.DataFrame(
        rows,
        columns=["eerste soort", "tweede soort", "n", "eerste vooraf", "tweede vooraf", "zeker"],
    )
    if table.empty or not table["n"].any():
        sentence = "Geen jeugdige maakte twee van deze soorten verblijf mee."
    else:
        top = table.sort_values("n", ascending=False, kind="stable").iloc[0]
        sentence = (
            f"Van {youths(int(top['n']))} met beide ging bij {int(top['eerste vooraf'])} "
            f"“{top['eerste soort']}” vooraf aan “{top['tweede soort']}”."
        )
    return Result(
        name="volgorde-eerste",
        question="Wat ging vooraf aan wat?",
        method="Eerste dag per soort verblijf, per paar onder wie beide meemaakte",
        n=len(frames.cases),
        sentence=sentence,
        table=table,
        cautions=(SELECTED, RECALL),
    )


def _firsts(frames: Frames, groups: Mapping[str, Sequence[str]], bound: Bound) -> pd.DataFrame:
    table = first_stays(frames, bound=bound).reindex([str(p) for p in frames.cases["pid"]])
    empty = pd.Series(pd.NaT, index=table.index, dtype="datetime64[ns]")
    columns = {}
    for label, states in groups.items():
        known = [state for state in states if state in table.columns]
        columns[label] = table[known].min(axis=1) if known else empty
    return pd.DataFrame(columns)
