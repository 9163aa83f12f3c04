"""The consent service: the only maker of grants, and the only reader of the ledger.

``planning`` opens what is needed to plan and to ask; ``reading`` opens what one datum says, after
``may_use``; ``collecting`` opens a case for new data, after ``may_collect``; ``deciding`` opens
everything to the verb that decides per datum itself (an analysis file), and logs that it did.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from sqlalchemy import delete, select

from consent.datum import Datum
from consent.decision import Decision
from consent.event import Event
from consent.ledger import Ledger
from consent.letter import LetterVersion
from consent.party import AuthorityKind
from consent.projection import projection
from consent.rules import may_collect, may_use
from consent.status import PartyStatus, status
from register.db.chain import Link
from register.db.guard import Grant, under
from register.db.tables.cases import Case, Party
from register.db.tables.consent import ConsentInterval
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.errors import Blocker, Refusal
from register.domain.people import Permission
from register.domain.policy import policy_of
from register.domain.protocol import Protocol
from register.services import ledger as ledgers

DESK = "P1"


@contextmanager
def _granted(work: Work, grant: Grant) -> Iterator[Grant]:
    """Run the block under the grant; what it changed is sent while the grant still holds."""
    with under(grant):
        yield grant
        work.flush()


@contextmanager
def planning(work: Work) -> Iterator[Grant]:
    """Dates, states and who is to be asked, of every case; nothing that anybody said."""
    with _granted(work, Grant(DESK, None, "plannen")) as grant:
        yield grant


@contextmanager
def deciding(work: Work, purpose: str) -> Iterator[Grant]:
    """Everything, for a verb that asks ``may_use`` for each datum before it lets it out."""
    with _granted(work, Grant(purpose, None, "besluit per gegeven", content=True)) as grant:
        yield grant


@contextmanager
def reading(
    work: Work, protocol: Protocol, case: Case, data: Sequence[Datum], *, on: date
) -> Iterator[list[Decision]]:
    """What of ``data`` may be read at the desk on a day; opens the case when any of it may."""
    ledger = load(work, protocol, [case]).get(case.id)
    if ledger is None:
        raise Refusal([_ERASED])
    decisions = [may_use(ledger, datum, _purpose(ledger, datum), on) for datum in data]
    if not any(decision.allowed for decision in decisions):
        raise Refusal([_blocker(decision) for decision in decisions[:1]])
    with _granted(work, Grant(DESK, frozenset({case.id}), "inzien", content=True)):
        yield decisions


@contextmanager
def collecting(work: Work, protocol: Protocol, case: Case, datum: Datum) -> Iterator[Decision]:
    """Open a case to put ``datum`` in, when that may be collected on its day."""
    ledger = load(work, protocol, [case]).get(case.id)
    if ledger is None:
        raise Refusal([_ERASED])
    decision = may_collect(
        ledger, datum.data_class, datum.collected_on, informant=datum.informant, about=datum.about
    )
    if not decision.allowed:
        raise Refusal([_blocker(decision)])
    with _granted(work, Grant(DESK, frozenset({case.id}), "verzamelen", content=True)):
        yield decision


def allowed(work: Work, protocol: Protocol, case: Case, datum: Datum, *, on: date) -> bool:
    """Whether one datum may be used at the desk on a day."""
    ledger = load(work, protocol, [case]).get(case.id)
    return ledger is not None and may_use(ledger, datum, _purpose(ledger, datum), on).allowed


def _purpose(ledger: Ledger, datum: Datum) -> str:
    """The purpose that a datum was collected under: what the desk asks for."""
    return ledger.policy.collected_under(datum.data_class)


@contextmanager
def enrolling(work: Work, case_id: str) -> Iterator[Grant]:
    """Open one case that is being made: its ledger does not exist before."""
    with _granted(work, Grant(DESK, frozenset({case_id}), "includeren", content=True)) as grant:
        yield grant


@contextmanager
def erasing(work: Work, case_id: str) -> Iterator[Grant]:
    """Open one case whose keys are gone, to empty its rows."""
    with _granted(work, Grant(DESK, frozenset({case_id}), "wissen", content=True)) as grant:
        yield grant


def load(work: Work, protocol: Protocol, cases: Sequence[Case]) -> dict[str, Ledger]:
    """Ledgers by case id; a case whose key was destroyed is left out."""
    with _granted(work, Grant("toestemming", None, "register van toestemming")):
        return ledgers.load(work, policy_of(protocol), cases)


def record(
    work: Work,
    protocol: Protocol,
    case: Case,
    events: Sequence[Mapping[str, object]],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Append consent events of a case and rebuild its projection."""
    with _granted(work, Grant("toestemming", None, "register van toestemming")):
        ledgers.append(work, case.id, events)
        project(work, protocol, case, at=at)
    work.record(
        "consent.record",
        Action.CREATE,
        by=by,
        at=at,
        object_type="consent_event",
        pseudonym=case.pseudonym,
        count=len(events),
    )


def keep_letter(work: Work, letter: LetterVersion, text: str, *, by: Actor, at: datetime) -> None:
    """Keep a version of a letter, so that consents can name it; a known one stays as it is."""
    work.require(Permission.LETTER_MANAGE, by=by, at=at, object_type="letter", object_id=letter.id)
    ledgers.add_letter(work, letter, text)
    work.record(
        "letter.keep", Action.CREATE, by=by, at=at, object_type="letter", object_id=letter.id
    )


def set_authority(
    work: Work,
    protocol: Protocol,
    case: Case,
    *,
    party: str,
    kind: AuthorityKind,
    valid_from: date,
    valid_to: date | None = None,
    replaces: int | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Note who holds authority over the youth; an earlier row is ended by replacing it."""
    work.require(Permission.CONSENT_RECORD, by=by, at=at, pseudonym=case.pseudonym)
    youth = load(work, protocol, [case])[case.id].youth
    with _granted(work, Grant("toestemming", None, "register van toestemming")):
        ledgers.add_authority(
            work,
            case.id,
            subject=youth,
            party=party,
            kind=kind,
            valid_from=valid_from,
            valid_to=valid_to,
            replaces=replaces,
            at=at,
        )
    project(work, protocol, case, at=at)
    work.record(
        "authority.set",
        Action.CREATE,
        by=by,
        at=at,
        object_type="authority",
        pseudonym=case.pseudonym,
    )


def project(work: Work, protocol: Protocol, case: Case, *, at: datetime) -> None:
    """Rebuild the list projection of one case from its events."""
    with _granted(work, Grant("toestemming", None, "register van toestemming")):
        ledger = ledgers.load(work, policy_of(protocol), [case])[case.id]
        work.session.execute(delete(ConsentInterval).where(ConsentInterval.case_id == case.id))
        for interval in projection(ledger, at):
            work.session.add(
                ConsentInterval(
                    id=work.ids.new(),
                    case_id=case.id,
                    party=interval.party,
                    subject=interval.subject,
                    purpose=interval.purpose,
                    from_on=interval.since,
                    to_on=interval.until,
                )
            )
        work.flush()


def explain(
    work: Work, protocol: Protocol, case: Case, *, purpose: str, on: date, by: Actor, at: datetime
) -> Decision:
    """The decision, with its steps, on using the youth's own participation data for a purpose.

    A purpose that does not use these is asked about the first kind of data that it does use.
    """
    work.require(Permission.CONSENT_VIEW, by=by, at=at, pseudonym=case.pseudonym)
    ledger = load(work, protocol, [case]).get(case.id)
    if ledger is None:
        raise Refusal([_ERASED])
    known = ledger.policy.purpose(purpose)
    classes = sorted(known.data_classes) if known is not None else []
    data_class = "deelname" if "deelname" in classes or not classes else classes[0]
    datum = Datum(subject=ledger.youth, collected_on=case.included_on, data_class=data_class)
    work.record(
        "consent.check",
        Action.CONSENT_CHECK,
        by=by,
        at=at,
        object_type="case",
        pseudonym=case.pseudonym,
        purpose=purpose,
    )
    return may_use(ledger, datum, purpose, on)


def verify(work: Work, kept: tuple[int, str] | None) -> list[str]:
    """What is wrong with the chain of consent events, in words; ``kept``: the head elsewhere."""
    with _granted(work, Grant("toestemming", None, "register van toestemming")):
        return ledgers.verify(work, kept)


def head(work: Work) -> Link | None:
    """The last link of the chain of consent events."""
    with _granted(work, Grant("toestemming", None, "register van toestemming")):
        return ledgers.head(work)


def events(work: Work, protocol: Protocol, case: Case, *, by: Actor, at: datetime) -> list[Event]:
    """The consent events of one case in the order in which they were recorded."""
    work.require(Permission.CONSENT_VIEW, by=by, at=at, pseudonym=case.pseudonym)
    ledger = load(work, protocol, [case]).get(case.id)
    if ledger is None:
        raise Refusal([_ERASED])
    work.record(
        "consent.read",
        Action.READ,
        by=by,
        at=at,
        object_type="consent",
        pseudonym=case.pseudonym,
        count=len(ledger.events),
    )
    return sorted(ledger.events, key=lambda event: event.seq)


def informant_of(work: Work, party_id: str | None) -> Party | None:
    """The party row of an informant, ``None`` for the file."""
    if party_id is None:
        return None
    return work.session.scalars(select(Party).where(Party.id == party_id)).one()


_ERASED = Blocker(
    "erased", "De gegevens van deze casus zijn op verzoek gewist.", "Er is niets meer te tonen."
)


def _blocker(decision: Decision) -> Blocker:
    return Blocker(
        decision.reason.value,
        decision.explanation,
        "Kijk bij Toestemming wie wat moet doen.",
    )


def at_a_glance(work: Work, protocol: Protocol, case: Case, *, on: date) -> tuple[PartyStatus, ...]:
    """Who allowed what, and who must do what; empty where the case was erased."""
    ledger = load(work, protocol, [case]).get(case.id)
    return () if ledger is None else status(ledger, on)
