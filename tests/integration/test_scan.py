"""After a run, no file of an installation shows a name, a contact detail or what somebody told."""

import contextlib
import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from consent.event import Scope
from consent.party import PartyKind
from register.services import backups, contributions, erasure, reports, withdrawals
from register.services.cases import NewParty
from register.vault.store import Identity
from tests.factories import POSTDOC, Desk, filled
from tests.integration.test_backups import KEEPER, plain
from tests.integration.test_withdrawals import OFFICER, file_of, withdraw

__all__ = ["plain"]

TOLD = "Zonnebloemkruispuntgesprek over thuis"
YOUTH = Identity(
    "Quirijntje Fictief-Zonderland",
    date(2012, 5, 5),
    "v",
    "quirijntje@fictief.example",
    "0612345670",
    "Verzonnenlaan 77",
    "9999ZZ",
)
PARENT = Identity("Baldewijna Fictief-Zonderland", mail="baldewijna@fictief.example")
SECRETS = (
    "Quirijntje",
    "Baldewijna",
    "Zonderland",
    "fictief.example",
    "0612345670",
    "Verzonnenlaan",
    "9999ZZ",
    "Zonnebloemkruispunt",
    "2012-05-05",
    "05-05-2012",
)


def forms(secret: str) -> Iterator[bytes]:
    """A text as it may stand in a file: in two encodings, and as JSON or a form writes it."""
    yield secret.encode()
    yield secret.encode("utf-16-le")
    yield json.dumps(secret)[1:-1].encode()
    yield secret.replace(" ", "+").encode()


def contents(path: Path) -> Iterator[bytes]:
    """The bytes of a file, and what is packed in them."""
    raw = path.read_bytes()
    yield raw
    if raw[:2] == b"\x1f\x8b":
        yield gzip.decompress(raw)
    if raw[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            yield from (packed.read(name) for name in packed.namelist())
    with contextlib.suppress(zlib.error):
        yield zlib.decompress(raw)


def found(folder: Path) -> list[str]:
    """Which file shows which secret, in its content or its name."""
    wanted = [(secret, form) for secret in SECRETS for form in forms(secret)]
    return sorted(
        {
            f"{path.relative_to(folder)}: {secret}"
            for path in folder.rglob("*")
            if path.is_file()
            for content in (*contents(path), path.name.encode())
            for secret, form in wanted
            if form.lower() in content.lower()
        }
    )


def full_run(desk: Desk, kopieen: Path) -> None:
    """Three youths from inclusion to report, with a draft, a backup and an erasure."""
    for _ in range(3):
        parties = (
            NewParty("J1", PartyKind.YOUTH, YOUTH, informant="jeugdige"),
            NewParty("O1", PartyKind.PARENT, PARENT, informant="ouder", relation="moeder"),
        )
        case_id = desk.include(parties=parties)
    due = desk.due()
    one = due["jeugdige"]
    form = {
        name: TOLD if value == "Een fictief antwoord." else value
        for name, value in filled(desk, one).items()
    }
    assert TOLD in form.values()
    with desk.house.store.writing(POSTDOC) as work:
        contributions.autosave(
            desk.house,
            work,
            due["ouder"],
            tab="a",
            number=1,
            based_on=0,
            patch={"wat": TOLD},
            by=POSTDOC,
            at=desk.at,
            on=desk.today,
        )
        handed = contributions.hand_in(
            desk.house,
            work,
            one,
            based_on=0,
            form=form,
            collected_on=desk.today,
            circumstances={},
            reason="",
            by=POSTDOC,
            at=desk.at,
            on=desk.today,
        )
    assert handed.revision == 1
    file = file_of(desk)
    reports.build_half_yearly(
        desk.house, analysis_file=file, by=POSTDOC, at=desk.at, today=desk.today
    )
    backups.make(desk.house, kopieen, by=KEEPER, at=desk.at)
    desk.wait(days=1)
    withdrawals.look_ahead(
        desk.house, case_id, scope=Scope.ERASE, by=POSTDOC, at=desk.at, on=desk.today
    )
    row = withdraw(desk, case_id, Scope.ERASE)
    erasure.confirm(desk.house, row, by=OFFICER, at=desk.at)
    reports.build_half_yearly(
        desk.house, analysis_file=file_of(desk), by=POSTDOC, at=desk.at, today=desk.today
    )


def test_no_file_shows_a_name_a_contact_detail_or_what_was_told(
    plain: Desk, tmp_path: Path
) -> None:
    full_run(plain, tmp_path / "kopieen")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    # While it is open: the write-ahead files of both databases are there too.
    assert {path.name for path in files} >= {"register.db-wal", "vault.db-wal", "manifest.json"}
    assert found(tmp_path) == []
    plain.installation.close()
    assert found(tmp_path) == []


@pytest.mark.parametrize(
    "content",
    [
        b"Naam: Quirijntje",
        b"zonnebloemKRUISPUNT",
        "0612345670".encode("utf-16-le"),
        gzip.compress(b"Verzonnenlaan 77"),
        zlib.compress(b"9999ZZ"),
    ],
    ids=["plain", "other case", "two bytes a letter", "gzip", "zlib"],
)
def test_the_scan_itself_finds_what_lies_open(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "log.txt").write_bytes(content)
    assert len(found(tmp_path)) == 1
