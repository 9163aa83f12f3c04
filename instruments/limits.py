"""Hard and soft limits of an item, read by its type."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from instruments.dates import PartialDate
from instruments.item import Item

_NUMBER = re.compile(r"^-?[0-9]+(\.[0-9]+)?$")
_TIME = re.compile(r"^([01][0-9]|2[0-3]):[0-5][0-9]$")
TODAY = "today"
LIMITED = frozenset({"integer", "number", "slider", "date", "time", "calculated"})
SLIDER = (0, 100)


@dataclass(frozen=True)
class Limits:
    """Bounds as numbers, minutes of the day or day ordinals; None where there is none."""

    low: float | None = None
    high: float | None = None
    soft_low: float | None = None
    soft_high: float | None = None


def point(
    item_type: str, text: str, *, today: date | None = None, last: bool = False
) -> float | None:
    """A limit as a number, or None when the text is no limit for this type.

    Dates count as the ordinal of their first day (``last``: their last); a limit ``today`` needs
    the date in ``today`` and without it counts as no limit (NaN is never returned).
    """
    if item_type == "date":
        if text == TODAY:
            return float(today.toordinal()) if today else None
        try:
            found = PartialDate.parse(text)
        except ValueError:
            return None
        return float((found.latest if last else found.earliest).toordinal())
    if item_type == "time":
        return float(int(text[:2]) * 60 + int(text[3:])) if _TIME.match(text) else None
    return float(text) if _NUMBER.match(text) else None


def valid(item_type: str, text: str) -> bool:
    """Whether a text can be a limit of this type."""
    if item_type == "integer" or item_type == "slider":
        return bool(_NUMBER.match(text)) and float(text) == int(float(text))
    return (item_type == "date" and text == TODAY) or point(item_type, text) is not None


def limits(item: Item, today: date | None = None) -> Limits:
    """The limits of an item; a slider without any runs from 0 to 100."""

    def read(text: str, last: bool) -> float | None:
        return point(item.type, text, today=today, last=last) if text else None

    low, high = read(item.min, False), read(item.max, True)
    if item.type == "slider":
        low = SLIDER[0] if low is None else low
        high = SLIDER[1] if high is None else high
    return Limits(low, high, read(item.soft_min, False), read(item.soft_max, True))
