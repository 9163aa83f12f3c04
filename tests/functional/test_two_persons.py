"""Beheerder and privacy officer: an invitation, a role by two persons, a session that is ended."""

import re

import pyotp
from playwright.sync_api import Browser, Page, expect

from register.domain.people import Role
from tests.factories import PASSWORD
from tests.support.app import Site
from tests.support.browser import picture, stranger


def test_a_researcher_is_invited_and_two_persons_give_the_role(
    site: Site, page: Page, chromium: Browser
) -> None:
    site.desk.account("privacy", Role.PRIVACY_OFFICER)
    log_in(site, page, "beheerder")
    expect(page.get_by_role("heading", name="Accounts")).to_be_visible()
    page.get_by_label("Naam", exact=True).fill("Nora Fictief")
    page.get_by_label("Inlognaam").fill("nora")
    page.get_by_label("datamanager").check()
    page.get_by_label("contactbeheerder").check()
    page.get_by_role("button", name="Nodig uit").click()
    expect(page.get_by_role("alert")).to_contain_text("wie bestanden maakt, kent geen namen")
    page.get_by_label("Naam", exact=True).fill("Nora Fictief")
    page.get_by_label("contactbeheerder").uncheck()
    page.get_by_role("button", name="Nodig uit").click()
    row = page.get_by_role("row").filter(has_text="Nora Fictief")
    expect(row).to_contain_text("datamanager")
    expect(row).to_contain_text("uitnodiging")
    picture(page, "accounts")

    officer = stranger(chromium).new_page()
    log_in(site, officer, "privacy")
    officer.get_by_role("link", name="Goedkeuren").click()
    officer.get_by_role("button", name=re.compile("Keur goed.*Nora")).click()
    officer.get_by_role("button", name=re.compile("Maak de link")).click()
    link = officer.locator("#link").inner_text()

    nora = stranger(chromium).new_page()
    nora.goto(link)
    expect(nora.get_by_role("img", name="QR-code")).to_be_visible()
    secret = nora.locator("main code").inner_text()
    picture(nora, "toegang-instellen")
    nora.get_by_label("Wachtwoord").fill(PASSWORD)
    nora.get_by_label("Code die de app nu toont").fill("000000")
    nora.get_by_role("button", name="Stel in").click()
    expect(nora.get_by_role("alert")).to_contain_text("De code van uw telefoon klopt niet")
    nora.get_by_label("Wachtwoord").fill(PASSWORD)
    nora.get_by_label("Code die de app nu toont").fill(pyotp.TOTP(secret).at(site.desk.at))
    nora.get_by_role("button", name="Stel in").click()
    codes = nora.locator("#codes code").all_inner_texts()
    assert len(set(codes)) == 8

    nora.goto(link)
    expect(nora.get_by_text("al gebruikt, vervangen of verlopen")).to_be_visible()
    for fits in (True, False):
        nora.goto(f"{site.url}/inloggen")
        nora.get_by_label("Inlognaam").fill("nora")
        nora.get_by_label("Wachtwoord").fill(PASSWORD)
        nora.get_by_label("Code van uw telefoon").fill(codes[0])
        nora.get_by_role("button", name="Log in").click()
        refused = nora.get_by_text("klopt niet, of er is te vaak")
        expect(refused).to_have_count(0 if fits else 1)
        if fits:
            expect(nora.get_by_role("link", name="Casussen")).to_be_visible()
            page.goto(f"{site.url}/accounts")
            page.get_by_role("link", name="Nora Fictief").click()
            page.get_by_role("button", name="Beëindig").click()
            expect(page.get_by_text("Niet ingelogd.")).to_be_visible()
            nora.goto(f"{site.url}/casussen")
            expect(nora.get_by_role("heading", name="Inloggen")).to_be_visible()


def test_nobody_changes_the_own_roles(site: Site, page: Page) -> None:
    log_in(site, page, "beheerder")
    page.get_by_role("link", name="Beheerder Fictief").click()
    expect(page.get_by_text("Niemand verandert het eigen account")).to_be_visible()
    expect(page.get_by_role("button", name="Sluit dit account")).to_be_disabled()


def log_in(site: Site, page: Page, login: str) -> None:
    """Log in on the page that the role starts with."""
    page.goto(f"{site.url}/inloggen")
    page.get_by_label("Inlognaam").fill(login)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("button", name="Log uit")).to_be_visible()
