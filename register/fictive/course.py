"""How a youth is doing: a latent course over time, and how each informant sees it.

Youths come in when things are stuck, so problems at T0 are above a person's own mean and fall back
towards it, with or without help (regression to the mean); a slope of its own and shocks add to it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from register.fictive.draws import Draws

_YEAR = 365.25
# What an informant adds to the severity that he or she reports, and how loosely.
BIAS = {
    "jeugdige": (-0.35, 0.45),
    "ouder": (0.25, 0.35),
    "belangrijke_ander": (-0.05, 0.45),
    "professional": (0.10, 0.35),
    "dossier": (0.15, 0.20),
}


@dataclass(frozen=True)
class Course:
    """Severity on a standard scale (0: usual for this group; higher: worse)."""

    mean: float
    peak: float
    slope: float
    topic: str
    t0_on: date

    @classmethod
    def draw(cls, draws: Draws, *, topic: str, t0_on: date) -> Course:
        """A course; one in six grows worse."""
        slope = abs(draws.normal(0.10, 0.12)) * (1 if draws.chance(1 / 6) else -1)
        return cls(draws.normal(-0.1, 0.6), abs(draws.normal(0.55, 0.25)), slope, topic, t0_on)

    def severity(self, on: date) -> float:
        """Problems on a day."""
        years = (on - self.t0_on).days / _YEAR
        shock = Draws(self.topic, "schok", on.isoformat()[:7]).normal(0, 0.22)
        return self.mean + self.peak * math.exp(-max(years, 0) * 1.3) + self.slope * years + shock

    def seen(self, on: date, informant: str, party: str) -> float:
        """Problems on a day as one informant reports them: a bias of the kind and of the person."""
        shift, spread = BIAS[informant]
        own = Draws(self.topic, party, "blik").normal(0, spread)
        return self.severity(on) + shift + own
