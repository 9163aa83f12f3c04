"""Recording consent with its proof: all of it or nothing, and only what the letter asked."""

import io
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consent.event import Method
from register.domain.actor import Actor
from register.domain.errors import Denied, Refusal
from register.domain.people import Role
from register.services import cases, consent, consents, consentview, evidence, pending, signing
from register.services.consents import Said, Saying
from register.vault.tables import Evidence
from tests.factories import NOBODY, PARENT_LETTER, POSTDOC, YOUTH_LETTER, Desk

KEEPER = Actor("beheer", "Cor Fictief", frozenset({Role.POSTDOC, Role.CONTACTBEHEERDER}), "test")


def photo() -> bytes:
    """A small photograph with something written beside the picture."""
    from PIL import Image

    exif = Image.Exif()
    exif[0x010E] = "geheime plek"
    taken = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(taken, "JPEG", exif=exif)
    return taken.getvalue()


def youth_says(desk: Desk, **answers: Said) -> Saying:
    """The youth's letter, signed today."""
    named = {f"jeugdige-{purpose}": said for purpose, said in answers.items()}
    return Saying("J1", YOUTH_LETTER, desk.today, Method.PAPER, named)


def documents(desk: Desk) -> list[str]:
    """The blobs that the vault names."""
    with Session(desk.house.vault.engine) as session:
        return list(session.scalars(select(Evidence.blob)))


def files(desk: Desk) -> list[str]:
    """The names of the sealed files."""
    return sorted(path.stem for path in (desk.house.home / "blobs").rglob("*.blob"))


def test_a_signed_form_is_recorded_with_its_scan(desk: Desk) -> None:
    case = desk.include()
    desk.wait(days=1)
    scan = photo()
    signing.from_paper(
        desk.house, case, youth_says(desk, P6=Said.YES), scan=scan, by=KEEPER, at=desk.at
    )
    assert files(desk) == documents(desk)
    sealed = next((desk.house.home / "blobs").rglob("*.blob")).read_bytes()
    assert b"JFIF" not in sealed
    with desk.house.store.reading(KEEPER) as work:
        found = consentview.glance(desk.house, work, case, by=KEEPER, at=desk.at, on=desk.today)
        newest = found.moments[0]
        opened = evidence.open_document(
            desk.house, work, found.case.pseudonym, newest.evidence, by=KEEPER, at=desk.at
        )
    assert [line.said for line in newest.lines] == ["ja"]
    assert opened.media_type == "image/jpeg"
    assert b"geheime plek" in scan and b"geheime plek" not in opened.data


def test_a_postdoc_without_the_vault_cannot_open_the_signed_form(desk: Desk) -> None:
    case = desk.include()
    signing.from_paper(
        desk.house, case, youth_says(desk, P6=Said.YES), scan=photo(), by=POSTDOC, at=desk.at
    )
    with desk.house.store.reading(POSTDOC) as work, consent.planning(work):
        pseudonym = cases.find(work, case).pseudonym
    kept = next(iter(evidence.of_case(desk.house, pseudonym)))
    with pytest.raises(Denied), desk.house.store.reading(POSTDOC) as work:
        evidence.open_document(desk.house, work, pseudonym, kept, by=POSTDOC, at=desk.at)


def test_a_refused_form_leaves_nothing_behind(desk: Desk) -> None:
    case = desk.include()
    before = consents_of(desk, case)
    saying = Saying(
        "J1",
        PARENT_LETTER,
        desk.today,
        Method.PAPER,
        {"jeugdige-P1": Said.YES},
    )
    with pytest.raises(Refusal, match="Deze brief is voor anderen"):
        signing.from_paper(desk.house, case, saying, scan=photo(), by=KEEPER, at=desk.at)
    assert (consents_of(desk, case), files(desk), documents(desk)) == (before, [], [])


def test_a_crash_before_the_register_is_undone_at_the_next_start(desk: Desk) -> None:
    case = desk.include()
    with desk.house.store.reading(POSTDOC) as work, consent.planning(work):
        pseudonym = cases.find(work, case).pseudonym
    from register.blobs.content import checked

    begun = evidence.begin(
        desk.house,
        pseudonym,
        party="J1",
        kind="scan",
        content=checked(photo()),
        on=desk.today,
        by=KEEPER,
        at=desk.at,
    )
    (desk.house.home / "blobs" / "evidence" / "losse.blob").write_bytes(b"half")
    desk.installation.recover()
    assert len(files(desk)) == 2, "what another process is putting away is left alone"
    pending.release(begun.row)
    desk.installation.recover()
    assert (files(desk), documents(desk)) == ([], [])


def test_a_late_signature_is_shown_before_it_is_kept(desk: Desk) -> None:
    case = desk.include()
    desk.wait(days=60)
    saying = Saying(
        "J1",
        YOUTH_LETTER,
        desk.today - timedelta(days=50),
        Method.PAPER,
        {"jeugdige-P6": Said.YES},
    )
    with desk.house.store.reading(KEEPER) as work:
        found = signing.concerns(desk.house, work, case, saying, by=KEEPER, at=desk.at)
    assert [one.blocking for one in found] == [False]


def test_no_letter_of_that_day_says_what_to_do(desk: Desk) -> None:
    case = desk.include()
    with (
        pytest.raises(Refusal, match="geen brief in gebruik"),
        desk.house.store.reading(KEEPER) as work,
    ):
        signing.sheet(
            desk.house, work, case, party="J1", on=date(2025, 1, 1), by=KEEPER, at=desk.at
        )


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "leeg"),
        (b"MZ\x90 een programma", "geen PDF, PNG of JPEG"),
        (b"%PDF-1.7 afgebroken", "niet volledig"),
        (b"\x89PNG\r\n\x1a\n en verder niets", "niet te openen"),
        (b"%PDF-" + b"x" * (20 * 1024 * 1024), "groter dan 20 MB"),
    ],
    ids=["empty", "a program", "a cut PDF", "a broken picture", "too large"],
)
def test_a_scan_is_judged_by_its_content(data: bytes, why: str) -> None:
    from register.blobs.content import checked

    with pytest.raises(Refusal, match=why):
        checked(data)


def test_who_may_not_record_consent_is_denied(desk: Desk) -> None:
    case = desk.include()
    with pytest.raises(Denied):
        consents.record(
            desk.house, case, youth_says(desk, P6=Said.YES), proof=None, by=NOBODY, at=desk.at
        )


def consents_of(desk: Desk, case: str) -> int:
    """How many consent events the case has."""
    with desk.house.store.reading(POSTDOC) as work:
        with consent.planning(work):
            row = cases.find(work, case)
        return len(consent.events(work, desk.house.protocol, row, by=POSTDOC, at=desk.at))
