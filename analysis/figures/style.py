"""One look for all figures: Okabe–Ito, decimal comma, same bytes for the same numbers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Canvas
from matplotlib.ticker import FuncFormatter

from analysis.dutch import MINUS
from analysis.results import Figure

# Okabe & Ito (2008), in the order in which neighbours differ most; black is kept for text.
PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442")
REST = "#BBBBBB"
INK, SOFT, RULE = "#222222", "#595959", "#D0D0D0"
DARK_FILLS = {"#0072B2"}

RC: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "svg.fonttype": "none",
    "svg.hashsalt": "casusregister",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "hatch.linewidth": 0.6,
    "path.simplify": False,
}


@contextmanager
def canvas(width: float = 7.0, height: float = 4.0) -> Iterator[tuple[Canvas, Axes]]:
    """A canvas of width × height inches with one set of axes, outside any global state."""
    with mpl.rc_context(RC):
        figure = Canvas(figsize=(width, height), layout="constrained")
        FigureCanvasAgg(figure)
        yield figure, figure.add_subplot()


def drawn(
    figure: Canvas,
    *,
    name: str,
    alt: str,
    caption: str,
    numbers: pd.DataFrame,
    individual_level: bool = False,
) -> Figure:
    """The canvas as SVG and PNG without date, tool or random ids; must run inside `canvas`."""
    vector, pixels = io.StringIO(), io.BytesIO()
    figure.savefig(vector, format="svg", metadata={"Date": None, "Creator": None})
    figure.savefig(pixels, format="png", dpi=144, metadata={"Software": None})
    return Figure(
        name=name,
        svg=_accessible(vector.getvalue(), alt, name),
        png=pixels.getvalue(),
        alt=alt,
        caption=caption,
        numbers=numbers,
        individual_level=individual_level,
    )


def _accessible(svg: str, alt: str, name: str) -> str:
    """Only the `<svg>` element, with a role and the alt text, fit to stand in a page.

    Ids begin with the figure's name, so that two figures in one page do not share any.
    """
    body = svg[svg.index("<svg") :]
    body = re.sub(r"\s*<metadata>.*?</metadata>", "", body, count=1, flags=re.DOTALL)
    body = re.sub(r'(\bid="|url\(#|href="#)(matplotlib\.)?', rf"\1{name}-", body)
    opened = body.index(">")
    return f'{body[:opened]} role="img"><title>{escape(alt)}</title>{body[opened + 1 :]}'


def colours(n: int) -> list[str]:
    """n colours; more than the palette holds is refused, because nobody tells them apart."""
    if n > len(PALETTE):
        raise ValueError(f"Een figuur toont ten hoogste {len(PALETTE)} kleuren; voeg samen")
    return list(PALETTE[:n])


def ink_on(colour: str) -> str:
    """Text colour that keeps a contrast of 4.5:1 on a fill."""
    return "#FFFFFF" if colour in DARK_FILLS else "#000000"


def percent_axis(axes: Axes) -> None:
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:.0f}%"))


def _tick(value: float, _: object) -> str:
    return f"{value:.4g}".replace(".", ",").replace("-", MINUS)


def number_axis(axis: Axis) -> None:
    """Ticks with a decimal comma, and only as many digits as they need."""
    axis.set_major_formatter(FuncFormatter(_tick))


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places of labels moved apart to at least `gap`, in their order, kept between low and high."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    moved = list(places)
    reached = low - gap
    for i in order:
        reached = moved[i] = max(moved[i], reached + gap)
    ceiling = high + gap
    for i in reversed(order):
        ceiling = moved[i] = min(moved[i], ceiling - gap)
    return moved
