"""Withdrawing: what would follow, carrying it out at once, and taking back a mistake.

The event goes into the ledger, open contributions become *ingetrokken*, analysis files that hold
the case are closed, and holders of copies are asked to delete them, all in one transaction; the
folders of closed files go right after it, or at the next start. Erasing itself asks a second
person (``register.services.erasure``).
"""

import shutil
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from consent.calendar import day_of
from consent.event import EventType, Outcome, Scope
from consent.withdrawal import Consequence, preview
from register.db.tables.cases import Case
from register.db.tables.withdrawals import Withdrawal
from register.db.tables.work import Pending
from register.db.work import Work
from register.domain.actor import Actor, system
from register.domain.audit import Action
from register.domain.errors import Blocker, NotFound, Refusal, refuse_if
from register.domain.people import Permission, may
from register.domain.states import Stored
from register.services import cases, consent, holdings, pending, withdrawing
from register.services.holdings import Holdings
from register.services.house import House
from register.services.nouns import BEHAVIOURS
from register.services.withdrawing import FROZEN, SET_ASIDE, UNDONE, Request

__all__ = [
    "RECOVERY",
    "VERB",
    "Preview",
    "Request",
    "decide",
    "find",
    "finish",
    "listed",
    "look_ahead",
    "undo",
    "withdraw",
]

VERB = "consent.withdraw"


@dataclass(frozen=True)
class Preview:
    """What would follow: one line per noun, and what is touched by name."""

    scope: Scope
    consequences: tuple[Consequence, ...]
    holdings: Holdings
    second_person: bool


def look_ahead(
    house: House, case_id: str, *, scope: Scope, by: Actor, at: datetime, on: date
) -> Preview:
    """What a withdrawal would do, before anybody signs; a look, logged without content."""
    with house.store.reading(by) as work:
        permission = Permission.CONSENT_RECORD
        if may(by.roles, Permission.ERASURE_PREVIEW):
            permission = Permission.ERASURE_PREVIEW
        work.require(permission, by=by, at=at, object_type="consent")
        with consent.deciding(work, consent.DESK):
            case = cases.find(work, case_id)
            held = holdings.of_case(house, work, case)
        work.record(
            "consent.preview",
            Action.READ,
            by=by,
            at=at,
            object_type="consent",
            pseudonym=case.pseudonym,
            field_group=scope.value,
        )
    return Preview(scope, preview(BEHAVIOURS, held.counts, scope), held, scope is Scope.ERASE)


def withdraw(
    house: House, case_id: str, request: Request, *, by: Actor, at: datetime, on: date
) -> str:
    """Record a withdrawal and carry it out; returns its identifier."""
    with house.store.writing(by) as work:
        work.require(Permission.CONSENT_RECORD, by=by, at=at, object_type="consent")
        with consent.planning(work):
            case = cases.find(work, case_id)
        before = consent.load(work, house.protocol, [case]).get(case.id)
        refuse_if(withdrawing.blockers(house.protocol, before, request, at=at))
        assert before is not None
        consent.record(
            work, house.protocol, case, [withdrawing.event(request, by=by, at=at)], by=by, at=at
        )
        ledger = consent.load(work, house.protocol, [case])[case.id]
        seq = max(event.seq for event in ledger.events)
        with consent.deciding(work, consent.DESK):
            counts = holdings.of_case(house, work, case).counts
            was = withdrawing.stop(work, case, before, ledger, seq, on)
            closed = withdrawing.close_files(house.protocol, work, case, request, at=at)
            frozen = withdrawing.frozen(ledger, case, on)
            row = Withdrawal(
                id=work.ids.new(),
                case_id=case.id,
                event_seq=seq,
                party=request.party,
                subject=request.subject,
                purpose=request.purpose,
                scope=request.scope.value,
                state=withdrawing.state(request.scope, frozen=frozen),
                received_on=day_of(request.effective_at or at),
                was=was,
                counts=counts,
                files=closed,
                recorded_at=at,
                recorded_by=by.id,
            )
            work.session.add(row)
        _promise(work, case, closed, at=at)
        work.record(
            VERB,
            Action.UPDATE,
            by=by,
            at=at,
            object_type="consent",
            object_id=row.id,
            pseudonym=case.pseudonym,
            purpose=request.purpose,
            field_group=request.scope.value,
            count=len(closed),
        )
    for open_row in pending.open_rows(house, (VERB,), by=by):
        finish(house, open_row)
    return row.id


def undo(
    house: House, withdrawal_id: str, *, evidence: str, by: Actor, at: datetime, on: date
) -> None:
    """Take back a withdrawal that was recorded by mistake; lawful until anything is erased.

    Analysis files stay closed: make new ones. Whoever changed their mind gives a new yes instead.
    """
    with house.store.writing(by) as work:
        work.require(Permission.CONSENT_RECORD, by=by, at=at, object_id=withdrawal_id)
        with consent.deciding(work, consent.DESK):
            row, case = find(work, withdrawal_id)
            refuse_if(withdrawing.undo_blockers(row, evidence))
            same = {"subject": row.subject, "party": row.party, "purpose": row.purpose}
            event = same | {
                "acting_as": withdrawing.acting(row.party, row.subject),
                "type": EventType.CORRECTED,
                "of": row.event_seq,
                "effective_at": at,
                "recorded_at": at,
                "recorded_by": by.id,
                "evidence_ref": evidence.strip(),
            }
            consent.record(work, house.protocol, case, [event], by=by, at=at)
            for one in withdrawing.contributions_of(work, case):
                if one.id in row.was and one.state == Stored.WITHDRAWN:
                    one.state = row.was[one.id]
            row.state, row.undone_at, row.undone_by = UNDONE, at, by.id
        work.record(
            "consent.undo",
            Action.UPDATE,
            by=by,
            at=at,
            object_type="consent",
            object_id=row.id,
            pseudonym=case.pseudonym,
        )


def decide(
    house: House, withdrawal_id: str, *, honoured: bool, evidence: str, by: Actor, at: datetime
) -> None:
    """The controller's decision on a frozen withdrawal, after the FG's written advice (D3)."""
    with house.store.writing(by) as work:
        work.require(Permission.RIGHTS_DECIDE, by=by, at=at, object_id=withdrawal_id)
        with consent.deciding(work, consent.DESK):
            row, case = find(work, withdrawal_id)
            if row.state != FROZEN:
                raise Refusal(
                    [
                        Blocker(
                            "not_frozen",
                            "Over deze intrekking hoeft niemand te beslissen.",
                            "Kijk bij de casus hoe zij staat.",
                        )
                    ]
                )
            refuse_if(withdrawing.lacks_evidence(evidence, "het schriftelijke advies van de FG"))
            event = {
                "subject": row.subject,
                "party": row.party,
                "purpose": row.purpose,
                "acting_as": withdrawing.acting(row.party, row.subject),
                "type": EventType.CONTROLLER_DECIDED,
                "of": row.event_seq,
                "outcome": Outcome.HONOURED if honoured else Outcome.SET_ASIDE,
                "effective_at": at,
                "recorded_at": at,
                "recorded_by": by.id,
                "evidence_ref": evidence.strip(),
            }
            consent.record(work, house.protocol, case, [event], by=by, at=at)
            row.state = withdrawing.state(Scope(row.scope), frozen=False) if honoured else SET_ASIDE
        work.record(
            "consent.decide",
            Action.UPDATE,
            by=by,
            at=at,
            object_type="consent",
            object_id=row.id,
            pseudonym=case.pseudonym,
            field_group=row.state,
        )


def find(work: Work, withdrawal_id: str) -> tuple[Withdrawal, Case]:
    """The withdrawal with its case; raises ``NotFound``. Needs a grant."""
    found = work.session.execute(
        select(Withdrawal, Case)
        .join(Case, Case.id == Withdrawal.case_id)
        .where(Withdrawal.id == withdrawal_id)
    ).first()
    if found is None:
        raise NotFound("Deze intrekking")
    return found[0], found[1]


def listed(work: Work, *, state: str | None = None) -> list[tuple[Withdrawal, Case]]:
    """Withdrawals with their cases, newest first."""
    query = (
        select(Withdrawal, Case)
        .join(Case, Case.id == Withdrawal.case_id)
        .order_by(Withdrawal.recorded_at.desc(), Withdrawal.id)
    )
    if state is not None:
        query = query.where(Withdrawal.state == state)
    with consent.planning(work):
        return [(row, case) for row, case in work.session.execute(query)]


def finish(house: House, row: Pending) -> bool:
    """Remove the folders of files that were closed; can be repeated."""
    folders = row.facts["folders"]
    assert isinstance(folders, list)
    for folder in folders:
        shutil.rmtree(house.home / "analysis" / str(folder), ignore_errors=True)
    with house.store.writing(system("afmaken")) as work:
        pending.end(work, row.id)
    return True


def _promise(work: Work, case: Case, folders: list[str], *, at: datetime) -> None:
    """Note, in the transaction that closes files, that their folders must go."""
    if folders:
        row = Pending(
            id=work.ids.new(),
            verb=VERB,
            pseudonym=case.pseudonym,
            step="gesloten",
            facts={"folders": folders},
            started_at=at,
        )
        work.session.add(row)


def undo_begun(house: House, row: Pending) -> None:
    """A row stands only after its withdrawal was committed: there is nothing to undo."""


RECOVERY = pending.Recovery(finish, undo_begun)
