"""The pages of consent, vault, accounts and log: nothing wrong for axe, and they fit a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from register.domain.people import Role
from tests.factories import PASSWORD
from tests.support.app import Site
from tests.support.small_world import World

PAGES = {
    "postdoc": (
        "/toestemming/vooruit",
        "/casussen/{case}/toestemming",
        "/casussen/{case}/toestemming/uitleg?doel=P6",
        "/casussen/{case}/toestemming/papier?wie=O1",
        "/casussen/{case}/toestemming/tablet?wie=J1",
        "/casussen/{case}/contact",
        "/casussen/{case}/contact/wie/O1",
        "/casussen/{case}/contact/nieuw",
        "/casussen/{case}/zorgsignaal",
        "/casussen/{case}/zorgsignalen",
        "/personen",
        "/personen/dubbel",
        "/account",
    ),
    "beheerder": ("/accounts",),
    "privacy": ("/goedkeuren", "/inzage", "/inzage/casus/{case}"),
}


@pytest.mark.parametrize("login", PAGES)
def test_every_page_passes_axe_and_fits_a_phone(
    site: Site, page: Page, world: World, login: str
) -> None:
    site.desk.account("privacy", Role.PRIVACY_OFFICER)
    page.goto(f"{site.url}/inloggen")
    page.get_by_label("Inlognaam").fill(login)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("button", name="Log uit").wait_for()
    page.set_viewport_size({"width": 320, "height": 800})
    wrong = []
    for path in PAGES[login]:
        page.goto(site.url + path.format(case=world.cases["nu te doen"]))
        assert page.locator("h1").count() == 1, path
        found = Axe().run(page)
        if found.violations_count:
            wrong.append(f"{path}: {found.generate_report()}")
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wrong.append(f"{path} is wider than a phone")
    assert wrong == []
