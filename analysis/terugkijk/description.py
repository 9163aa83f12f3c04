"""The first questions of the terugkijkspoor as results: where, how long, how many moves."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.cautions import COSTS, RECALL, SELECTED, TYPES
from analysis.dutch import decimal, percentage, youths
from analysis.figures import index_plot, state_distribution, time_per_state, transition_flow
from analysis.frames import Frames
from analysis.results import Interval, Result
from analysis.terugkijk import complexity, states, trajectories
from analysis.terugkijk.costs import Costs, transition_costs
from analysis.terugkijk.matching import optimal_matching
from analysis.terugkijk.representatives import medoids
from analysis.terugkijk.sequences import Sequences
from analysis.terugkijk.spells import Bound
from analysis.terugkijk.stability import stability
from analysis.terugkijk.typology import ward

MONTHS = 24
BOUNDS: dict[Bound, str] = {"earliest": "vroegst", "middle": "midden", "latest": "laatst"}


def distribution_of(sequences: Sequences, *, mark: str | None = None) -> Result:
    """Shares of every state per period, for any sequences (frames or public data)."""
    table = states.state_distribution(sequences)
    last = table.iloc[-1]
    top = max(sequences.alphabet, key=lambda state: float(last[state]))
    share, n = float(last[top]), int(last["n"])
    title = "Waar jeugdigen verbleven"
    return Result(
        name="statusverdeling",
        question="Waar verbleven de jeugdigen, maand voor maand?",
        method="Aandeel per status en maand onder wie dan bekend is; entropie ÷ ln a",
        n=sequences.n,
        sentence=(
            f"In de laatste maand had {percentage(share)} van {youths(n)} de status "
            f"“{sequences.label(top)}”."
        ),
        table=table,
        estimate=share,
        assumptions=(
            f"Per maand is de status bekend van {int(table['n'].min())} tot "
            f"{int(table['n'].max())} van {youths(sequences.n)}",
        ),
        cautions=(SELECTED, RECALL),
        figure=state_distribution(table, _labels(sequences), title=title, mark=mark),
    )


def time_of(sequences: Sequences) -> Result:
    """Mean time per state, for any sequences."""
    table = states.mean_time(sequences)
    top = str(table["mean"].idxmax())
    mean, se = float(table["mean"].max()), float(table["se"].loc[top])
    return Result(
        name="tijd-per-status",
        question="Hoe lang verbleven jeugdigen in elke status?",
        method="Gemiddeld aantal maanden per jeugdige; 95%-interval uit hun spreiding",
        n=sequences.n,
        sentence=(
            f"De meeste tijd ging naar “{sequences.label(top)}”: gemiddeld {decimal(mean, 1)} "
            f"maanden per jeugdige."
        ),
        table=table,
        estimate=mean,
        interval=Interval(max(mean - 1.96 * se, 0.0), mean + 1.96 * se),
        cautions=(SELECTED, RECALL),
        figure=time_per_state(
            table,
            _labels(sequences),
            title="Gemiddelde tijd per status",
            n=sequences.n,
        ),
    )


def where_youths_stayed(frames: Frames, *, before: int = MONTHS, after: int = 0) -> Result:
    """State distribution from `before` months before T0 to `after` months after it."""
    return distribution_of(trajectories.around_t0(frames, before=before, after=after), mark="0")


def how_long_in_each_state(frames: Frames, *, before: int = MONTHS, after: int = 0) -> Result:
    return time_of(trajectories.around_t0(frames, before=before, after=after))


def how_many_moves(frames: Frames, *, before: int = MONTHS) -> Result:
    """Moves by day in the `before` months before T0, with the earliest and latest dates beside.

    A move is a change of state from one known day to the next; the rate is per known year.
    """
    found = {bound: _moves(frames, bound, before) for bound in BOUNDS}
    summaries = {BOUNDS[bound]: _summary(moves) for bound, moves in found.items()}
    table = pd.DataFrame(summaries).T
    middle = found["middle"]
    mean = float(middle["moves"].mean())
    se = float(middle["moves"].std(ddof=1) / np.sqrt(len(middle))) if len(middle) > 1 else 0.0
    return Result(
        name="verplaatsingen",
        question=f"Hoe vaak verhuisden jeugdigen in de {before} maanden voor de 0-meting?",
        method="Wisselingen van status, per dag geteld; 95%-interval uit de spreiding",
        n=len(middle),
        sentence=(
            f"In de {before} maanden voor de 0-meting ging een jeugdige gemiddeld "
            f"{decimal(mean, 1)} keer naar een andere verblijfplek."
        ),
        table=table,
        estimate=mean,
        interval=Interval(max(mean - 1.96 * se, 0.0), mean + 1.96 * se),
        assumptions=(
            f"Met de vroegste data {decimal(summaries['vroegst']['gemiddelde'], 1)}, "
            f"met de laatste {decimal(summaries['laatst']['gemiddelde'], 1)}",
        ),
        cautions=(SELECTED, RECALL),
    )


def _moves(frames: Frames, bound: Bound, before: int) -> pd.DataFrame:
    from analysis.cohort import start_of_follow_up
    from analysis.terugkijk.months import month_starts
    from analysis.terugkijk.spells import moves_per_youth

    start = start_of_follow_up(frames).dropna()
    anchor = start.to_numpy().astype("datetime64[D]")
    first = month_starts(anchor, -before, -before)[:, 0]
    spells = trajectories.cohort_spells(frames, bound=bound)
    counted = moves_per_youth(spells, list(start.index), first, anchor)
    return counted[counted["days"] > 0]


def _summary(moves: pd.DataFrame) -> dict[str, float]:
    years = moves["days"].sum() / 365.2425
    return {
        "n": len(moves),
        "gemiddelde": float(moves["moves"].mean()),
        "mediaan": float(moves["moves"].median()),
        "hoogste kwartiel": float(moves["moves"].quantile(0.75)),
        "per jaar": float(moves["moves"].sum() / years) if years else float("nan"),
    }


def how_varied(frames: Frames, *, before: int = MONTHS) -> Result:
    """Entropy, complexity and turbulence of the trajectories: mean and quartiles over youths."""
    table = complexity.summary(trajectories.around_t0(frames, before=before))
    shown = table.describe(percentiles=[0.25, 0.5, 0.75]).T[["mean", "25%", "50%", "75%"]]
    middle = float(table["complexity"].median())
    return Result(
        name="complexiteit",
        question="Hoe afwisselend waren de trajecten?",
        method=(
            "Entropie (÷ ln a), complexiteit (Gabadinho e.a. 2010), turbulentie (Elzinga & "
            "Liefbroer 2007, type 1) per jeugdige"
        ),
        n=len(table),
        sentence=(
            f"De helft van de trajecten heeft een complexiteit van {decimal(middle)} of meer "
            "(0 is: steeds dezelfde plek)."
        ),
        table=shown,
        estimate=middle,
        cautions=(SELECTED, RECALL),
    )


def which_types(
    sequences: Sequences, *, k: int = 3, costs: Costs | None = None, runs: int = 100
) -> Result:
    """Types of trajectories with their stability; medoids and index plot stay with analysts."""
    chosen = costs or transition_costs(sequences, gap=1.0)
    distances = optimal_matching(sequences, chosen)
    found = ward(sequences, distances, k)
    table = stability(sequences, distances, found, runs=runs)
    middle = medoids(sequences, distances, found)
    holds = int((table["verdict"] == "stabiel").sum())
    order = np.lexsort((*sequences.codes.T, found.labels))
    return Result(
        name="typen",
        question="Welke typen trajecten zijn er?",
        method=(
            f"Optimal matching (kosten: {chosen.name}), clustering volgens Ward, {k} typen; "
            "stabiliteit: gemiddelde Jaccard over bootstraps (Hennig 2007)"
        ),
        n=sequences.n,
        sentence=(
            f"Van de {k} typen {'is' if holds == 1 else 'zijn'} er {holds} stabiel onder "
            "hertrekking van jeugdigen; een type beschrijft trajecten, geen jeugdigen."
        ),
        table=table.assign(medoid=middle["medoid"]),
        estimate=float(table["jaccard"].mean()),
        assumptions=(
            f"{percentage(found.agreeing)} van de volgorden van gelijke afstanden geeft dezelfde "
            "omvang van de typen",
        ),
        cautions=(SELECTED, COSTS, TYPES),
        figure=index_plot(sequences, title="Trajecten, gesorteerd naar type", order=order),
        individual_level=True,
    )


def from_where_to_where(frames: Frames, *, before: int = 12) -> Result:
    """The state `before` months before T0 against that in the month of T0."""
    sequences = trajectories.around_t0(frames, before=before)
    origin, target = sequences.codes[:, 0], sequences.codes[:, -1]
    known = (origin >= 0) & (target >= 0)
    labels = list(sequences.alphabet)
    table = pd.DataFrame(0, index=labels, columns=labels)
    for a, b in zip(origin[known], target[known], strict=True):
        table.iloc[a, b] += 1
    n = int(known.sum())
    stayed = float((origin[known] == target[known]).mean()) if n else float("nan")
    return Result(
        name="overgangen",
        question=f"Waar waren jeugdigen bij de 0-meting, en waar {before} maanden eerder?",
        method="Kruistabel van de status op twee momenten",
        n=n,
        sentence=(
            f"Van {youths(n)} had {percentage(stayed)} op beide momenten dezelfde status."
            if n
            else "Van geen jeugdige is de status op beide momenten bekend."
        ),
        table=table,
        estimate=stayed if n else None,
        cautions=(SELECTED, RECALL),
        figure=transition_flow(
            table,
            _labels(sequences),
            title="Van waar naar waar",
            left=f"{before} maanden eerder",
            right="0-meting",
            n=n,
        )
        if n
        else None,
    )


def _labels(sequences: Sequences) -> Mapping[str, str]:
    return {state: sequences.label(state) for state in sequences.alphabet}
