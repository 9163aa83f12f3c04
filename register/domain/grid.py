"""A cell of the wave grid: a shape and a word, so that colour is never the only sign (SCREENS)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from register.domain.states import (
    Contribution,
    Derived,
    Stored,
    Timing,
    days_overdue,
    derived,
)


@dataclass(frozen=True)
class Cell:
    """shape: one sign; word: Dutch; tone: `good notice alarm quiet closed`, for colour only."""

    shape: str
    word: str
    tone: str

    @property
    def text(self) -> str:
        """Shape and word together."""
        return f"{self.shape} {self.word}"


def cell(contribution: Contribution, on: date) -> Cell:
    """How a contribution shows in the grid on a day."""
    state = contribution.state_on(on)
    if not state.is_open:
        return _closed(contribution, state)
    return _open(contribution, on, state)


def _closed(contribution: Contribution, state: Stored) -> Cell:
    if state is Stored.DONE:
        within = contribution.timing in {Timing.WITHIN, Timing.NONE}
        word = "binnen periode" if within else "buiten periode"
        return Cell("✓", word, "good" if within else "notice")
    why = f": {contribution.reason}" if contribution.reason else ""
    word = "niet van toepassing" if state is Stored.NOT_APPLICABLE else f"{state.value}{why}"
    return Cell("–", word, "closed")


def _open(contribution: Contribution, on: date, state: Stored) -> Cell:
    now = derived(contribution, on)
    partly = state is Stored.PARTLY
    if now is Derived.NO_CONSENT:
        return Cell("⃠", "geen toestemming", "closed")
    if now is Derived.OVERDUE:
        late = f"te laat {days_overdue(contribution, on)} d"
        return Cell("!", f"deels, {late}" if partly else late, "alarm")
    if partly:
        return Cell("…", "deels", "notice")
    if now is Derived.LAPSED:
        return Cell("–", "overgeslagen", "closed")
    if now is Derived.DUE:
        invited = state is Stored.INVITED
        return Cell("●", "uitgenodigd" if invited else "nu te doen", "notice")
    return Cell("○", "nog niet", "quiet")
