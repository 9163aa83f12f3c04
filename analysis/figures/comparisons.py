"""Figures that compare: forest, funnel, pairs of codes, course over waves."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from analysis.dutch import decimal, listing, percentage, youths
from analysis.figures.style import (
    INK,
    PALETTE,
    RULE,
    SOFT,
    canvas,
    drawn,
    number_axis,
    percent_axis,
    spread,
)
from analysis.results import Figure


def forest(
    table: pd.DataFrame, *, title: str, axis: str, n: int, none: float = 0.0, digits: int = 2
) -> Figure:
    """Estimates with intervals under each other: index = label, `estimate`, `low`, `high`.

    `none` is the value of no difference (0, or 1 for ratios); the order is the given one.
    """
    shown = table.iloc[::-1]
    with canvas(7.2, 1.3 + 0.4 * max(len(shown), 2)) as (figure, axes):
        y = np.arange(len(shown))
        middle = shown["estimate"].to_numpy(dtype=float)
        low, high = (shown[c].to_numpy(dtype=float) for c in ("low", "high"))
        axes.axvline(none, color=SOFT, linewidth=1, linestyle=(0, (4, 3)))
        axes.hlines(y, low, high, color=PALETTE[0], linewidth=2)
        axes.plot(middle, y, "s", color=PALETTE[0], markersize=6)
        for place, (m, a, b) in enumerate(zip(middle, low, high, strict=True)):
            text = f"{decimal(m, digits)} ({decimal(a, digits)} tot {decimal(b, digits)})"
            axes.text(
                1.02, place, text, transform=axes.get_yaxis_transform(), va="center", fontsize=9
            )
        axes.set_yticks(y, [str(label) for label in shown.index])
        axes.set_ylim(-0.6, len(shown) - 0.4)
        axes.tick_params(axis="y", length=0, labelcolor="black")
        number_axis(axes.xaxis)
        axes.set_xlabel(axis)
        axes.set_title(title, loc="left", fontsize=11)
        apart = [
            str(label)
            for label, a, b in zip(table.index, table["low"], table["high"], strict=True)
            if a > none or b < none
        ]
        seen = (
            f"Buiten “geen verschil”: {listing(apart)}." if apart else "Alles omvat geen verschil."
        )
        return drawn(
            figure,
            name="bosdiagram",
            alt=f"{title}. {len(table)} schattingen met 95%-interval. {seen}",
            caption=f"n = {youths(n)}; lijn: 95%-interval; stippellijn: geen verschil.",
            numbers=table,
        )


def funnel(table: pd.DataFrame, limits: pd.DataFrame, *, title: str, overall: float) -> Figure:
    """Shares of units against their size, with limits of chance; units are named, not ranked.

    `table`: index = unit, `n`, `share`; `limits`: index = n, `low_95`, `high_95`, `low_99_8`,
    `high_99_8` (see `casusoverstijgend.regions`).
    """
    with canvas(7.2, 4.4) as (figure, axes):
        x = limits.index.to_numpy(dtype=float)
        for level, dash, name in (("95", (0, (4, 2)), "95%"), ("99_8", "-", "99,8%")):
            for side in ("low", "high"):
                axes.plot(x, limits[f"{side}_{level}"], color=SOFT, linestyle=dash, linewidth=1.1)
            top = float(limits[f"high_{level}"].iloc[-1])
            axes.annotate(
                name, (x[-1], top), xytext=(5, 0), textcoords="offset points", va="center",
                fontsize=8, color=SOFT,
            )  # fmt: skip
        axes.axhline(overall, color=INK, linewidth=1)
        sizes, shares = table["n"].to_numpy(dtype=float), table["share"].to_numpy(dtype=float)
        reach = 1.05 * max(float(limits["high_99_8"].max()), float(shares.max()))
        axes.plot(sizes, shares, "o", color=PALETTE[0], markersize=7)
        for unit, size, share, place in zip(
            table.index,
            sizes,
            shares,
            spread(shares.tolist(), 0.045 * reach, 0.0, reach),
            strict=True,
        ):
            axes.annotate(
                str(unit), (size, share), xytext=(size, place), textcoords="data",
                fontsize=9, ha="left", va="center",
            ).set_x(size + 0.012 * (x[-1] - x[0]))  # fmt: skip
        axes.set_xlim(x[0], x[-1])
        axes.set_ylim(0, reach)
        axes.set_xlabel("aantal jeugdigen")
        axes.set_ylabel("aandeel")
        percent_axis(axes)
        number_axis(axes.xaxis)
        axes.set_title(title, loc="left", fontsize=11)
        out = [str(u) for u in table.index[table["outside"]]] if "outside" in table else []
        seen = f"Buiten de 99,8%-grens: {listing(out)}." if out else "Geen buiten de 99,8%-grens."
        return drawn(
            figure,
            name="trechter",
            alt=f"{title}. {len(table)} eenheden rond {percentage(overall)}. {seen}",
            caption=f"n = {youths(int(sizes.sum()))}; lijnen: grenzen van toeval (95% en 99,8%). "
            "Geen rangorde: kleine eenheden schommelen vanzelf.",
            numbers=table,
        )


def pairs(table: pd.DataFrame, *, title: str, n: int) -> Figure:
    """φ of every two codes as a lower triangle with the number written in each cell.

    `table`: `one`, `other`, `phi`, `q` (see `casusoverstijgend.cooccurrence.together`); a pair with
    q ≤ 0,05 is written bold.
    """
    codes = list(dict.fromkeys([*table["one"], *table["other"]]))
    if len(codes) < 2:
        raise ValueError("Er zijn geen paren om te tonen")
    colour = LinearSegmentedColormap.from_list("phi", [PALETTE[5], "#FFFFFF", PALETTE[0]])
    place = {code: i for i, code in enumerate(codes)}
    side = len(codes)
    with canvas(1.8 + 0.75 * side, 1.2 + 0.5 * side) as (figure, axes):
        for one, other, phi, q in zip(
            table["one"], table["other"], table["phi"], table["q"], strict=True
        ):
            row, column = max(place[one], place[other]), min(place[one], place[other])
            axes.add_patch(_square(column, row, colour((float(phi) + 1) / 2)))
            axes.text(
                column, row, decimal(float(phi)), ha="center", va="center", fontsize=9,
                fontweight="bold" if q <= 0.05 else "normal",
                color="white" if phi > 0.75 else "black",
            )  # fmt: skip
        axes.set_xlim(-0.5, side - 1.5)
        axes.set_ylim(side - 0.5, 0.5)
        axes.set_xticks(range(side - 1), codes[:-1], rotation=30, ha="right")
        axes.set_yticks(range(1, side), codes[1:])
        axes.tick_params(length=0, labelcolor="black")
        for edge in axes.spines.values():
            edge.set_visible(False)
        figure.suptitle(title, x=0.01, ha="left", fontsize=11)
        top = table.iloc[table["phi"].abs().to_numpy().argmax()]
        return drawn(
            figure,
            name="samen-voorkomen",
            alt=f"{title}. Sterkst: {top['one']} en {top['other']} "
            f"(φ {decimal(float(top['phi']))}).",
            caption=f"n = {youths(n)}; getal: φ; vet: blijft staan na correctie voor vele toetsen.",
            numbers=table,
        )


def _square(column: int, row: int, colour: tuple[float, float, float, float]) -> Rectangle:

    return Rectangle((column - 0.5, row - 0.5), 1, 1, facecolor=colour, edgecolor=RULE)


def course(
    means: pd.DataFrame, *, title: str, axis: str, labels: Mapping[str, str], n: int
) -> Figure:
    """Mean per wave with interval, one line per group or informant, named at its end.

    `means`: columns `group`, `wave`, `mean`, `low`, `high` in wave order. No single youths.
    """
    groups = list(dict.fromkeys(means["group"]))
    waves = list(dict.fromkeys(means["wave"]))
    with canvas(7.0, 4.0) as (figure, axes):
        ends: list[float] = []
        for k, group in enumerate(groups):
            own = means[means["group"] == group].set_index("wave").reindex(waves)
            x = np.arange(len(waves)) + 0.04 * (k - (len(groups) - 1) / 2)
            axes.vlines(x, own["low"], own["high"], color=PALETTE[k], linewidth=1.4)
            axes.plot(x, own["mean"], "o-", color=PALETTE[k], linewidth=2)
            ends.append(float(own["mean"].dropna().iloc[-1]))
        low, high = axes.get_ylim()
        places = spread(ends, 0.065 * (high - low), low, high)
        for k, (group, place) in enumerate(zip(groups, places, strict=True)):
            axes.text(
                1.02, place, labels.get(str(group), str(group)), va="center", fontsize=9,
                transform=axes.get_yaxis_transform(),
                bbox={"facecolor": "none", "edgecolor": PALETTE[k], "boxstyle": "round,pad=0.2"},
            )  # fmt: skip
        axes.set_xticks(range(len(waves)), [str(wave) for wave in waves])
        axes.set_xlabel("meting")
        axes.set_ylabel(axis)
        number_axis(axes.yaxis)
        axes.set_title(title, loc="left", fontsize=11)
        seen = listing(
            [
                f"{labels.get(str(g), str(g))} {decimal(e, 1)}"
                for g, e in zip(groups, ends, strict=True)
            ]
        )
        return drawn(
            figure,
            name="verloop",
            alt=f"{title}. Gemiddelde op de laatste meting: {seen}.",
            caption=f"n = {youths(n)}; streepje: 95%-interval van het gemiddelde.",
            numbers=means,
        )
