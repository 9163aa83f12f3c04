"""What befalls families: one story per case, dealt so that each kind occurs, and on which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from register.fictive.draws import Draws

USUAL, STOPPED, NO_CONTACT, NO_USE, ERASE = "gewoon", "stopt", "geen contact", "niet meer", "wissen"
NO_FILE, LOST, BACK, GUARDIAN, MOVED = "geen dossier", "uit beeld", "terug", "voogd", "verhuisd"
FROZEN, DIED = "tegen de wens", "overlijdt"
# Odds per hundred families; ours. At most one death in two hundred.
SHARES: dict[str, float] = {
    USUAL: 60.5,
    STOPPED: 8,
    NO_CONTACT: 3,
    NO_USE: 2,
    ERASE: 1,
    NO_FILE: 3,
    LOST: 6,
    BACK: 6,
    GUARDIAN: 6,
    MOVED: 2.5,
    FROZEN: 1.5,
    DIED: 0.5,
}
ENDING = frozenset({STOPPED, NO_USE, ERASE, DIED})


@dataclass(frozen=True)
class Turn:
    """The day on which a story turns; ``back_on`` where the family returns."""

    story: str
    on: date
    back_on: date | None = None

    def away(self, day: date) -> bool:
        """Whether nobody of the family is seen on a day."""
        if self.story in ENDING:
            return day >= self.on
        if self.story == BACK:
            return self.on <= day and (self.back_on is None or day < self.back_on)
        return self.story == LOST and day >= self.on


def turn(story: str, topic: str, t0_on: date, today: date) -> Turn | None:
    """When a story turns; None for the usual one and where there was no time for it yet."""
    draws = Draws(topic, "verhaal")
    first, last = t0_on + timedelta(days=35), today - timedelta(days=3)
    if story == USUAL or first >= last:
        return None
    on = min(draws.day(first, last), t0_on + timedelta(days=draws.whole(60, 760)))
    back = on + timedelta(days=draws.whole(150, 290))
    return Turn(story, on, back if story == BACK and back < today else None)
