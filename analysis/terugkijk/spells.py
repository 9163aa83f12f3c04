"""Spells: who was in which state from which day until which day; dates may be uncertain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Days = NDArray[np.datetime64]
Bound = Literal["middle", "earliest", "latest"]


@dataclass(frozen=True, eq=False)
class Spells:
    """Spells as parallel arrays, in rising priority: a later one covers an earlier one.

    `start` is the first day in the state, `end` the first day no longer in it (half open), so that
    two spells that follow each other do not overlap. Both are `datetime64[D]`.
    """

    pid: NDArray[np.object_]
    state: NDArray[np.object_]
    start: Days
    end: Days

    @property
    def states(self) -> list[str]:
        return sorted({str(s) for s in self.state})


def spells(
    episodes: pd.DataFrame,
    *,
    priority: Sequence[str],
    last_known: pd.Series,
    bound: Bound = "middle",
) -> Spells:
    """Spells of the frame `episodes`.

    `priority` names states from most to least important (facts `state_priority`): on a day with two
    spells the more important one counts. `last_known` (index pid) is the first day about which
    nothing is known: an open spell ends there and no spell goes beyond it. `bound` takes of every
    partial date its middle, its first or its last day. Spells without start, and spells that end
    before they start under the bound, are left out.
    """
    frame = pd.DataFrame(
        {
            "pid": episodes["pid"].astype(object),
            "state": episodes["state"].astype(object),
            "start": _day(episodes, "start", bound),
            "end": _day(episodes, "end", bound),
        }
    )
    until = frame["pid"].map(last_known)
    frame["end"] = frame["end"].fillna(until)
    frame["end"] = frame["end"].where(~(frame["end"] > until), until)
    frame = frame[frame["start"].notna() & frame["state"].notna() & (frame["start"] < frame["end"])]
    rank = {state: i for i, state in enumerate(priority)}
    order = frame["state"].map(lambda s: rank.get(str(s), len(rank)))
    # Of two spells in the same state rank the one that began later covers: it is the newer fact.
    frame = frame.assign(rank=-order).sort_values(["rank", "start", "end", "pid", "state"])
    return Spells(
        frame["pid"].to_numpy(dtype=object),
        frame["state"].to_numpy(dtype=object),
        frame["start"].to_numpy().astype("datetime64[D]"),
        frame["end"].to_numpy().astype("datetime64[D]"),
    )


def _day(episodes: pd.DataFrame, edge: str, bound: Bound) -> pd.Series:
    earliest = episodes[f"{edge}_earliest"]
    latest = episodes[f"{edge}_latest"]
    if bound == "earliest":
        return earliest
    if bound == "latest":
        return latest
    return (earliest + (latest - earliest) / 2).dt.normalize()


def days_per_state(spells: Spells, ids: Sequence[str], first: Days, until: Days) -> pd.DataFrame:
    """Days in each state between `first` and `until` (per youth, half open), counted by day.

    Index = youth, columns = states plus `niet bekend`; every day counts once, for the state with
    priority. This is the count to use for time and moves: months only approximate it.
    """
    columns = spells.states
    place = {state: i for i, state in enumerate(columns)}
    counts = np.zeros((len(ids), len(columns) + 1), dtype=np.int64)
    for i, days in enumerate(_lines(spells, ids, first, until, place)):
        counts[i] = np.bincount(days, minlength=len(columns) + 1)
    return pd.DataFrame(counts, index=list(ids), columns=[*columns, "niet bekend"])


def moves_per_youth(spells: Spells, ids: Sequence[str], first: Days, until: Days) -> pd.DataFrame:
    """Moves by day: times that the state on a day differs from the last known one before it.

    Two stays of the same kind that follow each other count as one here. Columns: `moves` and
    `days` (days with a known state); index = youth.
    """
    place = {state: i for i, state in enumerate(spells.states)}
    rows = []
    for days in _lines(spells, ids, first, until, place):
        known = days[days < len(place)]
        rows.append((int((np.diff(known) != 0).sum()), len(known)))
    return pd.DataFrame(rows, index=list(ids), columns=["moves", "days"], dtype="int64")


def _lines(
    spells: Spells, ids: Sequence[str], first: Days, until: Days, place: dict[str, int]
) -> list[NDArray[np.intp]]:
    """Per youth the state number of each day; unknown days get the number behind the last state."""
    row = {pid: i for i, pid in enumerate(ids)}
    begin = np.asarray(first, dtype="datetime64[D]").astype(np.int64)
    lengths = np.maximum(np.asarray(until, dtype="datetime64[D]").astype(np.int64) - begin, 0)
    lines = [np.full(int(length), len(place), dtype=np.intp) for length in lengths]
    starts, ends = spells.start.astype(np.int64), spells.end.astype(np.int64)
    for pid, state, start, end in zip(spells.pid, spells.state, starts, ends, strict=True):
        if (i := row.get(pid)) is not None:
            lines[i][max(start - begin[i], 0) : max(end - begin[i], 0)] = place[state]
    return lines
