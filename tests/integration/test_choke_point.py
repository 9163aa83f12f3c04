"""No statement touches a case table without a grant of the consent service."""

import pytest
from sqlalchemy import func, select, text, update

from register.db.guard import Grant, Ungranted, under
from register.db.tables.cases import Case, Wave
from register.db.tables.contributions import Revision
from register.db.tables.work import AuditRow
from register.services import consent
from tests.factories import POSTDOC, Desk


@pytest.mark.parametrize(
    "statement",
    [
        select(Case),
        select(func.count()).select_from(Case),
        select(Case.__table__.c.id),
        select(AuditRow).where(select(Case.id).exists()),
        select(AuditRow.seq).join(Wave, Wave.code == AuditRow.kind),
        update(Wave).values(code="T0"),
        text("SELECT 1"),
    ],
    ids=["all cases", "a count", "a bare table", "in an exists", "in a join", "a change", "text"],
)
def test_a_statement_without_a_grant_is_refused(desk: Desk, statement: object) -> None:
    with desk.house.store.reading(POSTDOC) as work, pytest.raises(Ungranted):
        work.session.execute(statement)  # type: ignore[call-overload]


def test_driver_sql_is_refused(desk: Desk) -> None:
    with desk.house.store.reading(POSTDOC) as work, pytest.raises(Ungranted):
        work.session.connection().exec_driver_sql("SELECT 1")


def test_a_grant_for_planning_does_not_open_what_people_said(desk: Desk) -> None:
    desk.include()
    with (
        desk.house.store.reading(POSTDOC) as work,
        consent.planning(work),
        pytest.raises(Ungranted, match="planning only"),
    ):
        work.session.scalars(select(Revision)).all()


def test_a_grant_for_one_case_shows_that_case_only(desk: Desk) -> None:
    first, second = desk.include(), desk.include()
    with desk.house.store.reading(POSTDOC) as work:
        for wanted in (first, second):
            with under(Grant("P1", frozenset({wanted}), "proef", content=True)):
                assert set(work.session.scalars(select(Case.id))) == {wanted}
                assert work.session.scalar(select(func.count(Case.id))) == 1
                assert set(work.session.scalars(select(Wave.case_id))) == {wanted}
                assert {case for case in (first, second) if work.session.get(Case, case)} == {
                    wanted
                }


def test_a_narrow_grant_refuses_a_bare_table_that_cannot_be_narrowed(desk: Desk) -> None:
    case = desk.include()
    with (
        desk.house.store.reading(POSTDOC) as work,
        under(Grant("P1", frozenset({case}), "proef")),
        pytest.raises(Ungranted, match="narrows"),
    ):
        work.session.execute(select(Case.__table__.c.id))
