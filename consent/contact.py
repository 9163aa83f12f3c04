"""Whom may the team approach? The family permits first; from 16 the youth before the parents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from consent.event import NO, YES, EventType, Scope
from consent.ledger import Ledger
from consent.party import PartyKind, Seat
from consent.purpose import ALL
from consent.reading import Reading, known_until


@dataclass(frozen=True, slots=True)
class Approach:
    """Whether a party may be approached; in Dutch why not, and the events behind it."""

    allowed: bool
    explanation: str
    events: tuple[int, ...] = ()


FAMILY = frozenset(
    {PartyKind.YOUTH, PartyKind.PARENT, PartyKind.GUARDIAN_PERSON, PartyKind.GUARDIAN_GI}
)


def may_contact(
    ledger: Ledger,
    party: str,
    on: date,
    known_at: datetime | date | None = None,
    *,
    as_representative: bool = False,
) -> Approach:
    """Whether the team may invite a party for itself, or ask it as representative, on a day.

    Needs the family's permission *mag benaderd* (D1); stops at a death (D13), an erasure, and any
    no to participation or to all contact; from 16 parents come after the youth's own yes.
    Vault flags (secret address, contact ban) are checked by whoever holds the vault.
    """
    reading = Reading(ledger, known_until(on, known_at))
    if ledger.deceased_on is not None and ledger.deceased_on <= on:
        return Approach(False, "Alle uitnodigingen zijn gestopt.")
    if ledger.erased_on is not None and ledger.erased_on <= on:
        return Approach(False, "De gegevens van deze casus zijn gewist.")
    kind = ledger.party(party).kind
    if kind in FAMILY and not _family_agreed(reading, on):
        return Approach(False, "Het gezin heeft nog niet gezegd dat het benaderd mag worden.")
    asked = Seat(party, reading.youth if as_representative else party)
    for stopped in (
        _silenced(reading, Seat(party, reading.youth), on, only_contact=True),
        _silenced(reading, asked, on),
    ):
        if stopped is not None:
            return Approach(False, "Deze persoon wil geen contact meer.", (stopped,))
    stopped = _silenced(reading, reading.youth_seat, on, others=True)
    if stopped is not None:
        text = "De jeugdige doet niet (meer) mee; ook anderen worden niet benaderd."
        return Approach(False, text, (stopped,))
    decides_alone = on >= reading.decides_on and not reading.represented(on)
    youth_first = kind is PartyKind.PARENT and decides_alone
    if youth_first and not reading.stands(reading.youth_seat, "P1", on):
        return Approach(False, "Vanaf 16 jaar zegt eerst de jeugdige zelf ja.")
    return Approach(True, "Benaderen mag.")


def _family_agreed(reading: Reading, on: date) -> bool:
    """A permission to approach, or a yes given since: who signed has been in touch."""
    return any(
        e.effective_on <= on
        and (e.type is EventType.MAY_BE_APPROACHED or e.type in YES)
        and reading.ledger.party(e.party).kind in FAMILY
        for e in reading.events
    )


def _silenced(
    reading: Reading, seat: Seat, on: date, *, only_contact: bool = False, others: bool = False
) -> int | None:
    """The seq of a no to taking part, or to contact alone, that no later yes lifted.

    ``others``: read for somebody else, whom a wish for no contact does not touch.
    """
    found = [
        e
        for e in reading.events
        if e.seat == seat
        and e.effective_on <= on
        and e.purpose in ("P1", ALL)
        and (e.type in NO or e.type in YES)
        and not (others and e.reach is Scope.CONTACT_ONLY)
    ]
    last = max(found, key=lambda e: (e.effective_at, e.type in NO, e.seq), default=None)
    if last is None or last.type in YES:
        return None
    if only_contact and last.reach is not Scope.CONTACT_ONLY:
        return None
    return last.seq
