"""The same decisions for many data of one case at once (at least 20,000 a second).

Between the days on which anything in the ledger changes, a decision cannot depend on which day
a datum was collected. So the days of collection fall into a few stretches, and one answer per
stretch, data class, informant and others serves all data alike. Retention counts from each own
day and is asked apart.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from consent.calendar import ONE_DAY, add_months, birthday
from consent.datum import Datum
from consent.decision import Finding, Reason, Step, Verdict
from consent.ledger import Ledger
from consent.purpose import FRAME
from consent.reading import Reading, known_until
from consent.rules import checks, may_use
from consent.scope import retention

ALLOWED = Verdict(True, Step.ALLOWED, Reason.ALLOWED)
# Growing up and new representatives ask the same whoever the informant is.
_ANY_INFORMANT = frozenset({Step.GROWING_UP, Step.AUTHORITY})
_Key = tuple[date, str, str | None, tuple[str, ...], str, str | None]


def turning_days(reading: Reading) -> list[date]:
    """Every day on which an answer may change with the day of collection, in order."""
    policy, ledger = reading.policy, reading.ledger
    days = {date.min, reading.consents_on, reading.decides_on, reading.adult_on}
    days.update(birthday(reading.born, band.from_age) for band in policy.bands)
    terms = {p.default_term for p in policy.purposes if p.default_term is not None}
    for event in reading.events:
        signed = event.effective_on
        days.update((signed, event.recorded_on))
        if event.valid_to is not None:
            days.add(event.valid_to + ONE_DAY)
        days.update(add_months(signed, term) + ONE_DAY for term in terms)
    periods = [(a.valid_from, a.valid_to) for a in reading.authorities]
    periods += [(c.valid_from, c.valid_to) for c in reading.capacities]
    for start, end in periods:
        days.add(start)
        if end is not None:
            days.add(end + ONE_DAY)
    if ledger.included_on is not None:
        days.update((ledger.included_on, ledger.included_on + ONE_DAY))
    return sorted(days)


class Bulk:
    """Verdicts for one case, purpose, day, knowledge and recipient; make one per question."""

    def __init__(
        self,
        ledger: Ledger,
        purpose: str,
        t: date,
        known_at: datetime | date | None = None,
        recipient: str | None = None,
    ) -> None:
        self.ledger, self.purpose, self.t, self.recipient = ledger, purpose, t, recipient
        self.known_at = known_until(t, known_at)
        self._frame = purpose == FRAME or ledger.birth_date is None
        self._verdicts: dict[_Key, Verdict] = {}
        self._confirmed: dict[tuple[Step, date, str], Finding | None] = {}
        if not self._frame:
            self.reading = Reading(ledger, self.known_at)
            self._days = turning_days(self.reading)
            rule = ledger.policy.purpose(purpose)
            self._single = rule is not None and rule.needs_release

    def verdict(self, datum: Datum) -> Verdict:
        """The bare answer for one datum: equal to ``may_use`` without its explanation."""
        if self._frame or datum.collected_on > self.t:
            return self._asked_in_full(datum)
        # Every day of a stretch answers alike, so the first serves: its readings are shared.
        day = self._days[bisect_right(self._days, datum.collected_on) - 1]
        ref = datum.ref if self._single else None
        key = (day, datum.data_class, datum.informant, datum.about, datum.subject, ref)
        verdict = self._verdicts.get(key)
        if verdict is None:
            first = replace(datum, collected_on=day)
            verdict = self._verdicts[key] = self._decide(first)
        if verdict.step is Step.ERASED:
            return verdict
        if retention(self.ledger.policy, datum, self.purpose, self.t) is not None:
            return Verdict(False, Step.RETENTION, Reason.RETENTION)
        return verdict

    def _decide(self, datum: Datum) -> Verdict:
        for step, check in checks(self.reading, datum, self.purpose, self.t, self.recipient):
            if step is Step.RETENTION:
                continue
            if step in _ANY_INFORMANT:
                key = (step, datum.collected_on, datum.data_class)
                if key not in self._confirmed:
                    self._confirmed[key] = check()
                finding = self._confirmed[key]
            else:
                finding = check()
            if finding is not None:
                return Verdict(False, step, finding.reason)
        return ALLOWED

    def _asked_in_full(self, datum: Datum) -> Verdict:
        found = may_use(self.ledger, datum, self.purpose, self.t, self.known_at, self.recipient)
        return Verdict(found.allowed, found.step, found.reason)


def verdicts(
    ledger: Ledger,
    data: Iterable[Datum],
    purpose: str,
    t: date,
    known_at: datetime | date | None = None,
    recipient: str | None = None,
) -> list[Verdict]:
    """One verdict per datum, in their order."""
    bulk = Bulk(ledger, purpose, t, known_at, recipient)
    return [bulk.verdict(datum) for datum in data]
