"""Checks #39, #41 and #47: advice, goals and learning sessions."""

from __future__ import annotations

import pandas as pd

from analysis.frames import Frames
from analysis.quality.judging import check
from analysis.quality.limits import Limits
from analysis.quality.rows import rows

GOAL = ("doel", "goal", "informant")


@check("advies_onvolledig")
def incomplete(frames: Frames, limits: Limits) -> pd.DataFrame:
    advice = frames["advice"]
    hit = advice["addressee"].fillna("").eq("") | advice["given_on"].isna()
    return rows(advice, hit, value=["addressee", "given_on"], place=["advies", "advice"])


@check("advies_eerder_uitgevoerd")
def too_early(frames: Frames, limits: Limits) -> pd.DataFrame:
    advice = frames["advice"]
    hit = advice["acted_on"] < advice["given_on"]
    return rows(advice, hit, value=["acted_on", "given_on"], place=["advies", "advice"])


@check("advies_zonder_stand")
def silent(frames: Frames, limits: Limits) -> pd.DataFrame:
    advice = frames["advice"]
    known = advice[["responded_on", "acted_on", "ended_on"]].notna().any(axis=1)
    days = (limits.as_of - advice["given_on"]).dt.days
    hit = ~known & (days > limits["advies_stand_dagen"])
    return rows(advice, hit, value=["given_on", "state"], place=["advies", "advice"])


@check("gas_niveaus")
def level(frames: Frames, limits: Limits) -> pd.DataFrame:
    goals = frames["goals"]
    goals = goals[goals["level"].notna()]
    return rows(goals, ~goals["level"].between(-2, 2), value=["level"], place=GOAL)


@check("gas_beginniveau")
def baseline(frames: Frames, limits: Limits) -> pd.DataFrame:
    goals = frames["goals"]
    goals = goals[goals["level"].between(-2, 2) & goals["wave"].eq("T0")]
    return rows(goals, goals["level"] > -1, value=["level"], place=GOAL)


@check("gas_gewijzigd_na_meting")
def edited(frames: Frames, limits: Limits) -> pd.DataFrame:
    goals = frames["goals"]
    hit = goals["set_on"] > goals["scored_on"]
    return rows(goals, hit, value=["set_on", "scored_on"], place=GOAL)


@check("leersessie_klein")
def small_session(frames: Frames, limits: Limits) -> pd.DataFrame:
    held = frames["sessions"].drop_duplicates("session")
    held = held[held["n_present"].notna()]
    hit = held["n_present"] < limits["leersessie_professionals"]
    return rows(held, hit, value=["n_present"], place=["leersessie", "session"])
