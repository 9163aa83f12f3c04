"""While filling in: a name is marked, a role word takes its place, undoable, and learnt away."""

import re

from playwright.sync_api import Page, expect

from tests.support.app import Site
from tests.support.browser import picture
from tests.support.small_world import World


def test_a_name_in_free_text_is_seen_replaced_undone_and_unlearnt(
    site: Site, page: Page, world: World
) -> None:
    site.log_in(page)
    page.goto(f"{site.url}/casussen/{world.cases['nu te doen']}")
    page.get_by_role("link", name=re.compile("ouder of verzorger, T6")).click()
    field = page.get_by_label("Wie was erbij")
    field.fill("😀 Mia en juf Anja, bel 06-12345678")
    field.blur()
    guard = page.locator(".guard")
    expect(guard.locator("mark")).to_have_text(["Mia", "Anja", "06-12345678"])
    expect(guard.get_by_role("button", name="Geen naam")).to_have_count(2)
    picture(page, "naamwacht")
    guard.get_by_role("button", name="Vervang door [moeder]").click()
    expect(field).to_have_value("😀 [moeder] en juf Anja, bel 06-12345678")
    guard.get_by_role("button", name="Draai terug").click()
    expect(field).to_have_value("😀 Mia en juf Anja, bel 06-12345678")
    guard.get_by_role("button", name="Geen naam").nth(1).click()
    expect(guard.locator("mark")).to_have_text(["Mia", "06-12345678"])
    guard.get_by_text("Wat dit niet ziet").click()
    expect(guard.get_by_text("de enige tienermoeder")).to_be_visible()
