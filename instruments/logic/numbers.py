"""Arithmetic that comes out the same in Python and in the browser (`logic.js` mirrors it).

Blank (``''``) stands for every result that is no ordinary number: x/0, √−1, overflow.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

Result = str | float | bool
_NUMBER = re.compile(r"^-?(?:\d+(?:\.\d+)?|\.\d+)$", re.ASCII)
_MODES = {"round": ROUND_HALF_UP, "roundup": ROUND_CEILING, "rounddown": ROUND_FLOOR}
MOST_PLACES = 15
# Only these are trimmed: Python and the browser disagree on rarer white-space.
BLANKS = " \t\r\n"


def number(value: Result) -> float | None:
    """The number a value stands for: yes/no as 1/0, text when it is written as a number."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, str):
        held = float(value) if _NUMBER.match(value := value.strip(BLANKS)) else None
        return held if held is not None and math.isfinite(held) else None
    return float(value)


def ordinary(value: float) -> Result:
    """The number, or blank when it is infinite or not a number; −0 becomes 0."""
    return value + 0.0 if math.isfinite(value) else ""


def divided(left: float, right: float) -> Result:
    return "" if right == 0 else ordinary(left / right)


def power(base: float, exponent: float) -> Result:
    """Whole exponents up to 1024 by repeated multiplication, others to 12 significant digits:
    the pow() of two platforms may differ in the last bit."""
    if exponent == int(exponent) and abs(exponent) <= 1024:
        product = 1.0
        for _ in range(int(abs(exponent))):
            product *= base
        return ordinary(product) if exponent >= 0 else divided(1.0, product)
    if base <= 0:
        return ordinary(0.0) if base == 0 and exponent > 0 else ""
    try:
        return ordinary(float(f"{base**exponent:.12g}"))
    except OverflowError:
        return ""


def rounded(value: float, places: float, how: str) -> Result:
    """Rounded on the shortest decimal notation of the number, so 1.005 gives 1.01; halves away
    from zero; ``roundup`` towards +∞, ``rounddown`` towards −∞."""
    if places != int(places) or abs(places) > MOST_PLACES:
        return ""
    decimal = Decimal(repr(value))
    exponent = -int(places)
    if decimal.is_zero() or int(decimal.as_tuple().exponent) >= exponent:
        return ordinary(value)
    scaled = decimal.scaleb(-exponent).to_integral_value(rounding=_MODES[how])
    return ordinary(float(scaled.scaleb(exponent)))


def summed(values: Sequence[float]) -> float:
    """Added from left to right (the order fixes the last bit)."""
    total = 0.0
    for value in values:
        total += value
    return total


def median(values: Sequence[float]) -> float:
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def deviation(values: Sequence[float]) -> Result:
    """Standard deviation of a sample (n − 1); blank for fewer than two values."""
    if len(values) < 2:
        return ""
    mean = summed(values) / len(values)
    squares = summed([(value - mean) * (value - mean) for value in values])
    return ordinary(math.sqrt(squares / (len(values) - 1)) if math.isfinite(squares) else squares)
