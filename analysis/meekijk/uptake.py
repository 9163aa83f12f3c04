"""What happened to advice: how soon it was taken up, or no longer applied."""

from __future__ import annotations

import pandas as pd

from analysis.cautions import DEPENDENT_END, NO_CONTRAST
from analysis.cohort import DAYS_PER_MONTH, last_known
from analysis.dutch import percentage, youths
from analysis.figures import cumulative_incidence
from analysis.frames import Frames
from analysis.results import Interval, Result
from analysis.terugkijk.incidence import aalen_johansen

TAKEN, LAPSED = "uitgevoerd", "niet meer van toepassing"


def advice_times(frames: Frames) -> pd.DataFrame:
    """Per advice: `pid`, `months` from giving, `kind` (uitgevoerd, niet meer van toepassing, none).

    Followed until the youth's last known day; advice given on or after that day is left out.
    """
    table = frames.advice.dropna(subset=["given_on"])
    until = pd.to_datetime(table["pid"].map(last_known(frames)))
    acted = table["acted_on"].where(table["acted_on"] <= until)
    ended = table["ended_on"].where(table["ended_on"] <= until)
    first = pd.concat([acted, ended, until], axis=1).min(axis=1)
    kind = pd.Series(pd.NA, index=table.index, dtype="object")
    kind = kind.mask(ended.notna() & (ended == first), LAPSED)
    kind = kind.mask(acted.notna() & (acted == first), TAKEN)
    # Done on the very day it was given: half a day, because a time is greater than zero.
    months = ((first - table["given_on"]).dt.days.clip(lower=0.5)) / DAYS_PER_MONTH
    found = pd.DataFrame({"pid": table["pid"], "months": months, "kind": kind})
    return found[table["given_on"] < until].reset_index(drop=True)


def time_to_uptake(frames: Frames, *, months: int = 6) -> Result:
    """Cumulative incidence of uptake, with “niet meer van toepassing” as competing outcome.

    The unit of the curve is the advice, n counts youths: the interval ignores that advices of one
    youth resemble each other, and says so.
    """
    table = advice_times(frames)
    n = int(table["pid"].nunique())
    if table.empty:
        return Result(
            "opvolging", "Hoe snel werd advies opgevolgd?", "–", 0, "Er is nog geen advies gegeven."
        )
    kinds = [None if pd.isna(kind) else str(kind) for kind in table["kind"]]
    found = aalen_johansen(table["months"].to_numpy(dtype=float), kinds)
    shown = [kind for kind in (TAKEN, LAPSED) if kind in found.curves]
    rows = {kind: found.at(kind, months) for kind in shown}
    taken = rows.get(TAKEN)
    estimate = float(taken["estimate"]) if taken is not None else 0.0
    ticks = list(range(0, months + 1, max(months // 3, 1)))
    followed = pd.Series([float(found.followed(max(t, 1e-9))) for t in ticks], index=ticks)
    return Result(
        name="opvolging",
        question="Hoe snel werd advies opgevolgd?",
        method="Aalen–Johansen per advies; “niet meer van toepassing” telt als andere uitkomst",
        n=n,
        sentence=(
            f"Van {found.n} adviezen aan {youths(n)} was na {months} maanden naar schatting "
            f"{percentage(estimate)} uitgevoerd."
        ),
        table=pd.DataFrame(rows).T,
        estimate=estimate,
        interval=Interval(float(taken["low"]), float(taken["high"])) if taken is not None else None,
        assumptions=("Adviezen aan dezelfde jeugdige zijn als onafhankelijk geteld",),
        cautions=(NO_CONTRAST, DEPENDENT_END),
        figure=cumulative_incidence(
            {kind: found.curves[kind] for kind in shown},
            followed,
            title="Opvolging van adviezen",
            n=n,
            unit="maanden na het advies",
        )
        if shown
        else None,
    )
