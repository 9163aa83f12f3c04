"""Numbers and words as a Dutch reader expects them: decimal comma, a true minus sign."""

from __future__ import annotations

import math
from collections.abc import Sequence

MINUS = "−"


def decimal(value: float, digits: int = 2) -> str:
    """`decimal(-0.145)` is “−0,15”; a missing number reads “–”."""
    if math.isnan(value):
        return "–"
    text = f"{abs(value):.{digits}f}"
    sign = MINUS if value < 0 and float(text) != 0 else ""
    return sign + text.replace(".", ",")


def percentage(share: float, digits: int = 0) -> str:
    """A share between 0 and 1 as “47%”."""
    return f"{decimal(100 * share, digits)}%"


def interval(low: float, high: float, digits: int = 2) -> str:
    return f"{decimal(low, digits)} tot {decimal(high, digits)}"


def listing(words: Sequence[str]) -> str:
    """“a, b en c”."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} en {words[-1]}"


def alternatives(words: Sequence[str]) -> str:
    """“A, b of c”: what a class holds."""
    low = [*words[:1], *(w.lower() if w[1:].islower() else w for w in words[1:])]
    return " of ".join([", ".join(low[:-1]), low[-1]]) if len(low) > 1 else "".join(low)


def youths(n: int) -> str:
    return f"{n} jeugdige" if n == 1 else f"{n} jeugdigen"
