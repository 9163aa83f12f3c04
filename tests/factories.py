"""A test installation and the smallest lawful case in it, made through the services."""

import shutil
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from consent.event import ActingAs, EventType
from consent.letter import Audience, LetterVersion
from consent.party import AuthorityKind, PartyKind
from register.domain.actor import Actor, system
from register.domain.people import Role
from register.installation import Installation, Settings
from register.services import accounts, cases, consent, ledger, worklist
from register.services.cases import Enrolment, NewAuthority, NewParty
from register.services.house import House
from register.vault.store import Identity

INCLUDED = date(2026, 9, 1)
MORNING = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
POSTDOC = Actor("postdoc", "Pien Fictief", frozenset({Role.POSTDOC, Role.ANALIST}), "test")
ANALYST = Actor("analist", "Aart Fictief", frozenset({Role.ANALIST}), "test")
NOBODY = Actor("niemand", "Nel Fictief", frozenset(), "test")
PASSWORD = "vier losse woorden hier"
PARENT_LETTER, YOUTH_LETTER = "ouder-nl-1", "jongere-nl-1"


@dataclass
class Desk:
    """An opened test installation with a clock that the test sets."""

    installation: Installation
    at: datetime = MORNING
    drawn: list[str] = field(default_factory=list)

    @property
    def house(self) -> House:
        return self.installation.house

    @property
    def today(self) -> date:
        return self.at.date()

    def wait(self, **stretch: float) -> None:
        """Let time pass."""
        self.at += timedelta(**stretch)

    def include(self, **changes: object) -> str:
        """Include a case (see :func:`enrolment`); returns its identifier."""
        return cases.include(self.house, enrolment(self, **changes), by=POSTDOC, at=self.at)

    def due(self) -> dict[str, str]:
        """Contribution ids by informant of what is due today."""
        with self.house.store.reading(POSTDOC) as work:
            desk = worklist.desk(work, self.house.protocol, on=self.today)
        return {entry.value.informant: entry.id for entry in desk.due}

    def account(self, login: str, *roles: Role) -> None:
        """An account with a password and roles, without code."""
        with self.house.store.writing(system()) as work:
            made, _ = accounts.create(
                work,
                login=login,
                name=f"{login.title()} Fictief",
                password=PASSWORD,
                with_totp=False,
                by=system(),
                at=self.at,
            )
            for role in roles:
                accounts.give_role(
                    work, account=made.id, role=role, confirmed_by=None, by=system(), at=self.at
                )

    def consent_event(self, case_id: str, **fields: object) -> None:
        """Record one consent event of a case, now."""
        with self.house.store.writing(POSTDOC) as work:
            with consent.planning(work):
                case = cases.find(work, case_id)
            event = {"effective_at": self.at, "recorded_at": self.at, "recorded_by": "postdoc"}
            consent.record(
                work, self.house.protocol, case, [event | fields], by=POSTDOC, at=self.at
            )


def make(home: Path, settings: Settings | None = None) -> Installation:
    """A migrated, empty test installation with the two letters that the factories sign."""
    installation = Installation.create(home, settings or Settings("test"))
    with installation.store.writing(system()) as work:
        for letter in (
            LetterVersion(
                PARENT_LETTER, Audience.PARENT, "nl", 1, "a" * 64, date(2026, 1, 1), _PURPOSES
            ),
            LetterVersion(
                YOUTH_LETTER, Audience.YOUTH_12_15, "nl", 1, "b" * 64, date(2026, 1, 1), _PURPOSES
            ),
        ):
            ledger.add_letter(work, letter, "Brief voor de proef.")
    return installation


def copied(template: Path, home: Path) -> Installation:
    """A fresh copy of a closed installation."""
    shutil.copytree(template, home)
    return Installation.open(home)


_PURPOSES = (("P1", 1), ("P2", 1), ("P6", 1))


def yes(
    desk: Desk, party: str, purpose: str, letter: str, subject: str = "J1", **changes: object
) -> dict[str, object]:
    """A yes of a party to a purpose, given now."""
    return {
        "subject": subject,
        "party": party,
        "acting_as": ActingAs.SELF if party == subject else ActingAs.REPRESENTATIVE,
        "purpose": purpose,
        "type": EventType.GIVEN,
        "effective_at": desk.at,
        "recorded_at": desk.at,
        "recorded_by": "postdoc",
        "letter": letter,
    } | changes


def enrolment(desk: Desk, **changes: object) -> Enrolment:
    """A youth of 14 with one parent, both having agreed to taking part and to the file."""
    places = desk.house.protocol.places
    ret = places.rets[0]
    facts: dict[str, object] = {
        "parties": (
            NewParty(
                "J1",
                PartyKind.YOUTH,
                Identity("Sam Fictief", date(2012, 5, 5)),
                informant="jeugdige",
            ),
            NewParty(
                "O1",
                PartyKind.PARENT,
                Identity("Mia van ’t Hoff-Fictief"),
                informant="ouder",
                relation="moeder",
            ),
        ),
        "authorities": (NewAuthority("O1", AuthorityKind.GEZAG, date(2012, 5, 5)),),
        "consents": (
            *(
                yes(desk, party, purpose, letter)
                for party, letter in (("O1", PARENT_LETTER), ("J1", YOUTH_LETTER))
                for purpose in ("P1", "P2")
            ),
            yes(desk, "O1", "P1", PARENT_LETTER, subject="O1"),
        ),
        "birth_date": date(2012, 5, 5),
        "gender": "v",
        "region": ret.regions[0],
        "team": ret.id,
        "setting": places.settings[0].id,
        "cohort": 1,
        "included_on": desk.today,
        "ret_discussed_on": desk.today - timedelta(days=30),
        "permission_to_contact": True,
        "professionals_willing": 1,
    }
    return Enrolment(**(facts | changes))  # type: ignore[arg-type]


def filled(desk: Desk, contribution: str, **answers: str) -> dict[str, str | list[str]]:
    """A form in which every question has an answer: the first choice, a plain text, a number."""
    from register.services import contributions

    with desk.house.store.reading(POSTDOC) as work:
        opened = contributions.open_form(
            desk.house, work, contribution, by=POSTDOC, at=desk.at, on=desk.today
        )
    form: dict[str, str | list[str]] = {}
    for item in opened.instrument.fields.values():
        if item.type in ("choice", "yesno"):
            form[item.id] = next(iter(item.codes))
        elif item.type == "note":
            form[item.id] = "Een fictief antwoord."
        elif item.type in ("integer", "number", "slider"):
            form[item.id] = item.min or "1"
    return form | answers
