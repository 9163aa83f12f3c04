"""Erasing a case: a second person confirms, keys go first, then every row that can go.

What is destroyed stands on a list beside the keys, which no older backup puts back; ``replay``
carries that list out on databases that were restored (ARCHITECTURE §3, Erasure).
"""

from datetime import datetime

from sqlalchemy import delete, select, update

from consent.party import PartyKind
from register.db.tables.cases import Case, Party, Wave
from register.db.tables.contributions import Contribution, Draft, DraftPatch, Revision
from register.db.tables.withdrawals import Withdrawal
from register.db.tables.work import Pending
from register.db.work import Work
from register.domain.actor import Actor, system
from register.domain.audit import Action
from register.domain.errors import Blocker, refuse_if
from register.domain.people import Permission
from register.domain.states import Stored
from register.keys import Erased
from register.services import consent, evidence, pending, withdrawals
from register.services.house import House
from register.services.nouns import HELD, OnErase
from register.services.withdrawing import ERASED, TO_ERASE

VERB = "case.erase"
_BULK = {"synchronize_session": False}


def confirm(house: House, withdrawal_id: str, *, by: Actor, at: datetime) -> None:
    """Confirm, as second person, that a case is erased, and erase it; there is no way back."""
    with house.store.writing(by) as work:
        work.require(Permission.ERASURE_CONFIRM, by=by, at=at, object_id=withdrawal_id)
        with consent.planning(work):
            row, case = withdrawals.find(work, withdrawal_id)
        refuse_if(_blockers(row, by))
        row.confirmed_at, row.confirmed_by = at, by.id
        erased = _asked(house, work, row, case)
        begun = Pending(
            id=work.ids.new(),
            verb=VERB,
            pseudonym=case.pseudonym,
            step="bevestigd",
            facts={
                "case": case.id,
                "register": list(erased.register),
                "vault": list(erased.vault),
                "party": erased.party,
                "at": at.isoformat(),
                "by": by.id,
            },
            started_at=at,
        )
        work.session.add(begun)
        pending.hold(house, begun.id)
        with consent.planning(work):
            work.flush()
    finish(house, begun)


def finish(house: House, row: Pending) -> bool:
    """Carry out an erasure that was confirmed, from whatever step it was left at."""
    erased = _erased(row)
    house.keys.note(erased)
    house.keys.destroy(erased)
    papers = house.vault.files_of(erased.pseudonym, erased.party)
    house.vault.forget_case(erased.pseudonym, erased.party)
    for name in papers:
        evidence.blobs(house).remove(name)
    at = datetime.fromisoformat(str(row.facts["at"]))
    by = system("afmaken")
    with house.store.writing(by) as work:
        _empty(work, erased, by=by, at=at, confirmed_by=str(row.facts["by"]))
        pending.end(work, row.id)
    return True


def undo(house: House, row: Pending) -> None:
    """What was confirmed is carried out: there is nothing to undo."""


RECOVERY = pending.Recovery(finish, undo)


def replay(house: House, *, at: datetime) -> int:
    """Erase again what a restore brought back; returns how many cases. Also at every start."""
    listed = house.keys.erased()
    if not listed:
        return 0
    by = system("herstel")
    with house.store.reading(by) as work, consent.planning(work):
        again = [
            one
            for one in listed
            if _lives(work, one) or house.vault.knows(one.pseudonym, one.party)
        ]
    for one in again:
        present = {*house.keys.register.names(), *house.keys.vault.names()}
        if present & {*one.register, *one.vault}:
            house.keys.destroy(one)
        house.vault.forget_case(one.pseudonym, one.party)
        with house.store.writing(by) as work:
            _empty(work, one, by=by, at=at, confirmed_by=None)
    return len(again)


def _erased(row: Pending) -> Erased:
    register, vault = row.facts["register"], row.facts["vault"]
    assert isinstance(register, list)
    assert isinstance(vault, list)
    party = row.facts["party"]
    return Erased(
        str(row.pseudonym),
        str(row.facts["case"]),
        tuple(register),
        tuple(vault),
        None if party is None else str(party),
    )


def _asked(house: House, work: Work, row: Withdrawal, case: Case) -> Erased:
    """What a withdrawal asks to erase: the whole case of a youth, own words of another."""
    with consent.planning(work):
        subject = work.session.scalars(
            select(Party).where(Party.case_id == case.id, Party.code == row.subject)
        ).one()
    whole = subject.kind == PartyKind.YOUTH
    party = None if whole else subject.code
    told = _keys_of_parties(work, case) if whole else [subject.subject_key]
    return Erased(
        case.pseudonym,
        case.id,
        tuple(name for name in (case.subject_key if whole else None, *told) if name),
        tuple(house.vault.keys_of(case.pseudonym, party)),
        party,
    )


def _keys_of_parties(work: Work, case: Case) -> list[str | None]:
    query = select(Party.subject_key).where(Party.case_id == case.id).order_by(Party.code)
    with consent.planning(work):
        return list(work.session.scalars(query))


def _lives(work: Work, erased: Erased) -> bool:
    """Whether the register still holds what an erasure was to take away."""
    if erased.party is None:
        query = select(Case.id).where(Case.id == erased.case, Case.erased_at.is_(None))
    else:
        query = select(Party.id).where(
            Party.case_id == erased.case, Party.subject_key.in_(erased.register)
        )
    return work.session.scalar(query) is not None


def _empty(
    work: Work, erased: Erased, *, by: Actor, at: datetime, confirmed_by: str | None
) -> None:
    """Delete or blank every row of the case that the append-only tables do not hold fast."""
    with consent.erasing(work, erased.case):
        if erased.party is None:
            _empty_case(work, erased.case, at=at)
        else:
            _empty_party(work, erased.case, erased.party)
        for row in work.session.scalars(
            select(Withdrawal).where(Withdrawal.case_id == erased.case)
        ):
            if row.state == TO_ERASE and erased.party in (None, row.subject):
                row.was, row.state, row.confirmed_at = {}, ERASED, row.confirmed_at or at
    work.record(
        VERB,
        Action.DELETE,
        by=by,
        at=at,
        object_type="case",
        object_id=erased.case,
        pseudonym=erased.pseudonym,
        on_behalf_of=confirmed_by,
        field_group=erased.party,
    )


def _empty_party(work: Work, case_id: str, code: str) -> None:
    """Take away what one informant told, and leave the plan of the case to the others."""
    session = work.session
    query = select(Party).where(Party.case_id == case_id, Party.code == code)
    party = session.scalars(query).first()
    if party is None:
        return
    for row in session.scalars(select(Contribution).where(Contribution.party_id == party.id)):
        for table in (DraftPatch, Draft):
            session.execute(
                delete(table).where(table.contribution_id == row.id), execution_options=_BULK
            )
        row.state, row.state_reason = Stored.WITHDRAWN.value, None
        row.collected_on, row.appointment_on, row.circumstances = None, None, None
    party.subject_key, party.relation, party.since, party.until = None, None, None, None


def _empty_case(work: Work, case_id: str, *, at: datetime) -> None:
    session = work.session
    for held in HELD:
        key = Case.id if held.table is Case else held.table.case_id
        if held.on_erase is OnErase.DELETED:
            session.execute(delete(held.table).where(key == case_id), execution_options=_BULK)
        elif held.on_erase is OnErase.BLANKED:
            blank = update(held.table).where(key == case_id).values(**dict(held.blank))
            session.execute(blank, execution_options=_BULK)
    _drop_untold(work, case_id)
    case = session.scalars(select(Case).where(Case.id == case_id)).first()
    if case is not None:
        case.erased_at, case.included_on = at, case.included_on.replace(month=1, day=1)


def _drop_untold(work: Work, case_id: str) -> None:
    """Delete what no revision points at: plans that were never filled in, and their waves."""
    told = select(Revision.contribution_id).where(Revision.case_id == case_id)
    plans = delete(Contribution).where(
        Contribution.case_id == case_id, Contribution.id.not_in(told)
    )
    work.session.execute(plans, execution_options=_BULK)
    planned = select(Contribution.wave_id).where(Contribution.case_id == case_id)
    waves = delete(Wave).where(Wave.case_id == case_id, Wave.id.not_in(planned))
    work.session.execute(waves, execution_options=_BULK)


def _blockers(row: Withdrawal, by: Actor) -> list[Blocker]:
    found = []
    if row.state != TO_ERASE:
        found.append(
            Blocker(
                "nothing_to_erase",
                f"Deze intrekking staat op “{row.state}”; er is niets te wissen.",
                "Bekijk bij de casus wat er gevraagd is.",
            )
        )
    if row.recorded_by == by.id:
        found.append(
            Blocker(
                "same_person",
                "Vastleggen en wissen doet niet dezelfde persoon.",
                "Laat een tweede persoon het wissen bevestigen.",
            )
        )
    return found
