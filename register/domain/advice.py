"""An advice and what became of it at every later wave; chains of change hang on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from register.domain.errors import Blocker


class Level(StrEnum):
    """At which level an advice asks for something."""

    GEZIN = "gezin"
    AANBIEDER = "aanbieder"
    REGIO = "regio"
    LANDELIJK = "landelijk"


class FollowUp(StrEnum):
    """What became of it, as found at a wave."""

    FOLLOWED = "opgevolgd"
    PARTLY = "deels opgevolgd"
    NOT = "niet opgevolgd"
    MOOT = "niet meer van toepassing"
    UNKNOWN = "nog onbekend"

    @property
    def is_final(self) -> bool:
        """Whether later waves need not ask again."""
        return self in {FollowUp.FOLLOWED, FollowUp.MOOT}


@dataclass(frozen=True)
class Advice:
    """An advice: when, at which level, to whom by role, of what kind, from where."""

    given_on: date
    level: Level
    addressee: str
    category: str
    origin: str


@dataclass(frozen=True)
class Status:
    """What became of an advice: found at `wave` on a day, by which source, with what reason."""

    wave: str
    on: date
    follow_up: FollowUp
    source: str
    reason: str = ""
    realised_on: date | None = None


def advice_blockers(advice: Advice, *, today: date) -> tuple[Blocker, ...]:
    """Why an advice cannot be written down (RULES §5, check 39)."""
    found = [
        Blocker(f"no_{name}", f"{what} ontbreekt.", "Vul het in.")
        for name, what, value in (
            ("addressee", "Voor wie het advies is", advice.addressee),
            ("category", "De soort advies", advice.category),
            ("origin", "Waar het advies vandaan komt", advice.origin),
        )
        if not value.strip()
    ]
    if advice.given_on > today:
        found.append(
            Blocker("future", "Het advies is nog niet gegeven.", "Kies vandaag of eerder.")
        )
    return tuple(found)


def status_blockers(advice: Advice, status: Status, *, today: date) -> tuple[Blocker, ...]:
    """Why a status cannot be added to an advice."""
    found: list[Blocker] = []
    if not status.source.strip():
        found.append(Blocker("no_source", "Er staat niet wie dit zegt.", "Kies een bron."))
    if status.follow_up in {FollowUp.NOT, FollowUp.PARTLY} and not status.reason.strip():
        found.append(
            Blocker("no_reason", "De reden ontbreekt.", "Schrijf wat het tegenhield, of onbekend.")
        )
    if not advice.given_on <= status.on <= today:
        found.append(
            Blocker(
                "day",
                "De dag van deze stand ligt niet tussen het advies en vandaag.",
                "Controleer de dag.",
            )
        )
    if status.realised_on is not None and not advice.given_on <= status.realised_on <= status.on:
        found.append(
            Blocker(
                "realised_before",
                "Het advies zou zijn uitgevoerd vóór het gegeven werd, of na deze stand.",
                "Controleer de dag van uitvoering.",
            )
        )
    return tuple(found)


def current(statuses: Iterable[Status]) -> Status | None:
    """The latest status: by day, of one day the last added."""
    ordered = sorted(statuses, key=lambda status: status.on)
    return ordered[-1] if ordered else None


def to_ask(
    given: Iterable[tuple[Advice, tuple[Status, ...]]], *, on: date
) -> tuple[tuple[Advice, tuple[Status, ...]], ...]:
    """The advices to ask about at a wave on a day: given before it and not settled yet."""
    return tuple(
        (advice, statuses)
        for advice, statuses in given
        if advice.given_on < on
        and not ((last := current(s for s in statuses if s.on <= on)) and last.follow_up.is_final)
    )


def needs_reminder(
    advice: Advice, statuses: Iterable[Status], *, on: date, after_days: int = 183
) -> bool:
    """Whether half a year passed since the advice or its last status without it being settled."""
    last = current(status for status in statuses if status.on <= on)
    if last and last.follow_up.is_final:
        return False
    return (on - (last.on if last else advice.given_on)).days > after_days
