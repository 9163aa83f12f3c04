"""Steps 6 and 7: growing up, and new representatives; grace, and what D4 keeps after it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from consent.calendar import day_of
from consent.datum import Datum
from consent.decision import Finding, Reason
from consent.event import Event, EventType
from consent.party import AuthorityKind, Seat
from consent.policy import ExistingAfterGrace, YouthRole
from consent.purpose import ALL
from consent.reading import Reading
from consent.seats import who


def growing_up(reading: Reading, datum: Datum, chain: tuple[str, ...], t: date) -> Finding | None:
    """The youth itself must say yes after 12 and after 16 (18 asks nothing new of it)."""
    c = datum.collected_on
    asked_at = reading.decider_birthday(c)
    if asked_at is not None and _decides(reading, c):
        for purpose in chain:
            if not _said_yes(reading, reading.youth_seat, purpose, asked_at, c):
                start = _asked_from(reading, asked_at, c)
                return _unconfirmed(reading, reading.youth_seat, purpose, start, t)
    birthday = reading.decider_birthday(t)
    if birthday is None or not _decides(reading, t):
        return None
    # From the birthday, or from the day an assessment of not being able ended.
    start = _asked_from(reading, birthday, t)
    if c >= start:
        return None
    seat = reading.youth_seat
    return _first(_existing(reading, seat, purpose, birthday, start, t) for purpose in chain)


def _first(findings: Iterable[Finding | None]) -> Finding | None:
    """The finding that is named: an objection before a silence."""
    found = [finding for finding in findings if finding is not None]
    return min(found, key=lambda f: f.reason is not Reason.OBJECTED, default=None)


def _decides(reading: Reading, on: date) -> bool:
    band = reading.policy.band(max(reading.age(on), 0))
    return band.youth is YouthRole.CONSENT and not reading.represented(on)


def _asked_from(reading: Reading, birthday: date, on: date) -> date:
    if birthday < reading.decides_on:
        return birthday
    return max(birthday, reading.changed_ability_on(on))


def authority(reading: Reading, datum: Datum, chain: tuple[str, ...], t: date) -> Finding | None:
    """Whoever represents the youth now and did not when the datum was collected must confirm."""
    c = datum.collected_on
    then = {n.seat for n in reading.youth_needs(c) if n.representative}
    findings: list[Finding | None] = []
    for need in reading.youth_needs(t):
        if not need.representative or need.as_of != t or need.seat in then:
            continue
        if need.seat is None:
            start = _gap_from(reading, t)
            findings.append(_unanswered(reading, None, chain[0], start, start, t))
            continue
        since, start = _representing_from(reading, need.seat.party, t)
        findings += [_existing(reading, need.seat, p, since, start, t) for p in chain]
    return _first(findings)


def _representing_from(reading: Reading, party: str, t: date) -> tuple[date, date]:
    """Since when a yes of this holder counts, and when its grace period starts."""
    rows = []
    kinds = reading.counted_kinds(reading.youth, t)
    for row in reading.authorities:
        counts = row.subject == reading.youth and row.party == party and row.kind in kinds
        if counts and row.holds(t):
            since = row.valid_from
            if row.kind is AuthorityKind.MENTOR:
                since = max(since, reading.adult_on)
            rows.append((since, max(since, day_of(row.recorded_at))))
    since, start = min(rows)
    if reading.represented(t):
        start = max(start, reading.changed_ability_on(t))
    return since, start


def _gap_from(reading: Reading, t: date) -> date:
    """The day since which nobody holds the authority that is needed on ``t``."""
    days = [reading.adult_on, reading.born]
    if reading.represented(t):
        days.append(reading.changed_ability_on(t))
    days += [
        row.valid_to + timedelta(days=1)
        for row in reading.authorities
        if row.subject == reading.youth and row.valid_to is not None
    ]
    return max(day for day in days if day <= t)


def _said_yes(reading: Reading, seat: Seat, purpose: str, since: date, until: date) -> bool:
    return any(
        m.stands
        and m.event.type is EventType.GIVEN
        and since <= m.event.effective_on <= until
        and m.on <= until
        for m in reading.marks(seat, purpose)
    )


def _existing(
    reading: Reading, seat: Seat, purpose: str, since: date, start: date, t: date
) -> Finding | None:
    """Existing data, once somebody new must confirm: a yes, any answer, or the grace of D4.

    The same for every datum, so it is worked out once per reading.
    """
    key = (seat, purpose, since, start, t)
    if key not in reading.confirmations:
        reading.confirmations[key] = _confirmed(reading, seat, purpose, since, start, t)
    return reading.confirmations[key]


def _confirmed(
    reading: Reading, seat: Seat, purpose: str, since: date, start: date, t: date
) -> Finding | None:
    if _said_yes(reading, seat, purpose, since, t):
        return None
    answers = [
        m for m in reading.marks(seat, purpose) if not m.yes and since <= m.event.effective_on <= t
    ]
    if not answers:
        return _unanswered(reading, seat, purpose, since, start, t)
    if t <= start + timedelta(days=reading.policy.grace_days):
        return None
    objections = [m for m in answers if m.event.type is EventType.DISSENT]
    if not objections:
        return None
    last = objections[-1].event.seq
    return Finding(Reason.OBJECTED, f"{who(reading, seat)}, {purpose}.", (last,))


def _unanswered(
    reading: Reading, seat: Seat | None, purpose: str, since: date, start: date, t: date
) -> Finding | None:
    policy = reading.policy
    if t <= start + timedelta(days=policy.grace_days):
        return None
    asked = attempts(reading, seat, purpose, since, t)
    keep = policy.existing_after_grace is ExistingAfterGrace.KEEP_IF_3_ATTEMPTS
    if keep and len({e.effective_on for e in asked}) >= policy.attempts:
        return None
    name = "Een vertegenwoordiger" if seat is None else who(reading, seat)
    text = f"{name}, {purpose}: geen antwoord sinds {start:%d-%m-%Y}."
    return Finding(Reason.RECONSENT_MISSING, text, tuple(e.seq for e in asked))


def attempts(
    reading: Reading, seat: Seat | None, purpose: str, since: date, t: date
) -> list[Event]:
    """Documented attempts to ask (days count, not letters on one day).

    Without a seat, where nobody with authority is known, any request about the youth counts.
    """
    return [
        e
        for e in reading.events
        if e.type is EventType.RECONSENT_REQUESTED
        and e.subject == reading.youth
        and (seat is None or (e.seat == seat and e.purpose in (purpose, ALL)))
        and since <= e.effective_on <= t
    ]


def _unconfirmed(reading: Reading, seat: Seat, purpose: str, start: date, t: date) -> Finding:
    """New data without a new yes: always denied; the reason says whether there is still time."""
    last = start + timedelta(days=reading.policy.grace_days)
    text = f"{who(reading, seat)}, {purpose}: nieuwe toestemming gevraagd tot {last:%d-%m-%Y}."
    reason = Reason.RECONSENT_PENDING if t <= last else Reason.RECONSENT_MISSING
    return Finding(reason, text)


def unconfirmed_since(reading: Reading, seat: Seat, purpose: str, on: date) -> date | None:
    """Since when a seat that said yes before has to say so again; None where it need not.

    The youth after the last of its 12th and 16th birthday, a representative since the present
    authority began.
    """
    if not any(mark.yes for mark in reading.marks(seat, purpose)):
        return None
    if seat == reading.youth_seat:
        birthday = reading.decider_birthday(on)
        if birthday is None or not _decides(reading, on):
            return None
        since, start = birthday, _asked_from(reading, birthday, on)
    elif seat.subject == reading.youth and seat.party in reading.holders(reading.youth, on):
        since, start = _representing_from(reading, seat.party, on)
    else:
        return None
    answers = [m for m in reading.marks(seat, purpose) if since <= m.event.effective_on <= on]
    said = _said_yes(reading, seat, purpose, since, on) or any(not m.yes for m in answers)
    return None if said else start
