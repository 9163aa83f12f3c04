"""Persons in the vault: read, write, and who was decided to be the same person."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from register.keys import Keystore, seal, unseal
from register.vault.names import duplicate_fields
from register.vault.store import Identity
from register.vault.tables import (
    CaseKey,
    ContactPreference,
    DuplicateKey,
    Person,
    RoleInCase,
    SamePerson,
)


@dataclass(frozen=True)
class Role:
    """A person in a case."""

    pseudonym: str
    party: str
    kind: str
    person: str


def roles(session: Session, pseudonym: str) -> list[Role]:
    """Who is who in a case, by party code."""
    query = select(RoleInCase).where(RoleInCase.pseudonym == pseudonym).order_by(RoleInCase.party)
    return [_role(row) for row in session.scalars(query)]


def roles_of(session: Session, persons: Iterable[str]) -> list[Role]:
    """In which cases persons have a role."""
    query = select(RoleInCase).where(RoleInCase.person_id.in_(sorted(persons)))
    return [_role(row) for row in session.scalars(query.order_by(RoleInCase.pseudonym))]


def identity(keys: Keystore, person: Person) -> Identity:
    """Who a person is."""
    key = keys.get(person.subject_key)
    return Identity.from_json(unseal(key, person.identity, place=f"person.identity.{person.id}"))


def change(session: Session, keys: Keystore, person_id: str, who: Identity) -> None:
    """Write who a person is anew, with the keyed hashes that find the same person twice."""
    person = session.get_one(Person, person_id)
    key = keys.get(person.subject_key)
    person.identity = seal(key, who.as_json(), place=f"person.identity.{person.id}")
    session.execute(delete(DuplicateKey).where(DuplicateKey.person_id == person_id))
    for fields, value in duplicate_fields(who.name, who.birth_date, who.gender, who.postcode):
        session.add(
            DuplicateKey(person_id=person_id, fields=fields, mac=duplicate_mac(keys, fields, value))
        )


def duplicate_mac(keys: Keystore, fields: str, value: str) -> str:
    """The keyed hash of a set of normalised fields."""
    message = f"{fields}|{value}".encode()
    return hmac.new(keys.get("duplicates"), message, hashlib.sha256).hexdigest()


def preference(session: Session, keys: Keystore, person: Person) -> dict[str, str]:
    """How a person wants to be reached; empty where nothing was noted."""
    row = session.get(ContactPreference, person.id)
    if row is None:
        return {}
    place = f"contact_preference.content.{person.id}"
    found: dict[str, str] = json.loads(
        unseal(keys.get(person.subject_key), row.content, place=place)
    )
    return found


def prefer(session: Session, keys: Keystore, person_id: str, wishes: dict[str, str]) -> None:
    """Note how a person wants to be reached."""
    person = session.get_one(Person, person_id)
    content = json.dumps(wishes, sort_keys=True, ensure_ascii=False).encode()
    place = f"contact_preference.content.{person_id}"
    sealed = seal(keys.get(person.subject_key), content, place=place)
    row = session.get(ContactPreference, person_id)
    if row is None:
        session.add(ContactPreference(person_id=person_id, content=sealed))
    else:
        row.content = sealed


def case_key(session: Session, keys: Keystore, pseudonym: str, fresh: str) -> bytes:
    """The key for what belongs to a case and to no single person; ``fresh`` names a new one."""
    row = session.get(CaseKey, pseudonym)
    if row is None:
        keys.make(fresh)
        row = CaseKey(pseudonym=pseudonym, subject_key=fresh)
        session.add(row)
        session.flush()
    return keys.get(row.subject_key)


def alike(session: Session) -> dict[tuple[str, str], list[str]]:
    """Pairs of persons that share keyed hashes, with the field sets that agree."""
    by_mac: dict[str, list[DuplicateKey]] = {}
    for row in session.scalars(select(DuplicateKey).order_by(DuplicateKey.person_id)):
        by_mac.setdefault(row.mac, []).append(row)
    found: dict[tuple[str, str], list[str]] = {}
    for rows in by_mac.values():
        for place, one in enumerate(rows):
            for other in rows[place + 1 :]:
                found.setdefault((one.person_id, other.person_id), []).append(one.fields)
    return found


def decisions(session: Session) -> list[SamePerson]:
    """What was decided about pairs and not undone since."""
    return list(session.scalars(select(SamePerson).where(SamePerson.undone_on.is_(None))))


def same_as(session: Session, person: str) -> frozenset[str]:
    """The person and everybody who was decided to be the same person, also by a chain."""
    pairs = [(row.person_id, row.other_id) for row in decisions(session) if row.same]
    found, grew = {person}, True
    while grew:
        near = {b for a, b in pairs if a in found} | {a for a, b in pairs if b in found}
        grew = not near <= found
        found |= near
    return frozenset(found)


def decided(session: Session, one: str, other: str) -> SamePerson | None:
    """The decision on a pair that holds now."""
    query = select(SamePerson).where(
        SamePerson.undone_on.is_(None),
        or_(
            (SamePerson.person_id == one) & (SamePerson.other_id == other),
            (SamePerson.person_id == other) & (SamePerson.other_id == one),
        ),
    )
    return session.scalars(query).first()


def decide(
    session: Session, new_id: str, one: str, other: str, *, same: bool, by: str, on: date
) -> None:
    """Note that two persons are the same, or are not; an earlier decision on them ends."""
    before = decided(session, one, other)
    if before is not None:
        before.undone_on = on
    session.add(
        SamePerson(
            id=new_id, person_id=one, other_id=other, same=same, decided_by=by, decided_on=on
        )
    )


def _role(row: RoleInCase) -> Role:
    return Role(row.pseudonym, row.party, row.kind, row.person_id)


def forget(session: Session, person: Person) -> None:
    """Delete the rows of a person who has no role left; the caller erases the key."""
    for table in (DuplicateKey, ContactPreference):
        session.execute(delete(table).where(table.person_id == person.id))
    session.delete(person)
