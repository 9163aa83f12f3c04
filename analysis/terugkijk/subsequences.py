"""Which events follow each other in many youths: frequent subsequences of events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

Moments = Sequence[frozenset[str]]


def moments(events: pd.DataFrame) -> dict[str, list[frozenset[str]]]:
    """Events (`pid`, `kind`, `on`) per youth, in time; what falls on one day has no order."""
    dated = events.dropna(subset=["kind", "on"])
    found: dict[str, list[frozenset[str]]] = {}
    for (pid, _), group in dated.sort_values(["pid", "on"]).groupby(["pid", "on"], sort=True):
        found.setdefault(str(pid), []).append(frozenset(map(str, group["kind"])))
    return found


def contains(sequence: Moments, pattern: Sequence[str]) -> bool:
    """Whether the events of `pattern` occur one after another, on later moments, gaps allowed."""
    wanted = iter(pattern)
    next_event = next(wanted, None)
    for moment in sequence:
        if next_event is None:
            break
        if next_event in moment:
            next_event = next(wanted, None)
    return next_event is None


def frequent(sequences: Mapping[str, Moments], *, least: int, longest: int = 3) -> pd.DataFrame:
    """Patterns that at least `least` youths have, with `n` (youths) and `share`, most first.

    A youth counts once, however often a pattern occurs in it (Ritschard, Bürgin & Studer 2013,
    counting method of distinct sequences). Grown one event at a time: a pattern is frequent only
    if its beginning is.
    """
    if least < 1:
        raise ValueError("Een patroon komt bij ten minste één jeugdige voor")
    kinds = sorted(
        {kind for moments in sequences.values() for moment in moments for kind in moment}
    )
    found: list[tuple[str, int, int]] = []
    layer: list[tuple[str, ...]] = [()]
    for length in range(1, longest + 1):
        grown = [(*pattern, kind) for pattern in layer for kind in kinds]
        counted = {p: sum(contains(s, p) for s in sequences.values()) for p in grown}
        layer = [pattern for pattern, n in counted.items() if n >= least]
        found += [(" → ".join(pattern), length, counted[pattern]) for pattern in layer]
    table = pd.DataFrame(found, columns=["pattern", "length", "n"])
    table["share"] = table["n"] / max(len(sequences), 1)
    return table.sort_values(["n", "length", "pattern"], ascending=[False, True, True]).reset_index(
        drop=True
    )
