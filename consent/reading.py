"""The ledger as it reads on a day, with what was known at an instant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol, TypeVar

from consent.calendar import ONE_DAY, add_months, age_on, birthday, end_of
from consent.decision import Finding
from consent.event import NO, YES, Event, EventType, Outcome, Scope
from consent.ledger import Ledger
from consent.party import MINOR_AUTHORITY, Authority, AuthorityKind, Capacity, Seat
from consent.policy import ParentsRequired, YouthRole
from consent.purpose import ALL


class _Row(Protocol):
    @property
    def no(self) -> int: ...
    @property
    def replaces(self) -> int | None: ...
    @property
    def recorded_at(self) -> datetime: ...


R = TypeVar("R", bound=_Row)


def _known(rows: Iterable[R], known_at: datetime) -> list[R]:
    """Rows recorded in time, without those that a known row replaces."""
    seen = [row for row in rows if row.recorded_at <= known_at]
    replaced = {row.replaces for row in seen}
    return [row for row in seen if row.no not in replaced]


@dataclass(frozen=True, slots=True)
class Mark:
    """A deciding event as it reads: from which day it counts, and what is wrong with a yes."""

    event: Event
    on: date
    yes: bool
    fault: str
    late: bool
    last_day: date | None

    @property
    def stands(self) -> bool:
        return self.yes and not self.fault


@dataclass(frozen=True, slots=True)
class Need:
    """Somebody who must have agreed: which seat (None: nobody is recorded), judged on which day."""

    seat: Seat | None
    as_of: date
    representative: bool


class Reading:
    """Everything known of one ledger at ``known_at``, cached; the rules ask it questions."""

    def __init__(self, ledger: Ledger, known_at: datetime) -> None:
        if ledger.birth_date is None:
            raise LookupError("the sampling frame has no consent ledger; ask with purpose P0")
        self.ledger = ledger
        self.policy = ledger.policy
        self.known_at = known_at
        self.born = ledger.birth_date
        self.youth = ledger.youth
        self.youth_seat = Seat(self.youth, self.youth)
        self.adult_on = birthday(self.born, self.policy.adult_from)
        self.decides_on = birthday(self.born, self.policy.decides_from)
        self.consents_on = birthday(self.born, self.policy.consent_from)
        known = sorted((e for e in ledger.events if e.recorded_at <= known_at), key=lambda e: e.seq)
        void = {e.of for e in known if e.type is EventType.CORRECTED}
        self.events = [e for e in known if e.seq not in void and e.type is not EventType.CORRECTED]
        self.by_seat: dict[Seat, list[Event]] = {}
        for event in self.events:
            self.by_seat.setdefault(event.seat, []).append(event)
        self.erasures = [e for e in self.events if e.reach is Scope.ERASE and e.purpose == ALL]
        self.restrictions = [
            e for e in self.events if e.type in (EventType.RESTRICTED, EventType.RESTRICTION_LIFTED)
        ]
        self.outcomes = {e.of: e for e in self.events if e.type is EventType.CONTROLLER_DECIDED}
        self.authorities: list[Authority] = _known(ledger.authorities, known_at)
        self.capacities: list[Capacity] = _known(ledger.capacities, known_at)
        self._marks: dict[tuple[Seat, str], tuple[Mark, ...]] = {}
        self._holders: dict[tuple[str, date], tuple[str, ...]] = {}
        self.confirmations: dict[tuple[Seat, str, date, date, date], Finding | None] = {}
        self._said_no: dict[tuple[Seat, str], bool] = {}
        self._stands: dict[tuple[Seat, str, date], bool] = {}
        self._subject_seats: dict[tuple[str, date, bool], tuple[Seat, ...]] = {}
        self._needs: dict[date, tuple[Need, ...]] = {}

    def age(self, on: date) -> int:
        return age_on(self.born, on)

    def decider_birthday(self, on: date) -> date | None:
        """The last birthday on which the youth itself became required or decider, if any."""
        if on >= self.decides_on:
            return self.decides_on
        return self.consents_on if on >= self.consents_on else None

    def assessment(self, on: date) -> Capacity | None:
        rows = [c for c in self.capacities if c.subject == self.youth and c.holds(on)]
        return max(rows, key=lambda c: (c.valid_from, c.no), default=None)

    def represented(self, on: date) -> bool:
        """Whether somebody else decides for a youth of 16 or older, being assessed not able."""
        if on < self.decides_on:
            return False
        row = self.assessment(on)
        return row is not None and not row.able

    def changed_ability_on(self, on: date) -> date:
        """The first day of the present state of ability (able or represented) on a day ≥ 16."""
        now = self.represented(on)
        days = {self.decides_on}
        for row in self.capacities:
            days.add(row.valid_from)
            if row.valid_to is not None:
                days.add(row.valid_to + ONE_DAY)
        start = on
        for day in sorted((d for d in days if self.decides_on <= d <= on), reverse=True):
            start = day
            if day > self.decides_on and self.represented(day - ONE_DAY) != now:
                break
        return start

    def counted_kinds(self, subject: str, on: date) -> frozenset[AuthorityKind]:
        if subject != self.youth:
            return MINOR_AUTHORITY | {AuthorityKind.MENTOR}
        if on >= self.adult_on:
            return frozenset({AuthorityKind.MENTOR})
        return MINOR_AUTHORITY

    def holders(self, subject: str, on: date) -> tuple[str, ...]:
        """Who may speak for the subject on a day, in order of party id."""
        key = (subject, on)
        if key not in self._holders:
            kinds = self.counted_kinds(subject, on)
            self._holders[key] = tuple(
                sorted(
                    {
                        a.party
                        for a in self.authorities
                        if a.subject == subject and a.kind in kinds and a.holds(on)
                    }
                )
            )
        return self._holders[key]

    def youth_needs(self, on: date) -> tuple[Need, ...]:
        """Who must have agreed for the youth on a day: the youth, then representatives."""
        if on not in self._needs:
            self._needs[on] = tuple(self._youth_needs(on))
        return self._needs[on]

    def _youth_needs(self, on: date) -> list[Need]:
        if self.represented(on):
            return self._representatives(on)
        band = self.policy.band(max(self.age(on), 0))
        needs: list[Need] = []
        if band.youth is not YouthRole.NONE:
            needs.append(Need(self.youth_seat, on, False))
        if band.parents_required is ParentsRequired.ALWAYS:
            needs += self._representatives(on)
        elif band.parents_required is ParentsRequired.AT_INCLUSION:
            included = self.ledger.included_on
            as_of = on if included is None else min(on, included)
            then = self.policy.band(max(self.age(as_of), 0))
            if then.parents_required is ParentsRequired.AT_INCLUSION:
                needs += self._representatives(as_of)
        return needs

    def _representatives(self, on: date) -> list[Need]:
        holders = self.holders(self.youth, on)
        if not holders:
            return [Need(None, on, True)]
        return [Need(Seat(party, self.youth), on, True) for party in holders]

    def asks(self, seat: Seat, purpose: str, on: date) -> bool:
        """Whether a required seat is asked this purpose: a child only what it takes part in."""
        if seat != self.youth_seat or purpose in self.policy.assent_purposes:
            return True
        return self.policy.band(max(self.age(on), 0)).youth is not YouthRole.ASSENT

    def subject_seats(self, subject: str, on: date, own_words: bool) -> tuple[Seat, ...]:
        """Seats for a data subject other than the youth: itself, or who holds authority."""
        key = (subject, on, own_words)
        found = self._subject_seats.get(key)
        if found is None:
            found = tuple(Seat(party, subject) for party in self.holders(subject, on))
            if own_words or not found:
                found = (Seat(subject, subject), *found)
            self._subject_seats[key] = found
        return found

    def marks(self, seat: Seat, purpose: str) -> tuple[Mark, ...]:
        """Deciding events of a seat for a purpose, in order of effect; in a tie the no is last."""
        key = (seat, purpose)
        if key not in self._marks:
            found = [
                self._mark(event, purpose)
                for event in self.by_seat.get(seat, ())
                if event.purpose in (purpose, ALL)
                and (event.type in YES or event.type in NO)
                and event.reach is not Scope.CONTACT_ONLY
            ]
            found.sort(key=lambda m: (m.event.effective_at, not m.yes, m.event.seq))
            self._marks[key] = tuple(found)
        return self._marks[key]

    def _mark(self, event: Event, purpose: str) -> Mark:
        yes = event.type in YES
        late = yes and event.recorded_on > event.effective_on + timedelta(
            days=self.policy.late_signing_days
        )
        fault = self._fault(event, purpose) if yes else ""
        on = event.recorded_on if late else event.effective_on
        return Mark(event, on, yes, fault, late, self._last_day(event, purpose))

    def _last_day(self, event: Event, purpose: str) -> date | None:
        rule = self.policy.purpose(purpose)
        if event.valid_to is not None or rule is None or rule.default_term is None:
            return event.valid_to
        return add_months(event.effective_on, rule.default_term)

    def _fault(self, event: Event, purpose: str) -> str:
        """What keeps a yes from counting; empty where nothing does."""
        signed = event.effective_on
        if not event.seat.own and event.party not in self.holders(event.subject, signed):
            return "ondertekend zonder gezag op die dag"
        letter = self.ledger.letter(event.letter)
        if letter is None or not letter.in_use(signed):
            return "niet met een brief die toen geldig was"
        version = letter.version_of(purpose)
        rule = self.policy.purpose(purpose)
        if version is None or rule is None or not rule.covered_by(version):
            return "de brief vroeg dit doel niet, of een oudere tekst ervan"
        return ""

    def said_no(self, seat: Seat, purpose: str) -> bool:
        """Whether a seat ever said no to a purpose: most never did."""
        key = (seat, purpose)
        if key not in self._said_no:
            self._said_no[key] = any(not mark.yes for mark in self.marks(seat, purpose))
        return self._said_no[key]

    def latest(self, seat: Seat, purpose: str, on: date) -> Mark | None:
        """The deciding event in force on a day; a no wins a tie on the same instant."""
        found = None
        for mark in self.marks(seat, purpose):
            if mark.event.effective_on > on:
                break
            if mark.on <= on:
                found = mark
        return found

    def stands(self, seat: Seat, purpose: str, on: date) -> bool:
        """Whether the seat's yes to the purpose is in force on a day."""
        key = (seat, purpose, on)
        found = self._stands.get(key)
        if found is None:
            mark = self.latest(seat, purpose, on)
            in_term = mark is not None and (mark.last_day is None or on <= mark.last_day)
            found = self._stands[key] = mark is not None and mark.stands and in_term
        return found

    def settled(self, event: Event) -> Outcome | None:
        """What the controller decided about a frozen withdrawal, if anything."""
        decision = self.outcomes.get(event.seq)
        return None if decision is None else decision.outcome


def known_until(t: date, known_at: datetime | date | None) -> datetime:
    """The instant of knowledge: as given, or the end of the day (by default of ``t``)."""
    if isinstance(known_at, datetime):
        return known_at
    return end_of(known_at or t)
