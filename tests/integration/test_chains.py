"""Both chains against the heads in the vault: every kind of tampering is found, and said."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import Connection
from typer.testing import CliRunner

from consent.event import ActingAs, EventType
from register.cli.main import app
from register.db import chain
from register.db.guard import MIGRATING
from register.domain.actor import Actor
from register.domain.people import Role
from register.services import chains
from tests.factories import PASSWORD, Desk

KEEPER = Actor("beheerder", "Bo Fictief", frozenset({Role.BEHEERDER}), "test")


def faults(desk: Desk) -> dict[str, str]:
    """What is said of each chain that is not whole."""
    found = chains.verify(desk.house, by=KEEPER, at=desk.at)
    return {one.title: " ".join(one.faults) for one in found if one.faults}


def tamper(desk: Desk, table: str, how: Callable[[Connection], None]) -> None:
    """Change a table as somebody could who owns the database."""
    engine = desk.installation.register_engine
    sqlite = engine.dialect.name == "sqlite"
    with (
        engine.connect().execution_options(**{MIGRATING: True}) as connection,
        connection.begin(),
    ):
        for verb in ("update", "delete"):
            place = "" if sqlite else f" ON {table}"
            connection.exec_driver_sql(f"DROP TRIGGER {table}_no_{verb}{place}")
        how(connection)


def saying(*statements: str) -> Callable[[Connection], None]:
    """Run SQL statements."""

    def run(connection: Connection) -> None:
        for statement in statements:
            connection.exec_driver_sql(statement)

    return run


def test_whole_chains_have_no_faults_and_their_length_is_known(desk: Desk) -> None:
    desk.include()
    found = {one.title: one.length for one in chains.verify(desk.house, by=KEEPER, at=desk.at)}
    assert found["Toestemming"] == 5
    assert found["Logboek"] > 1
    assert faults(desk) == {}


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (("UPDATE consent_event SET event = '{}' WHERE seq = 2",), "regel 2 is gewijzigd"),
        (("DELETE FROM consent_event WHERE seq = 2",), "regel 2 ontbreekt"),
        (("DELETE FROM consent_event WHERE seq > 3",), "eindigt vóór regel 5"),
        (("DELETE FROM consent_event",), "eindigt vóór regel 5"),
        (
            (
                "UPDATE consent_event SET seq = 99 WHERE seq = 2",
                "UPDATE consent_event SET seq = 2 WHERE seq = 3",
                "UPDATE consent_event SET seq = 3 WHERE seq = 99",
            ),
            "sluit niet aan",
        ),
    ],
    ids=["altered", "removed", "cut off", "emptied", "reordered"],
)
def test_tampering_with_consent_is_found(
    desk: Desk, statements: tuple[str, ...], said: str
) -> None:
    desk.include()
    tamper(desk, "consent_event", saying(*statements))
    assert said in faults(desk)["Toestemming"]


def test_moving_a_yes_to_another_case_is_found(desk: Desk) -> None:
    desk.include()
    other = desk.include()
    tamper(
        desk,
        "consent_event",
        saying(f"UPDATE consent_event SET case_id = '{other}' WHERE seq = 1"),
    )
    assert "regel 1 is gewijzigd" in faults(desk)["Toestemming"]


def test_a_log_chained_anew_with_the_right_key_is_found_by_the_head_in_the_vault(
    desk: Desk,
) -> None:
    desk.include()
    key = desk.house.keys.register.get("audit")

    def rechain(connection: Connection) -> None:
        rows = connection.exec_driver_sql("SELECT seq, event FROM audit_event ORDER BY seq")
        last = None
        for seq, event in rows.fetchall():
            content = json.loads(event) if isinstance(event, str) else dict(event)
            content["actor"] = "iemand"
            last = chain.link(key, last, chain.canonical(content))
            connection.exec_driver_sql(
                f"UPDATE audit_event SET event = '{json.dumps(content)}', "
                f"prev_hash = '{last.prev_hash}', hash = '{last.hash}' WHERE seq = {seq}"
            )

    tamper(desk, "audit_event", rechain)
    assert "is een andere dan elders is vastgelegd" in faults(desk)["Logboek"]


def test_verifying_is_itself_logged_with_its_outcome(desk: Desk) -> None:
    desk.include()
    assert faults(desk) == {}
    before = desk.house.store.head()
    tamper(desk, "consent_event", saying("DELETE FROM consent_event WHERE seq = 5"))
    faults(desk)
    after = desk.house.store.head()
    assert before is not None and after is not None and after.seq > before.seq


@pytest.fixture
def shell(embedded: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command in the installation, logged in as somebody with the given roles."""
    monkeypatch.setenv("CASUSREGISTER_HOME", str(embedded.installation.home))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "staat"))
    runner = CliRunner()

    known: list[str] = []

    def run(login: str, *words: str) -> Result:
        if known[-1:] != [login]:
            arguments = ["login", "--name", login, "--password", PASSWORD, "--code", "000000"]
            assert runner.invoke(app, arguments).exit_code == 0
            known.append(login)
        return runner.invoke(app, list(words))

    return run


def test_the_command_says_whole_and_ends_with_zero(
    embedded: Desk, shell: Callable[..., Result]
) -> None:
    embedded.include()
    embedded.account("bo", Role.BEHEERDER)
    result = shell("bo", "audit", "verify")
    assert result.exit_code == 0, result.output
    assert "Toestemming: 5 regels, heel" in result.output


def test_the_command_ends_with_one_when_something_is_gone(
    embedded: Desk, shell: Callable[..., Result]
) -> None:
    embedded.include()
    embedded.account("bo", Role.BEHEERDER)
    tamper(embedded, "consent_event", saying("DELETE FROM consent_event WHERE seq = 5"))
    result = shell("bo", "audit", "verify")
    assert result.exit_code == 1
    assert "NIET HEEL" in result.output


def test_a_researcher_may_not_verify_the_log(embedded: Desk, shell: Callable[..., Result]) -> None:
    embedded.account("pien", Role.POSTDOC)
    result = shell("pien", "audit", "verify")
    assert result.exit_code == 1
    assert "U mag dit niet doen" in result.output


def test_the_command_explains_a_decision_step_by_step(
    embedded: Desk, shell: Callable[..., Result]
) -> None:
    from register.services import cases, consent

    case_id = embedded.include()
    embedded.account("pien", Role.POSTDOC)
    with embedded.house.store.reading(KEEPER) as work, consent.planning(work):
        code = cases.find(work, case_id).pseudonym
    allowed = shell("pien", "consent", "explain", code, "--purpose", "P1", "--on", "2026-09-02")
    assert allowed.exit_code == 0, allowed.output
    assert "8. ja " in allowed.output
    embedded.consent_event(
        case_id,
        subject="J1",
        party="J1",
        acting_as=ActingAs.SELF,
        purpose="P6",
        type=EventType.REFUSED,
    )
    denied = shell("pien", "consent", "explain", code, "--purpose", "P6", "--on", "2026-09-02")
    assert denied.exit_code == 1, denied.output
    assert "NEE" in denied.output
    listed = shell("pien", "consent", "events", code)
    assert "refused" in listed.output
