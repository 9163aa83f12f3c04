"""Checks #1–#3, #9, #27, #40 and #48: when contributions were collected and entered."""

from __future__ import annotations

import pandas as pd

from analysis.frames import Frames
from analysis.quality.judging import check
from analysis.quality.limits import Limits
from analysis.quality.rows import nothing, rows

SHEET = ("bijdrage", "row")
OPEN = ("gepland", "uitgenodigd", "deels")
DONE = "gedaan"


def _held(frames: Frames) -> pd.DataFrame:
    held = frames["collected"]
    return held[held["collected_on"].notna()]


def _outside(held: pd.DataFrame) -> pd.Series:
    early = held["collected_on"] < held["opens_on"]
    late = held["collected_on"] > held["closes_on"]
    return early | late


def _elsewhere(frames: Frames, held: pd.DataFrame) -> pd.Series:
    """Whether another wave's target is nearer than the own one."""
    own = (held["collected_on"] - held["target_on"]).abs()
    waves = frames["waves"][["pid", "wave", "target_on"]].rename(
        columns={"wave": "other", "target_on": "other_on"}
    )
    pairs = held[["pid", "wave", "collected_on"]].reset_index().merge(waves, on="pid")
    pairs = pairs[pairs["other"] != pairs["wave"]]
    away = (pairs["collected_on"] - pairs["other_on"]).abs()
    nearest = away.groupby(pairs["index"]).min().reindex(held.index)
    return (nearest < own).fillna(False)


@check("meting_buiten_periode")
def outside_window(frames: Frames, limits: Limits) -> pd.DataFrame:
    held = _held(frames)
    hit = _outside(held) & ~_elsewhere(frames, held)
    return rows(held, hit, value=["collected_on", "opens_on", "closes_on"], place=SHEET)


@check("meting_bij_volgende")
def nearer_to_another(frames: Frames, limits: Limits) -> pd.DataFrame:
    held = _held(frames)
    hit = _outside(held) & _elsewhere(frames, held)
    return rows(held, hit, value=["collected_on", "target_on"], place=SHEET)


@check("meting_volgorde")
def order(frames: Frames, limits: Limits) -> pd.DataFrame:
    held = _held(frames).assign(months=lambda d: d["wave"].map(limits.months))
    held = held[held["months"].notna() & held["informant"].notna()]
    if not len(held):
        return nothing()
    per_wave = (
        held.groupby(["pid", "informant", "party", "months", "wave"], dropna=False)["collected_on"]
        .agg(["min", "max"])
        .reset_index()
        .sort_values(["pid", "informant", "party", "months"])
    )
    who = per_wave.groupby(["pid", "informant", "party"], dropna=False)
    per_wave["before"] = who["max"].cummax()
    per_wave["before"] = who["before"].shift()
    hit = per_wave["min"] <= per_wave["before"]
    return rows(per_wave, hit, value=["min", "before"], place=["volgorde", "informant", "party"])


@check("meting_dubbel")
def twice(frames: Frames, limits: Limits) -> pd.DataFrame:
    held = frames["collected"]
    held = held[held["state"].eq(DONE) & held["informant"].notna()]
    same = ["pid", "wave", "informant", "party", "instrument"]
    value = ["collected_on", "row"]
    return rows(held, held.duplicated(same, keep="first"), value=value, place=SHEET)


@check("meting_overgeslagen")
def skipped(frames: Frames, limits: Limits) -> pd.DataFrame:
    core = frames["collected"]
    core = core[core["part"].fillna("core") == "core"]
    core = core.assign(months=core["wave"].map(limits.months))
    done = core[core["state"] == DONE].groupby(["pid", "informant"])["months"].max()
    last = core.set_index(["pid", "informant"]).index.map(done.to_dict())
    later = pd.Series(last, index=core.index, dtype="float64") > core["months"].astype("float64")
    closed = core["closes_on"] < limits.as_of
    open_still = core["state"].isin(OPEN) & closed
    unexplained = core["state"].eq("gemist") & core["state_reason"].fillna("").eq("")
    return rows(core, later & (open_still | unexplained), value=["state"], place=SHEET)


@check("toestemming_voor_verzamelen")
def consent_at_collection(frames: Frames, limits: Limits) -> pd.DataFrame:
    held = _held(frames)
    hit = held["consent_step"].eq(4).fillna(False)
    return rows(held, hit, value=["collected_on", "consent_reason"], place=SHEET)


@check("late_invoer")
def late(frames: Frames, limits: Limits) -> pd.DataFrame:
    held = _held(frames)
    held = held[held["recorded_on"].notna()]
    days = (held["recorded_on"] - held["collected_on"]).dt.days.astype(float)
    value = ["collected_on", "recorded_on"]
    return rows(held, days > limits["late_invoer_dagen"], value=value, place=SHEET)


@check("informant_wisselt")
def another_parent(frames: Frames, limits: Limits) -> pd.DataFrame:
    held = _held(frames)
    held = held[held["informant"].eq("ouder")].assign(months=lambda d: d["wave"].map(limits.months))
    held = held.sort_values(["pid", "months", "party"])
    who = held["party"].fillna("") + "/" + held["relation"].fillna("")
    people = who.groupby([held["pid"], held["months"]]).agg(lambda s: ";".join(sorted(set(s))))
    waves = people.reset_index(name="who").sort_values(["pid", "months"])
    waves["before"] = waves.groupby("pid")["who"].shift()
    waves["wave"] = waves["months"].map({months: code for code, months in limits.months.items()})
    hit = waves["before"].notna() & (waves["before"] != waves["who"])
    return rows(waves, hit, value=["who", "before"], place="ouder")


@check("terugkoppeling_na_meting")
def feedback_after(frames: Frames, limits: Limits) -> pd.DataFrame:
    given = frames["feedback"].assign(months=lambda d: d["wave"].map(limits.months))
    held = _held(frames).assign(months=lambda d: d["wave"].map(limits.months))
    first = held.groupby(["pid", "months"])["collected_on"].min().reset_index(name="next_on")
    pairs = given.reset_index().merge(first, on="pid", suffixes=("", "_next"))
    pairs = pairs[pairs["months_next"] > pairs["months"]]
    nearest = pairs.sort_values("months_next").groupby("index")["next_on"].first()
    given = given.assign(next_on=nearest.reindex(given.index))
    hit = given["given_on"] > given["next_on"]
    value = ["given_on", "next_on"]
    return rows(given, hit, value=value, place=["terugkoppeling", "feedback"])
