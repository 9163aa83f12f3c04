"""Revisions and drafts as stored: canonical JSON sealed under the subject's key."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from consent.party import PartyKind
from instruments.answers import Answer, canonical_json, from_canonical_json
from instruments.model import Instrument
from register.db.tables.cases import Case, Party
from register.db.tables.contributions import Contribution, Draft, Revision
from register.db.work import Work
from register.domain.actor import Actor
from register.keys import seal, unseal
from register.services import definitions


def latest(work: Work, contribution_id: str) -> Revision | None:
    """The newest revision of a contribution, ``None`` before the first was handed in."""
    return work.session.scalars(
        select(Revision)
        .where(Revision.contribution_id == contribution_id)
        .order_by(Revision.no.desc())
        .limit(1)
    ).first()


def answers(work: Work, case: Case, revision: Revision) -> dict[str, Answer]:
    """What stands in a revision."""
    key = work.keys.register.get(revision.sealed_with or case.subject_key)
    place = f"revision.answers.{revision.id}"
    return from_canonical_json(unseal(key, revision.answers, place=place).decode())


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
    """Append a revision: canonical JSON sealed under the key of who told it, with a keyed hash."""
    definitions.use(work, instrument, at=at)
    content = canonical_json(answers).encode()
    revision = work.ids.new()
    own = _own_key(work, row.id, make=True)
    key = work.keys.register.get(own or case.subject_key)
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
            answers_mac=_mac(work, key, content),
            sealed_with=own,
        )
    )
    row.instrument_version = instrument.version


def seal_draft(work: Work, case: Case, row: str, typed: Mapping[str, object]) -> bytes:
    """What is stored of a draft: everything as typed, also what cannot be read yet."""
    key = work.keys.register.get(_own_key(work, row, make=True) or case.subject_key)
    return seal(key, json.dumps(typed).encode(), place=f"draft.answers.{row}")


def draft(work: Work, case: Case, row: Draft) -> dict[str, object]:
    """What was typed so far."""
    key = work.keys.register.get(_own_key(work, row.contribution_id) or case.subject_key)
    place = f"draft.answers.{row.contribution_id}"
    typed: dict[str, object] = json.loads(unseal(key, row.answers, place=place))
    return typed


def _own_key(work: Work, contribution_id: str, *, make: bool = False) -> str | None:
    """The name of the key of the informant, so that own words can be erased apart from the case.

    The youth's is the key of the case. Made when somebody first tells something.
    """
    query = (
        select(Party)
        .join(Contribution, Contribution.party_id == Party.id)
        .where(Contribution.id == contribution_id, Party.kind != PartyKind.YOUTH.value)
    )
    with work.session.no_autoflush:  # the draft that is being sealed is not whole yet
        party = work.session.scalars(query).first()
    if party is None:
        return None
    if party.subject_key is None and make:
        party.subject_key = work.ids.new()
        work.keys.register.make(party.subject_key)
        work.keys.copy()
    return party.subject_key


def _mac(work: Work, key: bytes, content: bytes) -> str:
    """Under both keys: once the subject's is gone, not even a guess can be tried on it."""
    both = hmac.new(work.keys.register.get("answers"), key, hashlib.sha256).digest()
    return hmac.new(both, content, hashlib.sha256).hexdigest()
