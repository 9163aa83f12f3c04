"""Who may do what: denied unless written, and never together what must be apart."""

from itertools import combinations

import pytest

from register.domain.errors import Denied
from register.domain.people import (
    FORBIDDEN,
    MATRIX,
    RESEARCH_DATA,
    SECOND_PERSON,
    VAULT_DATA,
    Permission,
    Role,
    combination_blockers,
    grant_blockers,
    may,
    permissions,
    require,
    roles_that_may,
    session_blockers,
)

P = Permission
# What RESEARCH_DESIGN §8 says each may see, and may not.
SAYS = (
    (Role.POSTDOC, {P.CASE_VIEW, P.CONTRIBUTION_EDIT, P.CONSENT_RECORD}, {P.VAULT_NAMES}),
    (Role.DATAMANAGER, {P.PROTOCOL_APPLY, P.EXPORT_MAKE}, {P.VAULT_NAMES, P.CONTRIBUTION_EDIT}),
    (Role.ANALIST, {P.EXTRACT_REQUEST, P.NOTEBOOK_OPEN}, {P.CASE_VIEW, P.EXPORT_MAKE}),
    (Role.BEGELEIDINGSGROEP, {P.REPORT_READ_RELEASED, P.REPORT_COMMENT}, {P.CASE_LIST}),
    (Role.RET, {P.FRAME_OWN, P.REPORT_READ_RELEASED}, {P.FRAME_VIEW, P.CASE_LIST}),
    (Role.PANEL, {P.INSTRUMENT_PREVIEW}, {P.CASE_LIST, P.FRAME_OWN}),
    (Role.BEHEERDER, {P.ACCOUNT_MANAGE, P.KEY_ROTATE}, {P.CASE_LIST, P.AUDIT_READ, P.EXTRACT_USE}),
    (Role.PRIVACY_OFFICER, {P.AUDIT_READ, P.RIGHTS_DECIDE}, {P.CASE_VIEW, P.VAULT_NAMES}),
    (Role.CONTACTBEHEERDER, {P.VAULT_NAMES, P.SAFETY_READ}, {P.CASE_VIEW, P.EXPORT_MAKE}),
)


@pytest.mark.parametrize(("role", "allowed", "denied"), SAYS)
def test_each_role_sees_what_the_design_says(
    role: Role, allowed: set[Permission], denied: set[Permission]
) -> None:
    assert all(may([role], permission) for permission in allowed)
    assert not any(may([role], permission) for permission in denied)


def test_no_role_may_nothing() -> None:
    assert permissions([]) == frozenset()
    assert not any(may([], permission) for permission in Permission)


def test_every_role_stands_in_the_matrix_and_every_permission_is_somebodys() -> None:
    assert set(MATRIX) == set(Role)
    assert all(roles_that_may(permission) for permission in Permission)


def test_who_may_not_hears_who_may() -> None:
    with pytest.raises(Denied, match="privacy officer") as caught:
        require([Role.BEHEERDER], P.AUDIT_READ)
    assert caught.value.permission == "audit.read"
    require([Role.PRIVACY_OFFICER], P.AUDIT_READ)


def test_the_beheerder_reads_no_case_even_by_adding_roles() -> None:
    for role in RESEARCH_DATA | VAULT_DATA:
        assert combination_blockers({Role.BEHEERDER, role})


@pytest.mark.parametrize(
    "roles",
    [
        {Role.POSTDOC, Role.ANALIST},
        {Role.POSTDOC, Role.ANALIST, Role.CONTACTBEHEERDER},
        {Role.DATAMANAGER, Role.ANALIST},
        {Role.POSTDOC, Role.DATAMANAGER},
        {Role.BEGELEIDINGSGROEP, Role.RET},
    ],
)
def test_a_small_team_may_combine(roles: set[Role]) -> None:
    assert combination_blockers(roles) == ()


def test_exactly_the_forbidden_pairs_are_refused() -> None:
    for pair in combinations(Role, 2):
        assert bool(combination_blockers(pair)) == (frozenset(pair) in FORBIDDEN)


# role given, to, held, proposed by, approved by, approver's roles → codes
GRANTS = (
    (Role.BEGELEIDINGSGROEP, "x", (), "b", None, (), []),
    (Role.POSTDOC, "x", (), "b", "p", (Role.PRIVACY_OFFICER,), []),
    (Role.POSTDOC, "x", (), "b", None, (), ["second_person"]),
    (Role.POSTDOC, "x", (), "b", "p", (Role.POSTDOC,), ["second_person"]),
    (Role.CONTACTBEHEERDER, "x", (), "b", None, (), ["second_person"]),
    (Role.PRIVACY_OFFICER, "x", (), "b", None, (), ["second_person"]),
    (Role.POSTDOC, "b", (), "b", "p", (Role.PRIVACY_OFFICER,), ["own_role"]),
    (Role.POSTDOC, "p", (), "b", "p", (Role.PRIVACY_OFFICER,), ["own_role"]),
    (Role.POSTDOC, "x", (), "b", "b", (Role.PRIVACY_OFFICER,), ["same_person"]),
    (
        Role.CONTACTBEHEERDER,
        "x",
        (Role.DATAMANAGER,),
        "b",
        "p",
        (Role.PRIVACY_OFFICER,),
        ["forbidden_combination"],
    ),
)


@pytest.mark.parametrize(("role", "to", "held", "by", "approved", "approver", "codes"), GRANTS)
def test_giving_a_role(
    role: Role,
    to: str,
    held: tuple[Role, ...],
    by: str,
    approved: str | None,
    approver: tuple[Role, ...],
    codes: list[str],
) -> None:
    found = grant_blockers(
        role=role,
        to=to,
        held=held,
        by=by,
        by_roles=[Role.BEHEERDER],
        approved_by=approved,
        approver_roles=approver,
    )
    assert [blocker.code for blocker in found] == codes


def test_only_the_beheerder_proposes() -> None:
    found = grant_blockers(role=Role.PANEL, to="x", held=(), by="y", by_roles=[Role.POSTDOC])
    assert [blocker.code for blocker in found] == ["not_allowed"]


def test_every_role_that_sees_case_or_vault_data_needs_a_second_person() -> None:
    seeing = {P.CASE_VIEW, P.EXTRACT_USE, P.VAULT_NAMES, P.CONSENT_VIEW}
    assert {role for role in Role if permissions([role]) & seeing} == SECOND_PERSON


@pytest.mark.parametrize(
    ("used", "wanted", "refused"),
    [
        ({P.VAULT_NAMES}, P.EXPORT_MAKE, True),
        ({P.EXPORT_MAKE}, P.VAULT_EDIT, True),
        ({P.EXPORT_MAKE}, P.SAFETY_READ, True),
        ({P.VAULT_NAMES}, P.CASE_VIEW, False),
        ({P.EXPORT_MAKE}, P.EXTRACT_USE, False),
        (set(), P.EXPORT_MAKE, False),
    ],
)
def test_names_and_exports_never_in_one_session(
    used: set[Permission], wanted: Permission, refused: bool
) -> None:
    assert bool(session_blockers(used, wanted)) is refused
