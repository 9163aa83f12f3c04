"""Who is followed from when until when, how old, and which part of the cohort is asked about."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analysis.frames import FrameError, Frames

DAYS_PER_MONTH = 365.2425 / 12


def as_of(frames: Frames) -> pd.Timestamp:
    """The date on which the analysis file looks: of the manifest, or `as_of` in the facts."""
    if frames.manifest is not None:
        return pd.Timestamp(frames.manifest.as_of)
    if "as_of" in frames.facts:
        return pd.Timestamp(date.fromisoformat(str(frames.facts["as_of"])))
    raise FrameError("Deze frames hebben geen peildatum; geef `as_of` op in de feiten")


def start_of_follow_up(frames: Frames) -> pd.Series:
    """T0 of every youth; the inclusion date where the 0-meting was not held. Index = pid."""
    cases = frames.cases.set_index("pid")
    return cases["t0_on"].fillna(cases["included_on"])


def last_known(frames: Frames) -> pd.Series:
    """The first day about which nothing is known: the exit, else the as-of date. Index = pid."""
    cases = frames.cases.set_index("pid")
    looked = as_of(frames)
    stated = cases["exit_on"].fillna(looked)
    return stated.where(stated <= looked, looked)


def person_time(frames: Frames) -> pd.DataFrame:
    """One row per youth with a T0: `entry`, `exit`, `reason`, `months` (> 0), `family`.

    The unit is the youth; `family` clusters siblings and is the youth's own pid where it is not
    known. Reasons: the stated exit reason, or “nog gevolgd”.
    """
    cases = frames.cases.set_index("pid")
    entry, exit_ = start_of_follow_up(frames), last_known(frames)
    stopped = cases["exit_on"].notna() & (cases["exit_on"] <= as_of(frames))
    family = cases["family"].astype(object)
    table = pd.DataFrame(
        {
            "entry": entry,
            "exit": exit_,
            "reason": cases["exit_reason"].fillna("onbekend").where(stopped, "nog gevolgd"),
            "months": (exit_ - entry).dt.days / DAYS_PER_MONTH,
            "family": family.where(family.notna(), cases.index.to_series().astype(object)),
        }
    )
    followed = table[table["months"] > 0]
    return followed.rename_axis("pid").reset_index()


def age_on(frames: Frames, pid: pd.Series, on: pd.Series) -> pd.Series:
    """Age in years on a day, from the age in months at T0 (known to the month, so ± 1 month)."""
    cases = frames.cases.set_index("pid")
    t0_age = pid.map(cases["age_months_t0"].astype("float64"))
    t0_on = pd.to_datetime(pid.map(start_of_follow_up(frames)))
    return (t0_age + (on - t0_on).dt.days / DAYS_PER_MONTH) / 12


def select(
    frames: Frames,
    *,
    cohort: int | None = None,
    region_group: str | None = None,
    setting_group: str | None = None,
) -> Frames:
    """The same frames with only the youths asked for (frames without `pid` stay whole)."""
    cases = frames.cases
    keep = pd.Series(True, index=cases.index)
    wanted = {"cohort": cohort, "region_group": region_group, "setting_group": setting_group}
    for column, value in wanted.items():
        if value is not None:
            keep &= (cases[column] == value).fillna(False).astype(bool)
    chosen = set(cases.loc[keep, "pid"])
    tables = {
        name: table[table["pid"].isin(chosen)].reset_index(drop=True) if "pid" in table else table
        for name, table in frames.tables.items()
    }
    return Frames(tables, frames.schemas, frames.facts, frames.manifest)
