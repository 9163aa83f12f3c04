"""The privacy officer reads who saw a case, and that look is in the log as well."""

from playwright.sync_api import Page, expect

from register.domain.people import Role
from register.services import cases, consent
from tests.factories import PASSWORD, POSTDOC
from tests.support.app import Site
from tests.support.browser import picture
from tests.support.small_world import World


def pseudonym_of(site: Site, case: str) -> str:
    """The pseudonym of a case."""
    with site.desk.house.store.reading(POSTDOC) as work, consent.planning(work):
        return cases.find(work, case).pseudonym


def test_who_saw_this_case(site: Site, page: Page, world: World) -> None:
    case = world.cases["nu te doen"]
    site.log_in(page)
    page.goto(f"{site.url}/casussen/{case}")
    page.get_by_role("link", name="Contactkaart").click()
    page.get_by_role("button", name="Log uit").click()

    site.desk.account("privacy", Role.PRIVACY_OFFICER)
    page.goto(f"{site.url}/inloggen")
    page.get_by_label("Inlognaam").fill("privacy")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("link", name="Wie zag wat").click()
    page.get_by_label("Pseudoniem").fill("ZZZZ-ZZZZ")
    page.get_by_role("button", name="Toon").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Pseudoniem").fill(pseudonym_of(site, case))
    page.get_by_role("button", name="Toon").click()
    looked = page.get_by_role("row").filter(has_text="namen en contactgegevens ingezien")
    expect(looked).to_contain_text("Postdoc Fictief")
    expect(looked).to_contain_text("contactbeheerder")
    expect(page.get_by_role("row").filter(has_text="casus ingezien")).to_have_count(1)
    picture(page, "wie-zag-dit-dossier")
    assert pseudonym_of(site, case) not in page.url
    page.reload()
    expect(page.get_by_role("row").filter(has_text="logboek ingezien")).to_have_count(1)

    page.get_by_label("Tot en met").fill("01-01-2020")
    page.get_by_role("button", name="Toon periode").click()
    expect(page.get_by_text("In deze periode staat er niets.")).to_be_visible()
    page.get_by_role("link", name="Wie zag wat").first.click()
    page.get_by_role("link", name="Postdoc Fictief").click()
    expect(page.get_by_text("account aangemeld").first).to_be_visible()


def test_a_researcher_may_not_read_the_log(site: Site, page: Page) -> None:
    site.log_in(page)
    page.goto(f"{site.url}/inzage")
    expect(page.get_by_role("heading", name="Dit mag u niet")).to_be_visible()
