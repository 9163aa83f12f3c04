"""Which of the 34 indicators this product looks at: by checks, by construction, in part, or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from instruments.checks.declaration import Check
from instruments.checks.indicators import DIMENSIONS, INDICATORS
from instruments.frozen import FrozenMap

Cover = Literal["gedekt", "deels", "niet"]

# What the form of a file makes sure of: a frame that breaks it cannot be saved or read.
BY_FORM = FrozenMap(
    {
        "DQI-1001": "het schema van elk frame weigert een ontbrekende of extra kolom",
        "DQI-1004": "het schema van elk frame weigert een onbekende kolom",
        "DQI-1006": "elke kolom heeft één soort; iets anders wordt bij het maken geweigerd",
    }
)
# What is looked at in part, and what is missing.
IN_PART = FrozenMap(
    {
        "DQI-1007": "alleen van teksten met coderingen; antwoorden hebben één vaste opmaak",
        "DQI-2003": "per informant en meting; redenen van weigeren worden niet vergeleken",
        "DQI-2005": "gezag en adviezen; andere redenen staan in het rapport zonder grens",
        "DQI-3006": "zachte grenzen van vragen; geen grens voor geschatte getallen",
        "DQI-4002": "patronen op een blad; geen afstand van Mahalanobis over bladen heen",
        "DQI-4003": "per kwartaal en per interviewer; niet per regio",
        "DQI-4011": "codeurs en interviewers; geen tweede afname van een vragenlijst",
    }
)
NOT = FrozenMap(
    {
        "DQI-4001": "bij 50 tot 200 jeugdigen zegt een uitschieter weinig; grenzen per vraag wel",
        "DQI-4004": "de vorm van een verdeling is bij deze aantallen niet te beoordelen",
        "DQI-4005": "de spreiding van een schaal is bij deze aantallen niet te beoordelen",
        "DQI-4007": "er is geen verwachte sterkte van samenhang om mee te vergelijken",
        "DQI-4008": "er is geen verwachte richting van samenhang om mee te vergelijken",
        "DQI-4009": "er is geen verwachte vorm van samenhang om mee te vergelijken",
        "DQI-4013": "er is geen gouden standaard; bronnen worden naast elkaar gezet (#19)",
    }
)


@dataclass(frozen=True)
class Covered:
    """One indicator: how far it is covered, by which declared checks, and what to know."""

    indicator: str
    name: str
    dimension: str
    cover: Cover
    checks: tuple[str, ...]
    note: str


def coverage(checks: Iterable[Check], generated: Iterable[str] = ()) -> tuple[Covered, ...]:
    """All 34 indicators in order. generated: indicators that checks made from definitions cover."""
    known, made = tuple(checks), frozenset(generated)
    return tuple(_one(code, known, code in made) for code in INDICATORS)


def _one(code: str, checks: tuple[Check, ...], generated: bool) -> Covered:
    ids = tuple(check.id for check in checks if check.indicator == code)
    if generated:
        ids = (*ids, "uit definities gemaakt")
    cover: Cover = "gedekt" if ids else "niet"
    note = ""
    if code in BY_FORM:
        cover, note = "gedekt", BY_FORM[code]
    elif code in IN_PART and ids:
        cover, note = "deels", IN_PART[code]
    elif code in NOT:
        note = NOT[code]
    return Covered(code, INDICATORS[code], DIMENSIONS[code[4]], cover, ids, note)
