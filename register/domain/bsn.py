"""Recognises a burgerservicenummer, so that it can be refused in every field (UAVG art. 46).

A match is reported by place only; the number itself is never repeated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from register.domain.errors import Blocker

# Eight figures stand for a number whose leading zero was lost; dots, spaces, dashes may separate.
_PATTERN = re.compile(r"(?<![\d.,])\d(?:[ .-]?\d){7,8}(?![\d]|[.,]\d)")
# Telephone numbers: ten figures with a dash or space after the area code, or +31.
_PHONE = re.compile(
    r"(?<!\d)(?:(?:\+|00)31[ -]?\d{1,3}[ -]?\d{6,8}"
    r"|06[ -]\d{8}|0\d{2}[ -]\d{7}|0\d{3}[ -]\d{6})(?!\d)"
)
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_DATE = re.compile(r"^(\d{2}[ .-]\d{2}[ .-]\d{4}|\d{4}[ .-]\d{2}[ .-]\d{2})$")


def find_bsn(text: str) -> tuple[tuple[int, int], ...]:
    """The places (start, end) of what looks like a BSN: 8 or 9 figures that pass the elfproef.

    About one in eleven other numbers of that length passes as well: a refusal says how to write
    those. Dates and telephone numbers with separators are not taken for one.
    """
    bare = _PHONE.sub(lambda phone: "x" * len(phone.group()), text)
    return tuple(
        match.span()
        for match in _PATTERN.finditer(bare)
        if not _DATE.match(match.group()) and _is_bsn(match.group())
    )


def _is_bsn(text: str) -> bool:
    figures = re.sub(r"\D", "", text).zfill(9)
    weighed = sum(weight * int(figure) for weight, figure in zip(_WEIGHTS, figures, strict=True))
    return figures != "000000000" and weighed % 11 == 0


def bsn_blockers(fields: Mapping[str, str]) -> tuple[Blocker, ...]:
    """One blocker per field (by its label) in which a BSN seems to stand."""
    return tuple(
        Blocker(
            "bsn",
            f"In “{label}” staat een getal dat een BSN kan zijn; dat mag nergens.",
            "Haal het weg. Is het een ander nummer, schrijf er dan een letter of streep tussen.",
        )
        for label, text in fields.items()
        if find_bsn(text)
    )
