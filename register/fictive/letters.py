"""The letters of the fictive study: those that are shipped, in use since the protocol says so."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from consent import letters
from consent.letter import Audience
from consent.party import PartyKind
from register.domain.actor import Actor
from register.domain.protocol import Protocol
from register.services import consent
from register.services.terms import Work

_AUDIENCES = {
    PartyKind.PARENT: Audience.PARENT,
    PartyKind.GUARDIAN_PERSON: Audience.GUARDIAN,
    PartyKind.GUARDIAN_GI: Audience.GUARDIAN,
    PartyKind.PROFESSIONAL: Audience.PROFESSIONAL,
    PartyKind.OTHER: Audience.IMPORTANT_OTHER,
}


def make(work: Work, protocol: Protocol, *, by: Actor, at: datetime) -> None:
    """Keep the newest letter of every audience, approved (fictively) on its first day."""
    for one in protocol.agreement.letters:
        found = letters.letter(Audience(one.audience))
        version = found.version_for(one.valid_from, approved_on=one.valid_from)
        consent.keep_letter(work, version, letters.markdown(found), by=by, at=at)


def letter_for(kind: PartyKind, age: int) -> tuple[str, tuple[str, ...]]:
    """(id, purposes asked) of the letter that somebody of this kind and age is given."""
    return _known(_of_age(age) if kind is PartyKind.YOUTH else _AUDIENCES[kind])


@cache
def _known(audience: Audience) -> tuple[str, tuple[str, ...]]:
    found = letters.letter(audience)
    return found.id, tuple(dict.fromkeys(question.purpose for question in found.questions))


def _of_age(age: int) -> Audience:
    if age < 12:
        return Audience.CHILD_8_11
    return Audience.YOUTH_12_15 if age < 16 else Audience.YOUTH_16PLUS
