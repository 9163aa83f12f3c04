"""Erasing a case: two persons, keys first, nothing left to read, siblings untouched."""

import pytest
from sqlalchemy import select

from consent.event import Scope
from consent.party import PartyKind
from register.db.tables.cases import Case, Party, Wave
from register.db.tables.contributions import Contribution, Draft, Revision
from register.domain.errors import Denied, NotFound, Refusal
from register.keys import KeyLost
from register.services import cases, chains, consent, erasure, revisions, withdrawals
from register.services.cases import NewParty
from register.vault.store import Identity
from register.vault.tables import DuplicateKey, Person, RoleInCase
from tests.factories import POSTDOC, Desk
from tests.integration.test_withdrawals import (
    OFFICER,
    file_of,
    may_use,
    one,
    states,
    told,
    withdraw,
)


def erase(desk: Desk, case_id: str) -> str:
    """The youth asks, the privacy officer confirms; returns the withdrawal."""
    row = withdraw(desk, case_id, Scope.ERASE)
    erasure.confirm(desk.house, row, by=OFFICER, at=desk.at)
    return row


def case_of(desk: Desk, case_id: str) -> Case:
    """The case as stored."""
    with desk.house.store.reading(POSTDOC) as work, consent.planning(work):
        return cases.find(work, case_id)


def test_after_erasure_keys_names_and_rows_are_gone_and_the_chains_are_whole(desk: Desk) -> None:
    case_id = desk.include()
    done = told(desk)
    before = case_of(desk, case_id)
    persons = desk.house.vault.keys_of(before.pseudonym)
    assert len(persons) == 2
    desk.wait(days=1)
    row = erase(desk, case_id)

    for store, names in (
        (desk.house.keys.register, [before.subject_key]),
        (desk.house.keys.vault, persons),
    ):
        for name in names:
            with pytest.raises(KeyLost):
                store.get(name)
    after = case_of(desk, case_id)
    assert after.erased_at is not None
    assert (after.birth_date, after.region, after.gender, after.alias) == (None, "", "", "")
    assert not desk.house.vault.knows(before.pseudonym)
    with desk.house.vault.changing() as session:
        for table in (Person, RoleInCase, DuplicateKey):
            assert session.scalars(select(table)).all() == []
    with desk.house.store.reading(POSTDOC) as work, consent.deciding(work, "P1"):
        assert work.session.scalars(select(Party)).all() == []
        assert work.session.scalars(select(Draft)).all() == []
        assert len(work.session.scalars(select(Revision)).all()) == 1
        assert [c.id for c in work.session.scalars(select(Contribution))] == [done]
        assert len(work.session.scalars(select(Wave)).all()) == 1
        assert cases.every(work) == []
        assert cases.count(work) == 0
    assert one(desk, row).state == "gewist"
    assert not any(found.faults for found in chains.look(desk.house, by=POSTDOC))


def test_an_erased_case_is_refused_everywhere_in_words(embedded: Desk) -> None:
    case_id = embedded.include()
    embedded.wait(days=1)
    row = erase(embedded, case_id)
    with pytest.raises(Refusal, match="gewist"):
        may_use(embedded, case_id)
    with pytest.raises(Refusal, match="al gewist"):
        withdraw(embedded, case_id, Scope.NO_NEW_DATA)
    with pytest.raises(Refusal, match="kan niet terug"):
        withdrawals.undo(
            embedded.house,
            row,
            evidence="vergissing",
            by=POSTDOC,
            at=embedded.at,
            on=embedded.today,
        )
    with pytest.raises(Refusal, match="niets te wissen"):
        erasure.confirm(embedded.house, row, by=OFFICER, at=embedded.at)


def test_who_recorded_it_does_not_confirm_it_and_a_researcher_may_not(embedded: Desk) -> None:
    case_id = embedded.include()
    row = withdraw(embedded, case_id, Scope.ERASE)
    with pytest.raises(Denied):
        erasure.confirm(embedded.house, row, by=POSTDOC, at=embedded.at)
    same = OFFICER.__class__(POSTDOC.id, "Pien Fictief", OFFICER.roles, "test")
    with pytest.raises(Refusal, match="niet dezelfde persoon"):
        erasure.confirm(embedded.house, row, by=same, at=embedded.at)
    assert states(embedded, case_id)
    with pytest.raises(NotFound):
        erasure.confirm(embedded.house, "onbekend", by=OFFICER, at=embedded.at)


def test_another_case_of_the_same_mother_keeps_her_and_its_own_data(embedded: Desk) -> None:
    first = embedded.include()
    with embedded.house.vault.changing() as session:
        mother = session.scalars(select(RoleInCase.person_id).where(RoleInCase.party == "O1")).one()
    parties = (
        NewParty("J1", PartyKind.YOUTH, Identity("Kim Fictief"), informant="jeugdige"),
        NewParty("O1", PartyKind.PARENT, known=mother, informant="ouder"),
    )
    second = embedded.include(parties=parties)
    embedded.wait(days=1)
    erase(embedded, first)
    kept = embedded.house.vault.parties(case_of(embedded, second).pseudonym)
    assert {who.name for who in kept.values()} == {"Kim Fictief", "Mia van ’t Hoff-Fictief"}
    assert may_use(embedded, second)
    told(embedded)
    assert file_of(embedded)


def test_the_list_of_erasures_is_replayed_on_a_database_put_back_by_hand(embedded: Desk) -> None:
    import shutil

    from register.installation import Installation

    case_id = embedded.include()
    told(embedded)
    home = embedded.installation.home
    embedded.installation.close()
    for name in ("register.db", "vault.db"):
        shutil.copy(home / name, home / f"oud-{name}")
    embedded.wait(days=1)
    erase(embedded, case_id)
    embedded.installation.close()
    for name in ("register.db", "vault.db"):
        (home / f"oud-{name}").replace(home / name)
        for rest in ("-wal", "-shm"):
            (home / f"{name}{rest}").unlink(missing_ok=True)
    again = Desk(Installation.open(home), embedded.at)
    assert case_of(again, case_id).erased_at is None
    again.installation.recover()
    assert case_of(again, case_id).erased_at is not None
    assert not again.house.vault.knows(case_of(again, case_id).pseudonym)
    assert erasure.replay(again.house, at=again.at) == 0
    again.installation.close()


def test_a_mother_who_erases_her_own_words_leaves_the_youths(desk: Desk) -> None:
    case_id = desk.include()
    youth = told(desk)
    mother = told(desk, "ouder")
    with desk.house.store.reading(POSTDOC) as work, consent.deciding(work, "P1"):
        hers = work.session.scalars(
            select(Revision).where(Revision.contribution_id == mother)
        ).one()
    assert hers.sealed_with is not None
    desk.wait(days=1)
    row = withdraw(desk, case_id, Scope.ERASE, party="O1", subject="O1")
    erasure.confirm(desk.house, row, by=OFFICER, at=desk.at)

    with pytest.raises(KeyLost):
        desk.house.keys.register.get(hers.sealed_with)
    case = case_of(desk, case_id)
    assert case.erased_at is None
    assert set(desk.house.vault.parties(case.pseudonym)) == {"J1"}
    assert one(desk, row).state == "gewist"
    found = states(desk, case_id)
    assert (found[youth], found[mother]) == ("gedaan", "ingetrokken")
    assert may_use(desk, case_id)
    with desk.house.store.reading(POSTDOC) as work, consent.deciding(work, "P1"):
        his = work.session.scalars(select(Revision).where(Revision.contribution_id == youth)).one()
        assert his.sealed_with is None
        assert revisions.answers(work, case, his)
    assert file_of(desk)
    assert erasure.replay(desk.house, at=desk.at) == 0
