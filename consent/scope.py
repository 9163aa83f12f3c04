"""Steps 2 and 3: the retention term; purpose, data class, recipient; releases by the source."""

from __future__ import annotations

from datetime import date

from consent.datum import Datum
from consent.decision import Finding, Reason
from consent.event import EventType
from consent.policy import Policy
from consent.purpose import FRAME
from consent.reading import Reading


def retention(policy: Policy, datum: Datum, purpose: str, t: date) -> Finding | None:
    """Past the last day a datum may be kept, save for a purpose the protocol exempts."""
    if purpose in policy.retention_exempt:
        return None
    if policy.data_class(datum.data_class) is None:
        return None
    last = policy.last_day(datum.collected_on, datum.data_class, datum.retention)
    return Finding(Reason.RETENTION, f"Laatste dag was {last:%d-%m-%Y}.") if t > last else None


def scope(
    reading: Reading, datum: Datum, purpose: str, t: date, recipient: str | None
) -> Finding | None:
    """Purpose known, data class and recipient in it, released for the reader where needed."""
    rule = reading.policy.purpose(purpose)
    if rule is None or reading.policy.data_class(datum.data_class) is None or purpose == FRAME:
        return Finding(Reason.SCOPE, "Dit doel of dit soort gegevens kent het protocol hier niet.")
    if datum.subject != reading.youth:
        return Finding(Reason.SCOPE, "Dit gegeven hoort bij een andere jeugdige.")
    if t < datum.collected_on:
        return Finding(Reason.SCOPE, "Op die dag was dit gegeven er nog niet.")
    if datum.data_class not in rule.data_classes:
        return Finding(Reason.SCOPE, "Dit soort gegevens staat niet bij het doel.")
    if rule.needs_release:
        return _released(reading, datum, t, recipient)
    if recipient is not None and recipient not in rule.recipients:
        return Finding(Reason.SCOPE, "Deze ontvanger staat niet bij het doel.")
    return None


def _released(reading: Reading, datum: Datum, t: date, recipient: str | None) -> Finding | None:
    """A statement enters only after its one source released it for this reader (D5)."""
    if datum.ref is None or datum.informant is None:
        return Finding(Reason.NOT_RELEASED, "Het gegeven heeft niet precies één bron.")
    found = [
        e
        for e in reading.events
        if e.type is EventType.RELEASED
        and e.party == datum.informant
        and e.datum == datum.ref
        and e.effective_on <= t
    ]
    latest = max(found, key=lambda e: (e.effective_at, e.seq), default=None)
    if latest is None:
        return Finding(Reason.NOT_RELEASED, "Vrijgave is nog niet gevraagd of gegeven.")
    readers = {
        reader
        for e in found
        if e.effective_at == latest.effective_at
        for reader in e.readers
        if all(reader in x.readers for x in found if x.effective_at == latest.effective_at)
    }
    if recipient is None or recipient not in readers:
        return Finding(Reason.NOT_RELEASED, "Niet voor deze lezer.", (latest.seq,))
    return None
