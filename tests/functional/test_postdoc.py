"""The postdoc's day: from logging in to a follow-up that is handed in and counts."""

import re

from playwright.sync_api import Page, expect

from tests.support.app import Site
from tests.support.small_world import World


def test_smoke(site: Site, page: Page, world: World) -> None:
    site.log_in(page)
    page.screenshot(path="/tmp/shots/desk.png", full_page=True)
    expect(page.get_by_role("heading", name="Mijn werk")).to_be_visible()
    page.goto(f"{site.url}/casussen/{world.cases['nu te doen']}")
    page.screenshot(path="/tmp/shots/case.png", full_page=True)
    page.get_by_role("link", name=re.compile("nu te doen ?: ouder of verzorger, T6")).click()
    page.wait_for_timeout(500)
    page.screenshot(path="/tmp/shots/form.png", full_page=True)
