"""The screens on the fictive cohort, with all that real life brings."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from register.fictive.accounts import DEMO_PASSWORD
from register.fictive.cohort import make
from register.installation import Installation, Settings
from tests.factories import Desk
from tests.support.app import Site, served
from tests.support.browser import picture
from tests.support.small_world import World

MORNING = datetime(2027, 3, 8, 8, 0, tzinfo=UTC)
CASES = 30


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A demo installation with thirty cases, on a Monday morning."""
    home = tmp_path_factory.mktemp("demo") / "huis"
    installation = Installation.create(home, Settings("demo"), seed="casusregister-1")
    make(installation, cases=CASES, seed=1, today=MORNING.date(), step=lambda: None)
    with served(Desk(installation, at=MORNING), World(home, {})) as running:
        yield running


def test_a_demo_names_its_accounts_and_says_that_it_is_fictive(demo: Site, page: Page) -> None:
    page.goto(f"{demo.url}/inloggen")
    expect(page.get_by_role("region", name="Dit is een demo")).to_contain_text(DEMO_PASSWORD)
    expect(page.get_by_role("banner")).to_contain_text("fictieve gegevens")
    health = page.request.get(f"{demo.url}/gezond").json()
    assert health == {"migrated": True, "cases": CASES}


def test_every_case_of_the_cohort_opens_from_the_desk_and_the_list(demo: Site, page: Page) -> None:
    demo.log_in(page, "postdoc", password=DEMO_PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Mijn werk")
    picture(page, "mijn-werk")
    page.goto(f"{demo.url}/casussen")
    expect(page.locator("main")).to_contain_text(f"{CASES} van {CASES}")
    for link in page.locator("tbody th a").all():
        answer = page.request.get(demo.url + (link.get_attribute("href") or ""))
        assert answer.ok


def test_every_form_that_is_to_be_done_opens(demo: Site, page: Page) -> None:
    demo.log_in(page, "postdoc", password=DEMO_PASSWORD)
    forms = page.locator("#nu, #te-laat").locator("xpath=..").locator('a[href^="/bijdragen/"]')
    expect(forms.first).to_be_attached()
    for link in forms.all():
        answer = page.request.get(demo.url + (link.get_attribute("href") or ""))
        assert answer.ok, answer.status
