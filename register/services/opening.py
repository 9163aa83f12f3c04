"""Opening a form: where it belongs, what is asked, what stands in it and stood before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import func, select

from consent.datum import Datum
from instruments.answers import Answer
from instruments.logic.evaluate import Context
from instruments.model import Instrument
from instruments.sheet import Row
from register.db.tables.cases import Case, Party, Wave
from register.db.tables.contributions import Contribution, Draft, Revision
from register.db.tables.people import Account
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.errors import NotFound
from register.domain.people import Permission
from register.domain.protocol import Protocol
from register.domain.states import Stored
from register.services import consent, revisions, rows, surroundings
from register.services.house import House

FILE = "dossier"


@dataclass(frozen=True)
class Previous:
    """The last answers of the same informant before this wave."""

    wave: str
    collected_on: date
    answers: Mapping[str, Answer]


@dataclass(frozen=True)
class Opened:
    """A form as opened: where it belongs, what is asked, what stands in it and stood before."""

    case: Case
    wave: Wave
    party: Party | None
    contribution: Contribution
    instrument: Instrument
    revision: int
    answers: Mapping[str, Answer]
    draft: Mapping[str, object] | None
    draft_saved_at: datetime | None
    draft_by: str | None
    draft_by_name: str
    previous: Previous | None
    rows: Mapping[str, Sequence[Row]]
    context: Context = field(default_factory=Context)


def find(work: Work, contribution_id: str) -> tuple[Contribution, Case, Wave]:
    """The contribution with its case and wave; raises ``NotFound``."""
    # By key: what this transaction holds already is not asked again.
    row = work.session.get(Contribution, contribution_id)
    if row is None:
        raise NotFound("Dit formulier")
    case = work.session.get_one(Case, row.case_id)
    return row, case, work.session.get_one(Wave, row.wave_id)


def version_for(house: House, row: Contribution, on: date) -> Instrument:
    """The instrument of a contribution: the version it was begun with, else the one that the
    protocol chooses for the day ``on`` (see `asked_on`), whoever opens the form and when."""
    if row.instrument_version:
        return house.instrument(row.instrument, row.instrument_version)
    return house.instrument_on(row.instrument, on)


def asked_on(wave: Wave, on: date) -> date:
    """The day that chooses the version: the one on which the wave is due, else ``on``."""
    return wave.due_on or on


def datum_of(work: Work, row: Contribution, on: date) -> Datum:
    """The contribution as the consent rules see it."""
    party = None if row.party_id is None else work.session.get_one(Party, row.party_id)
    youth = _youth(work, row.case_id)
    return Datum(
        subject=youth,
        collected_on=row.collected_on or on,
        data_class="dossier" if row.informant == FILE else "vragenlijst",
        informant=None if party is None else party.code,
    )


def _youth(work: Work, case_id: str) -> str:
    """The code of the youth; it never changes."""
    code = work.remembered.get(("youth", case_id))
    if code is None:
        query = select(Party.code).where(Party.case_id == case_id, Party.kind == "youth")
        code = work.remembered["youth", case_id] = work.session.scalars(query).one()
    return str(code)


def open_form(
    house: House, work: Work, contribution_id: str, *, by: Actor, at: datetime, on: date
) -> Opened:
    """Open a form to fill in or to correct; the look is logged once, autosaves are not."""
    work.require(Permission.CONTRIBUTION_EDIT, by=by, at=at, object_id=contribution_id)
    with consent.planning(work):
        row, case, wave = find(work, contribution_id)
        datum = datum_of(work, row, on)
        party = consent.informant_of(work, row.party_id)
    with consent.collecting(work, house.protocol, case, datum):
        latest = revisions.latest(work, row.id)
        draft = work.session.get(Draft, row.id)
        instrument = version_for(house, row, asked_on(wave, on))
        opened = Opened(
            case=case,
            wave=wave,
            party=party,
            contribution=row,
            instrument=house.worded(instrument),
            revision=0 if latest is None else latest.no,
            answers={} if latest is None else revisions.answers(work, case, latest),
            draft=None if draft is None else revisions.draft(work, case, draft),
            draft_saved_at=None if draft is None else draft.saved_at,
            draft_by=None if draft is None else draft.opened_by,
            draft_by_name="" if draft is None else _name(work, draft.opened_by),
            previous=_previous(work, house.protocol, case, row, wave, on),
            rows={},
            context=surroundings.context_of(house, work, case, row, wave, instrument, on=on),
        )
        held = opened.answers
        opened = replace(
            opened,
            rows={
                name: rows.shown(work, case, group.binds or name, _ids(held.get(name)))
                for name, group in opened.instrument.groups.items()
            },
        )
    work.record(
        "contribution.open",
        Action.READ,
        by=by,
        at=at,
        object_type="contribution",
        object_id=row.id,
        pseudonym=case.pseudonym,
        purpose=consent.DESK,
    )
    return opened


def _name(work: Work, account_id: str) -> str:
    account = work.session.get(Account, account_id)
    return "een ander" if account is None else account.name


def _ids(answer: Answer | None) -> tuple[str, ...]:
    return answer.value if answer is not None and isinstance(answer.value, tuple) else ()


def _previous(
    work: Work, protocol: Protocol, case: Case, row: Contribution, wave: Wave, on: date
) -> Previous | None:
    """The same informant's last answers in an earlier wave, where they may still be used."""
    earlier = (
        select(Contribution, Wave.code, func.max(Revision.no))
        .join(Wave, Wave.id == Contribution.wave_id)
        .join(Revision, Revision.contribution_id == Contribution.id)
        .where(
            Contribution.case_id == case.id,
            Contribution.informant == row.informant,
            Contribution.party_id == row.party_id,
            Contribution.state == Stored.DONE.value,
            Wave.months < wave.months,
        )
        .group_by(Contribution.id, Wave.code, Wave.months)
        .order_by(Wave.months.desc())
        .limit(1)
    )
    found = work.session.execute(earlier).first()
    if found is None or found[0].collected_on is None:
        return None
    latest = revisions.latest(work, found[0].id)
    if latest is None or not consent.allowed(
        work, protocol, case, datum_of(work, found[0], on), on=on
    ):
        return None
    return Previous(found[1], found[0].collected_on, revisions.answers(work, case, latest))
