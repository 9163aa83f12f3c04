"""Everything works without a script, save autosave and what changes while one types."""

from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.factories import PASSWORD
from tests.support.app import Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_from_logging_in_to_handed_in(site: Site, chromium: "Browser") -> None:
    context = chromium.new_context(java_script_enabled=False, locale="nl-NL")
    context.set_default_timeout(10_000)
    page = context.new_page()
    site.log_in(page)
    page.get_by_role("link", name="Casussen").click()
    site.open_form(page)
    page.locator("#sinds_hielp").fill("Zonder script.")
    page.locator("#nu_wisselingen").fill("veel")
    page.get_by_role("button", name="Bewaar als concept").click()
    expect(page.locator("#sinds_hielp")).to_have_value("Zonder script.")

    region = page.get_by_role("region", name="Krachten, kort")
    region.get_by_role("button", name="Wil dit deel niet beantwoorden").click()
    expect(page.locator("#kracht_goed--reden")).to_have_value("weigering")
    expect(page.locator("#sinds_hielp")).to_have_value("Zonder script.")

    page.get_by_role("button", name="Lever in").click()
    expect(page.locator("#fouten")).to_contain_text("1 vraag klopt nog niet")
    page.locator("#nu_wisselingen").fill("2")
    page.locator("#vraag-nu_wachten").get_by_role("radio", name="Ja").check()
    page.get_by_role("button", name="Lever in").click()
    # The server shows what the answer brought along, and asks once about what is empty.
    expect(page.locator("#vraag-nu_wachten_weken")).to_be_visible()
    page.get_by_role("button", name="Lever toch in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ingeleverd")
    context.close()


def test_a_session_that_ended_loses_nothing(site: Site, chromium: "Browser") -> None:
    context = chromium.new_context(java_script_enabled=False, locale="nl-NL")
    context.set_default_timeout(10_000)
    page = context.new_page()
    site.log_in(page)
    site.open_form(page)
    page.locator("#sinds_hielp").fill("Een lang gesprek, <niet> verloren.")
    page.locator("#vraag-nu_hulp").get_by_role("checkbox").nth(0).check()
    page.locator("#vraag-nu_hulp").get_by_role("checkbox").nth(2).check()
    site.desk.wait(hours=9)
    page.get_by_role("button", name="Lever in").click()

    expect(page.get_by_role("alert")).to_contain_text("wat u had ingevuld, gaat met u mee")
    page.get_by_label("Inlognaam").fill("postdoc")
    page.get_by_label("Wachtwoord").fill("niet het goede")
    page.get_by_role("button", name="Log in").click()
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("button", name="Bewaar en ga verder").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("T6")
    expect(page.locator("#sinds_hielp")).to_have_value("Een lang gesprek, <niet> verloren.")
    expect(page.locator("#vraag-nu_hulp").get_by_role("checkbox").nth(2)).to_be_checked()
    context.close()


def test_no_page_holds_a_script_or_a_style_of_its_own() -> None:
    templates = Path(__file__).parents[2] / "register" / "web" / "templates"
    for template in templates.rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        assert " style=" not in text and " onclick=" not in text, template.name
        inline = text.replace('<script type="application/json"', "")
        assert "<script>" not in inline and "<style" not in inline, template.name
