"""Figures of states: how they are spread over time, how long they last, how they flow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from analysis.dutch import decimal, listing, percentage, youths
from analysis.figures.style import (
    PALETTE,
    REST,
    RULE,
    SOFT,
    canvas,
    drawn,
    ink_on,
    number_axis,
    percent_axis,
    spread,
)
from analysis.results import Figure

OTHERS = "Overige"


# The same state has the same colour in every figure, as far as seven colours reach.
PREFERRED = {
    "THU": "#0072B2",
    "NET": "#56B4E9",
    "PLG": "#009E73",
    "GZH": "#56B4E9",
    "RES": "#F0E442",
    "BEH": "#E69F00",
    "JZP": "#D55E00",
    "GGZ": "#CC79A7",
    "JJI": "#F0E442",
}


def palette(states: Sequence[str], weight: Mapping[str, float]) -> dict[str, str]:
    """A colour for the seven states with most weight, in the given order; others have none."""
    ranked = sorted(states, key=lambda state: -weight.get(state, 0.0))[: len(PALETTE)]
    hue: dict[str, str] = {}
    for state in ranked:
        wanted = PREFERRED.get(state, "")
        if wanted and wanted not in hue.values():
            hue[state] = wanted
    free = [colour for colour in PALETTE if colour not in hue.values()]
    for state in states:
        if state in ranked and state not in hue:
            hue[state] = free.pop(0)
    return {state: hue[state] for state in states if state in hue}


def state_distribution(
    table: pd.DataFrame,
    labels: Mapping[str, str],
    *,
    title: str,
    period: str = "maand",
    mark: str | None = None,
) -> Figure:
    """Stacked shares per period from `terugkijk.states.state_distribution`, directly labelled.

    Beyond seven states the rarest together are “Overige” in the figure; the numbers keep all.
    `mark` names a period that gets a line (“0” for T0).
    """
    states = [c for c in table.columns if c not in {"n", "entropy"}]
    shares = table[states].fillna(0.0)
    hue = palette(states, {state: float(shares[state].sum()) for state in states})
    parts = [(labels.get(s, s), shares[s].to_numpy(), hue[s]) for s in states if s in hue]
    rest = shares[[s for s in states if s not in hue]].sum(axis=1).to_numpy()
    if rest.any():
        parts.append((OTHERS, rest, REST))
    parts = [part for part in parts if part[1].max(initial=0) > 0]
    with canvas(7.2, 4.2) as (figure, axes):
        x = np.arange(len(table))
        heights = np.array([part[1] for part in parts])
        axes.stackplot(x, heights, colors=[p[2] for p in parts], edgecolor="white", linewidth=0.6)
        _labels(axes, parts, float(x[-1]))
        _period_axis(axes, [str(p) for p in table.index], period, mark)
        axes.set_ylim(0, 1)
        axes.set_ylabel("aandeel van de jeugdigen")
        percent_axis(axes)
        axes.set_title(title, loc="left", fontsize=11)
        last, n = table.index[-1], table["n"]
        top = sorted(states, key=lambda s: -shares[s].iloc[-1])[:3]
        seen = listing([f"{labels.get(s, s)} {percentage(float(shares[s].iloc[-1]))}" for s in top])
        return drawn(
            figure,
            name="statusverdeling",
            alt=f"{title}. Gestapelde aandelen per {period}. In {period} {last}: {seen}.",
            caption=f"n = {_span(n)} jeugdigen met een bekende status per {period}.",
            numbers=table.rename(columns=dict(labels)),
        )


def _span(n: pd.Series) -> str:
    low, high = int(n.min()), int(n.max())
    return str(low) if low == high else f"{low} tot {high}"


def _labels(axes: Axes, parts: list[tuple[str, np.ndarray, str]], end: float) -> None:
    """Names at the right edge; where an area has gone by then, inside it where it is widest."""
    heights = np.array([part[1] for part in parts])
    middles = np.cumsum(heights, axis=0) - heights / 2
    right = [i for i in range(len(parts)) if heights[i, -1] >= 0.02]
    at = [float(middles[i, -1]) for i in right]
    for i, y, place in zip(right, at, spread(at, 0.062, 0.02, 0.98), strict=True):
        axes.annotate(
            parts[i][0],
            xy=(end, y),
            xytext=(1.035, place),
            textcoords=axes.get_yaxis_transform(),
            va="center",
            fontsize=9,
            annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": parts[i][2], "linewidth": 2.0, "shrinkB": 0},
        )
    for i in sorted(set(range(len(parts))) - set(right)):
        x = int(heights[i].argmax())
        if heights[i, x] >= 0.05:
            side = "left" if x < 0.15 * end else "right" if x > 0.85 * end else "center"
            axes.text(
                x + (0.01 * end if side == "left" else 0), middles[i, x], parts[i][0],
                ha=side, va="center", fontsize=8, color=ink_on(parts[i][2]),
            )  # fmt: skip


def _period_axis(axes: Axes, names: list[str], period: str, mark: str | None) -> None:
    step = max(1, -(-len(names) // 9))
    zero = names.index(mark) if mark in names else 0
    ticks = [i for i in range(len(names)) if (i - zero) % step == 0]
    axes.set_xticks(ticks, [names[i] for i in ticks])
    axes.set_xlim(0, max(len(names) - 1, 1))
    axes.set_xlabel(period)
    if mark in names and 0 < zero < len(names) - 1:
        axes.axvline(zero, color="black", linewidth=1, linestyle=(0, (4, 3)))


def time_per_state(
    table: pd.DataFrame, labels: Mapping[str, str], *, title: str, n: int, unit: str = "maanden"
) -> Figure:
    """Bars of `terugkijk.states.mean_time` with 95 % intervals, longest on top, values written."""
    shown = table[table["mean"] > 0].sort_values("mean", kind="stable")
    with canvas(7.0, 1.2 + 0.38 * max(len(shown), 2)) as (figure, axes):
        y = np.arange(len(shown))
        half = 1.96 * shown["se"].to_numpy()
        mean = shown["mean"].to_numpy()
        axes.barh(y, mean, color=PALETTE[0], height=0.62)
        axes.errorbar(
            mean,
            y,
            xerr=[np.minimum(half, mean), half],
            fmt="none",
            ecolor="black",
            elinewidth=1.2,
            capsize=3,
        )
        for place, value, reach in zip(y, mean, mean + half, strict=True):
            axes.annotate(
                decimal(value, 1), (reach, place), xytext=(6, 0), textcoords="offset points",
                va="center", fontsize=9,
            )  # fmt: skip
        axes.set_yticks(y, [labels.get(str(s), str(s)) for s in shown.index])
        axes.tick_params(axis="y", length=0, labelcolor="black")
        axes.set_xlim(0, float((mean + half).max(initial=1)) * 1.12)
        number_axis(axes.xaxis)
        axes.set_xlabel(f"gemiddeld aantal {unit} per jeugdige (met 95%-interval)")
        axes.set_title(title, loc="left", fontsize=11)
        longest = [
            f"{labels.get(str(s), str(s))} {decimal(float(m), 1)} {unit}"
            for s, m in shown["mean"].iloc[::-1].head(3).items()
        ]
        return drawn(
            figure,
            name="tijd-per-status",
            alt=f"{title}. Langst: {listing(longest)}.",
            caption=f"n = {youths(n)}; streepje: 95%-interval van het gemiddelde.",
            numbers=table.rename(index=dict(labels)),
        )


def transition_flow(
    counts: pd.DataFrame,
    labels: Mapping[str, str],
    *,
    title: str,
    left: str,
    right: str,
    n: int,
) -> Figure:
    """Ribbons from the state on the left moment to that on the right; width is weight of youths.

    `counts`: rows = state before, columns = state after (for instance a cross table).
    """
    states = [s for s in counts.index if counts.loc[s].sum() + counts[s].sum() > 0]
    matrix = counts.loc[states, states].to_numpy(dtype=float)
    total = matrix.sum()
    if not total > 0:
        raise ValueError("Er zijn geen overgangen om te tonen")
    weight = dict(zip(states, matrix.sum(axis=0) + matrix.sum(axis=1), strict=True))
    hue = palette(states, weight)
    gap = 0.03
    with canvas(7.0, 4.6) as (figure, axes):
        lefts = _stack(matrix.sum(axis=1) / total, gap)
        rights = _stack(matrix.sum(axis=0) / total, gap)
        _ribbons(axes, matrix / total, lefts, rights, [hue.get(s, REST) for s in states])
        for x, stack, side in ((0.0, lefts, "right"), (1.0, rights, "left")):
            _column(axes, x, stack, states, hue, labels, side)
        axes.set_xlim(-0.45, 1.45)
        axes.set_ylim(-gap, 1 + gap * len(states))
        above = 1.04 + gap * len(states)
        axes.text(0, above, left, ha="center", color=SOFT)
        axes.text(1, above, right, ha="center", color=SOFT)
        axes.set_axis_off()
        figure.suptitle(title, x=0.01, ha="left", fontsize=11)
        stayed = float(np.trace(matrix) / total)
        return drawn(
            figure,
            name="overgangen",
            alt=f"{title}. {percentage(stayed)} heeft op beide momenten dezelfde status.",
            caption=f"n = {youths(n)} met een bekende status op beide momenten.",
            numbers=counts.rename(index=dict(labels), columns=dict(labels)),
        )


def _stack(shares: np.ndarray, gap: float) -> list[tuple[float, float]]:
    """(bottom, height) of every box, the first state on top."""
    bottom, boxes = 0.0, []
    for share in shares[::-1]:
        boxes.append((bottom, float(share)))
        bottom += float(share) + (gap if share > 0 else 0.0)
    return boxes[::-1]


def _column(
    axes: Axes,
    x: float,
    stack: list[tuple[float, float]],
    states: Sequence[str],
    hue: Mapping[str, str],
    labels: Mapping[str, str],
    side: str,
) -> None:
    shown = [i for i, box in enumerate(stack) if box[1] > 0]
    middles = [stack[i][0] + stack[i][1] / 2 for i in shown]
    for i, place in zip(shown, spread(middles, 0.055, 0.0, 1.0 + 0.03 * len(states)), strict=True):
        (bottom, height), colour = stack[i], hue.get(states[i], REST)
        axes.bar(x, height, 0.08, bottom=bottom, color=colour)
        if height > 0.05:
            axes.text(
                x, bottom + height / 2, percentage(height), ha="center", va="center",
                fontsize=7, color=ink_on(colour),
            )  # fmt: skip
        offset = -0.06 if side == "right" else 0.06
        axes.text(
            x + offset, place, labels.get(states[i], states[i]), ha=side, va="center", fontsize=9
        )


def _ribbons(
    axes: Axes,
    flow: np.ndarray,
    lefts: list[tuple[float, float]],
    rights: list[tuple[float, float]],
    hues: list[str],
) -> None:
    used_left = [box[0] + box[1] for box in lefts]
    used_right = [box[0] + box[1] for box in rights]
    for i, j in np.argwhere(flow > 0):
        size = float(flow[i, j])
        a, b = used_left[i], used_right[j]
        used_left[i], used_right[j] = a - size, b - size
        top = [(0.04, a), (0.5, a), (0.5, b), (0.96, b)]
        low = [(0.96, b - size), (0.5, b - size), (0.5, a - size), (0.04, a - size)]
        codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3]
        axes.add_patch(
            PathPatch(Path([*top, *low], codes), facecolor=hues[i], alpha=0.55, edgecolor=RULE)
        )
