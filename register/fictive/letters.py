"""The letters of the fictive study: one text per audience, for the purposes of the protocol."""

from __future__ import annotations

import hashlib
from datetime import datetime

from consent.letter import AUDIENCE_WORDS, Audience, LetterVersion
from consent.party import PartyKind
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.protocol import Protocol
from register.services import consent

LANGUAGE = "nl"


def make(work: Work, protocol: Protocol, *, by: Actor, at: datetime) -> None:
    """Keep every letter of the protocol with a text that says that it is fictive."""
    for one in protocol.agreement.letters:
        audience = Audience(one.audience)
        text = _text(protocol, audience, one.purposes)
        letter = LetterVersion(
            id=f"{one.id}_v{one.version}",
            audience=audience,
            language=LANGUAGE,
            version=one.version,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            valid_from=one.valid_from,
            valid_to=one.valid_to,
            approved_on=one.valid_from,
            purposes=tuple((code, protocol.purpose(code).version) for code in one.purposes),
        )
        consent.keep_letter(work, letter, text, by=by, at=at)


def letter_for(protocol: Protocol, kind: PartyKind, age: int) -> tuple[str, frozenset[str]]:
    """(id, purposes asked) of the letter that somebody of this kind and age is given."""
    audience = {
        PartyKind.YOUTH: _of_age(age),
        PartyKind.PARENT: Audience.PARENT,
        PartyKind.GUARDIAN_PERSON: Audience.GUARDIAN,
        PartyKind.GUARDIAN_GI: Audience.GUARDIAN,
        PartyKind.PROFESSIONAL: Audience.PROFESSIONAL,
        PartyKind.OTHER: Audience.IMPORTANT_OTHER,
    }[kind]
    letter = next(one for one in protocol.agreement.letters if one.audience == audience.value)
    return f"{letter.id}_v{letter.version}", frozenset(letter.purposes)


def _of_age(age: int) -> Audience:
    if age < 12:
        return Audience.CHILD_8_11
    return Audience.YOUTH_12_15 if age < 16 else Audience.YOUTH_16PLUS


def _text(protocol: Protocol, audience: Audience, purposes: tuple[str, ...]) -> str:
    asked = "\n".join(f"- {protocol.purpose(code).label}: ja / nee" for code in purposes)
    return (
        f"FICTIEVE BRIEF, alleen voor de demonstratie.\n\n{protocol.title}\n"
        f"Voor {AUDIENCE_WORDS[audience]}.\n\n"
        "Wij vragen of u wilt meedoen aan het onderzoek. Meedoen of niet heeft geen gevolgen voor "
        "hulp, machtiging of straf. Stoppen mag altijd. Vertelt iemand dat er gevaar is, dan "
        f"bespreken wij dat.\n\nU beslist per vraag:\n{asked}\n"
    )
