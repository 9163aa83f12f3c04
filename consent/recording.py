"""What speaks against recording an event: shown beside the button, and refused by the service."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from consent.calendar import end_of
from consent.event import YES, Event, EventType
from consent.ledger import Ledger
from consent.letter import AUDIENCE_WORDS, Audience
from consent.party import PartyKind
from consent.policy import YouthRole
from consent.purpose import ALL, FRAME
from consent.reading import Reading

_AUDIENCE: dict[PartyKind, Audience] = {
    PartyKind.PARENT: Audience.PARENT,
    PartyKind.GUARDIAN_PERSON: Audience.GUARDIAN,
    PartyKind.GUARDIAN_GI: Audience.GUARDIAN,
    PartyKind.PROFESSIONAL: Audience.PROFESSIONAL,
    PartyKind.OTHER: Audience.IMPORTANT_OTHER,
}


@dataclass(frozen=True, slots=True)
class Concern:
    """One reason against, in Dutch with what to do; ``blocking`` or only to be looked at."""

    text: str
    blocking: bool


def concerns(ledger: Ledger, event: Event, at: datetime) -> tuple[Concern, ...]:
    """Every reason against recording an event at an instant; empty where there is none."""
    reading = Reading(ledger, at)
    found = [Concern(text, True) for text in _any(reading, event, at)]
    if event.type in YES:
        found += [Concern(text, True) for text in _yes(reading, event)]
        late = at - event.effective_at > timedelta(days=ledger.policy.late_signing_days)
        if late:
            text = "Dit wordt laat vastgelegd: de toestemming telt pas vanaf vandaag."
            found.append(Concern(text, False))
    return tuple(found)


def _any(reading: Reading, event: Event, at: datetime) -> Iterator[str]:
    if event.effective_at > at:
        yield "De datum ligt in de toekomst. Vul de dag van ondertekenen in."
    known = event.purpose == ALL or reading.policy.purpose(event.purpose) is not None
    if not known or event.purpose == FRAME:
        yield "Dit doel wordt niet aan mensen gevraagd. Kies een doel uit de brief."


def _yes(reading: Reading, event: Event) -> Iterator[str]:
    signed = event.effective_on
    letter = reading.ledger.letter(event.letter)
    if letter is None:
        yield "Er is geen brief gekozen. Kies de brief die is ondertekend."
    else:
        if not letter.in_use(signed):
            yield "Deze brief gold toen niet. Kies de brief van toen, of laat opnieuw tekenen."
        if letter.version_of(event.purpose) is None:
            yield "Deze brief vraagt dit doel niet. Kies een brief die het vraagt."
        wanted = _audience(reading, event.party, signed)
        if letter.audience is not wanted:
            yield f"Deze brief is voor anderen. Gebruik de brief voor {AUDIENCE_WORDS[wanted]}."
    if event.seat.own:
        if event.party == reading.youth:
            yield from _own(reading, event)
    else:
        yield from _represents(reading, event)


def audience(ledger: Ledger, party: str, signed: date) -> Audience:
    """Which letter a party is given on a day: by kind, and for the youth by age."""
    return _audience(Reading(ledger, end_of(signed)), party, signed)


def _audience(reading: Reading, party: str, signed: date) -> Audience:
    if party != reading.youth:
        return _AUDIENCE[reading.ledger.party(party).kind]
    if signed >= reading.decides_on:
        return Audience.YOUTH_16PLUS
    return Audience.YOUTH_12_15 if signed >= reading.consents_on else Audience.CHILD_8_11


def _own(reading: Reading, event: Event) -> Iterator[str]:
    band = reading.policy.band(max(reading.age(event.effective_on), 0))
    if band.youth is YouthRole.CONSENT and event.type is EventType.ASSENT:
        yield "Op deze leeftijd is instemming niet genoeg. Leg een toestemming vast."
    if band.youth is YouthRole.ASSENT and event.type is EventType.GIVEN:
        yield "Een kind stemt in; de ouders geven toestemming. Leg een instemming vast."


def _represents(reading: Reading, event: Event) -> Iterator[str]:
    signed = event.effective_on
    if event.party not in reading.holders(event.subject, signed):
        yield "Deze persoon had op die dag geen gezag. Leg eerst het gezag met bewijs vast."
    alone = signed >= reading.decides_on and not reading.represented(signed)
    first = reading.stands(reading.youth_seat, event.purpose, signed)
    if event.subject == reading.youth and alone and not first:
        yield "Vanaf 16 jaar zegt eerst de jeugdige zelf ja. Vraag eerst de jeugdige."
