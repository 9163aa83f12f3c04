"""Checks #7 and #12–#19 on life lines; the vectorised twin of `register.domain.episodes`.

What is only possible because a date is vague is never reported: a rule speaks where it holds for
every reading of the dates.
"""

from __future__ import annotations

import pandas as pd

from analysis.frames import Frames
from analysis.quality.judging import check
from analysis.quality.limits import Limits
from analysis.quality.rows import nothing, rows

FOREVER = pd.Timestamp("2200-01-01")
DAY = pd.Timedelta(days=1)
ONE = ("episode", "episode")
TWO = ("episode", "episode", "episode_next")
DATES = ["start", "end"]
PASSING = ("tijdelijk", "dag")


def known(frames: Frames, limits: Limits) -> pd.DataFrame:
    """Stays in a known state with their rules and the days that they surely held, in order."""
    rule = limits.states
    stays = frames["stays"]
    stays = stays[stays["state"].isin(rule) & stays["start_earliest"].notna()].copy()
    stays["kind"] = stays["state"].map({code: one.kind for code, one in rule.items()})
    stays["priority"] = stays["state"].map({code: one.priority for code, one in rule.items()})
    stays["open"] = stays["end_latest"].isna()
    stays["sure_from"] = stays["start_latest"]
    stays["sure_to"] = stays["end_earliest"].fillna(FOREVER)
    stays["sure"] = stays["sure_from"] <= stays["sure_to"]
    stays["last"] = stays["end_latest"].fillna(FOREVER)
    order = ["pid", "start_earliest", "start_latest", "episode"]
    return stays.sort_values(order).reset_index(drop=True)


@check("setting_geen_episode")
def inclusion_setting(frames: Frames, limits: Limits) -> pd.DataFrame:
    """Judged where the life line says anything at all about the day of inclusion."""
    people = frames["subjects"][["pid", "setting", "included_on"]]
    states = limits.facts.get("setting_states", {})
    lived = known(frames, limits).merge(people, on="pid")
    on = (lived["start_earliest"] <= lived["included_on"]) & (lived["included_on"] <= lived["last"])
    lived = lived[on & ~lived["kind"].isin(PASSING) & lived["kind"].ne("onbekend")]
    if not len(lived):
        return nothing()
    fits = [
        state in states.get(setting, ())
        for state, setting in zip(lived["state"], lived["setting"], strict=True)
    ]
    fitting = pd.Series(fits, index=lived.index).groupby(lived["pid"]).any()
    judged = people[people["pid"].isin(fitting.index)]
    hit = ~judged["pid"].map(fitting).astype(bool)
    return rows(judged, hit, value=["setting", "included_on"], place="setting")


def _overlapping(frames: Frames, limits: Limits) -> pd.DataFrame:
    """Pairs of stays at home, away or in care that surely overlap longer than allowed."""
    stays = known(frames, limits)
    stays = stays[stays["kind"].isin(["verblijf", "thuis", "weg"]) & stays["sure"]]
    stays = stays.assign(no=range(len(stays)))
    pairs = stays.merge(stays, on="pid", suffixes=("", "_next"))
    pairs = pairs[pairs["no"] < pairs["no_next"]]
    until = pairs[["sure_to", "sure_to_next"]].min(axis=1)
    since = pairs[["sure_from", "sure_from_next"]].max(axis=1)
    reserved = pairs["bed_reserved"].fillna(False) | pairs["bed_reserved_next"].fillna(False)
    care = pairs["kind"].eq("verblijf") & pairs["kind_next"].eq("verblijf")
    days = (until - since).dt.days.astype(float)
    return pairs.assign(
        too_long=days > limits["overlap_verblijf_dagen"], soft=reserved.astype(bool) | ~care
    )


PAIR = ["start", "end", "start_next", "end_next"]


@check("verblijf_overlap")
def overlap(frames: Frames, limits: Limits) -> pd.DataFrame:
    pairs = _overlapping(frames, limits)
    return rows(pairs, pairs["too_long"] & ~pairs["soft"], value=PAIR, place=TWO)


@check("verblijf_overlap_plek")
def soft_overlap(frames: Frames, limits: Limits) -> pd.DataFrame:
    pairs = _overlapping(frames, limits)
    return rows(pairs, pairs["too_long"] & pairs["soft"], value=PAIR, place=TWO)


@check("verblijf_gat")
def gap(frames: Frames, limits: Limits) -> pd.DataFrame:
    """Between the last day of all earlier stays and the next, when both are known to the day."""
    lived = known(frames, limits)
    lived = lived[~lived["kind"].isin(PASSING)].copy()
    if not len(lived):
        return nothing()
    who = lived.groupby("pid")
    lived["reach"] = who["last"].cummax()
    before = who["reach"].shift()
    # The earlier stay that reaches furthest; of equals the first.
    furthest = lived["last"].gt(before) | before.isna()
    for column in ("precision_end", "episode"):
        held = lived[column].astype(object).where(furthest)
        lived[f"{column}_reach"] = held.groupby(lived["pid"]).ffill()
    shifted = lived.groupby("pid")[["reach", "precision_end_reach", "episode_reach"]].shift()
    lived[["reach", "precision_end_reach", "episode_reach"]] = shifted
    lived["was_open"] = lived.groupby("pid")["open"].cummax()
    lived["was_open"] = lived.groupby("pid")["was_open"].shift(fill_value=False)
    exact = lived["precision_start"].eq("dag") & lived["precision_end_reach"].eq("dag")
    days = (lived["start_earliest"] - lived["reach"]).dt.days.astype(float) - 1
    hit = exact & ~lived["was_open"].astype(bool) & (days > limits["gat_verblijf_dagen"])
    lived = lived.rename(columns={"episode": "episode_next", "episode_reach": "episode"})
    lived, hit = lived[lived["reach"].notna()], hit[lived["reach"].notna()]
    return rows(lived, hit, value=["start", "reach"], place=TWO)


@check("einde_voor_begin")
def backwards(frames: Frames, limits: Limits) -> pd.DataFrame:
    stays = frames["stays"]
    return rows(stays, stays["end_latest"] < stays["start_earliest"], value=DATES, place=ONE)


@check("verblijf_voor_geboorte")
def unborn(frames: Frames, limits: Limits) -> pd.DataFrame:
    stays = frames["stays"]
    hit = stays["before_birth"].eq(True)
    return rows(stays, hit, value=["start", "before_birth"], place=ONE)


@check("verblijf_na_peildatum")
def future(frames: Frames, limits: Limits) -> pd.DataFrame:
    stays = frames["stays"]
    return rows(stays, stays["start_earliest"] > limits.as_of, value=["start"], place=ONE)


def _next(frames: Frames, limits: Limits) -> pd.DataFrame:
    """Each stay beside the one that follows it on the life line."""
    lived = known(frames, limits)
    lived = lived[~lived["kind"].isin(PASSING)]
    columns = ["episode", "state", "kind", "priority", "start", "start_latest", "provider"]
    after = lived.groupby("pid")[columns].shift(-1).add_suffix("_next")
    pairs = lived.join(after)
    return pairs[pairs["episode_next"].notna()]


@check("open_einde_herstart")
def restarted(frames: Frames, limits: Limits) -> pd.DataFrame:
    pairs = _next(frames, limits)
    same = pairs["provider"].fillna("").ne("") & pairs["provider"].eq(pairs["provider_next"])
    return rows(pairs, pairs["open"] & same, value=["start", "start_next"], place=TWO)


@check("overgang_onmogelijk")
def impossible(frames: Frames, limits: Limits) -> pd.DataFrame:
    """Judged where a reason of end is known: the form may have no words for a penal end."""
    pairs = _next(frames, limits)
    pairs = pairs[pairs["end_reason"].notna()]
    ends = {code: rule.ends_by for code, rule in limits.states.items()}
    fits = [
        not ends[state] or reason in ends[state]
        for state, reason in zip(pairs["state"], pairs["end_reason"], strict=True)
    ]
    hit = pairs["kind_next"].eq("thuis") & ~pd.Series(fits, index=pairs.index, dtype=bool)
    return rows(pairs, hit, value=["state", "end_reason", "state_next"], place=TWO)


@check("einde_volgens_plan_zwaarder")
def heavier(frames: Frames, limits: Limits) -> pd.DataFrame:
    pairs = _next(frames, limits)
    days = (pairs["start_latest_next"] - pairs["end_earliest"]).dt.days
    hit = (
        pairs["end_reason"].eq("volgens_plan").fillna(False)
        & pairs["kind_next"].eq("verblijf")
        & (pairs["priority_next"] < pairs["priority"])
        & days.between(0, 7)
    )
    return rows(pairs, hit, value=["end_reason", "state_next"], place=TWO)


def _secure(frames: Frames, limits: Limits) -> pd.DataFrame:
    stays = known(frames, limits)
    codes = [code for code, rule in limits.states.items() if rule.authorised]
    return stays[stays["state"].isin(codes)]


@check("gesloten_zonder_machtiging")
def unauthorised(frames: Frames, limits: Limits) -> pd.DataFrame:
    stays = _secure(frames, limits)
    hit = ~stays["pid"].isin(frames["authorisations"]["pid"])
    return rows(stays, hit, value=["state", "start"], place=ONE)


@check("machtiging_dekt_niet")
def uncovered(frames: Frames, limits: Limits) -> pd.DataFrame:
    """Judged where there is an authorisation and at least one day of the stay is certain."""
    stays = _secure(frames, limits)
    stays = stays[stays["sure"] & stays["pid"].isin(frames["authorisations"]["pid"])]
    stays = stays.assign(
        until=stays["sure_to"].where(stays["sure_to"] < limits.as_of, limits.as_of)
    )
    stays = stays[stays["until"] >= stays["sure_from"]].reset_index(drop=True)
    if not len(stays):
        return nothing()
    pairs = stays.reset_index().merge(_joined(frames["authorisations"]), on="pid")
    covers = (pairs["from_on"] <= pairs["sure_from"]) & (pairs["to_on"] >= pairs["until"])
    covered = covers.groupby(pairs["index"]).any().reindex(stays.index, fill_value=False)
    return rows(stays, ~covered, value=DATES, place=ONE)


def _joined(given: pd.DataFrame) -> pd.DataFrame:
    """Authorisations that join or overlap as one stretch."""
    given = given.sort_values(["pid", "from_on"]).reset_index(drop=True)
    reach = given.groupby("pid")["to_on"].cummax().groupby(given["pid"]).shift()
    fresh = reach.isna() | (given["from_on"] > reach + DAY)
    stretch = fresh.cumsum().rename("stretch")
    grouped = given.groupby(["pid", stretch])
    return grouped.agg(from_on=("from_on", "min"), to_on=("to_on", "max")).reset_index()


def _past(frames: Frames, limits: Limits) -> tuple[pd.DataFrame, pd.Series]:
    rule = {c: r.months_past_18 for c, r in limits.states.items() if r.months_past_18 is not None}
    stays = known(frames, limits)
    stays = stays[stays["state"].isin(rule) & stays["months_past_18"].notna()]
    return stays, stays["state"].map(rule).astype(float)


@check("gesloten_te_oud")
def too_old(frames: Frames, limits: Limits) -> pd.DataFrame:
    stays, most = _past(frames, limits)
    return rows(stays, stays["months_past_18"] > most, value=["end", "state"], place=ONE)


@check("gesloten_na_18")
def past_18(frames: Frames, limits: Limits) -> pd.DataFrame:
    stays, most = _past(frames, limits)
    hit = (stays["months_past_18"] > 0) & (stays["months_past_18"] <= most)
    return rows(stays, hit, value=["end", "state"], place=ONE)


@check("pleegzorg_na_18")
def late_start(frames: Frames, limits: Limits) -> pd.DataFrame:
    rule = {code: one.start_before for code, one in limits.states.items() if one.start_before}
    stays = known(frames, limits)
    stays = stays[stays["state"].isin(rule) & stays["age_months_start"].notna()]
    hit = stays["age_months_start"] >= 12 * stays["state"].map(rule).astype(float)
    return rows(stays, hit, value=["start", "state"], place=ONE)


@check("plaatsingen_verschillen")
def counts(frames: Frames, limits: Limits) -> pd.DataFrame:
    told = frames["sheets"]
    told = told[told["n_places"].notna()]
    held = frames["collected"][["pid", "row", "collected_on"]]
    told = told.merge(held, on=["pid", "row"]).reset_index(drop=True)
    stays = known(frames, limits)
    stays = stays[stays["kind"].isin(["verblijf", "thuis", "weg"])][["pid", "start_earliest"]]
    pairs = told[["pid", "collected_on"]].reset_index().merge(stays, on="pid")
    pairs = pairs[pairs["start_earliest"] <= pairs["collected_on"]]
    told["counted"] = pairs.groupby("index").size().reindex(told.index, fill_value=0)
    # A life line that is still empty says nothing about the number told.
    told = told[told["counted"] > 0]
    away = (told["n_places"] - told["counted"]).abs()
    most = told[["n_places", "counted"]].max(axis=1)
    hit = (away > limits["plaatsingen_verschil"]) & (away > 0.5 * most)
    return rows(told, hit, value=["n_places", "counted"], place=("bijdrage", "row"))
