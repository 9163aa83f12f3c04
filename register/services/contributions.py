"""Contributions: open a form, save its draft item by item, hand it in, note why it was not done."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from consent.datum import Datum
from instruments.answers import Answer, canonical_json, from_canonical_json
from instruments.logic.evaluate import Context
from instruments.model import Instrument
from instruments.sheet import Row, Sheet, read_form
from register.db.tables.cases import Case, Party, Wave
from register.db.tables.contributions import Contribution, Draft, DraftPatch, Revision
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.errors import Blocker, Conflict, NotFound, Refusal
from register.domain.people import Permission
from register.domain.protocol import Protocol
from register.domain.states import Stored
from register.keys import seal, unseal
from register.services import cases, consent, rows
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
    previous: Previous | None
    rows: Mapping[str, Sequence[Row]]


@dataclass(frozen=True)
class HandedIn:
    """The outcome of handing in: a new revision, or the sheet with what is wrong."""

    revision: int | None
    sheet: Sheet


def find(work: Work, contribution_id: str) -> tuple[Contribution, Case, Wave]:
    """The contribution with its case and wave; raises ``NotFound``."""
    row = work.session.execute(
        select(Contribution, Case, Wave)
        .join(Case, Case.id == Contribution.case_id)
        .join(Wave, Wave.id == Contribution.wave_id)
        .where(Contribution.id == contribution_id)
    ).first()
    if row is None:
        raise NotFound("Dit formulier")
    return row[0], row[1], row[2]


def version_for(house: House, row: Contribution, on: date) -> Instrument:
    """The instrument of a contribution: the version it was begun with, else the one in force."""
    return house.instrument(row.instrument, row.instrument_version)


def datum_of(work: Work, row: Contribution, on: date) -> Datum:
    """The contribution as the consent rules see it."""
    party = consent.informant_of(work, row.party_id)
    youth = work.session.scalars(
        select(Party.code).where(Party.case_id == row.case_id, Party.kind == "youth")
    ).one()
    return Datum(
        subject=youth,
        collected_on=row.collected_on or on,
        data_class="dossier" if row.informant == FILE else "vragenlijst",
        informant=None if party is None or party.code == youth else party.code,
    )


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
        latest = _latest(work, row.id)
        draft = work.session.get(Draft, row.id)
        opened = Opened(
            case=case,
            wave=wave,
            party=party,
            contribution=row,
            instrument=version_for(house, row, on),
            revision=0 if latest is None else latest.no,
            answers={} if latest is None else _open(work, case, latest),
            draft=None if draft is None else _open_draft(work, case, draft),
            draft_saved_at=None if draft is None else draft.saved_at,
            draft_by=None if draft is None else draft.opened_by,
            previous=_previous(work, house.protocol, case, row, wave, on),
            rows={},
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


def autosave(
    house: House,
    work: Work,
    contribution_id: str,
    *,
    tab: str,
    number: int,
    based_on: int,
    patch: Mapping[str, object],
    by: Actor,
    at: datetime,
    on: date,
) -> int:
    """Merge changed items into the draft; each numbered patch of a tab is taken once.

    Returns the highest number taken of this tab. Writes no event (opening and handing in do).
    """
    work.require(Permission.CONTRIBUTION_EDIT, by=by, at=at, object_id=contribution_id)
    with consent.planning(work):
        row, case, _ = find(work, contribution_id)
        datum = datum_of(work, row, on)
    with consent.collecting(work, house.protocol, case, datum):
        taken = work.session.get(DraftPatch, (row.id, tab))
        if taken is not None and number <= taken.number:
            return taken.number
        if taken is None:
            work.session.add(
                DraftPatch(contribution_id=row.id, case_id=case.id, tab=tab, number=number)
            )
        else:
            taken.number = number
        draft = work.session.get(Draft, row.id)
        answers = dict(_open_draft(work, case, draft)) if draft is not None else {}
        answers.update(patch)
        if draft is None:
            draft = Draft(
                contribution_id=row.id,
                case_id=case.id,
                opened_by=by.id,
                opened_at=at,
                based_on=based_on,
            )
            work.session.add(draft)
        draft.saved_at, draft.answers = at, _seal_draft(work, case, row.id, answers)
        if row.state in (Stored.PLANNED, Stored.INVITED):
            row.state = Stored.PARTLY.value
    return number


def hand_in(
    house: House,
    work: Work,
    contribution_id: str,
    *,
    based_on: int,
    form: Mapping[str, str | list[str]],
    collected_on: date,
    circumstances: Mapping[str, str],
    reason: str,
    by: Actor,
    at: datetime,
    on: date,
) -> HandedIn:
    """Hand in a form as a new revision on top of ``based_on``.

    Raises ``Conflict`` when another was faster: what was typed stays in the draft. With faults in
    the sheet nothing is stored but the draft, and the sheet comes back with them.
    """
    work.require(Permission.CONTRIBUTION_EDIT, by=by, at=at, object_id=contribution_id)
    with consent.planning(work):
        row, case, wave = find(work, contribution_id)
        _refuse_date(case, collected_on, on)
        row.collected_on = None if row.collected_on is None else row.collected_on
        datum = datum_of(work, row, collected_on)
    with consent.collecting(work, house.protocol, case, datum):
        latest = _latest(work, row.id)
        no = 0 if latest is None else latest.no
        instrument = version_for(house, row, collected_on)
        sheet = read_form(instrument, form, Context(today=on.isoformat()))
        if sheet.errors:
            return HandedIn(None, sheet)
        if no != based_on:
            raise Conflict(opened_with=based_on, latest=no)
        before = {} if latest is None else _open(work, case, latest)
        saving = rows.Saving(work, case, collected_on, reason, by, at)
        answers = dict(sheet.answers) | _bound(saving, instrument, sheet, before)
        store(work, case, row, instrument, answers, no=no + 1, reason=reason, by=by, at=at)
        row.state, row.state_reason = Stored.DONE.value, None
        row.collected_on, row.circumstances = collected_on, dict(circumstances)
        draft = work.session.get(Draft, row.id)
        if draft is not None:
            work.session.delete(draft)
        try:
            work.flush()
        except IntegrityError as error:
            raise Conflict(opened_with=based_on, latest=based_on + 1) from error
    work.record(
        "contribution.submit",
        Action.UPDATE,
        by=by,
        at=at,
        object_type="contribution",
        object_id=row.id,
        pseudonym=case.pseudonym,
        purpose=consent.DESK,
    )
    if wave.code == house.protocol.schedule.waves[0].code and case.baseline_on is None:
        with consent.planning(work):
            cases.set_baseline(work, house.protocol, case, on=collected_on, by=by, at=at)
    return HandedIn(no + 1, sheet)


def _bound(
    saving: rows.Saving, instrument: Instrument, sheet: Sheet, before: Mapping[str, Answer]
) -> dict[str, Answer]:
    """Write the rows of repeated groups to what they bind; the answer keeps their ids."""
    found: dict[str, Answer] = {}
    for name, group in instrument.groups.items():
        held = before.get(name)
        known = held.value if held is not None and isinstance(held.value, tuple) else ()
        kept = rows.save(saving, group.binds or name, sheet.rows.get(name, ()), known)
        if kept:
            found[name] = Answer(kept)
    return found


def store(
    work: Work,
    case: Case,
    row: Contribution,
    instrument: Instrument,
    answers: Mapping[str, Answer],
    *,
    no: int,
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    """Append a revision: canonical JSON sealed under the subject's key, with a keyed hash."""
    content = canonical_json(answers).encode()
    revision = work.ids.new()
    key = work.keys.register.get(case.subject_key)
    work.session.add(
        Revision(
            id=revision,
            case_id=case.id,
            contribution_id=row.id,
            no=no,
            instrument_version=instrument.version,
            recorded_at=at,
            recorded_by=by.id,
            reason=reason,
            answers=seal(key, content, place=f"revision.answers.{revision}"),
            answers_mac=_mac(work, content),
        )
    )
    row.instrument_version = instrument.version


def mark(
    work: Work, contribution_id: str, *, state: Stored, reason: str, by: Actor, at: datetime
) -> str:
    """Note that a contribution was refused or missed (with the reason), or is planned again.

    Returns the identifier of its case.
    """
    work.require(Permission.CONTRIBUTION_EDIT, by=by, at=at, object_id=contribution_id)
    with consent.planning(work):
        row, case, _ = find(work, contribution_id)
        if state in (Stored.REFUSED, Stored.MISSED) and not reason.strip():
            raise Refusal(
                [Blocker("no_reason", "De reden ontbreekt.", "Kies waarom dit niet doorging.")]
            )
        if row.state == Stored.DONE:
            raise Refusal(
                [
                    Blocker(
                        "done_already",
                        "Dit formulier is al ingevuld.",
                        "Open het en pas de antwoorden aan als er iets niet klopt.",
                    )
                ]
            )
        row.state, row.state_reason = state.value, reason.strip() or None
    work.record(
        "contribution.mark",
        Action.UPDATE,
        by=by,
        at=at,
        object_type="contribution",
        object_id=row.id,
        pseudonym=case.pseudonym,
        field_group=state.value,
    )
    return case.id


def after(
    work: Work, contribution_id: str, *, by: Actor, at: datetime
) -> tuple[Contribution, Case, Wave, Wave | None]:
    """What was handed in, where it belongs, and the wave that follows."""
    work.require(Permission.CONTRIBUTION_EDIT, by=by, at=at, object_id=contribution_id)
    with consent.planning(work):
        row, case, wave = find(work, contribution_id)
        following = work.session.scalars(
            select(Wave)
            .where(Wave.case_id == case.id, Wave.months > wave.months)
            .order_by(Wave.months)
            .limit(1)
        ).first()
    return row, case, wave, following


def _refuse_date(case: Case, collected_on: date, on: date) -> None:
    blockers = []
    if collected_on > on:
        blockers.append(
            Blocker(
                "future_date",
                "De datum van afname ligt in de toekomst.",
                "Vul de dag in waarop het gesprek was.",
            )
        )
    if collected_on < case.included_on:
        blockers.append(
            Blocker(
                "before_inclusion",
                "De datum van afname ligt vóór de inclusie.",
                "Controleer het jaar van de afname.",
            )
        )
    if blockers:
        raise Refusal(blockers)


def _latest(work: Work, contribution_id: str) -> Revision | None:
    return work.session.scalars(
        select(Revision)
        .where(Revision.contribution_id == contribution_id)
        .order_by(Revision.no.desc())
        .limit(1)
    ).first()


def _open(work: Work, case: Case, revision: Revision) -> dict[str, Answer]:
    key = work.keys.register.get(case.subject_key)
    place = f"revision.answers.{revision.id}"
    return from_canonical_json(unseal(key, revision.answers, place=place).decode())


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
    latest = _latest(work, found[0].id)
    if latest is None or not consent.allowed(
        work, protocol, case, datum_of(work, found[0], on), on=on
    ):
        return None
    return Previous(found[1], found[0].collected_on, _open(work, case, latest))


def _seal_draft(work: Work, case: Case, row: str, answers: Mapping[str, object]) -> bytes:
    key = work.keys.register.get(case.subject_key)
    return seal(key, json.dumps(answers).encode(), place=f"draft.answers.{row}")


def _open_draft(work: Work, case: Case, draft: Draft) -> dict[str, object]:
    key = work.keys.register.get(case.subject_key)
    place = f"draft.answers.{draft.contribution_id}"
    answers: dict[str, object] = json.loads(unseal(key, draft.answers, place=place))
    return answers


def _mac(work: Work, content: bytes) -> str:
    return hmac.new(work.keys.register.get("answers"), content, hashlib.sha256).hexdigest()
