"""Reaching a family without wearing it out or endangering anybody (RULES D5, D15)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from register.domain.calendar import shown
from register.domain.errors import Blocker

SECRET_ADDRESS, NOT_TOGETHER, NO_CONTACT = (
    "geheim_adres_voor",
    "niet_samen_uitnodigen",
    "contactverbod",
)
CRISIS = "crisis"
FLAG_WORDS = {
    SECRET_ADDRESS: "geheim adres",
    NOT_TOGETHER: "niet samen uitnodigen",
    NO_CONTACT: "contactverbod",
    CRISIS: "crisis: nu geen contact zoeken",
}
WAYS = {
    "bellen": "bellen",
    "app": "bericht op de telefoon",
    "mail": "e-mail",
    "brief": "brief",
    "langs": "langsgaan",
    "via": "via een hulpverlener",
}
OUTCOMES = {
    "gesproken": "gesproken",
    "afspraak": "afspraak gemaakt",
    "geen_gehoor": "geen gehoor",
    "later": "vraagt om later",
    "wil_niet": "wil geen contact",
    "onjuist": "gegevens kloppen niet",
}
# Who spoke with us was reached: only attempts that reached nobody are counted as a burden.
REACHED = frozenset({"gesproken", "afspraak"})


@dataclass(frozen=True)
class Flag:
    """A safety flag on parties of a case.

    For ``geheim_adres_voor`` the first party is the one whose address is secret, the others from
    whom; for the two others the parties may not meet or be in touch.
    """

    id: str
    kind: str
    parties: tuple[str, ...]
    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.kind not in FLAG_WORDS:
            raise ValueError(f"no such flag; choose one of {', '.join(FLAG_WORDS)}")

    def holds(self, on: date) -> bool:
        """Whether the flag is up on a day."""
        return self.since <= on and (self.until is None or on <= self.until)

    @property
    def words(self) -> str:
        """What the flag says, in Dutch, with party codes."""
        if self.kind == SECRET_ADDRESS and len(self.parties) > 1:
            return f"adres van {self.parties[0]} is geheim voor {', '.join(self.parties[1:])}"
        named = f": {' en '.join(self.parties)}" if self.parties else ""
        return f"{FLAG_WORDS[self.kind]}{named}"


@dataclass(frozen=True)
class Attempt:
    """One attempt to reach somebody for a wave."""

    wave: str
    tried_on: date
    parties: tuple[str, ...]
    way: str
    outcome: str


@dataclass(frozen=True)
class Bounds:
    """What the protocol allows: most attempts per wave, days between them, pause on a crisis."""

    per_wave: int
    days_between: int
    pause_on_crisis: bool = True


def attempt_blockers(
    before: Sequence[Attempt],
    flags: Iterable[Flag],
    *,
    wave: str,
    parties: Collection[str],
    on: date,
    bounds: Bounds,
) -> tuple[Blocker, ...]:
    """Every reason not to seek contact with these parties for a wave on a day."""
    up = [flag for flag in flags if flag.holds(on)]
    found: list[Blocker] = []
    if bounds.pause_on_crisis and any(flag.kind == CRISIS for flag in up):
        found.append(
            Blocker(
                "crisis",
                "Er is een crisis in dit gezin: contact rust.",
                "Overleg met de hulpverlener; haal de vlag weg als het weer kan.",
            )
        )
    for party in sorted(parties):
        mine = [one for one in before if one.wave == wave and party in one.parties]
        found += _too_many(party, mine, on, bounds)
    return (*found, *together_blockers(up, parties, on=on))


def _too_many(party: str, mine: list[Attempt], on: date, bounds: Bounds) -> Iterable[Blocker]:
    unanswered = [one for one in mine if one.outcome not in REACHED]
    if any(one.outcome == "wil_niet" for one in mine):
        yield Blocker(
            "no_more_contact",
            f"{party} wil voor deze meting geen contact.",
            "Leg vast of het om deze meting gaat of om alles (intrekking).",
        )
    if len(unanswered) >= bounds.per_wave:
        yield Blocker(
            "attempts_used",
            f"Voor deze meting is {party} al {len(unanswered)} keer geprobeerd; "
            f"meer dan {bounds.per_wave} keer mag niet.",
            "Noteer de meting als gemist (niet bereikt).",
        )
    last = max((one.tried_on for one in unanswered), default=None)
    if last is not None and on < last + timedelta(days=bounds.days_between):
        following = last + timedelta(days=bounds.days_between)
        yield Blocker(
            "too_soon",
            f"De vorige poging bij {party} was op {shown(last)}.",
            f"Probeer het opnieuw vanaf {shown(following)}.",
        )


def together_blockers(
    flags: Iterable[Flag], parties: Collection[str], *, on: date
) -> tuple[Blocker, ...]:
    """Why these parties may not be invited together, or written to in one letter."""
    return tuple(
        Blocker(
            flag.kind,
            f"{' en '.join(flag.parties)} mogen niet samen worden uitgenodigd "
            f"({FLAG_WORDS[flag.kind]}).",
            "Nodig ze apart uit, op een andere dag en plek.",
        )
        for flag in flags
        if flag.holds(on)
        and flag.kind in (NOT_TOGETHER, NO_CONTACT)
        and len(set(flag.parties) & set(parties)) > 1
    )


def address_blockers(
    flags: Iterable[Flag], *, whose: str, readers: Collection[str], on: date
) -> tuple[Blocker, ...]:
    """Why the address of a party may not stand on what these readers get to see."""
    return tuple(
        Blocker(
            SECRET_ADDRESS,
            f"Het adres van {whose} is geheim voor {', '.join(sorted(hidden))}.",
            "Laat het adres weg, ook uit de omslag en de kop van de brief.",
        )
        for flag in flags
        if flag.holds(on)
        and flag.kind == SECRET_ADDRESS
        and flag.parties[:1] == (whose,)
        and (hidden := set(flag.parties[1:]) & set(readers))
    )
