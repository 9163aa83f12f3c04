"""How long an instrument takes, and whether that fits what a person may be asked (RULES D15)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from instruments.model import Instrument

FIRST, FOLLOW_UP = "t0", "vervolg"
LIMITS: Final[dict[tuple[str, str], int]] = {
    ("jeugdige", FIRST): 60,
    ("jeugdige", FOLLOW_UP): 30,
    ("ouder", FIRST): 75,
    ("ouder", FOLLOW_UP): 40,
    ("professional", FIRST): 60,
    ("professional", FOLLOW_UP): 30,
}
"""Most minutes per informant where no protocol says otherwise. For professionals D15 names four
hours per youth in all, sessions included; an hour and half an hour leave room for those (our
choice)."""


@dataclass(frozen=True)
class Burden:
    """Expected seconds of the core and of the extra part, at the longest path through the form."""

    core: int
    extra: int

    @property
    def total(self) -> int:
        return self.core + self.extra

    def in_words(self) -> str:
        """``ongeveer 21 minuten, met het extra deel 22``."""
        minutes = _said(self.core)
        if not self.core:
            return f"extra deel: ongeveer {_said(self.extra)}"
        if not self.extra:
            return f"ongeveer {minutes}"
        return f"ongeveer {minutes}, met het extra deel {_minutes(self.total)}"


def burden(instrument: Instrument) -> Burden:
    """The expected time of one instrument, as if every question shows."""
    return Burden(instrument.seconds("core"), instrument.seconds("extra"))


def too_long(instrument: Instrument, *, wave: str, limits: dict[tuple[str, str], int]) -> str:
    """Why the core is too long for one of its informants at ``t0`` or ``vervolg``; else empty.

    The extra part does not count: skipping it is always allowed.
    """
    minutes = burden(instrument).core / 60
    for informant in instrument.informants:
        allowed = limits.get((informant, wave))
        if allowed is not None and minutes > allowed:
            return (
                f"{instrument.title} vraagt {minutes:.0f} minuten van {informant}; het mag "
                f"{allowed} minuten zijn. Maak vragen extra, of haal er weg."
            )
    return ""


def _said(seconds: int) -> str:
    number = _minutes(seconds)
    return "1 minuut" if number == 1 else f"{number} minuten"


def _minutes(seconds: int) -> int:
    """Whole minutes, upwards: a promise of time is kept."""
    return -(-seconds // 60)
