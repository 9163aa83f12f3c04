"""Uptake of advice as an exposure that begins on a day: rows for models that follow it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pandas as pd

from analysis.cautions import AFTER_T0, CRISIS, NO_CONTRAST
from analysis.cohort import DAYS_PER_MONTH
from analysis.dutch import decimal, youths
from analysis.results import Interval, Result
from analysis.terugkijk.hazards import changing_cox


def exposed_rows(
    people: pd.DataFrame, exposures: Mapping[str, pd.Series], *, lag_days: int = 0
) -> pd.DataFrame:
    """One row per youth and stretch of unchanged exposure, in months since entry.

    `people`: `pid`, `entry`, `exit` (dates, exit after entry), `event` (bool: at exit). Each series
    in `exposures` (index pid) holds the first day of the exposure, missing where it never came; it
    counts from `lag_days` later. What happened before that day counts as unexposed: no immortal
    time. Columns pid, start, stop, event, and 0/1 per exposure. A switch on the exit day itself is
    too late to count.
    """
    rows: list[dict[str, object]] = []
    columns = (people[c].tolist() for c in ("pid", "entry", "exit", "event"))
    for pid, entry, exit_, event in zip(*columns, strict=True):
        begins = {
            name: _months(series.get(pid), entry, lag_days) for name, series in exposures.items()
        }
        end = (exit_ - entry).days / DAYS_PER_MONTH
        if end <= 0:
            raise ValueError("Elke jeugdige is na de start gevolgd: het einde ligt na het begin")
        cuts = sorted({0.0, end, *(b for b in begins.values() if 0 < b < end)})
        for start, stop in pairwise(cuts):
            exposed = {name: float(begin <= start) for name, begin in begins.items()}
            happened = bool(event) and stop == end
            rows.append({"pid": pid, "start": start, "stop": stop, "event": happened, **exposed})
    return pd.DataFrame(rows)


def _months(day: Any, entry: pd.Timestamp, lag_days: int) -> float:
    if day is None or pd.isna(day):
        return float("inf")
    return float(((pd.Timestamp(day) - entry).days + lag_days) / DAYS_PER_MONTH)


def uptake_and_event(
    people: pd.DataFrame, first_uptake: pd.Series, *, event: str, lag_days: int = 0
) -> Result:
    """Hazard ratio of `event` after the first uptake of advice against before it. Exploratory.

    Advice *given* and advice *done* are two exposures: say which one `first_uptake` holds.
    """
    rows = exposed_rows(people, {"opvolging": first_uptake}, lag_days=lag_days)
    model = changing_cox(rows, pid="pid", start="start", stop="stop", event="event")
    ratio, low, high = (float(model.table[c].iloc[0]) for c in ("hr", "low", "high"))
    thin = model.too_few_events
    return Result(
        name="opvolging-en-gebeurtenis",
        question=f"Hangt opvolging van advies samen met {event} daarna?",
        method=f"Cox met opvolging als veranderende blootstelling, vertraging {lag_days} dagen",
        n=model.n,
        sentence=(
            f"Verkennend: na opvolging is de snelheid van {event} {decimal(ratio, 1)} keer die "
            f"ervoor (95%-interval {decimal(low, 1)} tot {decimal(high, 1)}; {youths(model.n)}, "
            f"{model.events} gebeurtenissen)."
        ),
        table=model.table,
        estimate=ratio,
        interval=Interval(low, high),
        assumptions=(
            "Minder dan tien gebeurtenissen per term: te weinig voor een conclusie"
            if thin
            else "Tien of meer gebeurtenissen per term",
            "De schatting was stabiel" if model.stable else "De schatting was NIET stabiel",
            "Wie er het ergst aan toe is, krijgt het meeste advies: dat is hier niet uitgesloten",
        ),
        cautions=(NO_CONTRAST, AFTER_T0, CRISIS),
    )
