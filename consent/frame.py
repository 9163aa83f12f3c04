"""The sampling frame: nameless RET registrations, outside the consent ledger (RULES §0, D1)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from consent.calendar import day_of
from consent.datum import AgreementEnd, Datum, RetAgreement
from consent.decision import REASON_WORDS, Decision, Finding, Reason, Step, Trace, decided
from consent.ledger import Ledger
from consent.purpose import FRAME

COLUMNS: tuple[str, ...] = (
    "key",
    "ret",
    "year",
    "region_group",
    "age_band",
    "gender",
    "setting",
    "referrer",
    "flow_step",
    "themes",
)
"""What a row of the frame may hold. ``key`` is the RET's own code: read for merging only."""


def kept_columns(columns: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Split the columns of an import into (kept, dropped); the report names the dropped ones."""
    given = tuple(columns)
    kept = tuple(c for c in given if c in COLUMNS)
    return kept, tuple(c for c in given if c not in COLUMNS)


def may_use_frame(
    ledger: Ledger, datum: Datum, t: date, known_at: datetime, recipient: str | None
) -> Decision:
    """The P0 branch: retention, scope, and the agreement with the RET in place of consent."""
    checks = (
        (Step.RETENTION, _retention(ledger, datum, t)),
        (Step.SCOPE, _scope(ledger, datum, t, recipient)),
        (Step.COLLECTION, _agreed(ledger, datum, known_at)),
        (Step.WITHDRAWAL, _ended(ledger, datum, t, known_at)),
    )
    trace: list[Trace] = []
    for step, finding in checks:
        if finding is not None:
            trace.append(Trace(step, False, finding.detail))
            return decided(trace, finding.reason)
        trace.append(Trace(step, True, "Ja, volgens de overeenkomst met het RET."))
    trace.append(Trace(Step.ALLOWED, True, REASON_WORDS[Reason.ALLOWED]))
    return decided(trace, Reason.ALLOWED)


def _retention(ledger: Ledger, datum: Datum, t: date) -> Finding | None:
    last = ledger.policy.last_day(datum.collected_on, datum.data_class, datum.retention)
    return Finding(Reason.RETENTION, f"Laatste dag was {last:%d-%m-%Y}.") if t > last else None


def _scope(ledger: Ledger, datum: Datum, t: date, recipient: str | None) -> Finding | None:
    purpose = ledger.policy.purpose(FRAME)
    if purpose is None or datum.data_class not in purpose.data_classes or datum.ret is None:
        return Finding(Reason.SCOPE, "Alleen naamloze registraties van een RET vallen onder P0.")
    if t < datum.collected_on:
        return Finding(Reason.SCOPE, "Op die dag was dit gegeven er nog niet.")
    if recipient is not None and recipient not in purpose.recipients:
        return Finding(Reason.SCOPE, "Deze ontvanger staat niet bij het doel.")
    return None


def _known(ledger: Ledger, datum: Datum, known_at: datetime) -> list[RetAgreement]:
    return [a for a in ledger.agreements if a.ret == datum.ret and a.recorded_at <= known_at]


def _agreed(ledger: Ledger, datum: Datum, known_at: datetime) -> Finding | None:
    c = datum.collected_on
    for agreement in _known(ledger, datum, known_at):
        late = (day_of(agreement.recorded_at) - agreement.valid_from).days
        from_ = agreement.valid_from
        if late > ledger.policy.late_signing_days:
            from_ = day_of(agreement.recorded_at)
        if agreement.holds(c) and from_ <= c:
            return None
    text = "Op die dag gold geen overeenkomst met dit RET."
    return Finding(Reason.COLLECTION_UNLAWFUL, text)


def _ended(ledger: Ledger, datum: Datum, t: date, known_at: datetime) -> Finding | None:
    for agreement in _known(ledger, datum, known_at):
        over = agreement.valid_to is not None and agreement.valid_to < t
        stops = agreement.after_end is AgreementEnd.NO_FURTHER_USE
        if over and stops and agreement.holds(datum.collected_on):
            text = "De overeenkomst met dit RET is beëindigd, ook voor wat er al was."
            return Finding(Reason.NO_FURTHER_USE, text)
    return None
