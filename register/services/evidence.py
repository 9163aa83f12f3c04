"""Signatures, scans and papers: sealed files that the vault keeps the keys of.

A document has a key of its own. First the file (written, synced, renamed), then its row in the
vault, then the act in the register that rests on it: one ``pending`` verb.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from register.blobs.content import Content
from register.blobs.store import Blobs
from register.db.tables.work import Pending
from register.db.work import Work
from register.domain.actor import Actor, system
from register.domain.audit import Action
from register.domain.errors import NotFound
from register.domain.people import Permission
from register.services import pending
from register.services.house import House
from register.vault.tables import Evidence

VERB = "evidence.keep"


@dataclass(frozen=True)
class Kept:
    """A document of a case, without its content."""

    id: str
    party: str
    kind: str
    media_type: str
    made_on: date


@dataclass(frozen=True)
class Begun:
    """A document that was put away and waits for the act that rests on it."""

    id: str
    row: str


def begin(
    house: House,
    pseudonym: str,
    *,
    party: str,
    kind: str,
    content: Content,
    on: date,
    by: Actor,
    at: datetime,
) -> Begun:
    """Seal and keep a document; the caller's last transaction calls :func:`end`."""
    evidence, blob, key_name = house.ids.new(), house.ids.new(), house.ids.new()
    facts: dict[str, object] = {"evidence": evidence, "blob": blob, "key": key_name}
    row = pending.begin(house, VERB, pseudonym=pseudonym, facts=facts, by=by, at=at)
    key = house.keys.vault.make(key_name)
    house.keys.copy()
    blobs(house).write(blob, key, content.data)
    with house.vault.changing() as session:
        session.add(
            Evidence(
                id=evidence,
                pseudonym=pseudonym,
                party=party,
                subject_key=key_name,
                blob=blob,
                kind=kind,
                media_type=content.media_type,
                sha256=hashlib.sha256(content.data).hexdigest(),
                made_on=on,
            )
        )
    return Begun(evidence, row)


def end(work: Work, begun: Begun) -> None:
    """The act that rests on the document is in the register: nothing is left to undo."""
    pending.end(work, begun.row)


def give_up(house: House, begun: Begun, *, by: Actor) -> None:
    """Take the document back: the act was refused."""
    for row in pending.open_rows(house, (VERB,), by=by):
        if row.id == begun.row:
            undo(house, row)
            with house.store.writing(by) as work:
                pending.end(work, row.id)


def undo(house: House, row: Pending) -> None:
    """Take back file, row and key of a document on which nothing rests."""
    with house.vault.changing() as session:
        kept = session.get(Evidence, str(row.facts["evidence"]))
        if kept is not None:
            session.delete(kept)
    blobs(house).remove(str(row.facts["blob"]))
    if str(row.facts["key"]) in house.keys.vault.names():
        house.keys.vault.erase(str(row.facts["key"]))


def _finish(house: House, row: Pending) -> bool:
    """The last step removes the row, so an open one is never complete."""
    return False


RECOVERY = pending.Recovery(_finish, undo)


def sweep(house: House) -> int:
    """Remove files that no row of the vault names; at start, after recovery.

    Waits for another start while a document is being put away by another process.
    """
    if pending.open_rows(house, (VERB,), by=system("start")):
        return 0
    with Session(house.vault.engine) as session:
        known = set(session.scalars(select(Evidence.blob)))
    return blobs(house).sweep(known)


def of_case(house: House, pseudonym: str) -> dict[str, Kept]:
    """The documents of a case by identifier, without content."""
    with Session(house.vault.engine) as session:
        rows = session.scalars(select(Evidence).where(Evidence.pseudonym == pseudonym))
        return {
            row.id: Kept(row.id, row.party, row.kind, row.media_type, row.made_on) for row in rows
        }


def open_document(
    house: House, work: Work, pseudonym: str, evidence: str, *, by: Actor, at: datetime
) -> Content:
    """A document of a case in the clear; logged, and only for who may see names."""
    work.require(Permission.VAULT_NAMES, by=by, at=at, object_type="evidence", pseudonym=pseudonym)
    with Session(house.vault.engine) as session:
        row = session.get(Evidence, evidence)
        if row is None or row.pseudonym != pseudonym:
            raise NotFound("Dit document")
        data = blobs(house).read(row.blob, house.keys.vault.get(row.subject_key))
        found = Content(row.media_type, data)
    work.record(
        "evidence.open",
        Action.READ,
        by=by,
        at=at,
        object_type="evidence",
        object_id=evidence,
        pseudonym=pseudonym,
    )
    return found


def blobs(house: House) -> Blobs:
    """Where the sealed files stand."""
    return Blobs(house.home / "blobs" / "evidence")
