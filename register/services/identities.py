"""Who people are: the contact card of a case, changing it, adding somebody; each look logged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consent.contact import Approach
from consent.party import PARTY_WORDS, PartyKind
from consent.rules import may_contact
from register.db.tables.cases import Case, Party
from register.db.tables.work import AuditRow, Pending
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.bsn import bsn_blockers
from register.domain.errors import Blocker, NotFound, refuse_if
from register.domain.people import Permission, session_blockers
from register.services import cases, consent, pending
from register.services.house import House
from register.services.likeness import likeness
from register.vault import people
from register.vault.store import Identity
from register.vault.tables import Person, RoleInCase

__all__ = ["RECOVERY", "VERB", "Card", "Entry", "Identity", "add", "alike", "card", "change"]

VERB = "person.add"
_EXPORTS = ("export.", "copy.hand_out")


@dataclass(frozen=True)
class Entry:
    """One person on a contact card. ``elsewhere``: (pseudonym, party) of other cases.

    ``who`` is empty where the party stands in the register and nobody in the vault.
    """

    party: str
    role: str
    person: str
    who: Identity | None
    wishes: Mapping[str, str]
    elsewhere: tuple[tuple[str, str], ...]
    approach: Approach | None


@dataclass(frozen=True)
class Card:
    """The contact card of a case."""

    case: Case
    entries: tuple[Entry, ...]

    def entry(self, party: str) -> Entry:
        """The person of a party; raises ``NotFound``."""
        for one in self.entries:
            if one.party == party:
                return one
        raise NotFound("Deze betrokkene")


def card(house: House, work: Work, case_id: str, *, by: Actor, at: datetime, on: date) -> Card:
    """The names and contact ways of a case, for a contactbeheerder; one logged look."""
    case = opened(work, case_id, by=by, at=at)
    with consent.planning(work):
        parties = list(
            work.session.scalars(select(Party).where(Party.case_id == case.id).order_by(Party.code))
        )
    ledger = consent.load(work, house.protocol, [case]).get(case.id)
    keys = house.keys.vault
    entries = []
    with Session(house.vault.engine) as session:
        held = {role.party: role.person for role in people.roles(session, case.pseudonym)}
        for party in parties:
            word = party.relation or PARTY_WORDS[PartyKind(party.kind)]
            approach = None if ledger is None else may_contact(ledger, party.code, on)
            person = session.get(Person, held.get(party.code, ""))
            if person is None:
                entries.append(Entry(party.code, word, "", None, {}, (), approach))
                continue
            others = people.roles_of(session, people.same_as(session, person.id))
            entries.append(
                Entry(
                    party.code,
                    word,
                    person.id,
                    people.identity(keys, person),
                    people.preference(session, keys, person),
                    tuple(
                        (one.pseudonym, one.party)
                        for one in others
                        if one.pseudonym != case.pseudonym
                    ),
                    approach,
                )
            )
    work.record(
        "vault.card",
        Action.READ,
        by=by,
        at=at,
        object_type="vault",
        object_id=case.id,
        pseudonym=case.pseudonym,
        purpose=consent.DESK,
        count=len(entries),
    )
    return Card(case, tuple(entries))


def change(
    house: House,
    case_id: str,
    party: str,
    who: Identity,
    wishes: Mapping[str, str],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Write the name, contact ways and wishes of a person anew."""
    with house.store.writing(by) as work:
        case = opened(work, case_id, by=by, at=at, wanted=Permission.VAULT_EDIT)
        refuse_if(blockers(who, wishes))
        with house.vault.changing() as session:
            held = {one.party: one.person for one in people.roles(session, case.pseudonym)}
            if party not in held:
                raise NotFound("Deze betrokkene")
            people.change(session, house.keys.vault, held[party], who)
            people.prefer(session, house.keys.vault, held[party], _clean(wishes))
        work.record(
            "vault.change",
            Action.UPDATE,
            by=by,
            at=at,
            object_type="vault",
            object_id=case.id,
            pseudonym=case.pseudonym,
            field_group=party,
        )


def add(
    house: House,
    case_id: str,
    *,
    kind: PartyKind,
    relation: str,
    informant: str | None,
    who: Identity,
    known: str = "",
    since: date,
    by: Actor,
    at: datetime,
) -> str:
    """Let somebody join a case, known in the vault already (``known``) or new; returns the code."""
    with house.store.writing(by) as work:
        case = opened(work, case_id, by=by, at=at, wanted=Permission.VAULT_EDIT)
        refuse_if([*blockers(who, {"relatie": relation}), *_kind_blockers(kind)])
        with consent.planning(work):
            code = _free_code(work, case.id, kind)
    facts: dict[str, object] = {"party": code, "new": not known}
    row = pending.begin(house, VERB, pseudonym=case.pseudonym, facts=facts, by=by, at=at)
    with house.vault.changing() as session:
        if known:
            session.get_one(Person, known)
            house.vault.join(session, case.pseudonym, code, kind.value, known)
        else:
            house.vault.add(session, case.pseudonym, code, kind.value, who)
    house.keys.copy()
    with house.store.writing(by) as work:
        with consent.planning(work):
            work.session.add(
                Party(
                    id=work.ids.new(),
                    case_id=case.id,
                    code=code,
                    kind=kind.value,
                    informant=informant,
                    relation=relation or None,
                    since=since,
                )
            )
            work.flush()
        pending.end(work, row)
        work.record(
            "party.add",
            Action.CREATE,
            by=by,
            at=at,
            object_type="vault",
            object_id=case.id,
            pseudonym=case.pseudonym,
            field_group=code,
        )
    return code


def alike(house: House, who: Identity) -> tuple[tuple[str, Identity, float], ...]:
    """(person, who that is, score) of persons that may be the same; for an open contact card."""
    found = []
    with Session(house.vault.engine) as session:
        for person_id, fields in house.vault.alike(who):
            person = session.get(Person, person_id)
            if person is not None:
                known = people.identity(house.keys.vault, person)
                found.append((person_id, known, likeness(fields)))
    return tuple(found)


def undo(house: House, row: Pending) -> None:
    """Take back the vault's half of a joining that never reached the register."""
    lost = ""
    with house.vault.changing() as session:
        role = session.get(RoleInCase, (str(row.pseudonym), str(row.facts["party"])))
        if role is not None:
            person = session.get(Person, role.person_id)
            session.delete(role)
            if person is not None and row.facts["new"]:
                people.forget(session, person)
                lost = person.subject_key
    if lost:
        house.keys.vault.erase(lost)


def _finish(house: House, row: Pending) -> bool:
    """The last step removes the row, so an open one is never complete."""
    return False


RECOVERY = pending.Recovery(_finish, undo)


def opened(
    work: Work,
    case_id: str,
    *,
    by: Actor,
    at: datetime,
    wanted: Permission = Permission.VAULT_NAMES,
) -> Case:
    """The case, for whoever may see or change who its people are."""
    enter(work, wanted, by=by, at=at)
    with consent.planning(work):
        return cases.find(work, case_id)


def enter(work: Work, wanted: Permission, *, by: Actor, at: datetime) -> None:
    """Pass the door of the vault: the permission, and no files given out in this session."""
    work.require(wanted, by=by, at=at, object_type="vault")
    if by.session is None:
        return
    mine = select(AuditRow).where(AuditRow.actor == by.id)
    exported = any(
        row.event.get("session") == by.session and row.kind.startswith(_EXPORTS)
        for row in work.session.scalars(mine.order_by(AuditRow.seq.desc()).limit(500))
    )
    refuse_if(session_blockers({Permission.EXPORT_MAKE} if exported else set(), wanted))


def blockers(who: Identity, wishes: Mapping[str, str]) -> list[Blocker]:
    """Reasons against what was typed about a person: no name, a BSN in any field."""
    fields = {
        "naam": who.name,
        "telefoon": who.phone or "",
        "e-mail": who.mail or "",
        "adres": who.address or "",
        "postcode": who.postcode or "",
        **wishes,
    }
    found = list(bsn_blockers(fields))
    if not who.name.strip():
        found.append(Blocker("no_name", "De naam ontbreekt.", "Vul voornaam en achternaam in."))
    if who.mail and "@" not in who.mail:
        found.append(Blocker("no_mail", "Dit is geen e-mailadres.", "Schrijf naam@domein."))
    return found


def _kind_blockers(kind: PartyKind) -> list[Blocker]:
    if kind is not PartyKind.YOUTH:
        return []
    return [
        Blocker(
            "second_youth",
            "Een casus heeft precies één jeugdige.",
            "Includeer een broer of zus als eigen casus.",
        )
    ]


def _clean(wishes: Mapping[str, str]) -> dict[str, str]:
    return {name: text.strip() for name, text in wishes.items() if text.strip()}


def _free_code(work: Work, case_id: str, kind: PartyKind) -> str:
    letter = {
        PartyKind.PARENT: "O",
        PartyKind.GUARDIAN_PERSON: "V",
        PartyKind.GUARDIAN_GI: "V",
        PartyKind.PROFESSIONAL: "H",
    }.get(kind, "B")
    taken = set(work.session.scalars(select(Party.code).where(Party.case_id == case_id)))
    return next(f"{letter}{no}" for no in range(1, 1000) if f"{letter}{no}" not in taken)
