"""After T0, from the frames: what followed first, and how often youths moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.cautions import AFTER_T0, DEPENDENT_END, RECALL
from analysis.cohort import DAYS_PER_MONTH, person_time
from analysis.dutch import decimal, percentage, youths
from analysis.figures import cumulative_incidence
from analysis.frames import FrameError, Frames
from analysis.results import Interval, Result
from analysis.terugkijk.incidence import aalen_johansen
from analysis.terugkijk.rates import negative_binomial
from analysis.terugkijk.spells import Bound, Spells, moves_per_youth
from analysis.terugkijk.trajectories import cohort_spells


def first_after_t0(
    frames: Frames, groups: Mapping[str, Sequence[str]], *, bound: Bound = "middle"
) -> pd.DataFrame:
    """Per youth: `months` from T0 to the first stay in one of `groups`, or to the last known day.

    `kind` is the group's label, missing where none followed. A stay counts when it begins after
    T0. Columns pid, months, kind, family; only youths with follow-up time.
    """
    people = person_time(frames)
    group_of = {state: label for label, states in groups.items() for state in states}
    starts = _group_starts(cohort_spells(frames, bound=bound), group_of)
    rows: list[tuple[str, float, str | None, str]] = []
    columns = (people[c].tolist() for c in ("pid", "entry", "exit", "family"))
    for pid, entry, exit_, family in zip(*columns, strict=True):
        later = [(day, kind) for day, kind in starts.get(pid, []) if entry < day <= exit_]
        day, kind = min(later) if later else (exit_, None)
        rows.append((pid, (day - entry).days / DAYS_PER_MONTH, kind, family))
    return pd.DataFrame(rows, columns=["pid", "months", "kind", "family"])


def _group_starts(
    spells: Spells, group_of: Mapping[str, str]
) -> dict[str, list[tuple[pd.Timestamp, str]]]:
    found: dict[str, list[tuple[pd.Timestamp, str]]] = {}
    for pid, state, start in zip(spells.pid, spells.state, spells.start, strict=True):
        if state in group_of:
            found.setdefault(str(pid), []).append((pd.Timestamp(start), group_of[state]))
    return found


def what_followed(
    frames: Frames, groups: Mapping[str, Sequence[str]], *, months: int = 12
) -> Result:
    """Cumulative incidence of the first stay of each kind after T0, competing with each other."""
    table = first_after_t0(frames, groups)
    if table.empty:
        raise FrameError("Nog geen jeugdige is na de 0-meting gevolgd")
    kinds = [None if pd.isna(kind) else str(kind) for kind in table["kind"]]
    found = aalen_johansen(table["months"].to_numpy(dtype=float), kinds)
    shown = [label for label in groups if label in found.curves]
    rows = {label: found.at(label, months) for label in shown}
    numbers = pd.DataFrame(rows).T.reindex(columns=["estimate", "se", "low", "high"])
    numbers["n"] = [sum(kind == label for kind in kinds) for label in numbers.index]
    first = shown[0] if shown else None
    estimate = float(rows[first]["estimate"]) if first else 0.0
    ticks = list(range(0, months + 1, max(months // 4, 1)))
    followed = pd.Series([found.followed(max(t, 1e-9)) for t in ticks], index=ticks, dtype=float)
    return Result(
        name="wat-volgde",
        question=f"Wat volgde binnen {months} maanden na de 0-meting?",
        method="Aalen–Johansen, elkaar uitsluitende eerste gebeurtenissen; interval log(−log)",
        n=found.n,
        sentence=(
            f"Binnen {months} maanden na de 0-meting kwam bij {percentage(estimate)} "
            f"“{first}” als eerste; van {youths(found.followed(months))} is dat op dat moment "
            "nog niet bekend."
            if first
            else f"Bij geen van {youths(found.n)} volgde een van deze gebeurtenissen."
        ),
        table=numbers,
        estimate=estimate,
        interval=Interval(float(rows[first]["low"]), float(rows[first]["high"])) if first else None,
        assumptions=(f"Na {months} maanden nog gevolgd: {youths(found.followed(months))}",),
        cautions=(AFTER_T0, DEPENDENT_END, RECALL),
        figure=cumulative_incidence(
            {label: found.curves[label] for label in shown},
            followed,
            title="Wat volgde na de 0-meting",
            n=found.n,
        )
        if shown
        else None,
    )


def moves_after_t0(frames: Frames) -> Result:
    """Moves per year since T0, negative binomial with the followed time as exposure."""
    people = person_time(frames)
    if len(people) < 2:
        raise FrameError("Voor een aantal per jaar zijn ten minste twee gevolgde jeugdigen nodig")
    ids = [str(pid) for pid in people["pid"]]
    first, until = (people[c].to_numpy().astype("datetime64[D]") for c in ("entry", "exit"))
    counted = moves_per_youth(cohort_spells(frames), ids, first, until)
    frame = people.assign(
        moves=counted["moves"].to_numpy(), years=counted["days"].to_numpy() / 365.2425
    )
    frame = frame[frame["years"] > 0]
    model = negative_binomial(frame, "moves ~ 1", exposure="years", cluster="family")
    rate = float(model.table["ratio"].iloc[0])
    bounds = Interval(float(model.table["low"].iloc[0]), float(model.table["high"].iloc[0]))
    spread = "niet meer dan toeval" if np.isinf(model.dispersion) else decimal(model.dispersion, 1)
    return Result(
        name="verplaatsingen-na-0-meting",
        question="Hoe vaak verhuisden jeugdigen na de 0-meting?",
        method="Negatief-binomiaal met volgtijd als blootstelling, robuust voor gezinnen",
        n=len(frame),
        sentence=(
            f"Na de 0-meting verhuisden {youths(len(frame))} gemiddeld {decimal(rate, 1)} keer "
            f"per jaar ({bounds.text(1)})."
        ),
        table=pd.DataFrame(
            {"waarde": [len(frame), int(frame["moves"].sum()), float(frame["years"].sum()), rate]},
            index=["jeugdigen", "verplaatsingen", "gevolgde jaren", "per jaar"],
        ),
        estimate=rate,
        interval=bounds,
        assumptions=(
            f"Spreiding tussen jeugdigen (θ): {spread}",
            "De schatting kwam tot rust" if model.converged else "De schatting kwam NIET tot rust",
        ),
        cautions=(AFTER_T0, DEPENDENT_END, RECALL),
    )
