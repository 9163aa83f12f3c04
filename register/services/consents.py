"""Recording consent: from paper or on a tablet, each purpose its own yes or no, with its proof."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from consent.event import YES, ActingAs, Event, EventType, Method, Scope
from consent.ledger import Ledger
from consent.policy import YouthRole
from consent.recording import Concern, concerns
from register.blobs.content import Content
from register.db.tables.cases import Case
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.calendar import age_on, amsterdam_date, start_of_day
from register.domain.errors import Blocker, NotFound, Refusal
from register.domain.people import Permission
from register.services import cases, consent, evidence, lettertexts, withdrawals
from register.services.house import House
from register.services.lettertexts import LetterText
from register.services.withdrawals import Request

_NOON = timedelta(hours=12)
_NEW_SEQ = 10**9
_FIELDS = (
    "subject",
    "party",
    "acting_as",
    "purpose",
    "type",
    "effective_at",
    "recorded_at",
    "recorded_by",
    "method",
    "letter",
    "scope",
)


class Said(StrEnum):
    """What somebody answers to one question."""

    YES = "ja"
    NO = "nee"
    NO_AND_BEFORE = "nee_ook_eerder"


SAID_WORDS = {
    Said.YES: "ja",
    Said.NO: "nee",
    Said.NO_AND_BEFORE: "nee, en ook niet wat er al is",
}


@dataclass(frozen=True)
class Saying:
    """One letter as one party answered it; ``answers`` by the name of the question."""

    party: str
    letter: str
    on: date
    method: Method
    answers: Mapping[str, Said]


def opened(
    house: House, work: Work, case_id: str, *, by: Actor, at: datetime
) -> tuple[Case, Ledger]:
    """A case and its ledger for whoever may record consent; ``Refusal`` where it was erased."""
    work.require(Permission.CONSENT_RECORD, by=by, at=at, object_id=case_id)
    return ledger_of(house, work, case_id)


def ledger_of(house: House, work: Work, case_id: str) -> tuple[Case, Ledger]:
    """A case and its ledger; raises ``NotFound``, also where the case was erased."""
    with consent.planning(work):
        case = cases.find(work, case_id)
    ledger = consent.load(work, house.protocol, [case]).get(case.id)
    if ledger is None:
        raise NotFound("De toestemming van deze casus")
    return case, ledger


def asked_before(ledger: Ledger, text: LetterText, party: str) -> frozenset[str]:
    """Names of questions to which somebody once said yes: a no may then reach back."""
    said = {(e.subject, e.purpose) for e in ledger.events if e.type in YES}
    return frozenset(
        q.name for q in text.questions if ((party if q.own else ledger.youth), q.purpose) in said
    )


def events_of(
    ledger: Ledger, text: LetterText, saying: Saying, *, by: Actor, at: datetime
) -> list[Event]:
    """The events that an answered letter amounts to; ``Refusal`` for answers it does not ask."""
    if not ledger.knows(saying.party):
        raise NotFound("Deze betrokkene")
    unknown = set(saying.answers) - {q.name for q in text.questions}
    if unknown or not saying.answers:
        raise Refusal(
            [
                Blocker(
                    "no_answers", "Er is nog geen vraag beantwoord.", "Kies bij elk doel ja of nee."
                )
            ]
        )
    today = amsterdam_date(at)
    effective = at if saying.on == today else start_of_day(saying.on) + _NOON
    child = saying.party == ledger.youth and _assents(ledger, saying.on)
    found: list[Event] = []
    for question in text.questions:
        said = saying.answers.get(question.name)
        if said is None:
            continue
        subject = saying.party if question.own else ledger.youth
        found.append(
            Event(
                seq=_NEW_SEQ + len(found),
                subject=subject,
                party=saying.party,
                acting_as=ActingAs.SELF if subject == saying.party else ActingAs.REPRESENTATIVE,
                purpose=question.purpose,
                type=_type(said, child=child),
                effective_at=effective,
                recorded_at=at,
                recorded_by=by.id,
                method=saying.method,
                letter=saying.letter,
                scope=Scope.NO_FURTHER_USE if said is Said.NO_AND_BEFORE else None,
            )
        )
    return found


def against(ledger: Ledger, events: list[Event], *, at: datetime) -> list[Concern]:
    """Every concern about recording these together, each once, blocking ones first.

    Who answers several questions answers them in order: a yes of the same sheet counts.
    """
    found: dict[Concern, None] = {}
    for event in events:
        found.update(dict.fromkeys(concerns(ledger, event, at)))
    return sorted(found, key=lambda one: not one.blocking)


def record(
    house: House,
    case_id: str,
    saying: Saying,
    *,
    proof: Content | None,
    by: Actor,
    at: datetime,
) -> int:
    """Record an answered letter with its proof (a scan, or what was signed on the tablet).

    Returns the number of events. Blocking concerns are a ``Refusal``; nothing is kept then. A no
    that reaches back is carried out as a withdrawal at once: analysis files that rest on it close.
    """
    with house.store.reading(by) as work:
        case, ledger = opened(house, work, case_id, by=by, at=at)
        text = lettertexts.read(
            work, house.protocol, ledger, saying.letter, party=saying.party, on=saying.on
        )
        events = events_of(ledger, text, saying, by=by, at=at)
        _refuse(against(ledger, events, at=at))
    begun = None
    if proof is not None:
        kind = "tablet" if saying.method is Method.E_SIGN else "scan"
        begun = evidence.begin(
            house,
            case.pseudonym,
            party=saying.party,
            kind=kind,
            content=proof,
            on=saying.on,
            by=by,
            at=at,
        )
    try:
        with house.store.writing(by) as work:
            _, ledger = opened(house, work, case_id, by=by, at=at)
            _refuse(against(ledger, events, at=at))
            fields = [_fields(event, begun.id if begun else "") for event in events]
            consent.record(work, house.protocol, case, fields, by=by, at=at)
            if begun is not None:
                evidence.end(work, begun)
    except Refusal:
        if begun is not None:
            evidence.give_up(house, begun, by=by)
        raise
    for event in events:
        if event.scope is Scope.NO_FURTHER_USE:
            request = Request(
                event.party,
                event.subject,
                event.scope,
                event.purpose,
                event.method,
                begun.id if begun else "",
                event.effective_at,
            )
            withdrawals.withdraw(house, case_id, request, by=by, at=at, on=amsterdam_date(at))
    return len(events)


def _fields(event: Event, reference: str) -> dict[str, object]:
    found: dict[str, object] = {name: getattr(event, name) for name in _FIELDS}
    return found | {"evidence_ref": reference}


def _refuse(found: list[Concern]) -> None:
    blocking = [one for one in found if one.blocking]
    if blocking:
        raise Refusal([Blocker("consent_concern", one.text) for one in blocking])


def _assents(ledger: Ledger, on: date) -> bool:
    assert ledger.birth_date is not None
    band = ledger.policy.band(max(age_on(ledger.birth_date, on), 0))
    return band.youth is YouthRole.ASSENT


def _type(said: Said, *, child: bool) -> EventType:
    if said is Said.YES:
        return EventType.ASSENT if child else EventType.GIVEN
    return EventType.DISSENT if child else EventType.REFUSED
