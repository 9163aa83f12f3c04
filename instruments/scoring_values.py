"""What an answer counts for in a scale: its number, its bounds, its reversal, exact rounding."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from instruments.answers import Answer
from instruments.item import Item
from instruments.scale import Scale

Bounds = tuple[Fraction | None, Fraction | None]


def fraction(text: str | int | float) -> Fraction | None:
    """The exact number a text or number stands for ("0.1" is one tenth), or None."""
    try:
        return Fraction(str(text).strip())
    except (ValueError, ZeroDivisionError):
        return None


def bounds(scale: Scale, item: Item) -> Bounds:
    """Lowest and highest number of an item: of the scale, else its codes, else its limits."""
    codes = [number for number in map(fraction, item.codes) if number is not None]
    lowest = fraction(scale.item_min or item.min)
    highest = fraction(scale.item_max or item.max)
    if codes:
        lowest = min(codes) if lowest is None else lowest
        highest = max(codes) if highest is None else highest
    return lowest, highest


def counted(scale: Scale, item: Item, answer: Answer | None) -> Fraction | None:
    """The number with which an answer counts, reversed where the scale says so.

    None for a gap, no answer, several codes, a text, or a number outside the bounds.
    """
    if answer is None or answer.value is None or isinstance(answer.value, tuple):
        return None
    number = fraction(answer.value)
    lowest, highest = bounds(scale, item)
    if number is None or (lowest is not None and number < lowest):
        return None
    if highest is not None and number > highest:
        return None
    if item.id not in scale.reversed:
        return number
    if lowest is None or highest is None:
        raise ValueError(
            f"Schaal {scale.id}: om {item.id} om te keren zijn item_min en item_max nodig."
        )
    return lowest + highest - number


def half_up(number: Fraction, decimals: int = 0) -> Fraction:
    """Rounded to ``decimals`` digits, halves upwards (2.5 → 3, not Python's 2)."""
    shift = 10**decimals
    return Fraction(floor(number * shift + Fraction(1, 2)), shift)
