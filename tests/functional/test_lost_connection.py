"""Trains, kitchen tables, sessions that end: what was typed is never lost."""

from playwright.sync_api import Page, Route, expect

from tests.factories import PASSWORD
from tests.support.app import Site


def test_a_lost_connection_is_said_and_made_good(site: Site, page: Page) -> None:
    site.log_in(page)
    site.open_form(page)
    page.route("**/concept", lambda route: route.abort())
    page.locator("#sinds_hielp").fill("In de trein getypt.")
    page.locator("#sinds_hinderde").fill("De tunnel.")
    strip = page.locator("#strook")
    expect(strip).to_contain_text(
        "Geen verbinding – 2 wijzigingen bewaard op dit scherm, we proberen het opnieuw."
    )

    page.get_by_role("button", name="Lever in").click()
    expect(strip).to_contain_text("Nog niet ingeleverd. Geen verbinding")
    expect(page.locator("#sinds_hielp")).to_have_value("In de trein getypt.")

    page.unroute("**/concept")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(strip).to_contain_text("Opgeslagen 14:03")
    page.reload()
    expect(page.locator("#sinds_hielp")).to_have_value("In de trein getypt.")
    expect(page.locator("#sinds_hinderde")).to_have_value("De tunnel.")


def test_leaving_with_unsaved_changes_warns(site: Site, page: Page) -> None:
    site.log_in(page)
    site.open_form(page)
    page.route("**/concept", lambda route: route.abort())
    page.locator("#sinds_hielp").fill("Nog niet bewaard.")
    expect(page.locator("#strook")).to_contain_text("Geen verbinding")
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Mijn werk").click(no_wait_after=True)
    expect(page.locator("#sinds_hielp")).to_have_value("Nog niet bewaard.")
    assert asked == ["beforeunload"]
    page.unroute("**/concept")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("#strook")).to_contain_text("Opgeslagen")


def test_a_session_that_ended_is_taken_up_over_the_page(site: Site, page: Page) -> None:
    site.log_in(page)
    site.open_form(page)
    page.locator("#sinds_hielp").fill("Een lang gesprek.")
    expect(page.locator("#bewaard")).to_contain_text("Opgeslagen")
    site.desk.wait(hours=9)
    page.locator("#sinds_hinderde").fill("Het werd laat.")

    dialog = page.get_by_role("dialog", name="Log opnieuw in")
    expect(dialog).to_be_visible()
    expect(page.locator("#strook")).to_contain_text("1 wijziging bewaard op dit scherm")
    dialog.get_by_label("Inlognaam").fill("postdoc")
    dialog.get_by_label("Wachtwoord").fill("niet het goede wachtwoord")
    dialog.get_by_role("button", name="Log in").click()
    expect(dialog.get_by_role("alert")).to_contain_text("klopt niet")
    dialog.get_by_label("Wachtwoord").fill(PASSWORD)
    dialog.get_by_role("button", name="Log in").click()

    expect(dialog).to_be_hidden()
    expect(page.locator("#bewaard")).to_have_text("Opgeslagen 23:03")
    page.get_by_role("button", name="Lever in").click()
    page.get_by_role("button", name="Lever toch in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ingeleverd")


def test_an_autosave_counts_once_however_often_it_arrives(site: Site, page: Page) -> None:
    site.log_in(page)
    site.open_form(page)
    bodies: list[str] = []
    page.on(
        "request",
        lambda sent: bodies.append(sent.post_data or "") if "concept" in sent.url else None,
    )
    page.locator("#sinds_hielp").fill("eerst")
    expect(page.locator("#bewaard")).to_contain_text("Opgeslagen")
    page.locator("#sinds_hielp").fill("later")
    with page.expect_response("**/concept"):
        pass
    again = page.evaluate(
        """body => fetch(document.getElementById("formulier").dataset.draft, {method: "POST",
        body: new URLSearchParams(body), headers: {Accept: "application/json"}})
        .then(answer => answer.json())""",
        bodies[0],
    )
    assert again["nummer"] == 2
    page.reload()
    expect(page.locator("#sinds_hielp")).to_have_value("later")


def test_what_was_typed_before_the_script_came_is_saved_too(site: Site, page: Page) -> None:
    site.log_in(page)
    held: list[Route] = []

    def wait(route: Route) -> None:
        held.append(route)

    page.route("**/filling-in.js", wait)
    site.open_case(page)
    page.get_by_role("link", name=": ouder of verzorger, T6").click(no_wait_after=True)
    page.locator("#sinds_hielp").fill("Snel getypt.")
    page.locator("#vraag-nu_wachten").get_by_role("radio", name="Ja").check()
    expect(page.locator("#bewaard")).to_have_text("")
    held[0].continue_()
    expect(page.locator("#bewaard")).to_contain_text("Opgeslagen")
    expect(page.locator("#vraag-nu_wachten_weken")).to_be_visible()
    page.unroute("**/filling-in.js")
    page.reload()
    expect(page.locator("#sinds_hielp")).to_have_value("Snel getypt.")
