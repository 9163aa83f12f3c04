"""The contact log of a case (RULES D15) and its safety flags (D5), both in the vault only."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consent.rules import may_contact
from register.db.tables.cases import Case
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.bsn import bsn_blockers
from register.domain.contacting import (
    FLAG_WORDS,
    OUTCOMES,
    SECRET_ADDRESS,
    WAYS,
    Attempt,
    Bounds,
    Flag,
    attempt_blockers,
)
from register.domain.errors import Blocker, NotFound, refuse_if
from register.domain.people import Permission
from register.keys import seal as sealed
from register.keys import unseal
from register.services import consent, identities
from register.services.house import House
from register.vault import people
from register.vault.tables import CaseKey, ContactAttempt, SafetyFlag


@dataclass(frozen=True)
class Noted:
    """An attempt with what was noted about it."""

    attempt: Attempt
    remark: str
    by: str


@dataclass(frozen=True)
class Log:
    """The contact log and the flags of a case."""

    noted: tuple[Noted, ...]
    flags: tuple[Flag, ...]
    bounds: Bounds


def log(house: House, case: Case) -> Log:
    """Attempts (newest first) and flags of a case whose contact card is open."""
    bounds = house.protocol.schedule.limits
    with Session(house.vault.engine) as session:
        return Log(
            tuple(_noted(house, session, case.pseudonym)),
            tuple(flags(session, case.pseudonym)),
            Bounds(
                bounds.contact_attempts_per_wave,
                bounds.days_between_attempts,
                bounds.pause_on_crisis,
            ),
        )


def flags(session: Session, pseudonym: str) -> list[Flag]:
    """The safety flags of a case, oldest first; unknown kinds of another release are left out."""
    query = select(SafetyFlag).where(SafetyFlag.pseudonym == pseudonym)
    return [
        Flag(row.id, row.kind, tuple(row.parties), row.since, row.until)
        for row in session.scalars(query.order_by(SafetyFlag.since, SafetyFlag.id))
        if row.kind in FLAG_WORDS
    ]


def blockers(
    house: House,
    work: Work,
    case: Case,
    *,
    wave: str,
    parties: Sequence[str],
    on: date,
) -> list[Blocker]:
    """Every reason not to seek contact: consent, flags, the protocol's limits."""
    found = log(house, case)
    ledger = consent.load(work, house.protocol, [case]).get(case.id)
    reasons = []
    for party in parties:
        approach = None if ledger is None else may_contact(ledger, party, on)
        if approach is not None and not approach.allowed:
            reasons.append(
                Blocker("no_approach", f"{party}: {approach.explanation}", "Zoek geen contact.")
            )
    return [
        *reasons,
        *attempt_blockers(
            [one.attempt for one in found.noted],
            found.flags,
            wave=wave,
            parties=parties,
            on=on,
            bounds=found.bounds,
        ),
    ]


def note(
    house: House,
    case_id: str,
    attempt: Attempt,
    *,
    remark: str,
    by: Actor,
    at: datetime,
    on: date,
) -> None:
    """Put an attempt in the contact log; refused where none was allowed."""
    with house.store.writing(by) as work:
        case = identities.opened(work, case_id, by=by, at=at, wanted=Permission.VAULT_EDIT)
        refuse_if(
            [
                *_sound(house, attempt, remark, on),
                *blockers(
                    house,
                    work,
                    case,
                    wave=attempt.wave,
                    parties=attempt.parties,
                    on=attempt.tried_on,
                ),
            ]
        )
        with house.vault.changing() as session:
            name, fresh = work.ids.new(), work.ids.new()
            key = people.case_key(session, house.keys.vault, case.pseudonym, fresh)
            content = {
                "parties": list(attempt.parties),
                "way": attempt.way,
                "outcome": attempt.outcome,
                "remark": remark,
                "by": by.id,
            }
            plain = json.dumps(content, sort_keys=True, ensure_ascii=False).encode()
            session.add(
                ContactAttempt(
                    id=name,
                    pseudonym=case.pseudonym,
                    wave=attempt.wave,
                    tried_on=attempt.tried_on,
                    content=sealed(key, plain, place=f"contact_attempt.content.{name}"),
                )
            )
        house.keys.copy()
        _record(work, "contact.note", case, by, at)


def raise_flag(
    house: House,
    case_id: str,
    kind: str,
    *,
    parties: Sequence[str],
    since: date,
    by: Actor,
    at: datetime,
) -> None:
    """Put a safety flag up; what it stops is refused from then on."""
    with house.store.writing(by) as work:
        case = identities.opened(work, case_id, by=by, at=at, wanted=Permission.VAULT_EDIT)
        refuse_if(_flag_blockers(kind, parties))
        with house.vault.changing() as session:
            session.add(
                SafetyFlag(
                    id=work.ids.new(),
                    pseudonym=case.pseudonym,
                    kind=kind,
                    parties=list(parties),
                    since=since,
                )
            )
        _record(work, "safety.flag", case, by, at)


def lower_flag(
    house: House, case_id: str, flag: str, *, until: date, by: Actor, at: datetime
) -> None:
    """Take a flag down: it held up to and including a day."""
    with house.store.writing(by) as work:
        case = identities.opened(work, case_id, by=by, at=at, wanted=Permission.VAULT_EDIT)
        with house.vault.changing() as session:
            row = session.get(SafetyFlag, flag)
            if row is None or row.pseudonym != case.pseudonym:
                raise NotFound("Deze vlag")
            row.until = max(until, row.since)
        _record(work, "safety.unflag", case, by, at)


def _noted(house: House, session: Session, pseudonym: str) -> list[Noted]:
    row = session.get(CaseKey, pseudonym)
    if row is None:
        return []
    key = house.keys.vault.get(row.subject_key)
    query = select(ContactAttempt).where(ContactAttempt.pseudonym == pseudonym)
    found = []
    for one in session.scalars(query.order_by(ContactAttempt.tried_on.desc(), ContactAttempt.id)):
        held = json.loads(unseal(key, one.content, place=f"contact_attempt.content.{one.id}"))
        attempt = Attempt(
            one.wave, one.tried_on, tuple(held["parties"]), held["way"], held["outcome"]
        )
        found.append(Noted(attempt, held["remark"], held["by"]))
    return found


def _sound(house: House, attempt: Attempt, remark: str, on: date) -> list[Blocker]:
    found = list(bsn_blockers({"opmerking": remark}))
    if not attempt.parties:
        found.append(Blocker("nobody", "Kies met wie u contact zocht.", ""))
    if attempt.tried_on > on:
        found.append(Blocker("future_date", "De poging ligt in de toekomst.", "Vul de dag in."))
    known = {wave.code for wave in house.protocol.schedule.waves}
    if attempt.wave not in known or attempt.way not in WAYS or attempt.outcome not in OUTCOMES:
        found.append(Blocker("incomplete", "Kies meting, manier en uitkomst.", ""))
    return found


def _flag_blockers(kind: str, parties: Sequence[str]) -> list[Blocker]:
    if kind not in FLAG_WORDS:
        return [Blocker("unknown_flag", "Deze vlag bestaat niet.", "Kies uit de lijst.")]
    if kind != "crisis" and len(set(parties)) < 2:
        remedy = (
            "Kies eerst wiens adres geheim is, dan voor wie."
            if kind == SECRET_ADDRESS
            else "Kies de twee mensen om wie het gaat."
        )
        return [Blocker("flag_parties", "Deze vlag gaat over twee mensen.", remedy)]
    return []


def _record(work: Work, kind: str, case: Case, by: Actor, at: datetime) -> None:
    work.record(
        kind,
        Action.CREATE,
        by=by,
        at=at,
        object_type="vault",
        object_id=case.id,
        pseudonym=case.pseudonym,
    )
