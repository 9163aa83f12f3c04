"""Erasing a case: a second person confirms, keys go first, then every row that can go.

What is destroyed stands on a list beside the keys, which no older backup puts back; ``replay``
carries that list out on databases that were restored (ARCHITECTURE §3, Erasure).
"""

from datetime import datetime

from sqlalchemy import delete, select, update

from register.db.tables.cases import Case, Wave
from register.db.tables.contributions import Contribution, Revision
from register.db.tables.withdrawals import Withdrawal
from register.db.tables.work import Pending
from register.db.work import Work
from register.domain.actor import Actor, system
from register.domain.audit import Action
from register.domain.errors import Blocker, refuse_if
from register.domain.people import Permission
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
        erased = Erased(
            case.pseudonym, case.id, (case.subject_key,), tuple(house.vault.keys_of(case.pseudonym))
        )
        begun = Pending(
            id=work.ids.new(),
            verb=VERB,
            pseudonym=case.pseudonym,
            step="bevestigd",
            facts={
                "case": case.id,
                "register": list(erased.register),
                "vault": list(erased.vault),
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
    papers = house.vault.files_of(erased.pseudonym)
    house.vault.forget_case(erased.pseudonym)
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
        query = select(Case.id).where(
            Case.id.in_([one.case for one in listed]), Case.erased_at.is_(None)
        )
        alive = set(work.session.scalars(query))
    again = [one for one in listed if one.case in alive or house.vault.knows(one.pseudonym)]
    for one in again:
        present = {*house.keys.register.names(), *house.keys.vault.names()}
        if present & {*one.register, *one.vault}:
            house.keys.destroy(one)
        house.vault.forget_case(one.pseudonym)
        with house.store.writing(by) as work:
            _empty(work, one, by=by, at=at, confirmed_by=None)
    return len(again)


def _erased(row: Pending) -> Erased:
    register, vault = row.facts["register"], row.facts["vault"]
    assert isinstance(register, list)
    assert isinstance(vault, list)
    return Erased(str(row.pseudonym), str(row.facts["case"]), tuple(register), tuple(vault))


def _empty(
    work: Work, erased: Erased, *, by: Actor, at: datetime, confirmed_by: str | None
) -> None:
    """Delete or blank every row of the case that the append-only tables do not hold fast."""
    case_id, session = erased.case, work.session
    with consent.erasing(work, case_id):
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
        for row in session.scalars(select(Withdrawal).where(Withdrawal.case_id == case_id)):
            row.was = {}
            if row.state == TO_ERASE:
                row.state, row.confirmed_at = ERASED, row.confirmed_at or at
    work.record(
        VERB,
        Action.DELETE,
        by=by,
        at=at,
        object_type="case",
        object_id=case_id,
        pseudonym=erased.pseudonym,
        on_behalf_of=confirmed_by,
    )


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
