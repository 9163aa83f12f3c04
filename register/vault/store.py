"""The vault: opens, seals and finds identities. Only services that need a name come here."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session, sessionmaker

from register.keys import Ids, Keystore, seal, unseal
from register.vault import forgetting
from register.vault.names import duplicate_fields
from register.vault.tables import DuplicateKey, HeadCopy, Person, RoleInCase


@dataclass(frozen=True)
class Identity:
    """Who a person is; never leaves the vault but for a logged look."""

    name: str
    birth_date: date | None = None
    gender: str | None = None
    mail: str | None = None
    phone: str | None = None
    address: str | None = None
    postcode: str | None = None

    def as_json(self) -> bytes:
        """Canonical bytes for sealing."""
        facts = {k: v.isoformat() if isinstance(v, date) else v for k, v in vars(self).items()}
        return json.dumps(facts, sort_keys=True, ensure_ascii=False).encode()

    @classmethod
    def from_json(cls, content: bytes) -> "Identity":
        """The identity that :meth:`as_json` wrote."""
        facts = json.loads(content)
        if facts["birth_date"]:
            facts["birth_date"] = date.fromisoformat(facts["birth_date"])
        return cls(**facts)


class Vault:
    """The identity vault of one installation."""

    def __init__(self, engine: Engine, writing: Engine, keys: Keystore, ids: Ids) -> None:
        self.engine = engine
        self._keys = keys
        self._ids = ids
        self._reading = sessionmaker(engine, expire_on_commit=False)
        self._writing = sessionmaker(writing, expire_on_commit=False)

    @contextmanager
    def changing(self) -> Iterator[Session]:
        """One transaction of changes."""
        with self._writing() as session, session.begin():
            yield session

    def add(
        self,
        session: Session,
        pseudonym: str,
        party: str,
        kind: str,
        who: Identity,
        *,
        subject_key: str | None = None,
    ) -> str:
        """Put a person in the vault as ``party`` of a case; returns the person's identifier.

        ``subject_key``: the name of the key to make, where a verb noted it before it began.
        """
        person_id = self._ids.new()
        subject_key = subject_key or self._ids.new()
        key = self._keys.make(subject_key)
        place = f"person.identity.{person_id}"
        session.add(
            Person(
                id=person_id,
                subject_key=subject_key,
                identity=seal(key, who.as_json(), place=place),
            )
        )
        for fields, value in duplicate_fields(who.name, who.birth_date, who.gender, who.postcode):
            session.add(
                DuplicateKey(person_id=person_id, fields=fields, mac=self._mac(fields, value))
            )
        self.join(session, pseudonym, party, kind, person_id)
        return person_id

    def join(self, session: Session, pseudonym: str, party: str, kind: str, person: str) -> None:
        """Let a known person be a party of a (further) case: a sibling's mother, a guardian."""
        session.add(RoleInCase(pseudonym=pseudonym, party=party, person_id=person, kind=kind))

    def parties(self, pseudonym: str) -> dict[str, Identity]:
        """Who is who in a case, by party code."""
        with self._reading() as session:
            rows = session.execute(
                select(RoleInCase.party, Person)
                .join(Person, Person.id == RoleInCase.person_id)
                .where(RoleInCase.pseudonym == pseudonym)
                .order_by(RoleInCase.party)
            ).all()
            return {party: self._open(person) for party, person in rows}

    def alike(self, who: Identity) -> list[tuple[str, list[str]]]:
        """(person, which field sets agree) of persons that may be the same; a person decides."""
        wanted = {
            self._mac(fields, value): fields
            for fields, value in duplicate_fields(
                who.name, who.birth_date, who.gender, who.postcode
            )
        }
        found: dict[str, list[str]] = {}
        with self._reading() as session:
            query = select(DuplicateKey).where(DuplicateKey.mac.in_(wanted))
            for row in session.scalars(query.order_by(DuplicateKey.person_id)):
                found.setdefault(row.person_id, []).append(row.fields)
        return sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))

    def keys_of(self, pseudonym: str, party: str | None = None) -> list[str]:
        """The names of the keys that seal what only this case (or party of it) needs."""
        with self._reading() as session:
            return forgetting.keys(session, pseudonym, party)

    def files_of(self, pseudonym: str, party: str | None = None) -> list[str]:
        """The names of the sealed files of a case, or of one party of it."""
        with self._reading() as session:
            return forgetting.files(session, pseudonym, party)

    def forget_case(self, pseudonym: str, party: str | None = None) -> None:
        """Remove a case (or one party) from the vault, with keys that nothing else needs."""
        held = set(self._keys.names())
        names = [name for name in self.keys_of(pseudonym, party) if name in held]
        with self.changing() as session:
            forgetting.forget(session, pseudonym, party)
        if names:
            self._keys.erase(*names)

    def knows(self, pseudonym: str, party: str | None = None) -> bool:
        """Whether any person of the case (or this one party) stands in the vault."""
        with self._reading() as session:
            query = select(RoleInCase.party).where(RoleInCase.pseudonym == pseudonym).limit(1)
            if party is not None:
                query = query.where(RoleInCase.party == party)
            return session.scalar(query) is not None

    def persons(self, pseudonym: str) -> int:
        """How many persons have a role in the case."""
        with self._reading() as session:
            query = select(func.count()).where(RoleInCase.pseudonym == pseudonym)
            return session.scalar(query) or 0

    def keep_head(self, chain: str, seq: int, hash: str) -> None:
        """Keep the head of a chain of the register, so that a cut tail is found."""
        with self._writing() as session, session.begin():
            row = session.get(HeadCopy, chain, with_for_update=True)
            if row is None:
                session.add(HeadCopy(chain=chain, seq=seq, hash=hash))
            elif seq > row.seq:
                row.seq, row.hash = seq, hash

    def kept_head(self, chain: str) -> tuple[int, str] | None:
        """The head kept of a chain."""
        with self._reading() as session:
            row = session.get(HeadCopy, chain)
            return None if row is None else (row.seq, row.hash)

    def _open(self, person: Person) -> Identity:
        key = self._keys.get(person.subject_key)
        place = f"person.identity.{person.id}"
        return Identity.from_json(unseal(key, person.identity, place=place))

    def _mac(self, fields: str, value: str) -> str:
        key = self._keys.get("duplicates")
        return hmac.new(key, f"{fields}|{value}".encode(), hashlib.sha256).hexdigest()
