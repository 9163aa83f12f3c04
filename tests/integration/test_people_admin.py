"""Accounts by two persons: who may do what to whom, and links that work once."""

import pyotp
import pytest

from register.domain.actor import Actor, system
from register.domain.errors import Denied, Refusal
from register.domain.people import Role
from register.services import accounts, entrances, open_sessions, people_admin, sessions
from tests.factories import PASSWORD, Desk


@pytest.fixture
def manager(desk: Desk) -> Actor:
    """The administrator."""
    desk.account("bas", Role.BEHEERDER)
    return acting(desk, "bas")


@pytest.fixture
def officer(desk: Desk) -> Actor:
    """The privacy officer."""
    desk.account("petra", Role.PRIVACY_OFFICER)
    return acting(desk, "petra")


def acting(desk: Desk, login: str) -> Actor:
    """An account as the one who acts."""
    with desk.house.store.reading(system()) as work:
        return accounts.as_actor(work, accounts.by_login(work, login).id, access_point="test")


def invited(desk: Desk, by: Actor, *roles: Role) -> str:
    """The account of somebody who was invited."""
    with desk.house.store.writing(by) as work:
        return people_admin.invite(
            work, login="Nora", name="Nora Fictief", roles=list(roles), by=by, at=desk.at
        )


def link(desk: Desk, by: Actor) -> str:
    """The link of the one open invitation."""
    with desk.house.store.writing(by) as work:
        (waiting,) = people_admin.invitations(work, by=by, at=desk.at)
        return entrances.make_link(work, waiting.id, by=by, at=desk.at)


def entered(desk: Desk, token: str, old_code: str = "") -> tuple[str, ...]:
    """The recovery codes after a link was used."""
    with desk.house.store.writing(system()) as work:
        secret = entrances.look(work, token, at=desk.at).secret
        return entrances.enter(
            work,
            token,
            password=PASSWORD,
            code=pyotp.TOTP(secret).at(desk.at),
            old_code=old_code,
            at=desk.at,
        )


def fits(desk: Desk, code: str) -> bool:
    """Whether Nora can log in with a code."""
    with desk.house.store.writing(system()) as work:
        found = accounts.authenticate(
            work, login="nora", password=PASSWORD, code=code, access_point="test", at=desk.at
        )
    return found is not None


def test_a_data_role_waits_for_the_second_person(
    desk: Desk, manager: Actor, officer: Actor
) -> None:
    account = invited(desk, manager, Role.ANALIST)
    with desk.house.store.reading(officer) as work:
        assert accounts.roles_of(work, account) == frozenset()


def test_split_of_duties_holds_when_inviting(desk: Desk, manager: Actor) -> None:
    with pytest.raises(Refusal, match="gaan niet samen"):
        invited(desk, manager, Role.DATAMANAGER, Role.CONTACTBEHEERDER)


def test_the_second_person_gives_what_another_proposed(
    desk: Desk, manager: Actor, officer: Actor
) -> None:
    account = invited(desk, manager, Role.ANALIST)
    with desk.house.store.writing(officer) as work:
        (waiting,) = people_admin.proposals(work, by=officer, at=desk.at)
        assert waiting.blockers == ()
        people_admin.decide(work, waiting.id, give=True, by=officer, at=desk.at)
    with desk.house.store.reading(officer) as work:
        assert accounts.roles_of(work, account) == {Role.ANALIST}
        assert people_admin.proposals(work, by=officer, at=desk.at) == []


def test_neither_alone_can_do_both_halves(desk: Desk, manager: Actor, officer: Actor) -> None:
    invited(desk, manager, Role.ANALIST)
    with pytest.raises(Denied), desk.house.store.writing(manager) as work:
        people_admin.proposals(work, by=manager, at=desk.at)
    with pytest.raises(Denied), desk.house.store.writing(officer) as work:
        people_admin.propose(work, account=officer.id, role=Role.ANALIST, by=officer, at=desk.at)


def test_a_link_works_once_and_a_newer_one_replaces_it(
    desk: Desk, manager: Actor, officer: Actor
) -> None:
    invited(desk, manager)
    old, new = link(desk, officer), link(desk, officer)
    with pytest.raises(Refusal, match="vervangen"):
        entered(desk, old)
    codes = entered(desk, new)
    with pytest.raises(Refusal, match="al gebruikt"):
        entered(desk, new)
    assert fits(desk, codes[0])
    assert not fits(desk, codes[0])
    assert fits(desk, codes[1].upper())


def test_a_link_expires(desk: Desk, manager: Actor, officer: Actor) -> None:
    invited(desk, manager)
    token = link(desk, officer)
    desk.wait(days=8)
    with pytest.raises(Refusal, match="verlopen"):
        entered(desk, token)


def test_a_reset_asks_the_old_code_and_a_new_beginning_does_not(
    desk: Desk, manager: Actor, officer: Actor
) -> None:
    account = invited(desk, manager)
    codes = entered(desk, link(desk, officer))
    with desk.house.store.writing(manager) as work:
        people_admin.ask_reset(work, account, anew=False, by=manager, at=desk.at)
    token = link(desk, officer)
    with pytest.raises(Refusal, match="oude code of herstelcode"):
        entered(desk, token, "000000")
    entered(desk, token, codes[3])
    with desk.house.store.writing(manager) as work:
        people_admin.ask_reset(work, account, anew=True, by=manager, at=desk.at)
    assert len(entered(desk, link(desk, officer))) == entrances.CODES


def test_closing_an_account_ends_its_sessions(desk: Desk, manager: Actor, officer: Actor) -> None:
    with desk.house.store.writing(system()) as work:
        account = accounts.by_login(work, "petra")
        opened = sessions.open_session(work, account, access_point="test", at=desk.at)
    with desk.house.store.reading(manager) as work:
        assert len(open_sessions.of_account(work, officer.id, by=manager, at=desk.at)) == 1
    with desk.house.store.writing(manager) as work:
        people_admin.set_active(work, officer.id, active=False, by=manager, at=desk.at)
    with desk.house.store.reading(manager) as work:
        assert sessions.current(work, opened.token, at=desk.at) is None
    with (
        pytest.raises(Refusal, match="Niemand verandert"),
        desk.house.store.writing(manager) as work,
    ):
        people_admin.set_active(work, manager.id, active=False, by=manager, at=desk.at)
