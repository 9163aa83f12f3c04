"""The vault through its services: joining, finding, deciding who is who, and nothing in between."""

import json
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consent.party import PartyKind
from register.db.tables.work import AuditRow
from register.domain.actor import Actor
from register.domain.contacting import Attempt
from register.domain.errors import Denied, Refusal
from register.domain.people import Role
from register.services import cases, consent, contact, identities, pending, persons, signals
from register.services.identities import Identity
from register.vault import people
from register.vault.tables import Person, RoleInCase
from tests.factories import POSTDOC, Desk

KEEPER = Actor("beheer", "Cor Fictief", frozenset({Role.POSTDOC, Role.CONTACTBEHEERDER}), "test")
AUNT = Identity("Ayşe de Wit-Fictief", date(1980, 2, 29), "v", phone="06-00000000")


def join(desk: Desk, case: str, who: Identity, **changes: str) -> str:
    """Let somebody join a case as important other."""
    return identities.add(
        desk.house,
        case,
        kind=PartyKind.OTHER,
        relation="tante",
        informant=None,
        who=who,
        since=desk.today,
        by=KEEPER,
        at=desk.at,
        **changes,
    )


def card(desk: Desk, case: str, by: Actor = KEEPER) -> identities.Card:
    """The contact card of a case."""
    with desk.house.store.reading(by) as work:
        return identities.card(desk.house, work, case, by=by, at=desk.at, on=desk.today)


def persons_held(desk: Desk) -> int:
    """How many persons the vault holds."""
    with Session(desk.house.vault.engine) as session:
        return len(list(session.scalars(select(Person.id))))


def test_somebody_joins_and_stands_on_the_card(desk: Desk) -> None:
    case = desk.include()
    assert join(desk, case, AUNT) == "B1"
    entry = card(desk, case).entry("B1")
    assert entry.who is not None
    assert (entry.role, entry.who.name) == ("tante", AUNT.name)


def test_a_joining_that_broke_off_leaves_nobody_in_the_vault(desk: Desk) -> None:
    case = desk.include()
    before = persons_held(desk)
    pseudonym = card(desk, case).case.pseudonym
    facts: dict[str, object] = {"party": "B1", "new": True}
    row = pending.begin(
        desk.house, identities.VERB, pseudonym=pseudonym, facts=facts, by=KEEPER, at=desk.at
    )
    with desk.house.vault.changing() as session:
        desk.house.vault.add(session, pseudonym, "B1", "other", AUNT)
    keys = len(desk.house.keys.vault.names())
    pending.release(row)
    desk.installation.recover()
    with Session(desk.house.vault.engine) as session:
        assert session.get(RoleInCase, (pseudonym, "B1")) is None
    assert persons_held(desk) == before
    assert len(desk.house.keys.vault.names()) == keys - 1


@pytest.mark.parametrize("field", ["name", "phone", "mail", "address", "postcode"])
def test_a_bsn_is_refused_in_every_field(desk: Desk, field: str) -> None:
    case = desk.include()
    who = Identity(**({"name": "Ayşe Fictief"} | {field: "x@ 111222333"}))
    with pytest.raises(Refusal, match="BSN"):
        join(desk, case, who)


def test_a_name_is_only_for_a_contact_keeper_and_never_in_the_log(desk: Desk) -> None:
    case = desk.include()
    join(desk, case, AUNT)
    with pytest.raises(Denied):
        card(desk, case, POSTDOC)
    with desk.house.store.reading(KEEPER) as work:
        found = persons.search(desk.house, work, "ayse wti", by=KEEPER, at=desk.at)
    assert [one.who.name for one in found] == [AUNT.name]
    with desk.house.store.reading(KEEPER) as work:
        logged = json.dumps([row.event for row in work.session.scalars(select(AuditRow))])
    assert "Wit" not in logged and "ayse" not in logged


def test_a_person_decides_whether_two_are_one_and_can_take_it_back(desk: Desk) -> None:
    first, second = desk.include(), desk.include()
    for case in (first, second):
        join(desk, case, AUNT)
    with desk.house.store.reading(KEEPER) as work:
        pairs = persons.duplicates(desk.house, work, by=KEEPER, at=desk.at)
    pair = next(one for one in pairs if one.one.who.name == AUNT.name)
    assert pair.score == 0.96
    assert card(desk, first).entry("B1").elsewhere == ()
    persons.decide(
        desk.house,
        pair.one.person,
        pair.other.person,
        same=True,
        by=KEEPER,
        at=desk.at,
        on=desk.today,
    )
    other = card(desk, second).case.pseudonym
    assert card(desk, first).entry("B1").elsewhere == ((other, "B1"),)
    with Session(desk.house.vault.engine) as session:
        decision = people.decided(session, pair.one.person, pair.other.person)
    assert decision is not None
    persons.undo(desk.house, decision.id, by=KEEPER, at=desk.at, on=desk.today)
    assert card(desk, first).entry("B1").elsewhere == ()


def test_the_contact_log_keeps_to_the_limits_of_the_protocol(desk: Desk) -> None:
    case = desk.include()

    def try_once() -> None:
        tried = Attempt("T0", desk.today, ("O1",), "bellen", "geen_gehoor")
        contact.note(
            desk.house, case, tried, remark="fictief", by=KEEPER, at=desk.at, on=desk.today
        )

    for _ in range(3):
        try_once()
        desk.wait(days=7)
    with pytest.raises(Refusal, match="meer dan 3 keer"):
        try_once()
    noted = contact.log(desk.house, card(desk, case).case).noted
    assert [one.remark for one in noted] == ["fictief"] * 3


def test_a_care_signal_is_read_by_contact_keepers_only(desk: Desk) -> None:
    case = desk.include()
    signals.write(
        desk.house, case, {"wat": "Fictief: onveilig."}, on=desk.today, by=POSTDOC, at=desk.at
    )
    with desk.house.store.reading(KEEPER) as work:
        _, found = signals.read(desk.house, work, case, by=KEEPER, at=desk.at)
    assert found[0].lines[0] == ("Wat is er verteld of gezien", "Fictief: onveilig.")
    with pytest.raises(Denied), desk.house.store.reading(POSTDOC) as work:
        signals.read(desk.house, work, case, by=POSTDOC, at=desk.at)


def test_forgetting_a_case_leaves_nothing_of_it_in_the_vault(desk: Desk) -> None:
    case = desk.include()
    join(desk, case, AUNT)
    signals.write(desk.house, case, {"wat": "Fictief."}, on=desk.today, by=POSTDOC, at=desk.at)
    tried = Attempt("T0", desk.today, ("O1",), "bellen", "gesproken")
    contact.note(desk.house, case, tried, remark="", by=KEEPER, at=desk.at, on=desk.today)
    with desk.house.store.reading(POSTDOC) as work, consent.planning(work):
        pseudonym = cases.find(work, case).pseudonym
    keys = set(desk.house.keys.vault.names())
    desk.house.vault.forget_case(pseudonym)
    assert set(desk.house.keys.vault.names()) == {"database", "duplicates"} & keys
    assert persons_held(desk) == 0
