"""The access log: who did what, never a value, and every kind of tampering is found."""

import json

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from register.db.guard import MIGRATING
from register.db.tables.work import AuditRow
from register.domain.errors import Denied
from tests.factories import NOBODY, POSTDOC, Desk, enrolment


def _rows(desk: Desk) -> list[AuditRow]:
    with desk.house.store.reading(POSTDOC) as work:
        return list(work.session.scalars(select(AuditRow).order_by(AuditRow.seq)))


def test_including_a_case_is_logged_without_a_name(desk: Desk) -> None:
    desk.include()
    rows = _rows(desk)
    assert "case.include" in [row.kind for row in rows]
    written = json.dumps([row.event for row in rows])
    assert "Fictief" not in written
    assert "2012-05-05" not in written


def test_a_denied_act_is_logged_and_changes_nothing(desk: Desk) -> None:
    from register.services import cases

    with pytest.raises(Denied):
        cases.include(desk.house, enrolment(desk), by=NOBODY, at=desk.at)
    last = _rows(desk)[-1]
    assert (last.actor, last.event["outcome"]) == ("niemand", "denied")
    assert desk.due() == {}


def test_the_log_is_whole_and_its_head_is_kept_in_the_vault(desk: Desk) -> None:
    desk.include()
    head = desk.house.store.head()
    kept = desk.house.vault.kept_head("audit")
    assert head is not None
    assert kept == (head.seq, head.hash)
    assert desk.house.store.verify(kept) == []


@pytest.mark.parametrize("change", [update(AuditRow).values(kind="x"), delete(AuditRow)])
def test_the_database_refuses_to_change_the_log(desk: Desk, change: object) -> None:
    desk.include()
    with pytest.raises(DBAPIError), desk.house.store.writing(POSTDOC) as work:
        work.session.execute(change)  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("how", "word"),
    [
        ("UPDATE audit_event SET event = '{}' WHERE seq = 2", "gewijzigd"),
        ("DELETE FROM audit_event WHERE seq = 2", "ontbreekt"),
        ("DELETE FROM audit_event WHERE seq > 1", "eindigt"),
        ("DELETE FROM audit_event", "eindigt"),
    ],
    ids=["altered", "removed", "cut off", "emptied"],
)
def test_tampering_around_the_triggers_is_found(desk: Desk, how: str, word: str) -> None:
    desk.include()
    kept = desk.house.vault.kept_head("audit")
    engine = desk.installation.register_engine
    with engine.connect().execution_options(**{MIGRATING: True}) as connection:
        sqlite = engine.dialect.name == "sqlite"
        with connection.begin():
            for verb in ("update", "delete"):
                place = "" if sqlite else " ON audit_event"
                connection.exec_driver_sql(f"DROP TRIGGER audit_event_no_{verb}{place}")
            connection.exec_driver_sql(how)
    assert word in " ".join(desk.house.store.verify(kept))
