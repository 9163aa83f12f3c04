"""Every page and state: axe finds nothing, a phone's width holds it, the keyboard suffices."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.app import Site
from tests.support.browser import picture

Visit = Callable[[Site, Page], None]


def login(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/inloggen")


def login_refused(site: Site, page: Page) -> None:
    login(site, page)
    page.get_by_label("Inlognaam").fill("niemand")
    page.get_by_label("Wachtwoord").fill("zomaar iets")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_be_visible()


def desk(site: Site, page: Page) -> None:
    site.log_in(page)


def desk_without_work(site: Site, page: Page) -> None:
    site.log_in(page, "collega")
    page.goto(f"{site.url}/mijn-werk?van=mij")
    expect(page.locator("main")).to_contain_text("Niets is te laat")


def no_work_for_this_role(site: Site, page: Page) -> None:
    site.log_in(page, "lid")


def overview(site: Site, page: Page) -> None:
    site.log_in(page)
    page.goto(f"{site.url}/casussen")


def overview_with_nothing(site: Site, page: Page) -> None:
    site.log_in(page)
    page.goto(f"{site.url}/casussen?region=haaglanden")
    expect(page.locator("main")).to_contain_text("Geen casus past bij deze keuze")


def case(site: Site, page: Page) -> None:
    site.log_in(page)
    site.open_case(page)
    for summary in page.locator("summary").all():
        summary.click()


def form(site: Site, page: Page) -> None:
    site.log_in(page)
    site.open_form(page)


def form_of_a_youth(site: Site, page: Page) -> None:
    site.log_in(page)
    site.open_form(page, "jeugdige")


def form_half_filled_in(site: Site, page: Page) -> None:
    form(site, page)
    page.locator("#vraag-kern_somber").get_by_role("radio", name="vaak").check()
    page.locator("#vraag-nu_wachten").get_by_role("radio", name="Ja").check()
    page.locator("#nu_wonen_sinds").fill("zomer 2025")
    for item in ("nu_wonen_sinds", "kern_boos", "kern_somber"):
        page.locator(f"#vraag-{item} summary").click()
    expect(page.locator("#bewaard")).to_contain_text("Opgeslagen")


def form_with_faults(site: Site, page: Page) -> None:
    form(site, page)
    page.locator("#nu_wisselingen").fill("veel")
    page.locator("#afname").fill("morgen")
    page.get_by_role("button", name="Lever in").click()
    page.locator("#fouten").wait_for()
    page.locator("#afname").fill("05-03-2027")
    page.get_by_role("button", name="Lever in").click()
    expect(page.locator("#fouten")).to_contain_text("geheel getal")


def form_with_empty_questions(site: Site, page: Page) -> None:
    form(site, page)
    page.get_by_role("button", name="Lever in").click()
    expect(page.locator("#fouten")).to_contain_text("vragen zijn nog leeg")
    page.locator("#fouten summary").click()


def form_without_connection(site: Site, page: Page) -> None:
    form(site, page)
    page.route("**/concept", lambda route: route.abort())
    page.locator("#sinds_hielp").fill("Rust.")
    expect(page.locator("#bewaard")).to_contain_text("Geen verbinding")


def form_after_the_session(site: Site, page: Page) -> None:
    form(site, page)
    site.desk.wait(hours=9)
    page.locator("#sinds_hielp").fill("Rust.")
    expect(page.get_by_role("dialog")).to_be_visible()


def handed_in(site: Site, page: Page) -> None:
    form(site, page)
    page.get_by_role("button", name="Lever in").click()
    page.get_by_role("button", name="Lever toch in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ingeleverd")


def history(site: Site, page: Page) -> None:
    handed_in(site, page)
    site.open_form(page)
    page.locator("#sinds_hielp").fill("Rust.")
    page.get_by_label("Waarom wijzigt u dit?").fill("aanvulling")
    page.get_by_role("button", name="Lever de wijziging in").click()
    page.get_by_role("button", name="Lever toch in").click()
    page.get_by_role("heading", level=1, name="Ingeleverd").wait_for()
    site.open_form(page)
    page.get_by_role("link", name="Geschiedenis").click()
    page.get_by_role("heading", name="Versie 2").wait_for()


def overtaken(site: Site, page: Page) -> None:
    form(site, page)
    other = page.context.new_page()
    site.open_form(other)
    other.locator("#sinds_hielp").fill("Rust.")
    other.get_by_role("button", name="Lever in").click()
    other.get_by_role("button", name="Lever toch in").click()
    other.get_by_role("heading", level=1, name="Ingeleverd").wait_for()
    other.close()
    page.locator("#sinds_hielp").fill("Een vaste mentor.")
    page.get_by_role("button", name="Lever in").click()
    expect(page.locator("#fouten")).to_contain_text("Een ander was u voor")


def analyses(site: Site, page: Page) -> None:
    site.log_in(page)
    page.goto(f"{site.url}/analyses")
    page.get_by_role("button", name="Vraag aan").click()
    site.work()
    page.get_by_role("button", name="Vraag aan").click()


def analyses_with_a_fault(site: Site, page: Page) -> None:
    site.log_in(page, "analist")
    page.goto(f"{site.url}/analyses")
    page.get_by_label("Peildatum").fill("binnenkort")
    page.get_by_role("button", name="Vraag aan").click()
    expect(page.locator("#fouten")).to_be_visible()


def reports(site: Site, page: Page) -> None:
    site.log_in(page)
    page.goto(f"{site.url}/rapporten")


def not_found(site: Site, page: Page) -> None:
    site.log_in(page)
    page.goto(f"{site.url}/bestaat-niet")


def not_allowed(site: Site, page: Page) -> None:
    site.log_in(page, "analist")
    page.goto(f"{site.url}/casussen")


def not_a_pseudonym(site: Site, page: Page) -> None:
    site.log_in(page)
    page.get_by_label("Pseudoniem").fill("zomaar")
    page.get_by_role("button", name="Zoek").click()
    page.get_by_role("alert").wait_for()


STATES: tuple[Visit, ...] = (
    login, login_refused, desk, desk_without_work, no_work_for_this_role, overview,
    overview_with_nothing, case, form, form_of_a_youth, form_half_filled_in, form_with_faults,
    form_with_empty_questions, form_without_connection, form_after_the_session, handed_in, history,
    overtaken, analyses, analyses_with_a_fault, reports, not_found, not_allowed, not_a_pseudonym,
)  # fmt: skip
NARROW = 320


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_a_page_is_sound_in_light_and_dark_and_on_a_phone(
    site: Site, page: Page, state: Visit
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme="light")
    state(site, page)
    for width, scheme in ((1280, "light"), (1280, "dark"), (NARROW, "light")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = Axe().run(page)
        assert found.violations_count == 0, f"{width} {scheme}\n{found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
    assert page.evaluate("document.querySelectorAll('h1').length") == 1


def test_the_follow_up_is_done_by_keyboard_alone(site: Site, page: Page) -> None:
    keys = page.keyboard

    def tab_to(name: str, *, role: str = "") -> None:
        """Tab until what has this text or label has the focus."""
        for _ in range(250):
            keys.press("Tab")
            here = page.evaluate(
                """() => { const e = document.activeElement;
                return (e.ariaLabel || (e.labels && e.labels.length && e.labels[0].innerText)
                || e.innerText || e.id || "").trim(); }"""
            )
            if here.startswith(name):
                return
        raise AssertionError(f"{name} cannot be reached with Tab")

    page.goto(f"{site.url}/inloggen")
    tab_to("Inlognaam")
    keys.type("postdoc")
    tab_to("Wachtwoord")
    keys.type("vier losse woorden hier")
    keys.press("Enter")
    page.wait_for_url("**/mijn-werk")
    keys.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    keys.press("Enter")
    expect(page.locator("main")).to_be_focused()
    tab_to("ouder of verzorger")
    keys.press("Enter")
    page.get_by_role("heading", level=1, name="T6").wait_for()
    tab_to("thuis, bij ouder(s)")
    keys.press("Space")
    keys.press("ArrowDown")
    expect(page.get_by_role("radio", name="in het eigen netwerk")).to_be_checked()
    tab_to("Hoe vaak kreeg uw kind")
    keys.type("2")
    keys.press("Enter")  # Enter in a field hands nothing in
    expect(page.locator("#bewaard")).to_contain_text("Opgeslagen")
    tab_to("Lever in")
    keys.press("Enter")
    expect(page.locator("#fouten")).to_be_focused()
    tab_to("Lever toch in")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ingeleverd")


def test_what_has_the_focus_is_never_under_the_strip(site: Site, page: Page) -> None:
    form(site, page)
    page.set_viewport_size({"width": 900, "height": 500})
    strip = page.locator("#strook").bounding_box()
    assert strip is not None
    page.locator("#afname").focus()
    for _ in range(40):
        page.keyboard.press("Tab")
        here = page.evaluate(
            """() => { const r = document.activeElement.getBoundingClientRect();
            return [r.top, document.activeElement.name || ""]; }"""
        )
        assert here[0] + 24 < strip["y"], here


def test_a_page_prints_without_what_belongs_to_a_screen(site: Site, page: Page) -> None:
    form(site, page)
    page.emulate_media(media="print")
    for screen_only in (".top", ".menu", ".strip", ".finish"):
        expect(page.locator(screen_only).first).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("#vraag-nu_wonen")).to_be_visible()


def test_pictures_of_case_and_form(site: Site, page: Page) -> None:
    case(site, page)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = false)")
    expect(page.get_by_role("heading", name="Metingen")).to_be_visible()
    page.evaluate("window.scrollTo(0, 0)")
    picture(page, "casus")
    site.open_form(page)
    page.locator("#vraag-nu_wonen").get_by_role("radio", name="thuis").check()
    expect(page.locator("#bewaard")).to_contain_text("Opgeslagen")
    picture(page, "vervolgmeting")
