"""Who belongs to a case: the youth, those with authority, and the others who are asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from consent.party import AuthorityKind, PartyKind
from register.domain.calendar import add_months
from register.fictive import names
from register.fictive.draws import Draws
from register.services.terms import Identity

YOUTH, MOTHER, FATHER, GUARDIAN, OTHER, HELPER = "J1", "O1", "O2", "V1", "B1", "H1"
FORMS = {"samen": 22, "gescheiden": 30, "alleen": 22, "voogdij_gi": 17, "voogd": 9}
_RELATIONS = ("oma", "oom", "tante", "mentor van school", "buurvrouw", "trainer", "zus", "JIM")
_JOBS = ("jeugdbeschermer", "behandelaar", "groepsleider", "mentor", "gezinsbegeleider")


@dataclass(frozen=True)
class Member:
    """One party: code, kind, as which informant it is asked, and who it is."""

    code: str
    kind: PartyKind
    identity: Identity
    informant: str | None = None
    relation: str | None = None
    authority: AuthorityKind | None = None
    authority_from: date | None = None
    shared: bool = False


@dataclass(frozen=True)
class Family:
    """The parties of a case, the form of the family, and the family code of siblings."""

    form: str
    members: tuple[Member, ...]
    code: str | None = None

    def member(self, code: str) -> Member | None:
        """The party with this code."""
        return next((one for one in self.members if one.code == code), None)

    @property
    def youth(self) -> Member:
        """The youth."""
        return self.members[0]

    @property
    def holders(self) -> tuple[Member, ...]:
        """Who has authority over the youth."""
        return tuple(one for one in self.members if one.authority not in (None, AuthorityKind.NONE))

    @property
    def informants(self) -> tuple[Member, ...]:
        """Who is asked something, the youth first."""
        return tuple(one for one in self.members if one.informant)


def draw(
    draws: Draws, *, form: str, gender: str, born_on: date, on: date, watched: bool = False
) -> Family:
    """A family of this form as it stands on a day; ``watched``: an institution supervises (OTS)."""
    last, home = names.surname(draws), names.address(draws)
    young = names.identity(draws, names.Somebody(gender, born_on, last, child=True), home)
    members = [Member(YOUTH, PartyKind.YOUTH, young, "jeugdige")]
    members += _parents(draws, form, born_on, last, home, on)
    if watched and not any(one.code == GUARDIAN for one in members):
        members.append(
            Member(
                GUARDIAN,
                PartyKind.GUARDIAN_GI,
                _adult(draws, born_on, draws.one("vm")),
                None,
                "gezinsvoogd (gecertificeerde instelling)",
                AuthorityKind.NONE,
                on - timedelta(days=draws.whole(60, 500)),
            )
        )
    if draws.chance(0.36):
        relation = draws.one(_RELATIONS)
        members.append(
            Member(
                OTHER,
                PartyKind.OTHER,
                _adult(draws, born_on, draws.one("vm")),
                "belangrijke_ander",
                relation,
            )
        )
    for number in range(2 if draws.chance(0.3) else 1):
        members.append(
            Member(
                f"H{number + 1}",
                PartyKind.PROFESSIONAL,
                _adult(draws, born_on, draws.one("vm")),
                "professional",
                _JOBS[(draws.whole(0, 3) + number) % len(_JOBS)],
            )
        )
    return Family(form, tuple(members))


def sibling(draws: Draws, of: Family, *, code: str, gender: str, born_on: date) -> Family:
    """A brother's or sister's family: the same adults, known in the vault already."""
    adults = [replace(one, shared=True) for one in of.members if one.code in (MOTHER, FATHER)]
    first = of.youth.identity
    last = first.name.partition(" ")[2]
    home = f"{first.address}|{first.postcode}"
    young = names.identity(draws, names.Somebody(gender, born_on, last, child=True), home)
    helper = Member(
        HELPER,
        PartyKind.PROFESSIONAL,
        _adult(draws, born_on, draws.one("vm")),
        "professional",
        draws.one(_JOBS),
    )
    youth = Member(YOUTH, PartyKind.YOUTH, young, "jeugdige")
    parents = [
        replace(one, authority_from=born_on) if one.authority is AuthorityKind.GEZAG else one
        for one in adults
    ]
    return Family(of.form, (youth, *parents, helper), code)


def _parents(draws: Draws, form: str, born: date, last: str, home: str, on: date) -> list[Member]:
    gezag, none = AuthorityKind.GEZAG, AuthorityKind.NONE
    mother = Member(
        MOTHER, PartyKind.PARENT, _adult(draws, born, "v", last, home), "ouder", "moeder"
    )
    father = Member(FATHER, PartyKind.PARENT, _adult(draws, born, "m"), "ouder", "vader")
    taken_on = max(
        add_months(born, 12 * draws.whole(3, 9)), on - timedelta(days=draws.whole(90, 1500))
    )
    taken_on = min(taken_on, on - timedelta(days=40))
    if form == "alleen":
        return [replace(mother, authority=gezag, authority_from=born)]
    if form == "samen":
        both = _adult(draws, born, "m", last, home)
        silent = replace(father, identity=both, informant="ouder" if draws.chance(0.4) else None)
        return [
            replace(mother, authority=gezag, authority_from=born),
            replace(silent, authority=gezag, authority_from=born),
        ]
    if form == "gescheiden":
        return [
            replace(mother, authority=gezag, authority_from=born),
            replace(father, authority=gezag, authority_from=born),
        ]
    person = form == "voogd"
    guardian = Member(
        GUARDIAN,
        PartyKind.GUARDIAN_PERSON if person else PartyKind.GUARDIAN_GI,
        _adult(draws, born, draws.one("vm")),
        "ouder" if person else None,
        "voogd (pleegouder)" if person else "voogd (gecertificeerde instelling)",
        AuthorityKind.VOOGDIJ,
        taken_on,
    )
    asked = "ouder" if draws.chance(0.55) else None
    return [replace(mother, informant=asked, authority=none, authority_from=taken_on), guardian]


def _adult(
    draws: Draws, child_born: date, gender: str, last: str | None = None, home: str | None = None
) -> Identity:
    born = add_months(child_born, -12 * draws.whole(21, 38)) - timedelta(days=draws.whole(0, 360))
    return names.identity(draws, names.Somebody(gender, born, last), home)
