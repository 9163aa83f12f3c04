"""Backup and restore on an empty machine: same heads, same answers, and nothing that was erased."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import make_url, select

from register.db import copying
from register.db.tables.cases import Case
from register.db.tables.contributions import Revision
from register.domain.actor import Actor
from register.domain.errors import Refusal
from register.domain.people import Role
from register.installation import Installation, NoInstallation, Restored
from register.keys import KeyLost, SealBroken, unseal
from register.services import analysis_files, backups, cases, chains, consent, revisions
from tests.factories import POSTDOC, Desk
from tests.integration.test_erasure import case_of, erase
from tests.integration.test_withdrawals import file_of, told

KEEPER = Actor("beheerder", "Bo Fictief", frozenset({Role.BEHEERDER}), "test")


def with_second_place(desk: Desk, place: Path) -> Desk:
    """The same installation with a second place for its keys."""
    home = desk.installation.home
    desk.installation.close()
    settings = replace(desk.installation.settings, keystore_copy=str(place))
    (home / "casusregister.toml").write_text(settings.as_toml(), encoding="utf-8")
    desk.installation = Installation.open(home)
    desk.house.keys.copy()
    return desk


@pytest.fixture
def kept(desk: Desk, tmp_path: Path) -> Iterator[Desk]:
    """An installation with a second place for its keys, on each database."""
    yield with_second_place(desk, tmp_path / "elders")
    desk.installation.close()


@pytest.fixture
def plain(embedded: Desk, tmp_path: Path) -> Iterator[Desk]:
    """The same on the embedded database only."""
    yield with_second_place(embedded, tmp_path / "elders")
    embedded.installation.close()


def copy_of_keys(desk: Desk) -> Path:
    """The file at the second place."""
    second = desk.house.keys.second
    assert second is not None
    return second.file


def back(desk: Desk, backup: Path, home: Path, **options: object) -> Restored:
    """Restore into ``home``; a server's databases into borrowed ones is done by the caller."""
    return Installation.restore(
        backup,
        keys_copy=copy_of_keys(desk),
        home=home,
        clock=lambda: desk.at,
        **options,  # type: ignore[arg-type]
    )


def answers(desk: Desk, case_id: str) -> list[dict[str, object]]:
    """What stands in all revisions of a case."""
    with desk.house.store.reading(POSTDOC) as work, consent.deciding(work, "P1"):
        case = cases.find(work, case_id)
        rows = work.session.scalars(select(Revision).where(Revision.case_id == case_id))
        return [{k: v.value for k, v in revisions.answers(work, case, row).items()} for row in rows]


def test_a_backup_gives_everything_back_on_an_empty_machine(kept: Desk, tmp_path: Path) -> None:
    case_id = kept.include()
    told(kept)
    file_of(kept)
    said, names = answers(kept, case_id), kept.house.vault.parties(case_of(kept, case_id).pseudonym)
    backup = backups.make(kept.house, tmp_path / "kopieen", by=KEEPER, at=kept.at)
    settings = kept.installation.settings
    urls = (settings.register_url, settings.vault_url)
    if urls[0] is None:
        found = back(kept, backup, tmp_path / "nieuw")
        check(tmp_path / "nieuw", kept, found, case_id, said, names)
        return
    assert urls[1] is not None
    with copying.borrowed(urls[0]) as register, copying.borrowed(urls[1]) as vault:
        found = back(kept, backup, tmp_path / "nieuw", urls=(register, vault))
        check(tmp_path / "nieuw", kept, found, case_id, said, names)
    assert make_url(register).database != make_url(urls[0]).database


def check(
    home: Path, desk: Desk, found: Restored, case_id: str, said: object, names: object
) -> None:
    """The installation in ``home`` is what was backed up; no file of before is open in it."""
    again = Desk(Installation.open(home), desk.at)
    assert (found.erased, found.lost) == (0, 0)
    assert answers(again, case_id) == said
    assert again.house.vault.parties(case_of(again, case_id).pseudonym) == names
    assert not any(one.faults for one in chains.look(again.house, by=POSTDOC))
    with again.house.store.reading(POSTDOC) as work:
        assert analysis_files.still_open(work) == []
    again.installation.close()


def test_the_heads_in_the_manifest_are_those_of_the_moment(plain: Desk, tmp_path: Path) -> None:
    plain.include()
    log, kept = plain.house.store.head(), plain.house.vault.kept_head("consent")
    backup = backups.make(plain.house, tmp_path / "kopieen", by=KEEPER, at=plain.at)
    found = back(plain, backup, tmp_path / "proef", trial=True)
    assert log is not None
    assert found.heads == {"audit": (log.seq, log.hash), "consent": kept}
    assert not (tmp_path / "proef").exists()
    assert list(tmp_path.glob(".*.herstel")) == []


def test_what_was_erased_after_a_backup_is_not_in_what_it_gives_back(
    plain: Desk, tmp_path: Path
) -> None:
    gone, stays = plain.include(), plain.include()
    for _ in range(2):
        told(plain)
    said = answers(plain, stays)
    before = case_of(plain, gone)
    subject, persons = before.subject_key, plain.house.vault.keys_of(before.pseudonym)
    backup = backups.make(plain.house, tmp_path / "kopieen", by=KEEPER, at=plain.at)
    plain.wait(days=1)
    erase(plain, gone)

    found = back(plain, backup, tmp_path / "nieuw")
    assert (found.erased, found.lost) == (1, 0)
    again = Desk(Installation.open(tmp_path / "nieuw"), plain.at)
    assert case_of(again, gone).erased_at is not None
    assert case_of(again, gone).birth_date is None
    assert not again.house.vault.knows(before.pseudonym)
    assert answers(again, stays) == said
    with pytest.raises(KeyLost):
        answers(again, gone)
    for store, names in ((again.house.keys.register, [subject]), (again.house.keys.vault, persons)):
        assert not set(names) & set(store.names())
    again.installation.close()


def test_no_key_that_is_left_opens_what_an_old_backup_holds_of_an_erased_case(
    plain: Desk, tmp_path: Path
) -> None:
    """Without the replay too: the rows of the backup itself, tried with every key there is."""
    case_id = plain.include()
    told(plain)
    pseudonym = case_of(plain, case_id).pseudonym
    backup = backups.make(plain.house, tmp_path / "kopieen", by=KEEPER, at=plain.at)
    plain.wait(days=1)
    erase(plain, case_id)
    backups.unpack(backup, copy_of_keys(plain), tmp_path / "dief")
    for store in backups.STORES:
        (tmp_path / "dief" / store).rename(tmp_path / "dief" / f"{store}.db")
    thief = Desk(Installation.open(tmp_path / "dief"), plain.at)
    with thief.house.store.reading(POSTDOC) as work, consent.deciding(work, "P1"):
        case = work.session.scalars(select(Case)).one()
        sealed = [(case.birth_date, f"research_case.birth_date.{case.id}")]
        sealed += [
            (row.answers, f"revision.answers.{row.id}")
            for row in work.session.scalars(select(Revision))
        ]
    assert len(sealed) == 2
    left = [
        store.get(name)
        for store in (thief.house.keys.register, thief.house.keys.vault)
        for name in store.names()
    ]
    for content, place in sealed:
        assert content is not None
        for key in left:
            with pytest.raises(SealBroken):
                unseal(key, content, place=place)
    with pytest.raises(KeyLost):
        thief.house.vault.parties(pseudonym)
    thief.installation.close()


def test_a_backup_holds_no_key_and_nothing_that_can_be_read(plain: Desk, tmp_path: Path) -> None:
    plain.include()
    backup = backups.make(plain.house, tmp_path / "kopieen", by=KEEPER, at=plain.at)
    content = b"".join(path.read_bytes() for path in backup.iterdir())
    for word in (b"SQLite", b"Fictief", b"kind =", b"research_case", b"register.kek"):
        assert word not in content
    assert {path.stat().st_mode & 0o077 for path in backup.iterdir()} == {0}
    assert not (plain.house.home / ".backup.part").exists()


def damaged(backup: Path, how: str) -> None:
    """Damage a backup in one way."""
    parts = sorted(backup.glob("0*.sealed"))
    if how == "altered":
        content = bytearray(parts[0].read_bytes())
        content[len(content) // 2] ^= 1
        parts[0].write_bytes(content)
    elif how == "cut off":
        parts[0].write_bytes(parts[0].read_bytes()[:-40])
    elif how == "swapped":
        one, other = parts[0].read_bytes(), parts[1].read_bytes()
        parts[0].write_bytes(other)
        parts[1].write_bytes(one)
    elif how == "missing":
        parts[-1].unlink()
    else:
        (backup / backups.MANIFEST).unlink()


@pytest.mark.parametrize("how", ["altered", "cut off", "swapped", "missing", "no manifest"])
def test_a_damaged_backup_is_refused_and_leaves_nothing(
    plain: Desk, tmp_path: Path, how: str
) -> None:
    plain.include()
    backup = backups.make(plain.house, tmp_path / "kopieen", by=KEEPER, at=plain.at)
    damaged(backup, how)
    with pytest.raises(backups.BackupUnsound):
        back(plain, backup, tmp_path / "nieuw")
    assert not (tmp_path / "nieuw").exists()
    assert list(tmp_path.glob(".*.herstel")) == []


def test_a_log_that_is_not_whole_is_not_put_back(plain: Desk, tmp_path: Path) -> None:
    from tests.integration.test_chains import saying, tamper

    plain.include()
    tamper(plain, "consent_event", saying("DELETE FROM consent_event WHERE seq = 2"))
    backup = backups.make(plain.house, tmp_path / "kopieen", by=KEEPER, at=plain.at)
    with pytest.raises(backups.BackupUnsound, match="ketens"):
        back(plain, backup, tmp_path / "nieuw")


def test_nothing_is_restored_over_what_is_there(plain: Desk, tmp_path: Path) -> None:
    plain.include()
    backup = backups.make(plain.house, tmp_path / "kopieen", by=KEEPER, at=plain.at)
    with pytest.raises(NoInstallation, match="niet leeg"):
        back(plain, backup, plain.house.home)


def test_without_a_second_place_for_the_keys_no_backup_is_made(
    embedded: Desk, tmp_path: Path
) -> None:
    with pytest.raises(Refusal, match="tweede plaats"):
        backups.make(embedded.house, tmp_path / "kopieen", by=KEEPER, at=embedded.at)


def test_keys_and_backup_do_not_go_to_one_place(plain: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="dezelfde plaats"):
        backups.make(plain.house, tmp_path / "elders" / "kopieen", by=KEEPER, at=plain.at)


def test_a_backup_renamed_or_moved_is_still_good(plain: Desk, tmp_path: Path) -> None:
    case_id = plain.include()
    backup = backups.make(plain.house, tmp_path / "kopieen", by=KEEPER, at=plain.at)
    shutil.move(backup, tmp_path / "archief-2026")
    assert back(plain, tmp_path / "archief-2026", tmp_path / "nieuw").lost == 0
    again = Desk(Installation.open(tmp_path / "nieuw"), plain.at)
    assert case_of(again, case_id).erased_at is None
    again.installation.close()
