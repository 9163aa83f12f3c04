"""Rights of data subjects (RULES D6): each request a case of its own, with a term and a decision.

Recording and deciding are done by two persons. A granted restriction stops use at once through
the consent ledger; erasure goes by a withdrawal (``register.services.withdrawals``).
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select

from consent.event import EventType
from consent.purpose import ALL
from register.db.tables.cases import Case, Party
from register.db.tables.withdrawals import RightsRequest
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.calendar import add_months
from register.domain.errors import Blocker, NotFound, refuse_if
from register.domain.people import Permission
from register.services import cases, consent
from register.services.house import House
from register.services.withdrawing import acting

OPEN, GRANTED, REFUSED = "open", "toegewezen", "afgewezen"
TERM, EXTENSION = 1, 2


class Right(StrEnum):
    """The rights of AVG 15, 16, 17, 18 and 21."""

    ACCESS = "inzage"
    RECTIFICATION = "rectificatie"
    ERASURE = "wissing"
    RESTRICTION = "beperking"
    OBJECTION = "bezwaar"


GROUNDS = {
    "identiteit_onbekend": "niet vast te stellen is dat de vraag van deze persoon komt",
    "rechten_van_anderen": "het zou de rechten van een ander schaden (AVG 15 lid 4)",
    "onderzoek_geschaad": "het zou het onderzoek ernstig belemmeren (AVG 17 lid 3 onder d)",
    "kennelijk_ongegrond": "de vraag is kennelijk ongegrond of buitensporig (AVG 12 lid 5)",
    "niet_onjuist": "de gegevens zijn niet onjuist gebleken (AVG 16)",
}
DELAYS = {
    "ingewikkeld": "de vraag is ingewikkeld (AVG 12 lid 3)",
    "veel_verzoeken": "er zijn veel verzoeken (AVG 12 lid 3)",
}


@dataclass(frozen=True)
class Listed:
    """A request with its case, and the days that are left on a day (below zero: too late)."""

    request: RightsRequest
    case: Case
    days_left: int


def ask(
    house: House,
    case_id: str,
    *,
    party: str,
    right: Right,
    received_on: date,
    by: Actor,
    at: datetime,
    on: date,
) -> str:
    """Record a request of a party; it is due one month after it was received."""
    with house.store.writing(by) as work:
        work.require(Permission.CONSENT_RECORD, by=by, at=at, object_type="rights")
        with consent.planning(work):
            case = cases.find(work, case_id)
            refuse_if(_asking_blockers(_party(work, case_id, party), received_on, on))
            row = RightsRequest(
                id=work.ids.new(),
                case_id=case_id,
                party=party,
                kind=right.value,
                received_on=received_on,
                due_on=add_months(received_on, TERM),
                state=OPEN,
                recorded_at=at,
                recorded_by=by.id,
            )
            work.session.add(row)
        _log(work, "rights.ask", row, case, by=by, at=at)
    return row.id


def extend(house: House, request_id: str, *, because: str, by: Actor, at: datetime) -> None:
    """Take two months more, once, for a reason that the law knows."""
    with house.store.writing(by) as work:
        work.require(Permission.RIGHTS_DECIDE, by=by, at=at, object_id=request_id)
        with consent.planning(work):
            row, case = find(work, request_id)
            known = [] if because in DELAYS else [_UNKNOWN]
            again = [] if row.extended_because is None else [_EXTENDED]
            refuse_if([*known, *again, *_not_open(row)])
            row.extended_because = because
            row.due_on = add_months(row.received_on, TERM + EXTENSION)
        _log(work, "rights.extend", row, case, by=by, at=at)


def decide(
    house: House, request_id: str, *, granted: bool, ground: str = "", by: Actor, at: datetime
) -> None:
    """Grant a request, or refuse it on a ground of the law; a restriction holds at once."""
    with house.store.writing(by) as work:
        work.require(Permission.RIGHTS_DECIDE, by=by, at=at, object_id=request_id)
        with consent.planning(work):
            row, case = find(work, request_id)
            refuse_if(_deciding_blockers(row, by, granted=granted, ground=ground))
            row.state = GRANTED if granted else REFUSED
            row.ground = None if granted else ground
            row.decided_at, row.decided_by = at, by.id
        if granted and row.kind == Right.RESTRICTION:
            _restrict(house, work, case, row, EventType.RESTRICTED, by=by, at=at)
        _log(work, "rights.decide", row, case, by=by, at=at)


def lift(house: House, request_id: str, *, by: Actor, at: datetime) -> None:
    """End a restriction that was granted; whoever asked for it is told beforehand (AVG 18)."""
    with house.store.writing(by) as work:
        work.require(Permission.RIGHTS_DECIDE, by=by, at=at, object_id=request_id)
        with consent.planning(work):
            row, case = find(work, request_id)
        holds = row.kind == Right.RESTRICTION and row.state == GRANTED
        refuse_if([] if holds else [_NO_RESTRICTION])
        _restrict(house, work, case, row, EventType.RESTRICTION_LIFTED, by=by, at=at)
        _log(work, "rights.lift", row, case, by=by, at=at)


def find(work: Work, request_id: str) -> tuple[RightsRequest, Case]:
    """The request with its case; raises ``NotFound``. Needs a grant."""
    found = work.session.execute(
        select(RightsRequest, Case)
        .join(Case, Case.id == RightsRequest.case_id)
        .where(RightsRequest.id == request_id)
    ).first()
    if found is None:
        raise NotFound("Dit verzoek")
    return found[0], found[1]


def listed(work: Work, *, on: date, by: Actor, at: datetime) -> list[Listed]:
    """Requests that wait for a decision, the most urgent first."""
    work.require(Permission.RIGHTS_DECIDE, by=by, at=at, object_type="rights")
    query = (
        select(RightsRequest, Case)
        .join(Case, Case.id == RightsRequest.case_id)
        .where(RightsRequest.state == OPEN)
        .order_by(RightsRequest.due_on, RightsRequest.id)
    )
    with consent.planning(work):
        rows = work.session.execute(query).all()
    return [Listed(row, case, (row.due_on - on).days) for row, case in rows]


def _party(work: Work, case_id: str, code: str) -> Party | None:
    query = select(Party).where(Party.case_id == case_id, Party.code == code)
    return work.session.scalars(query).first()


def _restrict(
    house: House,
    work: Work,
    case: Case,
    row: RightsRequest,
    kind: EventType,
    *,
    by: Actor,
    at: datetime,
) -> None:
    event = {
        "subject": row.party,
        "party": row.party,
        "acting_as": acting(row.party, row.party),
        "purpose": ALL,
        "type": kind,
        "effective_at": at,
        "recorded_at": at,
        "recorded_by": by.id,
        "evidence_ref": row.id,
    }
    consent.record(work, house.protocol, case, [event], by=by, at=at)


def _log(work: Work, kind: str, row: RightsRequest, case: Case, *, by: Actor, at: datetime) -> None:
    work.record(
        kind,
        Action.UPDATE,
        by=by,
        at=at,
        object_type="rights",
        object_id=row.id,
        pseudonym=case.pseudonym,
        field_group=f"{row.kind}: {row.state}",
    )


def _asking_blockers(party: Party | None, received_on: date, on: date) -> list[Blocker]:
    found = []
    if party is None:
        found.append(
            Blocker("unknown_party", "Deze persoon hoort niet bij de casus.", "Kies uit de lijst.")
        )
    if received_on > on:
        found.append(
            Blocker(
                "future_date",
                "De dag van ontvangst ligt in de toekomst.",
                "Vul de dag in waarop de vraag binnenkwam: dan begint de termijn.",
            )
        )
    return found


def _deciding_blockers(
    row: RightsRequest, by: Actor, *, granted: bool, ground: str
) -> list[Blocker]:
    found = _not_open(row)
    if row.recorded_by == by.id:
        found.append(
            Blocker(
                "same_person",
                "Vastleggen en beslissen doet niet dezelfde persoon.",
                "Laat een ander beslissen.",
            )
        )
    if not granted and ground not in GROUNDS:
        found.append(
            Blocker(
                "no_ground",
                "Een afwijzing noemt de grond in de wet.",
                "Kies een grond uit de lijst.",
            )
        )
    return found


def _not_open(row: RightsRequest) -> list[Blocker]:
    if row.state == OPEN:
        return []
    return [Blocker("decided", "Over dit verzoek is al beslist.", "Leg een nieuw verzoek vast.")]


_UNKNOWN = Blocker(
    "no_delay", "Verlengen kan alleen om een reden die de wet kent.", "Kies uit de lijst."
)
_EXTENDED = Blocker("extended", "De termijn is al eens verlengd.", "Beslis vóór de laatste dag.")
_NO_RESTRICTION = Blocker(
    "no_restriction", "Er is geen beperking die loopt.", "Kijk bij Toestemming van de casus."
)
