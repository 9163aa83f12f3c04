"""Figures drawn as SVG text from protected tables only.

Colours: Okabe–Ito, told apart by labels too. What is withheld is one hatched piece; its size is
what everybody can compute anyway (total minus what is shown).
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from textwrap import wrap

from analysis.disclosure import WITHHELD, Protected

COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#999999")
LIGHT = frozenset({"#E69F00", "#56B4E9", "#F0E442", "#CC79A7", "#999999"})
WIDTH, LEFT, BAR, GAP, TEXT = 360, 8, 26, 40, 12
LINE, LEADING = 50, 16
"""Characters per line of the legend, and its line height."""


def stacked_bars(tables: Sequence[tuple[str, Protected]], alt: str) -> str:
    """One bar per (label, one-way table with the same classes), each as long as its total.

    The legend lists only classes that are drawn.
    """
    classes = tables[0][1].rows.categories
    seen = [name for name in classes if any(_count(table, name) for _, table in tables)]
    colour = {label: COLOURS[at % len(COLOURS)] for at, label in enumerate(seen)}
    hidden = any(row[0] is None for _, table in tables for row in table.cells)
    parts: list[str] = []
    top = 4
    for name, table in tables:
        parts.append(_text(LEFT, top + TEXT, name, bold=True))
        parts += _bar(table, colour, top + TEXT + 6)
        top += BAR + GAP
    entries = {**colour, WITHHELD: "url(#arcering)"} if hidden else colour
    legend, height = _legend(entries, top + 4)
    return _svg(parts + legend, height, alt)


def _count(table: Protected, label: str) -> int | None:
    """The shown number of a class, or None."""
    counts = dict(zip(table.rows.categories, table.cells, strict=True))
    return counts[label][0] if label in counts else None


def _bar(table: Protected, colour: dict[str, str], top: int) -> list[str]:
    total = table.total or 1
    left, parts = float(LEFT), []
    span = WIDTH - 2 * LEFT
    pieces: list[tuple[str, int, str]] = [
        (label, row[0], colour[label])
        for label, row in zip(table.rows.categories, table.cells, strict=True)
        if row[0]
    ]
    rest = total - sum(count for _, count, _ in pieces)
    for label, count, fill in pieces:
        width = span * count / total
        parts.append(_piece(left, top, width, fill, f"{label}: {count}"))
        if width >= 24:
            ink = "#111" if fill in LIGHT else "#fff"
            parts.append(_text(left + width / 2, top + BAR - 8, str(count), ink=ink, middle=True))
        left += width
    if rest > 0 and any(row[0] is None for row in table.cells):
        parts.append(_piece(left, top, span * rest / total, "url(#arcering)", WITHHELD))
    return parts


def _piece(left: float, top: int, width: float, fill: str, title: str) -> str:
    return (
        f'<rect x="{left:.1f}" y="{top}" width="{width:.1f}" height="{BAR}" fill="{fill}" '
        f'stroke="#fff" stroke-width="1"><title>{escape(title)}</title></rect>'
    )


def _text(
    left: float, top: float, text: str, *, ink: str = "currentColor", bold: bool = False,
    middle: bool = False,
) -> str:  # fmt: skip
    anchor = ' text-anchor="middle"' if middle else ""
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{left:.1f}" y="{top:.1f}" fill="{ink}"{anchor}{weight}>{escape(text)}</text>'


def _legend(colour: dict[str, str], top: int) -> tuple[list[str], int]:
    parts: list[str] = []
    y = top
    for label, fill in colour.items():
        parts.append(
            f'<rect x="{LEFT}" y="{y}" width="14" height="14" fill="{fill}" stroke="#888" '
            'stroke-width="0.5"/>'
        )
        for line in wrap(label, LINE):
            parts.append(_text(LEFT + 22, y + 12, line))
            y += LEADING
        y += 20 - LEADING
    return parts, y + 4


def _svg(parts: Sequence[str], height: float, alt: str) -> str:
    pattern = (
        '<defs><pattern id="arcering" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="6" height="6" fill="#eee"/>'
        '<rect width="2" height="6" fill="#777"/></pattern></defs>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" role="img" '
        f'aria-label="{escape(alt)}" font-size="{TEXT}" font-family="system-ui, sans-serif">'
        f"{pattern}{''.join(parts)}</svg>"
    )
