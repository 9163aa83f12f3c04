"""Including a case: every reason against it at once, and all or nothing over both stores."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from consent.party import PartyKind
from register.domain.errors import Refusal
from register.services import cases, consent, pending
from register.services.cases import NewParty
from register.vault.store import Identity
from register.vault.tables import RoleInCase
from tests.factories import POSTDOC, Desk, yes


def _person_of(desk: Desk, pseudonym: str, party: str) -> list[str]:
    """Who is this party, as the vault knows the person."""
    with desk.house.vault.changing() as session:
        query = select(RoleInCase.person_id).where(
            RoleInCase.pseudonym == pseudonym, RoleInCase.party == party
        )
        return list(session.scalars(query))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"region": "elders"}, "region"),
        ({"team": "elders"}, "team"),
        ({"setting": "elders"}, "setting"),
        ({"cohort": 9}, "cohort"),
        ({"cohort": 3}, "cohort_closed"),
        ({"ret_discussed_on": None}, "ret"),
        ({"permission_to_contact": False}, "may_approach"),
        ({"professionals_willing": 0}, "professionals"),
        ({"recruited_by_treating": True}, "treating"),
        ({"birth_date": date(2020, 1, 1)}, "age"),
        ({"birth_date": date(2007, 1, 1)}, "ground"),
        ({"included_on": date(2031, 3, 1)}, "permission"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_reason_against_inclusion_refuses_it(
    embedded: Desk, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        embedded.include(**changes)
    assert code in [reason.code for reason in refused.value.reasons]


def test_a_real_installation_does_not_live_on_fictive_permissions(embedded: Desk) -> None:
    object.__setattr__(embedded.house, "kind", "productie")
    with pytest.raises(Refusal) as refused:
        embedded.include()
    assert "fictive" in [reason.code for reason in refused.value.reasons]


def test_without_everybodys_consent_nothing_is_kept_in_either_store(desk: Desk) -> None:
    keys = desk.house.keys.register.names()
    only_parent = tuple(yes(desk, "O1", purpose, "ouder-nl-1") for purpose in ("P1", "P2"))
    with pytest.raises(Refusal, match="toestemming"):
        desk.include(consents=only_parent)
    assert desk.due() == {}
    assert desk.house.keys.register.names() == keys
    assert pending.open_rows(desk.house, by=POSTDOC) == []
    assert desk.house.vault.alike(Identity("Sam Fictief", date(2012, 5, 5))) == []


def test_a_sibling_shares_the_mother_in_the_vault_and_not_in_the_register(desk: Desk) -> None:
    first = desk.include(family="gezin-1")
    with desk.house.store.reading(POSTDOC) as work, consent.planning(work):
        code = cases.find(work, first).pseudonym
    (mother,) = _person_of(desk, code, "O1")
    desk.wait(days=1)
    second = desk.include(
        family="gezin-1",
        parties=(
            NewParty(
                "J1",
                PartyKind.YOUTH,
                Identity("Bo Fictief", date(2014, 1, 1)),
                informant="jeugdige",
            ),
            NewParty("O1", PartyKind.PARENT, known=mother, informant="ouder"),
        ),
        ret_discussed_on=desk.today - timedelta(days=3),
    )
    with desk.house.store.reading(POSTDOC) as work, consent.planning(work):
        other = cases.find(work, second).pseudonym
    assert _person_of(desk, other, "O1") == [mother]
    assert other != code
