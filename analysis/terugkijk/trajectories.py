"""The trajectories of the cohort: frames → monthly sequences, around T0 or on the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from analysis.cohort import last_known, start_of_follow_up
from analysis.frames import FrameError, Frames
from analysis.terugkijk.months import Rule, calendar_months, month_starts, monthly
from analysis.terugkijk.sequences import Sequences
from analysis.terugkijk.spells import Bound, Days, Spells, spells

NOTHING_KNOWN = "Geen enkele jeugdige heeft in deze maanden een bekende verblijfsstatus"


def priority(frames: Frames) -> list[str]:
    """States from most to least important: facts `state_priority`, then the other known states.

    A state that the facts do not name comes last, in alphabetical order.
    """
    stated = [str(state) for state in frames.facts.get("state_priority", [])]
    known = [str(state) for state in frames.facts.get("states", {})]
    seen = sorted({str(state) for state in frames.episodes["state"].dropna()})
    return list(dict.fromkeys([*stated, *known, *seen]))


def alphabet(frames: Frames) -> list[str]:
    """The states that occur, in the order of the facts: fixed, whatever the youths."""
    known = [str(state) for state in frames.facts.get("states", {})]
    seen = sorted({str(state) for state in frames.episodes["state"].dropna()})
    return [state for state in dict.fromkeys([*known, *seen]) if state in seen]


def cohort_spells(frames: Frames, *, bound: Bound = "middle") -> Spells:
    return spells(
        frames.episodes, priority=priority(frames), last_known=last_known(frames), bound=bound
    )


def around_t0(
    frames: Frames,
    *,
    before: int = 24,
    after: int = 0,
    bound: Bound = "middle",
    rule: Rule = "peildag",
) -> Sequences:
    """Monthly states from `before` months before T0 up to `after` months after it (T0 = month 0).

    Months are counted in calendar months from each youth's own T0; only youths with a T0 (or
    inclusion date) and at least one known month are in it.
    """
    start = start_of_follow_up(frames).dropna()
    anchor = start.to_numpy().astype("datetime64[D]")
    starts = month_starts(anchor, -before, after)
    names = [str(month).replace("-", "−") for month in range(-before, after + 1)]
    return _known(frames, starts, list(start.index), names, bound, rule)


def on_calendar(
    frames: Frames,
    begin: date,
    until: date,
    *,
    bound: Bound = "middle",
    rule: Rule = "peildag",
) -> Sequences:
    """Monthly states per calendar month, from the month of `begin` to that of `until`."""
    ids = [str(pid) for pid in frames.cases["pid"]]
    starts = calendar_months(begin, until, len(ids))
    span = np.arange(np.datetime64(begin, "M"), np.datetime64(until, "M") + 1)
    return _known(frames, starts, ids, [str(month) for month in span], bound, rule)


def _known(
    frames: Frames,
    starts: Days,
    ids: Sequence[str],
    periods: Sequence[str],
    bound: Bound,
    rule: Rule,
) -> Sequences:
    if not alphabet(frames):
        raise FrameError(NOTHING_KNOWN)
    found = monthly(
        cohort_spells(frames, bound=bound),
        starts,
        ids=ids,
        alphabet=alphabet(frames),
        periods=periods,
        labels=frames.facts.get("states", {}),
        rule=rule,
    )
    rows = np.flatnonzero((found.codes >= 0).any(axis=1))
    if not len(rows):
        raise FrameError(NOTHING_KNOWN)
    return found.take(rows)
