"""Honest denominators: a response counts only what was due, and says what it left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from register.domain.states import Contribution, Stored, Timing, was_due


@dataclass(frozen=True)
class Response:
    """Counts of contributions on a day. done + partly + refused + missed + open = due; the others
    were not due and stand apart: withdrawn, not_applicable, no_consent, extra, not_yet.
    within: of done, how many inside the window."""

    due: int = 0
    done: int = 0
    within: int = 0
    partly: int = 0
    refused: int = 0
    missed: int = 0
    open: int = 0
    withdrawn: int = 0
    not_applicable: int = 0
    no_consent: int = 0
    extra: int = 0
    not_yet: int = 0

    @property
    def rate(self) -> float | None:
        """done / due, or None when nothing was due."""
        return self.done / self.due if self.due else None

    @property
    def sentence(self) -> str:
        """The counts in words; no percentage under 30 (REPORT, rules of tone)."""
        if not self.due:
            return "Er was nog niets te doen."
        share = f" ({round(100 * self.done / self.due)}%)" if self.due >= 30 else ""
        return f"{self.done} van {self.due} gedaan{share}, waarvan {self.within} binnen de periode."


_FIELD = {
    Stored.DONE: "done",
    Stored.PARTLY: "partly",
    Stored.REFUSED: "refused",
    Stored.MISSED: "missed",
    Stored.PLANNED: "open",
    Stored.INVITED: "open",
}


def response(contributions: Iterable[Contribution], on: date) -> Response:
    """Count contributions as they stood on a day; every one falls in exactly one count."""
    counts: dict[str, int] = {}
    for contribution in contributions:
        for name in _fields(contribution, on):
            counts[name] = counts.get(name, 0) + 1
    return Response(**counts)


def _fields(contribution: Contribution, on: date) -> tuple[str, ...]:
    state = contribution.state_on(on)
    if was_due(contribution, on):
        done_within = state is Stored.DONE and contribution.timing is Timing.WITHIN
        return ("due", _FIELD[state], *(("within",) if done_within else ()))
    if contribution.part != "core":
        return ("extra",)
    if state is Stored.WITHDRAWN:
        return ("withdrawn",)
    if state is Stored.NOT_APPLICABLE:
        return ("not_applicable",)
    closed = contribution.closes_on is not None and contribution.closes_on < on
    return ("no_consent",) if closed else ("not_yet",)
