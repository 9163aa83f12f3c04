"""Bands and norms of a scale: which one applies to whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from instruments.scale import Scale
from instruments.scoring_change import t_score

_WHO = ("informant", "gender")


@dataclass(frozen=True)
class Respondent:
    """What chooses a norm: who answered, the youth's age in years and gender code; all optional."""

    informant: str = ""
    age: float | None = None
    gender: str = ""


ANYONE = Respondent()


def applies(row: Mapping[str, str], who: Respondent) -> bool:
    """Whether a band or norm is meant for this respondent; an empty condition fits everybody.

    ``age_from`` and ``age_to`` are whole years, both inclusive (8–11 holds until the 12th
    birthday). An unknown age or gender fits only a row without that condition.
    """
    for key in _WHO:
        if row.get(key) and row[key] != getattr(who, key):
            return False
    if not (row.get("age_from") or row.get("age_to")):
        return True
    if who.age is None:
        return False
    lowest, highest = float(row.get("age_from") or 0), float(row.get("age_to") or 200)
    return lowest <= who.age < highest + 1


def first_fitting(rows: Iterable[Mapping[str, str]], who: Respondent) -> Mapping[str, str] | None:
    """The first row that is meant for this respondent."""
    return next((row for row in rows if applies(row, who)), None)


def band(scale: Scale, value: float, who: Respondent = ANYONE) -> str:
    """Label of the band that holds the value (both ends inclusive), or "" when there is none."""
    for row in scale.bands:
        if not applies(row, who):
            continue
        lowest = float(row["from"]) if row.get("from") else float("-inf")
        highest = float(row["to"]) if row.get("to") else float("inf")
        if lowest <= value <= highest:
            return row.get("label", "")
    return ""


def t_of(scale: Scale, value: float, who: Respondent = ANYONE) -> float | None:
    """T-score against the norm group that fits, or None when the scale has no such norm."""
    norm = first_fitting(scale.norms, who)
    if norm is None or not norm.get("mean") or not norm.get("sd"):
        return None
    return t_score(value, mean=float(norm["mean"]), sd=float(norm["sd"]))
