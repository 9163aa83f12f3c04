"""The history of a form: its revisions, who made them and why, and what each changed."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from instruments.answers import Answer
from instruments.model import Instrument
from register.db.tables.cases import Case, Wave
from register.db.tables.contributions import Contribution, Revision
from register.db.tables.people import Account
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.answer_words import words
from register.domain.audit import Action
from register.domain.people import Permission
from register.services import consent, opening, revisions
from register.services.house import House


@dataclass(frozen=True)
class Changed:
    """One question of which the answer changed, in words; empty means no answer."""

    question: str
    before: str
    after: str


@dataclass(frozen=True)
class Version:
    """One revision: who handed it in when and why, and what changed against the one before."""

    no: int
    recorded_at: datetime
    by: str
    reason: str
    changes: tuple[Changed, ...]


@dataclass(frozen=True)
class History:
    """Where a form belongs and its versions, newest first."""

    case: Case
    wave: Wave
    contribution: Contribution
    instrument: Instrument
    versions: tuple[Version, ...]


def of_contribution(
    house: House, work: Work, contribution_id: str, *, by: Actor, at: datetime, on: date
) -> History:
    """All versions of a form, as far as its answers may still be looked at."""
    work.require(Permission.CONTRIBUTION_VIEW, by=by, at=at, object_id=contribution_id)
    with consent.planning(work):
        row, case, wave = opening.find(work, contribution_id)
        datum = opening.datum_of(work, row, on)
    with consent.reading(work, house.protocol, case, [datum], on=on):
        instrument = opening.version_for(house, row, on)
        rows = work.session.execute(
            select(Revision, Account.name)
            .join(Account, Account.id == Revision.recorded_by, isouter=True)
            .where(Revision.contribution_id == row.id)
            .order_by(Revision.no)
        ).all()
        versions: list[Version] = []
        before: dict[str, Answer] = {}
        for revision, name in rows:
            after = revisions.answers(work, case, revision)
            versions.append(
                Version(
                    revision.no,
                    revision.recorded_at,
                    name or "onbekend",
                    revision.reason,
                    _changes(instrument, before, after),
                )
            )
            before = after
    work.record(
        "contribution.history",
        Action.READ,
        by=by,
        at=at,
        object_type="contribution",
        object_id=row.id,
        pseudonym=case.pseudonym,
        purpose=consent.DESK,
    )
    return History(case, wave, row, instrument, tuple(reversed(versions)))


def said(instrument: Instrument, name: str, answer: Answer | None) -> str:
    """An answer in words; empty where there is none."""
    if answer is None or name not in instrument.fields:
        return ""
    return words(instrument.fields[name], answer)


def _changes(
    instrument: Instrument, before: dict[str, Answer], after: dict[str, Answer]
) -> tuple[Changed, ...]:
    if not before:
        return ()
    return tuple(
        Changed(
            item.label,
            said(instrument, name, before.get(name)),
            said(instrument, name, after.get(name)),
        )
        for name, item in instrument.fields.items()
        if before.get(name) != after.get(name)
    )
