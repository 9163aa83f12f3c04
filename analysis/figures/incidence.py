"""The figure of events after T0: cumulative incidence with, below it, who is still followed."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.dutch import listing, percentage, youths
from analysis.figures.style import INK, SOFT, canvas, colours, drawn, percent_axis, spread
from analysis.results import Figure


def cumulative_incidence(
    curves: Mapping[str, pd.DataFrame],
    followed: pd.Series,
    *,
    title: str,
    n: int,
    unit: str = "maanden na de 0-meting",
) -> Figure:
    """Step curves with bands, one per kind of event.

    `curves[label]`: index = time, columns `estimate`, `low`, `high` (shares). `followed`: index =
    time shown on the axis, value = number of youths still followed then (“nog gevolgd”).
    """
    hues = colours(len(curves))
    end = float(followed.index.max())
    with canvas(7.2, 4.4) as (figure, axes):
        finals = []
        for (_, curve), colour in zip(curves.items(), hues, strict=True):
            inside = curve[curve.index <= end]
            x = np.concatenate([[0.0], inside.index.to_numpy(dtype=float), [end]])
            low, mid, high = (
                np.concatenate([[0.0], inside[c].to_numpy(dtype=float), inside[c].iloc[-1:]])
                if len(inside)
                else np.zeros(2)
                for c in ("low", "estimate", "high")
            )
            axes.step(x, mid, where="post", color=colour, linewidth=2)
            axes.fill_between(x, low, high, step="post", color=colour, alpha=0.18, linewidth=0)
            finals.append(float(mid[-1]))
        top = min(1.0, max(0.1, 1.15 * max(float(c["high"].max()) for c in curves.values())))
        places = spread(finals, 0.07 * top, 0.02 * top, 0.98 * top)
        for label, place, colour in zip(curves, places, hues, strict=True):
            axes.text(
                end * 1.015, place, label, color=INK, va="center", fontsize=9,
                bbox={"facecolor": "none", "edgecolor": colour, "boxstyle": "round,pad=0.2"},
            )  # fmt: skip
        axes.set_xlim(0, end)
        axes.set_ylim(0, top)
        ticks = [float(t) for t in followed.index]
        axes.set_xticks(ticks, [f"{t:.0f}" for t in ticks])
        axes.set_ylabel("aandeel met de gebeurtenis")
        axes.set_xlabel(unit)
        percent_axis(axes)
        axes.set_title(title, loc="left", fontsize=11)
        axes.text(
            0, -0.17, "nog gevolgd:", transform=axes.transAxes, color=SOFT, fontsize=8.5, va="top"
        )
        for tick, count in zip(ticks, followed, strict=True):
            axes.annotate(
                str(int(count)), (tick, -0.225), xycoords=axes.get_xaxis_transform(), ha="center",
                va="top", fontsize=8.5, annotation_clip=False,
            )  # fmt: skip
        seen = listing(
            [f"{label} {percentage(v)}" for label, v in zip(curves, finals, strict=True)]
        )
        numbers = pd.concat(
            [curve.assign(gebeurtenis=label) for label, curve in curves.items()]
        ).rename_axis("tijd").reset_index()  # fmt: skip
        return drawn(
            figure,
            name="cumulatieve-incidentie",
            alt=f"{title}. Na {end:.0f} {unit}: {seen}.",
            caption=f"n = {youths(n)} bij de start; band: 95%-interval; andere uitkomsten tellen "
            "als concurrerend.",
            numbers=numbers,
        )
