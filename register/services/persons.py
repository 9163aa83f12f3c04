"""Searching persons by name, and deciding whether two are the same. A person decides."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from register.db.tables.cases import Case
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.errors import Blocker, NotFound, refuse_if
from register.domain.people import Permission
from register.keys import KeyLost
from register.services import consent, identities
from register.services.house import House
from register.services.likeness import FIELD_WORDS, likeness
from register.services.namesearch import Names
from register.vault import people
from register.vault.store import Identity
from register.vault.tables import Person, SamePerson


@dataclass(frozen=True)
class Somebody:
    """A person as a list shows it, with the cases (id, pseudonym, party) it belongs to."""

    person: str
    who: Identity
    score: float
    roles: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Pair:
    """Two persons that may be one: the score, why, and what was decided."""

    one: Somebody
    other: Somebody
    score: float
    why: tuple[str, ...]
    same: bool | None
    decision: str


@dataclass
class _Memory:
    """Names of one installation, decrypted; refreshed against the vault at every search."""

    sealed: dict[str, bytes]
    names: dict[str, str]
    index: Names


_remembered: dict[Path, _Memory] = {}


def search(house: House, work: Work, query: str, *, by: Actor, at: datetime) -> list[Somebody]:
    """Persons whose name looks like the query; the log holds a keyed hash of it and the number."""
    identities.enter(work, Permission.VAULT_NAMES, by=by, at=at)
    refuse_if(_query_blockers(query))
    with Session(house.vault.engine) as session:
        found = _index(house, session).find(query)
        people_found = _somebodies(house, work, session, {one.person: one.score for one in found})
    work.record(
        "vault.search",
        Action.SEARCH,
        by=by,
        at=at,
        object_type="vault",
        count=len(people_found),
        query_hash=house.keys.mac("audit", hashlib.sha256(query.encode()).digest()),
    )
    return people_found


def duplicates(house: House, work: Work, *, by: Actor, at: datetime) -> list[Pair]:
    """Pairs of persons that share keyed hashes, the likeliest first, with what was decided."""
    identities.enter(work, Permission.VAULT_DUPLICATES, by=by, at=at)
    with Session(house.vault.engine) as session:
        pairs = people.alike(session)
        wanted = {person for pair in pairs for person in pair}
        known = {
            one.person: one for one in _somebodies(house, work, session, dict.fromkeys(wanted, 0.0))
        }
        found = []
        for (one, other), fields in pairs.items():
            if one not in known or other not in known:
                continue
            row = people.decided(session, one, other)
            found.append(
                Pair(
                    known[one],
                    known[other],
                    likeness(fields),
                    tuple(FIELD_WORDS[name] for name in sorted(set(fields))),
                    None if row is None else row.same,
                    "" if row is None else row.id,
                )
            )
    work.record(
        "vault.duplicates",
        Action.READ,
        by=by,
        at=at,
        object_type="vault",
        count=len(found),
    )
    return sorted(found, key=lambda pair: (pair.same is not None, -pair.score))


def decide(
    house: House, one: str, other: str, *, same: bool, by: Actor, at: datetime, on: date
) -> None:
    """Decide that two persons are the same, or are not; it can be undone."""
    with house.store.writing(by) as work:
        identities.enter(work, Permission.VAULT_DUPLICATES, by=by, at=at)
        with house.vault.changing() as session:
            if session.get(Person, one) is None or session.get(Person, other) is None:
                raise NotFound("Deze persoon")
            people.decide(session, work.ids.new(), one, other, same=same, by=by.id, on=on)
        work.record(
            "person.same" if same else "person.different",
            Action.UPDATE,
            by=by,
            at=at,
            object_type="vault",
            count=2,
        )


def undo(house: House, decision: str, *, by: Actor, at: datetime, on: date) -> None:
    """Take a decision on two persons back."""
    with house.store.writing(by) as work:
        identities.enter(work, Permission.VAULT_DUPLICATES, by=by, at=at)
        with house.vault.changing() as session:
            row = session.get(SamePerson, decision)
            if row is None:
                raise NotFound("Dit besluit")
            row.undone_on = on
        work.record("person.undo", Action.UPDATE, by=by, at=at, object_type="vault", count=2)


def _query_blockers(query: str) -> list[Blocker]:
    if len(query.strip()) >= 2:
        return []
    return [Blocker("short_query", "Typ minstens twee letters van de naam.", "")]


def _index(house: House, session: Session) -> Names:
    """The names of all persons; only what changed since the last search is decrypted anew."""
    memory = _remembered.get(house.home)
    before = memory.sealed if memory is not None else {}
    known = memory.names if memory is not None else {}
    sealed: dict[str, bytes] = {}
    names: dict[str, str] = {}
    for person in session.scalars(select(Person)):
        sealed[person.id] = person.identity
        if before.get(person.id) == person.identity:
            names[person.id] = known.get(person.id, "")
            continue
        try:
            names[person.id] = people.identity(house.keys.vault, person).name
        except KeyLost:
            del sealed[person.id]
    if memory is None or sealed != before:
        memory = _Memory(sealed, names, Names(names))
        _remembered[house.home] = memory
    return memory.index


def _somebodies(
    house: House, work: Work, session: Session, scores: dict[str, float]
) -> list[Somebody]:
    roles = people.roles_of(session, scores)
    with consent.planning(work):
        pseudonyms = {role.pseudonym for role in roles}
        query = select(Case).where(Case.pseudonym.in_(pseudonyms))
        cases = {case.pseudonym: case.id for case in work.session.scalars(query)}
    found = []
    for person_id, fits in scores.items():
        person = session.get(Person, person_id)
        if person is None:
            continue
        own = [role for role in roles if role.person == person_id]
        found.append(
            Somebody(
                person_id,
                people.identity(house.keys.vault, person),
                fits,
                tuple(
                    (cases[role.pseudonym], role.pseudonym, role.party)
                    for role in own
                    if role.pseudonym in cases
                ),
            )
        )
    return found
