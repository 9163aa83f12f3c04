"""Recognises what may be a citizen service number (BSN), so that it never enters the register."""

from __future__ import annotations

import re
from datetime import date

from stdnum.nl import bsn

_NINE_DIGITS = re.compile(
    r"(?<!\d)(?<!\d[.,-])(\d{9}|\d{3}[ .-]\d{3}[ .-]\d{3}|\d{4}[ .-]\d{2}[ .-]\d{3})(?!\d|[,-]\d)"
)


def holds_bsn(value: str | float | date) -> bool:
    """True when a cell holds nine digits that pass the eleven test, alone or inside a text."""
    if isinstance(value, date):
        return False
    if isinstance(value, float) and not value.is_integer():
        return False
    text = f"{value:.0f}" if isinstance(value, float) else str(value)
    return any(bsn.is_valid(found.group()) for found in _NINE_DIGITS.finditer(text))
