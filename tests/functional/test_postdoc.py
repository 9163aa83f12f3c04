"""The postdoc's day: from logging in to a follow-up that is handed in, and what it leads to."""

from playwright.sync_api import Page, expect

from tests.support.app import Site


def question(page: Page, item: str):  # type: ignore[no-untyped-def]
    """The place of one question on the form."""
    return page.locator(f"#vraag-{item}")


def saved(page: Page) -> None:
    """Wait until the strip says that all is saved."""
    expect(page.locator("#bewaard")).to_have_text("Opgeslagen 14:03")


def test_the_desk_says_what_is_to_be_done(site: Site, page: Page) -> None:
    site.log_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Mijn werk")
    tiles = page.locator(".tiles li")
    expect(tiles).to_have_text(
        [
            "3 te laat",
            "5 nu te doen",
            "2 wachten op toestemming",
            "1 verjaardagen die tellen",
        ]
    )
    late = page.get_by_role("region", name="Te laat").get_by_role("row")
    expect(late).to_have_count(4)
    expect(late.nth(1)).to_contain_text("35 dagen")
    expect(page.locator("#verjaardagen + ul")).to_contain_text("wordt 16 op 20-04-2027")


def test_a_previous_answer_stands_where_the_instrument_says(site: Site, page: Page) -> None:
    site.log_in(page)
    site.open_form(page)

    beforehand = question(page, "nu_wonen").locator(".previous")
    expect(beforehand).to_be_visible()
    expect(beforehand).to_contain_text("T0 (01-09-2026): thuis, bij ouder(s)")

    afterwards = question(page, "kern_somber").locator(".previous")
    expect(afterwards).to_be_hidden()
    question(page, "kern_somber").get_by_role("radio", name="vaak").check()
    expect(afterwards).to_be_visible()
    expect(afterwards).to_contain_text("nooit")

    question(page, "nu_wisselingen").get_by_role("textbox").first.fill("3")
    expect(question(page, "nu_wisselingen").locator(".previous")).to_have_count(0)

    beforehand.get_by_role("button", name="Ongewijzigd").click()
    expect(question(page, "nu_wonen").get_by_role("radio", name="thuis")).to_be_checked()


def test_who_fills_in_the_screen_alone_sees_no_earlier_answers(site: Site, page: Page) -> None:
    site.log_in(page)
    site.open_form(page)
    expect(question(page, "nu_wonen").locator(".previous")).to_be_visible()
    page.get_by_label("Wijze").select_option("scherm")
    expect(question(page, "nu_wonen").locator(".previous")).to_be_hidden()
    saved(page)
    page.reload()
    expect(page.locator(".previous")).to_have_count(0)


def test_questions_come_and_go_while_one_answers(site: Site, page: Page) -> None:
    site.log_in(page)
    site.open_form(page)
    weeks = question(page, "nu_wachten_weken")
    expect(weeks).to_be_hidden()
    question(page, "nu_wachten").get_by_role("radio", name="Ja").check()
    expect(weeks).to_be_visible()
    question(page, "nu_wachten").get_by_role("radio", name="Nee").check()
    expect(weeks).to_be_hidden()


def test_a_draft_is_there_again_after_a_reload(site: Site, page: Page) -> None:
    site.log_in(page)
    site.open_form(page)
    page.get_by_label("Plaats", exact=True).fill("op de groep")
    page.locator("#sinds_hielp").fill("De vaste begeleider bleef.")
    reason = question(page, "nu_wonen_sinds")
    reason.locator("summary").click()
    reason.get_by_label("Reden dat het antwoord ontbreekt").select_option("onbekend")
    saved(page)
    page.reload()
    expect(page.locator("#sinds_hielp")).to_have_value("De vaste begeleider bleef.")
    expect(page.get_by_label("Plaats", exact=True)).to_have_value("op de groep")
    expect(reason.locator("summary")).to_contain_text("weet niet / onbekend")
    expect(page.locator(".note")).to_contain_text("U gaat verder met het concept")


def test_a_section_is_refused_with_one_click(site: Site, page: Page) -> None:
    site.log_in(page)
    site.open_form(page)
    section = page.get_by_role("region", name="Krachten, kort")
    question(page, "kracht_plezier").get_by_role("radio", name="soms").check()
    section.get_by_role("button", name="Wil dit deel niet beantwoorden").click()
    expect(section.get_by_role("heading")).to_contain_text("6 van 6")
    expect(question(page, "kracht_goed").locator("summary")).to_contain_text("wil niet antwoorden")
    expect(question(page, "kracht_plezier").get_by_role("radio", name="soms")).to_be_checked()


def test_a_fault_comes_back_on_top_and_nothing_is_lost(site: Site, page: Page) -> None:
    site.log_in(page)
    site.open_form(page)
    page.locator("#nu_wisselingen").fill("veel")
    page.locator("#sinds_hielp").fill("Rust.")
    page.get_by_role("button", name="Lever in").click()

    summary = page.locator("#fouten")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("heading")).to_have_text("1 vraag klopt nog niet")
    expect(page).to_have_title("Nog niet ingeleverd: T6 ouder of verzorger · Casusregister")
    summary.get_by_role("link").click()
    expect(question(page, "nu_wisselingen")).to_be_focused()
    expect(question(page, "nu_wisselingen")).to_contain_text("Vul een geheel getal in")
    expect(page.locator("#nu_wisselingen")).to_have_value("veel")
    expect(page.locator("#sinds_hielp")).to_have_value("Rust.")

    page.locator("#nu_wisselingen").fill("2")
    page.get_by_role("button", name="Lever in").click()
    expect(summary.get_by_role("heading")).to_contain_text("vragen zijn nog leeg")
    summary.get_by_role("button", name="Lever toch in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ingeleverd")


def test_a_follow_up_counts_in_grid_analysis_file_and_report(site: Site, page: Page) -> None:
    site.log_in(page)
    site.open_form(page)
    page.get_by_label("Wijze").select_option("telefoon")
    question(page, "nu_wonen").get_by_role("radio", name="crisisplek").check()
    page.get_by_role("button", name="Lever in").click()
    page.get_by_role("button", name="Lever toch in").click()
    expect(page.locator("main")).to_contain_text("De volgende meting is T12")
    page.get_by_role("link", name="Naar de casus").click()
    expect(page.get_by_role("link", name="ouder of verzorger, T6")).to_have_accessible_name(
        "binnen periode: ouder of verzorger, T6"
    )

    page.get_by_role("link", name="Analyses").click()
    page.get_by_role("button", name="Vraag aan").click()
    expect(page.get_by_role("region", name="Onderweg")).to_contain_text("wacht op de werker")
    site.work()
    page.get_by_role("link", name="Ververs").click()
    made = page.get_by_role("region", name="Gemaakt").get_by_role("row").nth(1)
    expect(made).to_contain_text("05-03-2027")

    page.get_by_role("link", name="Rapporten").click()
    page.get_by_role("button", name="Maak het halfjaarrapport").click()
    site.work()
    page.get_by_role("link", name="Ververs").click()
    page.get_by_role("region", name="Gemaakt").get_by_role("link", name="halfjaarrapport").click()
    expect(page.locator("body")).to_contain_text("concept – niet verspreiden")
