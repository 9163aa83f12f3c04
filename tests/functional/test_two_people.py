"""Two people on the same form: the second is told and loses nothing."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.support.app import Site

Come = Callable[..., Page]


def fill_in(page: Page, helped: str) -> None:
    page.locator("#vraag-nu_wonen").get_by_role("radio", name="thuis").check()
    page.locator("#sinds_hielp").fill(helped)
    expect(page.locator("#bewaard")).to_contain_text("Opgeslagen 14:03")


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="Lever in").or_(
        page.get_by_role("button", name="Lever de wijziging in")
    ).click()
    page.get_by_role("button", name="Lever toch in").click()


def test_the_second_is_told_and_both_versions_stay(site: Site, somebody: Come) -> None:
    first, second = somebody(), somebody()
    site.log_in(first, "postdoc")
    site.log_in(second, "collega")
    site.open_form(first)
    site.open_form(second)

    fill_in(first, "Dat oma mocht komen.")
    hand_in(first)
    expect(first.get_by_role("heading", level=1)).to_have_text("Ingeleverd")

    fill_in(second, "De vaste mentor.")
    expect(second.locator("#bewaard")).to_contain_text(
        "Een ander leverde dit formulier intussen in"
    )
    second.get_by_role("button", name="Lever in").click()
    expect(second.locator("#fouten")).to_be_focused()
    expect(second.locator("#fouten")).to_contain_text("Een ander was u voor")
    differs = second.locator("#vraag-sinds_hielp")
    expect(differs).to_contain_text("Intussen ingeleverd: Dat oma mocht komen.")
    expect(differs.locator("#sinds_hielp")).to_have_value("De vaste mentor.")

    second.get_by_label("Waarom wijzigt u dit?").fill("samen nagelopen")
    hand_in(second)
    expect(second.get_by_role("heading", level=1)).to_have_text("Ingeleverd")

    site.open_form(first)
    first.get_by_role("link", name="Geschiedenis: 2 versies").click()
    newest = first.get_by_role("region", name="Versie 2", exact=True)
    expect(newest).to_contain_text("Collega Fictief")
    expect(newest).to_contain_text("samen nagelopen")
    row = newest.get_by_role("row").filter(has_text="Wat hielp het meest?")
    expect(row).to_contain_text("Dat oma mocht komen.")
    expect(row).to_contain_text("De vaste mentor.")
    expect(first.get_by_role("region", name="Versie 1")).to_contain_text("Postdoc Fictief")


def test_who_opens_a_colleagues_draft_is_told(site: Site, somebody: Come) -> None:
    first, second = somebody(), somebody()
    site.log_in(first, "postdoc")
    site.open_form(first)
    fill_in(first, "Rust.")
    site.log_in(second, "collega")
    site.open_form(second)
    expect(second.locator(".note")).to_contain_text("Postdoc Fictief begon een concept")
    expect(second.locator("#sinds_hielp")).to_have_value("Rust.")


def test_two_screens_in_one_question_show_what_the_other_wrote(site: Site, somebody: Come) -> None:
    first, second = somebody(), somebody()
    site.log_in(first, "postdoc")
    site.log_in(second, "collega")
    site.open_form(first)
    site.open_form(second)
    fill_in(first, "Dat oma mocht komen.")
    second.locator("#vraag-nu_wonen").get_by_role("radio", name="crisisplek").check()
    second.locator("#sinds_hielp").fill("De vaste mentor.")

    told = second.locator("#vraag-sinds_hielp .warning")
    expect(told).to_contain_text("In een ander scherm stond hier intussen: Dat oma mocht komen.")
    expect(second.locator("#vraag-nu_wonen .warning")).to_contain_text("thuis, bij ouder(s)")
    told.get_by_role("button", name="Neem dat over").click()
    expect(second.locator("#sinds_hielp")).to_have_value("Dat oma mocht komen.")
    expect(second.locator("#bewaard")).to_contain_text("Opgeslagen")
    second.locator("#sinds_hielp").fill("Dat oma mocht komen, en de mentor.")
    expect(second.locator("#bewaard")).to_contain_text("Opgeslagen")
    expect(told).to_have_count(0)
