"""Checks that one column can say: in a set, between bounds, filled, unique."""

from __future__ import annotations

import pandas as pd

from analysis.frames import Frames
from analysis.quality.rows import nothing, rows
from instruments.checks import Expectation


def expected(frames: Frames, rule: Expectation) -> pd.DataFrame:
    """Judged rows of one expectation. Empty cells pass, but where `not_null` asks for them."""
    frame = frames[rule.frame]
    if rule.column not in frame or not len(frame):
        return nothing()
    series = frame[rule.column]
    if rule.kind == "not_null":
        asked = frame
        missing = series.isna()
        if rule.unless in frame:
            missing &= frame[rule.unless].isna()
        if rule.frame in ("stays", "collected") and "refused" in frame:
            missing &= ~frame["refused"].fillna(False)
        return rows(asked, missing, value=[rule.column], place=place(rule, frame))
    asked = frame[series.notna()]
    return rows(asked, wrong(asked, rule), value=[rule.column], place=place(rule, frame))


def wrong(frame: pd.DataFrame, rule: Expectation) -> pd.Series:
    """Which filled cells break the rule."""
    series = frame[rule.column]
    if rule.kind == "unique":
        return series.duplicated(keep=False)
    if rule.kind == "between":
        number = pd.to_numeric(series, errors="coerce")
        low = number < rule.low if rule.low is not None else pd.Series(False, index=series.index)
        high = number > rule.high if rule.high is not None else pd.Series(False, index=series.index)
        return low | high | number.isna()
    known = frozenset(rule.values)
    if not rule.several:
        return ~series.astype("string").isin(known)
    parts = series.astype("string").str.split(";").explode()
    return (~parts.isin(known)).groupby(level=0).any().reindex(series.index, fill_value=False)


def place(rule: Expectation, frame: pd.DataFrame) -> list[str]:
    """Where a finding on this column points: the sheet of an answer, an episode, a row."""
    if rule.frame.startswith("answers_"):
        return [f"blad:{rule.frame.removeprefix('answers_')}:{rule.column}", "informant", "party"]
    if rule.frame == "stays":
        return [f"episode:{rule.column}", "episode"]
    if rule.frame in ("collected", "sheets"):
        return [f"bijdrage:{rule.column}", "row"]
    return [rule.column]
