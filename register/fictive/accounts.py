"""The accounts of a demo: one per kind of work, all with one password that is no secret."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from register.domain.actor import Actor, system
from register.domain.people import Role
from register.services import accounts
from register.services.terms import Work

# Shown on the log-in page of a demo, which listens on this machine only.
DEMO_PASSWORD = "rustig water stroomt diep"


@dataclass(frozen=True)
class DemoAccount:
    """An account of a demo; ``roles`` are those that go together (RESEARCH_DESIGN §8)."""

    login: str
    name: str
    roles: tuple[Role, ...]


BEHEERDER = DemoAccount("beheerder", "Bas Fictief (beheerder)", (Role.BEHEERDER,))
PRIVACY = DemoAccount("privacy", "Petra Fictief (privacy officer)", (Role.PRIVACY_OFFICER,))
POSTDOC = DemoAccount(
    "postdoc",
    "Noor Fictief (postdoc)",
    (Role.POSTDOC, Role.CONTACTBEHEERDER, Role.ANALIST),
)
RESEARCHER = DemoAccount(
    "onderzoeker", "Omar Fictief (onderzoeker)", (Role.POSTDOC, Role.CONTACTBEHEERDER)
)
DATAMANAGER = DemoAccount("datamanager", "Dewi Fictief (datamanager)", (Role.DATAMANAGER,))
ANALYST = DemoAccount("analist", "Anna Fictief (analist)", (Role.ANALIST,))
GROUP = DemoAccount(
    "begeleidingsgroep", "Gerda Fictief (begeleidingsgroep)", (Role.BEGELEIDINGSGROEP,)
)
DEMO_ACCOUNTS: tuple[DemoAccount, ...] = (
    POSTDOC,
    RESEARCHER,
    DATAMANAGER,
    ANALYST,
    GROUP,
    BEHEERDER,
    PRIVACY,
)


def make(work: Work, *, at: datetime) -> dict[str, Actor]:
    """Make every demo account with its roles; returns the actors by log-in name.

    The system makes beheerder and privacy officer, as ``init`` does; these two make the others.
    """
    first = system("demo")
    ids = {one.login: _account(work, one, by=first, at=at) for one in (BEHEERDER, PRIVACY)}
    for one in (BEHEERDER, PRIVACY):
        for role in one.roles:
            accounts.give_role(
                work, account=ids[one.login], role=role, confirmed_by=None, by=first, at=at
            )
    manager = accounts.as_actor(work, ids[BEHEERDER.login], access_point="demo")
    for one in DEMO_ACCOUNTS:
        if one.login in ids:
            continue
        ids[one.login] = _account(work, one, by=manager, at=at)
        for role in one.roles:
            accounts.give_role(
                work,
                account=ids[one.login],
                role=role,
                confirmed_by=ids[PRIVACY.login],
                by=manager,
                at=at,
            )
    return {login: accounts.as_actor(work, one, access_point="demo") for login, one in ids.items()}


def _account(work: Work, one: DemoAccount, *, by: Actor, at: datetime) -> str:
    account, _ = accounts.create(
        work,
        login=one.login,
        name=one.name,
        password=DEMO_PASSWORD,
        with_totp=False,
        by=by,
        at=at,
    )
    return account.id
