"""The 16th birthday: a task ahead, her own answers on the tablet, and what a file holds since."""

from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Page, expect

from consent.letter import Audience, LetterVersion
from consent.party import AuthorityKind, PartyKind
from register import extract
from register.domain.actor import system
from register.services import ledger
from register.services.accounts import as_actor, by_login
from register.services.cases import NewAuthority, NewParty
from register.vault.store import Identity
from tests.factories import PARENT_LETTER, YOUTH_LETTER, yes
from tests.support.app import Site
from tests.support.browser import picture

GROWN_LETTER = "jongere-16-nl-1"


@pytest.fixture
def case(site: Site) -> str:
    """A youth of nearly sixteen; at inclusion she and her mother said yes to reuse as well."""
    desk, born, now = site.desk, date(2011, 4, 21), site.desk.at
    with desk.house.store.writing(system()) as work:
        ledger.add_letter(
            work,
            LetterVersion(
                GROWN_LETTER,
                Audience.YOUTH_16PLUS,
                "nl",
                1,
                "c" * 64,
                date(2026, 1, 1),
                (("P1", 1), ("P2", 1), ("P6", 1)),
            ),
            "# Doe je mee?\n\n## Waar gaat het over?\n\nWij onderzoeken hoe hulp verloopt.",
        )
    desk.at = datetime(2026, 9, 10, 9, 0, tzinfo=UTC)
    found = desk.include(
        parties=(
            NewParty("J1", PartyKind.YOUTH, Identity("Roos Fictief", born), informant="jeugdige"),
            NewParty("O1", PartyKind.PARENT, Identity("Els Fictief"), relation="moeder"),
        ),
        authorities=(NewAuthority("O1", AuthorityKind.GEZAG, born),),
        birth_date=born,
        consents=tuple(
            yes(desk, party, purpose, letter)
            for party, letter in (("O1", PARENT_LETTER), ("J1", YOUTH_LETTER))
            for purpose in ("P1", "P2", "P6")
        ),
    )
    desk.at = now
    return found


def held_for_reuse(site: Site) -> int:
    """How many youths an analysis file for reuse holds today."""
    desk = site.desk
    with desk.house.store.reading(system()) as work:
        account = by_login(work, "analist")
        who = as_actor(work, account.id, access_point="test")
    return extract.make(
        desk.house,
        purpose="P6",
        as_of=desk.today,
        recipient="onderzoeksteam",
        by=who,
        at=desk.at,
        today=desk.today,
    ).cases


def test_she_is_asked_herself_and_her_no_to_reuse_counts_at_once(
    site: Site, page: Page, case: str
) -> None:
    desk = site.desk
    site.log_in(page)
    page.get_by_role("link", name="Toestemming", exact=True).click()
    expect(page.get_by_role("heading", name="Toestemming: vooruit")).to_be_visible()
    row = page.get_by_role("row").filter(has_text="21-04-2027")
    expect(row).to_contain_text("47 dagen")
    expect(row).to_contain_text("beslist voortaan zelf")
    picture(page, "toestemming-vooruit")
    assert held_for_reuse(site) == 1

    desk.at = datetime(2027, 4, 21, 12, 0, tzinfo=UTC)
    site.log_in(page)
    page.goto(f"{site.url}/casussen/{case}/toestemming")
    expect(page.get_by_text("opnieuw te vragen").first).to_be_visible()
    page.get_by_label("Wie beantwoordt").select_option("J1")
    page.get_by_role("button", name="Teken op de tablet").click()
    expect(page.get_by_role("heading", name="Doe je mee?")).to_be_visible()
    page.get_by_role("button", name="teken", exact=False).last.click()
    expect(page.get_by_role("alert")).to_contain_text("Nog 3 vragen zijn niet beantwoord")

    for purpose, said in (("P1", "ja"), ("P2", "ja"), ("P6", "nee, en ook niet wat er al is")):
        question = page.locator(f"#vraag-jeugdige-{purpose}")
        question.get_by_label(said, exact=True).check()
    page.get_by_label("Je naam").fill("Roos Fictief")
    box = page.locator("canvas").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 30, steps=5)
    page.mouse.up()
    picture(page, "toestemming-tablet")
    page.get_by_role("button", name="Ik heb dit gelezen en teken").click()
    expect(page.get_by_text("Geef de tablet terug")).to_be_visible()

    page.get_by_role("link", name="Verder voor de onderzoeker").click()
    expect(page.get_by_text("Hergebruik door andere onderzoekers: nee")).to_be_visible()
    picture(page, "toestemming-casus")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="bewijs").first.click()
    assert downloading.value.suggested_filename == "toestemming.pdf"
    signed = downloading.value.path().read_bytes()
    assert signed.startswith(b"%PDF-")

    page.goto(f"{site.url}/casussen/{case}/toestemming/uitleg?doel=P6")
    expect(page.get_by_text("Dit mag niet op 21-04-2027.")).to_be_visible()
    expect(page.get_by_text("Dat is zo sinds 21-04-2027.")).to_be_visible()
    expect(page.get_by_text("Er is gevraagd om deze gegevens niet verder te")).to_be_visible()
    assert held_for_reuse(site) == 0
