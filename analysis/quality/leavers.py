"""Checks #32, #33 and #35: who stopped, in which pattern, and whether cohorts are as planned."""

from __future__ import annotations

import pandas as pd

from analysis.frames import Frames
from analysis.quality.attrition import differences, patterns
from analysis.quality.judging import check
from analysis.quality.limits import Limits
from analysis.quality.rows import nothing, whole


@check("patroon_ontbreken")
def missing_patterns(frames: Frames, limits: Limits) -> pd.DataFrame:
    table = patterns(frames, limits.months)
    if not len(table):
        return nothing()
    hit = table["onderbroken"] > 0
    return whole(list(table.index), list(hit), [f"{n}" for n in table["onderbroken"]])


@check("uitval_verschilt")
def leavers_differ(frames: Frames, limits: Limits) -> pd.DataFrame:
    """Only where the interval of the difference leaves out zero: with few leavers all differs."""
    table = differences(frames)
    sure = (table["low"] > 0) | (table["high"] < 0)
    hit = (table["smd"].abs() > limits["uitval_smd"]) & sure
    return whole(list(table["what"]), list(hit), [f"{v:.2f}" for v in table["smd"]])


def _closed(frames: Frames, limits: Limits) -> dict[int, int]:
    """Planned size of every cohort that took its last 0-meting before the as-of date."""
    ends = limits.facts.get("cohort_ends", {})
    return {
        int(one["no"]): int(one["size"])
        for one in limits.facts.get("cohorts", [])
        if pd.Timestamp(ends.get(str(one["no"]), "2200-01-01")) < limits.as_of
    }


@check("cohort_omvang")
def cohort_size(frames: Frames, limits: Limits) -> pd.DataFrame:
    planned = _closed(frames, limits)
    there = frames["cases"]["cohort"].value_counts()
    counts = {no: int(there.get(no, 0)) for no in planned}
    hit = [abs(counts[no] - size) > 0.1 * size for no, size in planned.items()]
    return whole([f"cohort:{no}" for no in planned], hit, [str(n) for n in counts.values()])


@check("cohort_balans")
def cohort_balance(frames: Frames, limits: Limits) -> pd.DataFrame:
    closed, cases = _closed(frames, limits), frames["cases"]
    places, hits, values = [], [], []
    for target in limits.facts.get("targets", []):
        named = {k: target[k] for k in ("region", "setting_group", "setting") if target.get(k)}
        if target.get("cohort") not in closed or not named:
            continue
        own = cases[cases["cohort"].eq(target["cohort"])]
        for column, code in named.items():
            own = own[own[column].eq(code)]
        least = (1 - limits["cohort_balans_procent"] / 100) * int(target["cases"])
        places.append(":".join(["cohort", str(target["cohort"]), *named.values()]))
        hits.append(len(own) < least)
        values.append(str(len(own)))
    return whole(places, hits, values)
