"""What the vault knows about a case beside the register: counts and flags, never an identity."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from register.db.tables.cases import Case
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.audit import Action
from register.services.house import House
from register.vault.matching import shared


@dataclass(frozen=True)
class Match:
    """One case: other cases with the same youth; a parent in an unlinked case; birth dates agree
    (None where the vault does not know the case)."""

    duplicates: int
    family_unlinked: bool
    birth_agrees: bool | None


def matches(
    house: House,
    work: Work,
    cases: Sequence[Case],
    born: Mapping[str, date],
    youths: Mapping[str, str],
    *,
    by: Actor,
    at: datetime,
) -> dict[str, Match]:
    """Matches by case id; one logged search over the vault.

    born: birth dates of the register by case id; youths: the party code of the youth by case id.
    """
    found = shared(house.vault.engine)
    family = {case.pseudonym: case.family for case in cases}
    made = {}
    for case in cases:
        beside = found.shares_adult.get(case.pseudonym, frozenset())
        unlinked = any(family.get(o) is None or family.get(o) != case.family for o in beside)
        made[case.id] = Match(
            found.same_youth.get(case.pseudonym, 0),
            unlinked,
            _agrees(house, case, born.get(case.id), youths.get(case.id, "")),
        )
    work.record(
        "vault.compare",
        Action.SEARCH,
        by=by,
        at=at,
        object_type="vault",
        count=len(made),
        field_group="dubbelen",
    )
    return made


def _agrees(house: House, case: Case, born: date | None, youth: str) -> bool | None:
    who = house.vault.parties(case.pseudonym).get(youth)
    if who is None or who.birth_date is None or born is None:
        return None
    return who.birth_date == born
