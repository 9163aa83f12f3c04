"""A case's consent as people read it: what may now and why, a timeline, and what is coming."""

from dataclasses import dataclass
from datetime import date, datetime

from consent.calendar import day_of
from consent.datum import Datum
from consent.decision import Decision
from consent.event import Event, EventType, Method
from consent.ledger import Ledger
from consent.purpose import ALL, FRAME
from consent.reading import Reading
from consent.rules import may_use
from consent.seats import who
from consent.status import PartyStatus, Standing, status
from consent.tasks import Task, tasks_ahead
from consent.withdrawal import SCOPE_WORDS
from register.db.tables.cases import Case
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.people import Permission
from register.services import cases, consent
from register.services.consents import ledger_of
from register.services.house import House

TYPE_WORDS = {
    EventType.INFORMED: "geïnformeerd",
    EventType.GIVEN: "ja",
    EventType.REFUSED: "nee",
    EventType.ASSENT: "stemt in",
    EventType.DISSENT: "wil niet (verzet)",
    EventType.WITHDRAWN: "ingetrokken",
    EventType.RECONSENT_REQUESTED: "opnieuw gevraagd",
    EventType.CORRECTED: "verbeterd",
    EventType.MAY_BE_APPROACHED: "mag benaderd worden",
    EventType.RELEASED: "vrijgegeven",
    EventType.RESTRICTED: "gebruik stilgezet",
    EventType.RESTRICTION_LIFTED: "gebruik weer toegestaan",
    EventType.CONTROLLER_DECIDED: "besluit van de verwerkingsverantwoordelijke",
}
METHOD_WORDS = {
    Method.PAPER: "op papier",
    Method.E_SIGN: "op de tablet",
    Method.ORAL_WITNESSED: "mondeling, met een getuige",
}


@dataclass(frozen=True)
class Line:
    """One purpose in a moment of the timeline: its title, what was said, whether that stands."""

    seq: int
    title: str
    said: str
    stands: bool


@dataclass(frozen=True)
class Moment:
    """What one party did on one day with one letter."""

    on: date
    recorded_on: date
    who: str
    letter: str | None
    letter_version: int | None
    method: str
    evidence: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Use:
    """Whether a purpose is allowed now for what was collected at inclusion, since when and why."""

    purpose: str
    title: str
    decision: Decision
    since: date | None


@dataclass(frozen=True)
class ToDo:
    """What somebody must do for one party, and the purposes that it is about."""

    who: str
    standing: str
    action: str
    purposes: tuple[str, ...]


@dataclass(frozen=True)
class Glance:
    """Everything on the page of a case's consent."""

    case: Case
    youth: str
    uses: tuple[Use, ...]
    missing: tuple[ToDo, ...]
    lines: tuple[PartyStatus, ...]
    moments: tuple[Moment, ...]
    tasks: tuple[Task, ...]
    parties: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Explained:
    """One decision with its steps, for a purpose on a day."""

    case: Case
    use: Use
    on: date
    purposes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Ahead:
    """A task about consent and the case that it belongs to."""

    case: Case
    task: Task
    days: int


def glance(house: House, work: Work, case_id: str, *, by: Actor, at: datetime, on: date) -> Glance:
    """A case's consent at a glance and as a timeline; one event in the log."""
    work.require(Permission.CONSENT_VIEW, by=by, at=at, object_id=case_id)
    case, ledger = ledger_of(house, work, case_id)
    lines = status(ledger, on, at)
    work.record(
        "consent.read",
        Action.READ,
        by=by,
        at=at,
        object_type="consent",
        object_id=case.id,
        pseudonym=case.pseudonym,
        count=len(ledger.events),
    )
    open_now = {Standing.MISSING, Standing.ASKED, Standing.EXPIRED, Standing.INVALID}
    open_now |= {Standing.TO_CONFIRM}
    return Glance(
        case=case,
        youth=ledger.youth,
        uses=tuple(
            _use(ledger, case, one.code, on, at)
            for one in ledger.policy.purposes
            if one.code != FRAME
        ),
        missing=_to_do([one for one in lines if one.action and one.standing in open_now]),
        lines=tuple(one for one in lines if one.standing is not Standing.MISSING),
        moments=moments(ledger, at=at),
        tasks=tasks_ahead(ledger, on, known_at=at),
        parties=tuple((one.id, one.shown) for one in ledger.parties),
    )


def explain(
    house: House,
    work: Work,
    case_id: str,
    *,
    purpose: str,
    on: date,
    by: Actor,
    at: datetime,
) -> Explained:
    """The decision on a purpose on a day with its numbered steps; logged as a consent check."""
    with consent.planning(work):
        case = cases.find(work, case_id)
    decision = consent.explain(work, house.protocol, case, purpose=purpose, on=on, by=by, at=at)
    ledger = consent.load(work, house.protocol, [case])[case.id]
    titles = {one.code: one.title for one in ledger.policy.purposes if one.code != FRAME}
    use = Use(purpose, titles.get(purpose, purpose), decision, _since(ledger, decision))
    return Explained(case, use, on, tuple(titles.items()))


def ahead(house: House, work: Work, *, by: Actor, at: datetime, on: date) -> list[Ahead]:
    """What is coming in all cases that are followed, soonest first."""
    work.require(Permission.CONSENT_VIEW, by=by, at=at, object_type="consent")
    with consent.planning(work):
        followed = [
            one for one in cases.every(work) if one.ended_on is None and one.public_key is None
        ]
    ledgers = consent.load(work, house.protocol, followed)
    found = [
        Ahead(case, task, (task.due - on).days)
        for case in followed
        if case.id in ledgers
        for task in tasks_ahead(ledgers[case.id], on)
    ]
    work.record(
        "consent.ahead",
        Action.READ,
        by=by,
        at=at,
        object_type="consent",
        count=len({one.case.id for one in found}),
    )
    return sorted(found, key=lambda one: (one.task.due, one.case.pseudonym, one.task))


def moments(ledger: Ledger, *, at: datetime) -> tuple[Moment, ...]:
    """The events as moments, newest first: one party, one day, one letter, one way of signing."""
    reading = Reading(ledger, at)
    standing = {event.seq for event in reading.events}
    titles = {one.code: one.title for one in ledger.policy.purposes} | {ALL: "Alles"}
    groups: dict[tuple[object, ...], list[Event]] = {}
    for event in ledger.events:
        key = (event.effective_on, day_of(event.recorded_at), event.seat, event.letter)
        groups.setdefault((*key, event.method, event.evidence_ref), []).append(event)
    found = []
    for events in groups.values():
        first = events[0]
        letter = ledger.letter(first.letter)
        found.append(
            Moment(
                on=first.effective_on,
                recorded_on=first.recorded_on,
                who=who(reading, first.seat),
                letter=first.letter,
                letter_version=None if letter is None else letter.version,
                method=METHOD_WORDS[first.method],
                evidence=first.evidence_ref,
                lines=tuple(
                    Line(
                        one.seq,
                        titles.get(one.purpose, one.purpose),
                        _said(one),
                        one.seq in standing,
                    )
                    for one in events
                ),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.on, one.lines[-1].seq), reverse=True))


def _to_do(lines: list[PartyStatus]) -> tuple[ToDo, ...]:
    grouped: dict[tuple[str, str, str], list[str]] = {}
    for one in lines:
        grouped.setdefault((one.who, one.shown, one.action), []).append(one.title)
    return tuple(ToDo(*key, tuple(titles)) for key, titles in grouped.items())


def _said(event: Event) -> str:
    word = TYPE_WORDS[event.type]
    return f"{word}: {SCOPE_WORDS[event.scope]}" if event.scope is not None else word


def _use(ledger: Ledger, case: Case, purpose: str, on: date, at: datetime) -> Use:
    rule = ledger.policy.purpose(purpose)
    assert rule is not None
    classes = sorted(rule.data_classes)
    data_class = "deelname" if "deelname" in classes or not classes else classes[0]
    datum = Datum(ledger.youth, min(case.included_on, on), data_class)
    decision = may_use(ledger, datum, purpose, on, at)
    return Use(purpose, rule.title, decision, _since(ledger, decision))


def _since(ledger: Ledger, decision: Decision) -> date | None:
    days = [event.effective_on for event in ledger.events if event.seq in decision.events]
    return max(days, default=None)
