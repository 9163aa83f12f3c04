"""Days and times in expressions, counted without time zones (`logic.js` mirrors it)."""

from __future__ import annotations

import re
from datetime import date

_MOMENT = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?~?$", re.ASCII)
_PART = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d])", re.ASCII)
TIME = re.compile(r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$", re.ASCII)
DAY = 86_400
# REDCap's lengths: a year is 365.2425 days and a month 30.44 days (REDCAP §3.5).
LENGTHS = {"y": 365.2425 * DAY, "M": 30.44 * DAY, "d": 86_400.0, "h": 3600.0, "m": 60.0, "s": 1.0}


def seconds(text: str) -> int | None:
    """Seconds since year 1 of a day or a moment known in full, else None."""
    found = _MOMENT.match(text)
    if found is None:
        return None
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    hour, minute, second = (int(part or 0) for part in found.groups()[3:])
    if hour > 23 or minute > 59 or second > 59:
        return None
    return day.toordinal() * DAY + hour * 3600 + minute * 60 + second


def part(text: str, which: int) -> int | None:
    """Year (1), month (2) or day (3) of a date, as far as it is known."""
    found = _PART.match(text)
    return int(found[which]) if found and found[which] else None
