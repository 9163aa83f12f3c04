"""The commands as a person types them: they make nothing by accident and say what to do next."""

from pathlib import Path

import pyotp
import pytest
from typer.testing import CliRunner, Result

from register.cli import common
from register.cli.main import app
from register.domain.actor import system
from register.domain.people import Role
from register.installation import Installation, Settings
from register.services import accounts
from tests.factories import PASSWORD, Desk

BAS = f"bas\nBas Fictief\n{PASSWORD}\n{PASSWORD}\n"
PEOPLE = f"{BAS}petra\nPetra Fictief\n{PASSWORD}\n{PASSWORD}\n"


def _run(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, list(words), input=typed)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for an installation, with a log-in file of its own."""
    monkeypatch.setenv("CASUSREGISTER_HOME", str(tmp_path / "huis"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "staat"))
    return tmp_path / "huis"


@pytest.mark.parametrize("command", ["serve", "worker", "extract", "report", "upgrade", "logout"])
def test_a_command_refuses_a_missing_installation_and_makes_none(home: Path, command: str) -> None:
    done = _run(command)
    assert done.exit_code == common.REFUSED
    assert "casusregister init" in done.output
    assert not home.exists()


def test_without_a_named_installation_it_says_which_variable_to_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("CASUSREGISTER_HOME", raising=False)
    done = _run("extract")
    assert done.exit_code == common.REFUSED
    assert "CASUSREGISTER_HOME" in done.output


def test_init_makes_two_persons_who_log_in_with_a_code(home: Path) -> None:
    done = _run("init", typed=PEOPLE)
    assert done.exit_code == 0, done.output
    seeds = [line.rsplit(" ", 1)[1] for line in done.output.splitlines() if "sleutel" in line]
    assert len(seeds) == 2
    installation = Installation.open(home)
    with installation.store.reading(system()) as work:
        roles = [
            accounts.roles_of(work, accounts.by_login(work, login).id) for login in ("bas", "petra")
        ]
    at = installation.now()
    installation.close()
    assert roles == [frozenset({Role.BEHEERDER}), frozenset({Role.PRIVACY_OFFICER})]
    wrong = _run("login", "--name", "bas", "--code", "000000", typed=f"{PASSWORD}\n")
    assert wrong.exit_code == common.NOT_LOGGED_IN
    code = pyotp.TOTP(seeds[0]).at(at)
    right = _run("login", "--name", "bas", "--code", code, typed=f"{PASSWORD}\n")
    assert right.exit_code == 0, right.output
    refused = _run("extract")
    assert refused.exit_code == common.REFUSED
    assert "U mag dit niet" in refused.output


def test_init_wants_two_different_persons(home: Path) -> None:
    done = _run("init", typed=BAS + BAS)
    assert done.exit_code == common.REFUSED
    assert not (home / "casusregister.toml").exists()


def test_an_installation_is_never_made_over_another(home: Path) -> None:
    Installation.create(home, Settings("test")).close()
    done = _run("init", typed=PEOPLE)
    assert done.exit_code == common.REFUSED
    assert "al een installatie" in done.output


def test_an_analyst_asks_for_a_file_and_a_report_by_command(
    embedded: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASUSREGISTER_HOME", str(embedded.installation.home))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "staat"))
    embedded.account("anna", Role.ANALIST)
    assert _run("extract").exit_code == common.NOT_LOGGED_IN
    with embedded.house.store.writing(system()) as work:
        from register.services import sessions

        account = accounts.by_login(work, "anna")
        opened = sessions.open_session(
            work, account, access_point="opdracht", at=embedded.installation.now()
        )
    from register.cli import access

    access._keep(embedded.installation.home, opened.token)
    made = _run("extract")
    assert made.exit_code == 0, made.output
    page = tmp_path / "rapport.html"
    report = _run("report", "--file", str(page))
    assert report.exit_code == 0, report.output
    assert "niet verspreiden" in page.read_text("utf-8")
