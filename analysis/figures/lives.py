"""Figures that show single youths: for analysts only, never in a report (`individual_level`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from numpy.typing import NDArray

from analysis.dutch import listing, youths
from analysis.figures.states import palette
from analysis.figures.style import PALETTE, REST, SOFT, canvas, drawn, ink_on
from analysis.results import Figure
from analysis.terugkijk.sequences import Sequences
from analysis.terugkijk.states import time_per_youth


def index_plot(
    sequences: Sequences,
    *,
    title: str,
    order: NDArray[np.intp] | None = None,
    period: str = "maand",
) -> Figure:
    """One line per youth, one cell per period; sorted from the end unless `order` is given."""
    rows = order if order is not None else np.lexsort((*sequences.codes.T,))
    weight = time_per_youth(sequences).sum().to_dict()
    hue = palette(sequences.alphabet, {str(k): float(v) for k, v in weight.items()})
    shades = np.array(
        [_rgb(hue.get(s, REST)) for s in sequences.alphabet] + [(1.0, 1.0, 1.0)], dtype=float
    )
    with canvas(7.2, min(1.8 + 0.03 * sequences.n, 7.0)) as (figure, axes):
        image = shades[sequences.codes[rows]]
        axes.imshow(image, aspect="auto", interpolation="nearest")
        step = max(1, -(-len(sequences.periods) // 9))
        ticks = list(range(0, len(sequences.periods), step))
        axes.set_xticks(ticks, [sequences.periods[i] for i in ticks])
        axes.set_xlabel(period)
        axes.set_yticks([])
        axes.set_ylabel(f"{sequences.n} jeugdigen, elk één lijn")
        axes.set_title(title, loc="left", fontsize=11)
        seen = [s for s in sequences.alphabet if weight[s] > 0]
        for i, state in enumerate(seen):
            place = 0.98 - 0.075 * i
            axes.text(
                1.03, place, "■", color=hue.get(state, REST), transform=axes.transAxes, va="center"
            )
            axes.text(
                1.07, place, sequences.label(state), transform=axes.transAxes, va="center",
                fontsize=9,
            )  # fmt: skip
        return drawn(
            figure,
            name="indexplot",
            alt=f"{title}. Elke lijn is het traject van één jeugdige; wit is niet bekend.",
            caption=f"n = {youths(sequences.n)}. Alleen voor analisten: toont losse jeugdigen.",
            numbers=pd.DataFrame(sequences.codes[rows], columns=list(sequences.periods)).replace(
                dict(enumerate(sequences.alphabet)) | {-1: ""}
            ),
            individual_level=True,
        )


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def day_number(day: date) -> float:
    """Days as a number, for the axis."""
    return float(day.toordinal())


def _year_ticks(axes: Axes, begin: float, until: float) -> None:
    """A tick at each 1 January, each quarter where the line is shorter than two years."""
    months = (1, 4, 7, 10) if until - begin < 2 * 366 else (1,)
    years = range(date.fromordinal(int(begin)).year, date.fromordinal(int(until)).year + 2)
    days = [date(year, month, 1) for year in years for month in months]
    shown = [day for day in days if begin <= day.toordinal() <= until]
    axes.set_xticks([day_number(day) for day in shown], [f"{day:%m-%Y}" for day in shown])


def life_line(
    stays: Sequence[tuple[str, date, date]],
    moments: Sequence[tuple[str, date]],
    labels: Mapping[str, str],
    *,
    title: str,
) -> Figure:
    """The stays (state, first day, first day after) of one youth with events above them."""
    if not stays:
        raise ValueError("Een levenslijn heeft ten minste één verblijf nodig")
    states = list(dict.fromkeys(state for state, _, _ in stays))
    total = {s: float(sum((b - a).days for x, a, b in stays if x == s)) for s in states}
    hue = palette(states, total)
    begin, until = day_number(stays[0][1]), day_number(max(stay[2] for stay in stays))
    with canvas(7.4, 2.6 + 0.22 * len(moments)) as (figure, axes):
        for state, start, end in stays:
            low, width = day_number(start), day_number(end) - day_number(start)
            colour = hue.get(state, REST)
            axes.barh(0, width, left=low, height=0.5, color=colour, edgecolor="white")
            if width > 0.0105 * len(labels.get(state, state)) * (until - begin):
                axes.text(
                    low + width / 2, 0, labels.get(state, state), ha="center", va="center",
                    fontsize=8, color=ink_on(colour),
                )  # fmt: skip
            else:
                axes.text(
                    low + width / 2, -0.32, labels.get(state, state), ha="right", va="top",
                    fontsize=8, rotation=30,
                )  # fmt: skip
        for i, (text, on) in enumerate(sorted(moments, key=lambda moment: moment[1])):
            height = 0.5 + 0.28 * (len(moments) - i)
            axes.vlines(day_number(on), 0.25, height, color=SOFT, linewidth=0.9)
            axes.plot([day_number(on)], [height], "o", color=PALETTE[5], markersize=5)
            late = day_number(on) > begin + 0.6 * (until - begin)
            axes.annotate(
                f"{text} ({on:%d-%m-%Y})", (float(day_number(on)), height),
                xytext=(-7 if late else 7, 0), textcoords="offset points",
                ha="right" if late else "left", va="center", fontsize=8,
            )  # fmt: skip
        axes.set_ylim(-1.5, 0.75 + 0.28 * len(moments))
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        _year_ticks(axes, begin, until)
        axes.set_title(title, loc="left", fontsize=11)
        numbers = pd.DataFrame(
            [(labels.get(s, s), a, b) for s, a, b in stays]
            + [(text, on, on) for text, on in moments],
            columns=["wat", "van", "tot"],
        )
        path = listing([labels.get(state, state) for state in states])
        return drawn(
            figure,
            name="levenslijn",
            alt=f"{title}. {len(stays)} verblijven: {path}; {len(moments)} gebeurtenissen.",
            caption="Eén jeugdige. Alleen voor analisten en de eigen casusbespreking.",
            numbers=numbers,
            individual_level=True,
        )
