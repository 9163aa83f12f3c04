"""Four fictive families half a year on: one due, one too late, one waiting, one nearly sixteen."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from consent.party import AuthorityKind, PartyKind
from register.domain.people import Role
from register.services import contributions
from register.services.cases import NewAuthority, NewParty
from register.vault.store import Identity
from tests import factories
from tests.factories import PARENT_LETTER, POSTDOC, YOUTH_LETTER, Desk, filled, yes

# 14:03 in Amsterdam, on a Friday in the period of the T6 that counts from 1 September 2026.
AFTERNOON = datetime(2027, 3, 5, 13, 3, tzinfo=UTC)
ACCOUNTS = {
    "postdoc": (Role.POSTDOC, Role.ANALIST, Role.CONTACTBEHEERDER),
    "collega": (Role.POSTDOC,),
    "analist": (Role.ANALIST,),
    "beheerder": (Role.BEHEERDER,),
    "lid": (Role.BEGELEIDINGSGROEP,),
}


@dataclass(frozen=True)
class World:
    """A closed installation and the identifiers of its cases by what is the matter with them."""

    home: Path
    cases: dict[str, str]


def make(home: Path) -> World:
    """Make the world once; tests work on copies of its folder."""
    desk = Desk(factories.make(home))
    desk.at = AFTERNOON - timedelta(days=250)
    for login, roles in ACCOUNTS.items():
        desk.account(login, *roles)
    cases = {"te laat": _family(desk, date(2026, 7, 1))}
    cases["nu te doen"] = _family(desk, date(2026, 9, 1))
    cases["wacht"] = _family(desk, date(2026, 9, 3), parent_agreed=False)
    cases["bijna zestien"] = _family(desk, date(2026, 9, 20), born=date(2011, 4, 20))
    desk.installation.close()
    return World(home, cases)


def _family(
    desk: Desk, on: date, *, born: date = date(2012, 5, 5), parent_agreed: bool = True
) -> str:
    """A family that was included and did its 0-meting on one day."""
    desk.at = datetime(on.year, on.month, on.day, 9, 0, tzinfo=UTC)
    consents = [
        yes(desk, party, purpose, letter)
        for party, letter in (("O1", PARENT_LETTER), ("J1", YOUTH_LETTER))
        for purpose in ("P1", "P2")
    ]
    if parent_agreed:
        consents.append(yes(desk, "O1", "P1", PARENT_LETTER, subject="O1"))
    case = desk.include(
        parties=(
            NewParty("J1", PartyKind.YOUTH, Identity("Sam Fictief", born), informant="jeugdige"),
            NewParty(
                "O1",
                PartyKind.PARENT,
                Identity("Mia van ’t Hoff-Fictief"),
                informant="ouder",
                relation="moeder",
            ),
        ),
        authorities=(NewAuthority("O1", AuthorityKind.GEZAG, born),),
        birth_date=born,
        consents=tuple(consents),
    )
    for contribution in desk.due().values():
        hand_in(desk, contribution)
    return case


def hand_in(desk: Desk, contribution: str, **answers: str) -> None:
    """Hand in a form in which every question has an answer."""
    form = filled(desk, contribution, **answers)
    with desk.house.store.writing(POSTDOC) as work:
        done = contributions.hand_in(
            desk.house,
            work,
            contribution,
            based_on=0,
            form=form,
            collected_on=desk.today,
            circumstances={"wijze": "gesprek"},
            reason="ingevuld",
            by=POSTDOC,
            at=desk.at,
            on=desk.today,
        )
    assert done.revision == 1, [message.text for message in done.sheet.errors]
