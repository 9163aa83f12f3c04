"""Rotation, the self-check and the commands around them."""

import multiprocessing
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from consent.event import Scope
from register.domain.actor import Actor
from register.domain.errors import Denied
from register.domain.people import Role
from register.installation import Installation
from register.services import backups, doctor, jobs, rotation
from tests.factories import POSTDOC, Desk
from tests.integration.test_backups import KEEPER, plain
from tests.integration.test_chains import saying, shell, tamper
from tests.integration.test_erasure import case_of
from tests.integration.test_withdrawals import withdraw

__all__ = ["plain", "shell"]
SYSTEM = Actor("systeem", "systeem", frozenset(), "test")


def wrong(desk: Desk, *, migrated: bool = True) -> set[str]:
    """The codes of what is not in order."""
    found = doctor.examine(desk.house, migrated=migrated, by=KEEPER, at=desk.at)
    return {one.code for one in found if not one.sound}


def test_a_healthy_installation_has_nothing_wrong(plain: Desk, tmp_path: Path) -> None:
    plain.include()
    backups.make(plain.house, tmp_path / "kopieen", by=KEEPER, at=plain.at)
    assert wrong(plain) == set()


def widen(desk: Desk) -> None:
    """Let others read the keys."""
    (desk.house.home / "keys" / "vault.kek").chmod(0o644)


def lag(desk: Desk) -> None:
    """Make a key that is not in the copy."""
    desk.house.keys.register.make("nieuw")


def unfold(desk: Desk) -> None:
    """Remove a folder."""
    (desk.house.home / "reports").rmdir()


def let_lie(desk: Desk) -> None:
    """Ask for work that nobody takes."""
    with desk.house.store.writing(POSTDOC) as work:
        jobs.ask(work, "extract.make", {}, by=POSTDOC, at=desk.at)
    desk.wait(minutes=6)


def grow_old(desk: Desk) -> None:
    """Make no backup for ten days."""
    desk.wait(days=10)


def ask_erasure(desk: Desk) -> None:
    """Let a withdrawal wait for its second person."""
    withdraw(desk, desk.include(), Scope.ERASE)


def cut(desk: Desk) -> None:
    """Remove a consent."""
    tamper(desk, "consent_event", saying("DELETE FROM consent_event WHERE seq = 5"))


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (widen, "private"),
        (lag, "keys_copy"),
        (unfold, "folders"),
        (let_lie, "worker"),
        (grow_old, "backup"),
        (ask_erasure, "withdrawals"),
        (cut, "chain_2"),
    ],
    ids=lambda one: one if isinstance(one, str) else one.__name__,
)
def test_the_doctor_finds_each_harm_and_says_what_to_do(
    plain: Desk, tmp_path: Path, harm: Callable[[Desk], None], code: str
) -> None:
    plain.include()
    backups.make(plain.house, tmp_path / "kopieen", by=KEEPER, at=plain.at)
    harm(plain)
    found = doctor.examine(plain.house, migrated=True, by=KEEPER, at=plain.at)
    wrong_now = {one.code: one for one in found if not one.sound}
    assert set(wrong_now) == {code}
    assert wrong_now[code].remedy


def test_the_doctor_says_when_there_is_no_second_place(embedded: Desk) -> None:
    assert {"keys_copy", "backup"} <= wrong(embedded)


def test_the_doctor_looks_no_further_in_databases_of_another_version(embedded: Desk) -> None:
    assert wrong(embedded, migrated=False) == {"migrated"}


def test_the_doctor_is_for_the_keeper(embedded: Desk) -> None:
    with pytest.raises(Denied):
        doctor.examine(embedded.house, migrated=True, by=POSTDOC, at=embedded.at)


def read_on(home: Path, pseudonym: str, stop: "multiprocessing.synchronize.Event") -> None:
    """Open the installation again and again, and read a birth date and a name from it."""
    from register.services import cases, consent, ledger

    while not stop.is_set():
        installation = Installation.open(home)
        with installation.store.reading(POSTDOC) as work, consent.planning(work):
            case = cases.by_pseudonym(work, pseudonym)
            assert ledger.birth_date(work, case) == date(2012, 5, 5)
        assert installation.vault.parties(pseudonym)["J1"].name == "Sam Fictief"
        installation.close()


def test_somebody_at_work_notices_nothing_of_a_rotation(embedded: Desk) -> None:
    pseudonym = case_of(embedded, embedded.include()).pseudonym
    embedded.installation.close()
    context = multiprocessing.get_context("fork")
    stop = context.Event()
    reader = context.Process(target=read_on, args=(embedded.installation.home, pseudonym, stop))
    reader.start()
    for _ in range(5):
        rotation.rotate(embedded.house, by=KEEPER, at=embedded.at)
    stop.set()
    reader.join(30)
    assert reader.exitcode == 0


def test_a_researcher_does_not_rotate_keys(embedded: Desk) -> None:
    with pytest.raises(Denied):
        rotation.rotate(embedded.house, by=POSTDOC, at=embedded.at)


def test_from_the_command_line_keys_backup_trial_restore_and_doctor(
    embedded: Desk, shell: Callable[..., Result], tmp_path: Path
) -> None:
    embedded.include()
    embedded.account("bo", Role.BEHEERDER)
    refused = shell("bo", "backup", str(tmp_path / "kopieen"))
    assert refused.exit_code == 1 and "keys copy" in refused.output
    chosen = shell("bo", "keys", "copy", str(tmp_path / "elders"))
    assert chosen.exit_code == 0, chosen.output
    rotated = shell("bo", "keys", "rotate")
    assert rotated.exit_code == 0, rotated.output
    made = shell("bo", "backup", str(tmp_path / "kopieen"))
    assert made.exit_code == 0, made.output
    (one,) = (tmp_path / "kopieen").iterdir()
    tried = shell("bo", "restore", "--trial", str(one))
    assert tried.exit_code == 0 and "Proef geslaagd" in tried.output, tried.output
    keys = next((tmp_path / "elders").iterdir())
    put_back = shell(
        "bo", "restore", str(one), "--keys", str(keys), "--home", str(tmp_path / "nieuw")
    )
    assert put_back.exit_code == 0, put_back.output
    again = Installation.open(tmp_path / "nieuw")
    assert again.migrated()
    again.close()
    looked = shell("bo", "doctor")
    assert looked.exit_code == 0, looked.output


def test_a_withdrawal_from_the_command_line_shows_first_and_does_after(
    embedded: Desk, shell: Callable[..., Result]
) -> None:
    code = case_of(embedded, embedded.include()).pseudonym
    embedded.account("pien", Role.POSTDOC)
    seen = shell("pien", "consent", "withdraw", code, "--scope", "no_further_use")
    assert seen.exit_code == 0 and "Er is niets gedaan" in seen.output, seen.output
    done = shell("pien", "consent", "withdraw", code, "--scope", "no_further_use", "--yes")
    assert done.exit_code == 0 and "uitgevoerd" in done.output, done.output
    explained = shell("pien", "consent", "explain", code)
    assert explained.exit_code == 1 and "NEE" in explained.output
    wrong_scope = shell("pien", "consent", "withdraw", code, "--scope", "alles")
    assert wrong_scope.exit_code == 2
