"""The dossier form: periods and events as rows of repeated groups, with partial dates."""

from playwright.sync_api import Page, expect

from tests.support.app import Site


def open_dossier(site: Site, page: Page) -> None:
    site.open_case(page)
    page.get_by_role("link", name=": dossier, T0").click()
    page.get_by_role("heading", level=1, name="T0").wait_for()


def test_periods_are_added_row_by_row_and_come_back(site: Site, page: Page) -> None:
    site.log_in(page)
    open_dossier(site, page)
    group = page.get_by_role("group", name="Perioden", exact=True)
    first = group.locator("[data-line]").first
    first.get_by_role("radio", name="wonen of verblijf").check()
    start = first.get_by_label("Begin", exact=True)
    start.fill("zomer 2021")
    expect(first.get_by_text("alleen seizoen")).to_be_visible()
    group.get_by_role("button", name="Voeg een regel toe").click()

    second = group.locator("[data-line]").nth(1)
    expect(second.get_by_label("Begin", exact=True)).to_have_value("")
    expect(second.get_by_role("radio", name="wonen of verblijf")).not_to_be_checked()
    second.get_by_role("radio", name="school").check()
    second.get_by_label("Begin", exact=True).fill("sept 2020")
    expect(page.locator("#bewaard")).to_contain_text("Opgeslagen")
    page.reload()
    expect(start).to_have_value("zomer 2021")
    expect(second.get_by_label("Begin", exact=True)).to_have_value("sept 2020")

    page.get_by_label("Waarom wijzigt u dit?").fill("perioden aangevuld")
    page.get_by_role("button", name="Lever de wijziging in").click()
    page.get_by_role("button", name="Lever toch in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ingeleverd")

    open_dossier(site, page)
    expect(start).to_have_value("zomer 2021")
    expect(second.get_by_label("Begin", exact=True)).to_have_value("september 2020")
    expect(second.get_by_role("radio", name="school", exact=True)).to_be_checked()
    expect(second.get_by_role("group", name="Onderwijs")).to_be_visible()
    expect(second.get_by_role("group", name="Toestand")).to_be_hidden()
    expect(group.locator("[data-line]").nth(2).locator("legend").first).to_contain_text("(nieuw)")
