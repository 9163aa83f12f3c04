"""An analyst drafts, a second person refuses a part and later releases, a member reads."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from register import extract
from tests.factories import ANALYST
from tests.support.app import Site
from tests.support.browser import picture

if TYPE_CHECKING:
    from playwright.sync_api import Page

Come = Callable[..., "Page"]


def sound(page: "Page") -> None:
    """No fault that a machine can find."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def draft(site: Site, page: "Page") -> None:
    """Let the newest report be made and open how it stands."""
    site.work()
    page.goto(f"{site.url}/rapporten")
    page.get_by_role("link", name=re.compile("^concept")).click()


def test_a_report_leaves_only_past_a_second_person(site: Site, somebody: Come) -> None:
    desk = site.desk
    extract.make(
        desk.house, purpose="P1", as_of=desk.today, recipient="onderzoeksteam", by=ANALYST,
        at=desk.at, today=desk.today,
    )  # fmt: skip
    analyst, second, member = (
        somebody(),
        somebody(),
        somebody(width=768),
    )
    site.log_in(analyst, "analist")
    site.log_in(second, "collega")
    site.log_in(member, "lid")
    expect(member.get_by_text("Er is nog geen rapport voor u vrijgegeven.")).to_be_visible()

    analyst.goto(f"{site.url}/rapporten")
    analyst.get_by_role("button", name="Maak het halfjaarrapport").click()
    draft(site, analyst)
    expect(analyst.get_by_role("heading", level=1)).to_have_text("Halfjaarrapport: concept")
    analyst.get_by_role("button", name="Bied aan ter controle").click()
    expect(analyst.get_by_role("button", name="Geef akkoord")).to_be_disabled()
    expect(analyst.locator("#waarom-approve")).to_contain_text("gaan niet samen")

    second.goto(analyst.url)
    second.get_by_role("button", name="Geef akkoord").click()
    expect(second.get_by_role("alert")).to_contain_text("wat iemand hieruit zou kunnen afleiden")
    second.get_by_label("Onderdeel").select_option("2. Hoe volledig zijn de gegevens?")
    second.get_by_label("Waarom keurt u dit af?").fill("Nog te weinig metingen.")
    second.get_by_role("button", name="Keur dit onderdeel af").click()
    expect(second.get_by_role("button", name="Geef akkoord")).to_be_disabled()
    expect(second.locator("#waarom-approve")).to_contain_text("2. Hoe volledig")
    sound(second)
    picture(second, "rapport-stand")
    second.get_by_label("Waarom stuurt u het terug?").fill("Zonder onderdeel 2 is het goed.")
    second.get_by_role("button", name="Stuur terug").click()

    analyst.reload()
    expect(analyst.get_by_text("Nog te weinig metingen.")).to_be_visible()
    analyst.get_by_role("button", name="Maak het opnieuw zonder deze onderdelen").click()
    draft(site, analyst)
    analyst.get_by_role("button", name="Bied aan ter controle").click()

    second.goto(analyst.url)
    second.get_by_label("Wat kan iemand hieruit afleiden?").fill("Niets over één jeugdige.")
    second.get_by_role("button", name="Geef akkoord").click()
    second.get_by_role("button", name="Geef vrij").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Halfjaarrapport: vrijgegeven")
    expect(second.get_by_text("Akkoord door Collega Fictief")).to_contain_text("Niets over één")

    member.reload()
    sound(member)
    picture(member, "vrijgegeven")
    member.get_by_role("link", name="Lees het rapport").click()
    expect(member.get_by_role("heading", level=1)).to_contain_text("halfjaarrapport")
    expect(member.locator("body")).not_to_contain_text("niet verspreiden")
    expect(member.locator("body")).not_to_contain_text("Hoe volledig zijn de gegevens?")
    shut = member.goto(f"{site.url}/rapporten")
    assert shut is not None
    assert shut.status == 403
