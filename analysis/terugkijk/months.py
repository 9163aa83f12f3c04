"""Spells → monthly states, with the rule for a month in which more than one state occurs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analysis.terugkijk.sequences import MISSING, Sequences
from analysis.terugkijk.spells import Days, Spells

Rule = Literal["peildag", "meerderheid"]


def month_starts(anchor: Days, first: int, last: int) -> Days:
    """The day on which each month begins, counted in calendar months from `anchor` (n).

    Month 0 begins on the anchor itself; 31 January + 1 month is the last day of February.
    Result: n × (last − first + 1) days.
    """
    months = anchor.astype("datetime64[M]")[:, None] + np.arange(first, last + 1)
    day = (anchor - anchor.astype("datetime64[M]").astype("datetime64[D]"))[:, None]
    length = (months + 1).astype("datetime64[D]") - months.astype("datetime64[D]")
    days: Days = months.astype("datetime64[D]") + np.minimum(day, length - np.timedelta64(1, "D"))
    return days


def calendar_months(begin: date, until: date, n: int) -> Days:
    """The first day of every calendar month from `begin`'s to `until`'s, the same for n youths."""
    span = np.arange(np.datetime64(begin, "M"), np.datetime64(until, "M") + 1)
    return np.tile(span.astype("datetime64[D]"), (n, 1))


def monthly(
    spells: Spells,
    starts: Days,
    *,
    ids: Sequence[str],
    alphabet: Sequence[str],
    periods: Sequence[str],
    labels: Mapping[str, str] | None = None,
    weights: NDArray[np.float64] | None = None,
    rule: Rule = "peildag",
) -> Sequences:
    """State per month; `starts` is n × T (see `month_starts`, `calendar_months`).

    Rule “peildag” takes the state on the 15th day of the month (start + 14 days); “meerderheid” the
    state with most days, the state with priority at a tie. A month without any known state is −1:
    so before birth, after the last information, and in a gap. The rules differ in how many moves
    they show; counts and time come from days (`days_per_state`), not from these months.
    """
    place = {state: i for i, state in enumerate(alphabet)}
    if unknown := set(spells.states) - set(alphabet):
        raise ValueError(f"Status buiten het alfabet: {', '.join(sorted(unknown))}")
    fill = _by_day if rule == "peildag" else _by_majority
    codes = fill(spells, starts, {pid: i for i, pid in enumerate(ids)}, place)
    return Sequences(
        codes,
        tuple(alphabet),
        tuple(ids),
        tuple(periods),
        np.ones(len(ids)) if weights is None else weights,
        dict(labels or {}),
    )


def _by_day(
    spells: Spells, starts: Days, row: Mapping[str, int], place: Mapping[str, int]
) -> NDArray[np.int16]:
    codes = np.full(starts.shape, MISSING, dtype=np.int16)
    looked = starts + np.timedelta64(14, "D")
    for pid, state, start, end in zip(
        spells.pid, spells.state, spells.start, spells.end, strict=True
    ):
        if (i := row.get(pid)) is not None:
            low, high = np.searchsorted(looked[i], [start, end])
            codes[i, low:high] = place[state]
    return codes


def _by_majority(
    spells: Spells, starts: Days, row: Mapping[str, int], place: Mapping[str, int]
) -> NDArray[np.int16]:
    edges = np.concatenate([starts, starts[:, -1:] + np.timedelta64(31, "D")], axis=1)
    days = (edges[:, -1:] - edges[:, :1]).astype(np.int64).max(initial=0)
    line = np.full((starts.shape[0], int(days)), len(place), dtype=np.int16)
    origin = starts[:, 0].astype(np.int64)
    begin, end = spells.start.astype(np.int64), spells.end.astype(np.int64)
    importance: dict[str, int] = {}
    for pid, state, low, high in zip(spells.pid, spells.state, begin, end, strict=True):
        importance.setdefault(str(state), len(importance))
        if (i := row.get(pid)) is not None:
            line[i, max(low - origin[i], 0) : max(high - origin[i], 0)] = place[state]
    offsets = (edges - edges[:, :1]).astype(np.int64)
    rank = np.array([importance.get(state, -1) for state in place] + [-2])
    codes = np.full(starts.shape, MISSING, dtype=np.int16)
    for i in range(starts.shape[0]):
        for t in range(starts.shape[1]):
            counts = np.bincount(line[i, offsets[i, t] : offsets[i, t + 1]], minlength=len(rank))
            if counts[:-1].any():
                most = np.flatnonzero(counts[:-1] == counts[:-1].max())
                codes[i, t] = most[rank[most].argmax()]
    return codes
