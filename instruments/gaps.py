"""Why an answer is not there: a value beside the answer, never a magic number in it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Gap(StrEnum):
    """The reason for a gap; `label` is the Dutch word on screens."""

    NIET_GEVRAAGD = "niet_gevraagd"
    ONBEKEND = "onbekend"
    WEIGERING = "weigering"
    NVT = "nvt"
    VERLOREN = "verloren"
    VERZET = "verzet"

    @property
    def label(self) -> str:
        return GAP_LABELS[self]


GAP_LABELS: Final[Mapping[Gap, str]] = {
    Gap.NIET_GEVRAAGD: "niet gevraagd",
    Gap.ONBEKEND: "weet niet / onbekend",
    Gap.WEIGERING: "wil niet antwoorden",
    Gap.NVT: "niet van toepassing",
    Gap.VERLOREN: "antwoord verloren gegaan",
    Gap.VERZET: "verzet van de jeugdige",
}

# Codes used towards REDCap, SPSS and the like unless a mapping says otherwise (our choice).
GAP_CODES: Final[Mapping[Gap, str]] = {
    Gap.NIET_GEVRAAGD: "-99",
    Gap.ONBEKEND: "-98",
    Gap.WEIGERING: "-97",
    Gap.NVT: "-96",
    Gap.VERLOREN: "-95",
    Gap.VERZET: "-94",
}


def gap_from_code(code: str, codes: Mapping[Gap, str] = GAP_CODES) -> Gap | None:
    """The gap that a missing-data code stands for, or None when the code is an ordinary value."""
    return next((gap for gap, known in codes.items() if known == code.strip()), None)
