"""Steps 1 and 5: what a no, an erasure or a restriction leaves closed for a datum."""

from __future__ import annotations

from datetime import date

from consent.datum import Datum
from consent.decision import SEVERITY, Finding, Reason
from consent.event import Event, EventType, Outcome, Scope
from consent.party import Seat
from consent.reading import Mark, Reading
from consent.seats import seats_of, subjects, who

_REASON_OF_SCOPE = {
    Scope.NO_NEW_DATA: Reason.NO_NEW_DATA,
    Scope.NO_FURTHER_USE: Reason.NO_FURTHER_USE,
    Scope.ERASE: Reason.ERASE,
}


def erased(reading: Reading, datum: Datum, t: date) -> Finding | None:
    """Keys destroyed, or an erasure of everything asked by a data subject of this datum."""
    gone = reading.ledger.erased_on
    if gone is not None and gone <= t:
        return Finding(Reason.ERASED, "De sleutels van deze casus zijn vernietigd.")
    whose = subjects(reading, datum)
    for event in reading.erasures:
        if event.effective_on > t:
            continue
        if event.subject in whose and _erases(reading, event, datum, t):
            return Finding(Reason.ERASED, who(reading, event.seat) + ".", (event.seq,))
    return None


def _erases(reading: Reading, event: Event, datum: Datum, t: date) -> bool:
    if event.seat not in seats_of(reading, datum, t):
        return False
    return reach(reading, event, datum, t) is Reason.ERASE


def withdrawal(reading: Reading, datum: Datum, chain: tuple[str, ...], t: date) -> Finding | None:
    """The heaviest no of anyone that reaches this datum, or a restriction in force."""
    heaviest: Finding | None = restriction(reading, datum, t)
    for seat in seats_of(reading, datum, t):
        for purpose in chain:
            found = _closed(reading, seat, purpose, datum, t)
            if found is not None and (heaviest is None or _rank(found) > _rank(heaviest)):
                heaviest = found
    return heaviest


def _rank(finding: Finding) -> int:
    return SEVERITY.index(finding.reason)


def restriction(reading: Reading, datum: Datum, t: date) -> Finding | None:
    """A restriction of processing asked by a data subject, and not lifted since (AVG 18)."""
    whose = subjects(reading, datum)
    last: dict[str, Event] = {}
    found = [e for e in reading.restrictions if e.subject in whose and e.effective_on <= t]
    for event in sorted(found, key=lambda e: (e.effective_at, e.type is EventType.RESTRICTED)):
        last[event.subject] = event
    for event in last.values():
        if event.type is EventType.RESTRICTED:
            return Finding(Reason.RESTRICTED, who(reading, event.seat) + ".", (event.seq,))
    return None


def _closed(reading: Reading, seat: Seat, purpose: str, datum: Datum, t: date) -> Finding | None:
    """What one seat's history for one purpose leaves closed for this datum.

    Each no closes a stretch of collection days; a later valid yes ends the stretch at its own
    day. What lies before that yes stays closed, save that a letter that *reopens* gives back
    what was collected before a *no further use*.
    """
    if not reading.said_no(seat, purpose):
        return None
    c = datum.collected_on
    closed: list[tuple[date, date, Reason, int]] = []
    for mark in reading.marks(seat, purpose):
        if mark.event.effective_on > t or mark.on > t:
            continue
        if mark.stands:
            closed = [_opened(stretch, mark, reading) for stretch in closed]
        elif not mark.yes:
            reason = reach(reading, mark.event, datum, t)
            if reason is not None:
                from_ = mark.on if reason is Reason.NO_NEW_DATA else date.min
                closed.append((from_, date.max, reason, mark.event.seq))
    hits = [(SEVERITY.index(r), seq, r) for low, high, r, seq in closed if low <= c < high]
    if not hits:
        return None
    _, seq, reason = max(hits)
    return Finding(reason, f"{who(reading, seat)}, {purpose}.", (seq,))


def _opened(
    stretch: tuple[date, date, Reason, int], yes: Mark, reading: Reading
) -> tuple[date, date, Reason, int]:
    low, high, reason, seq = stretch
    if reason is Reason.ERASE:
        return stretch
    letter = reading.ledger.letter(yes.event.letter)
    if reason is Reason.NO_FURTHER_USE and letter is not None and letter.reopens:
        no = next(e for e in reading.events if e.seq == seq)
        low = max(low, no.effective_on)
    return low, min(high, yes.on), reason, seq


def reach(reading: Reading, event: Event, datum: Datum, t: date) -> Reason | None:
    """What a no means for this datum: its scope, frozen, or nothing.

    A representative's no is bounded by the youth's age on the day of the no: under 12 in full;
    12–15 frozen where it would take the youth's own contribution against the youth's wish (D3);
    16–17 only what that representative supplied; from 18 nothing. A youth who was assessed not
    able counts as represented in full by whoever held authority then.
    """
    scope = event.reach
    if scope is None or scope is Scope.CONTACT_ONLY:
        return None
    reason = _REASON_OF_SCOPE[scope]
    if event.subject != reading.youth or event.party == reading.youth:
        return reason
    on = event.effective_on
    if reading.represented(on):
        return reason if event.party in reading.holders(reading.youth, on) else None
    if on >= reading.adult_on:
        return None
    if on >= reading.decides_on:
        return reason if datum.informant == event.party else None
    own_words = datum.informant == reading.youth and on >= reading.consents_on
    if own_words and scope is not Scope.NO_NEW_DATA and _wishes(reading, datum, t):
        return _settled(reading, event, reason)
    return reason


def _settled(reading: Reading, event: Event, reason: Reason) -> Reason:
    outcome = reading.settled(event)
    if outcome is None:
        return Reason.FROZEN
    return reason if outcome is Outcome.HONOURED else Reason.NO_NEW_DATA


def _wishes(reading: Reading, datum: Datum, t: date) -> bool:
    """Whether the youth's own last word to the purpose of collection is a yes."""
    purpose = reading.policy.collected_under(datum.data_class)
    mark = reading.latest(reading.youth_seat, purpose, t)
    return mark is not None and mark.yes
