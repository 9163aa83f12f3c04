"""The contactbeheerder: a contact card one logged click away, a log with limits, flags obeyed."""

import re

from playwright.sync_api import Page, expect
from sqlalchemy import select

from register.db.tables.work import AuditRow
from tests.factories import POSTDOC
from tests.support.app import Site
from tests.support.browser import picture
from tests.support.small_world import World


def logged(site: Site) -> list[AuditRow]:
    """The access log."""
    with site.desk.house.store.reading(POSTDOC) as work:
        return list(work.session.scalars(select(AuditRow).order_by(AuditRow.seq)))


def test_the_card_shows_names_and_the_log_tells_who_looked(
    site: Site, page: Page, world: World
) -> None:
    site.log_in(page)
    page.goto(f"{site.url}/casussen/{world.cases['nu te doen']}")
    expect(page.get_by_text("Mia van")).to_have_count(0)
    page.get_by_role("link", name="Contactkaart").click()
    expect(page.get_by_text("Mia van ’t Hoff-Fictief")).to_be_visible()
    assert "Fictief" not in page.title()
    picture(page, "contactkaart")
    assert [row.kind for row in logged(site)].count("vault.card") == 1

    page.get_by_role("link", name="Wijzig moeder O1").click()
    page.get_by_label("Telefoon").fill("06-00000000")
    page.get_by_label("Let op").fill("kent 111222333")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("alert")).to_contain_text("een BSN kan zijn")
    page.get_by_label("Let op").fill("nooit op het werk bellen")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("nooit op het werk bellen")).to_be_visible()

    for _ in range(2):
        page.get_by_label(re.compile(r"moeder \(O1\)")).check()
        page.get_by_label("Meting").select_option("T6")
        page.get_by_label("Manier").select_option("bellen")
        page.get_by_label("Uitkomst").select_option("geen_gehoor")
        page.get_by_role("button", name="Leg vast").click()
    expect(page.get_by_role("alert")).to_contain_text("Probeer het opnieuw vanaf 12-03-2027")

    page.get_by_label("Zet een vlag").select_option("contactverbod")
    page.get_by_label(re.compile("^Wie")).select_option("J1")
    page.get_by_label(re.compile("^En ")).select_option("O1")
    page.get_by_role("button", name="Zet de vlag").click()
    expect(page.get_by_text("contactverbod: J1 en O1, sinds")).to_be_visible()
    site.desk.wait(minutes=1)
    page.get_by_label(re.compile(r"jeugdige \(J1\)")).check()
    page.get_by_label(re.compile(r"moeder \(O1\)")).check()
    page.get_by_label("Meting").select_option("T12")
    page.get_by_label("Manier").select_option("brief")
    page.get_by_label("Uitkomst").select_option("geen_gehoor")
    page.get_by_role("button", name="Leg vast").click()
    expect(page.get_by_role("alert")).to_contain_text("niet samen worden uitgenodigd")
    for row in logged(site):
        assert "Fictief" not in str(row.event)


def test_a_name_is_found_however_it_is_spelled_and_never_stands_in_an_address(
    site: Site, page: Page, world: World
) -> None:
    site.log_in(page)
    page.get_by_role("link", name="Personen").click()
    page.get_by_label("Naam").fill("Maa hof")
    page.get_by_label("Naam").press("Enter")
    page.get_by_label("Naam").fill("Mai Hoff")
    page.get_by_role("button", name="Zoek").last.click()
    expect(page.get_by_text("4 gevonden")).to_be_visible()
    assert page.url.endswith("/personen")
    picture(page, "personen-zoeken")
    page.get_by_role("link", name="Mogelijk dezelfde persoon").click()
    expect(page.get_by_text("90 van 100").or_(page.get_by_text("96 van 100")).first).to_be_visible()
    page.get_by_role("button", name="Zelfde persoon").first.click()
    page.get_by_role("button", name="Draai terug").click()
    expect(page.get_by_role("button", name="Draai terug")).to_have_count(0)


def test_any_researcher_writes_a_care_signal_and_only_a_contact_keeper_reads_it(
    site: Site, page: Page, world: World
) -> None:
    case = world.cases["nu te doen"]
    site.log_in(page, "collega")
    page.goto(f"{site.url}/casussen/{case}")
    expect(page.get_by_role("link", name="Contactkaart")).to_have_count(0)
    page.get_by_role("link", name="Zorgsignaal").click()
    expect(page.get_by_text("Bel bij direct gevaar 112")).to_be_visible()
    page.get_by_label("Wat is er verteld").fill("Fictief: het is thuis niet veilig.")
    page.get_by_role("button", name="Zet in de kluis").click()
    expect(page.get_by_text("U kunt het niet teruglezen")).to_be_visible()
    page.goto(f"{site.url}/casussen/{case}/zorgsignalen")
    expect(page.get_by_role("heading", name="Dit mag u niet")).to_be_visible()
    page.goto(f"{site.url}/casussen/{case}/contact")
    expect(page.get_by_role("heading", name="Dit mag u niet")).to_be_visible()

    page.get_by_role("button", name="Log uit").click()
    site.log_in(page)
    page.goto(f"{site.url}/casussen/{case}/zorgsignalen")
    expect(page.get_by_text("het is thuis niet veilig")).to_be_visible()
    page.get_by_label("Stap of besluit").fill("Fictief: regiehouder gebeld.")
    page.get_by_role("button", name="Leg vast").click()
    expect(page.get_by_text("regiehouder gebeld")).to_be_visible()
    picture(page, "zorgsignalen")
