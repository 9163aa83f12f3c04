"""What is refused, and how every answer is dressed."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.app import Site

HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
}


def test_an_analyst_sees_no_case(site: Site, page: Page) -> None:
    site.log_in(page, "analist")
    expect(page.get_by_role("navigation")).not_to_contain_text("Casussen")
    case = site.world.cases["nu te doen"]
    for path in (f"/casussen/{case}", "/casussen", "/mijn-werk"):
        answer = page.goto(site.url + path)
        assert answer is not None and answer.status == 403
        expect(page.get_by_role("alert")).to_contain_text("U mag dit niet doen")
        expect(page.get_by_role("alert")).to_contain_text("postdoc")


def test_who_is_not_logged_in_goes_to_the_log_in_page(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/casussen/{site.world.cases['nu te doen']}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Inloggen")


@pytest.mark.parametrize("token", ["", "een ander teken"])
def test_a_form_without_the_sessions_token_is_refused(site: Site, page: Page, token: str) -> None:
    site.log_in(page)
    answer = page.request.post(f"{site.url}/analyses", form={"_token": token, "doel": "P1"})
    assert answer.status == 401
    page.goto(f"{site.url}/analyses")
    expect(page.locator("main")).to_contain_text("Er is nog geen analysebestand")
    expect(page.get_by_role("heading", name="Onderweg")).to_have_count(0)


def test_a_form_from_another_site_is_refused(site: Site, page: Page) -> None:
    site.log_in(page)
    token = page.locator("[name=_token]").first.get_attribute("value") or ""
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://elders.example"}):
        answer = page.request.post(
            f"{site.url}/analyses", form={"_token": token, "doel": "P1"}, headers=headers
        )
        assert answer.status == 401


def test_an_unknown_page_says_what_to_do(site: Site, page: Page) -> None:
    site.log_in(page)
    for path in ("/bestaat-niet", "/casussen/bestaat-niet", "/bijdragen/bestaat-niet"):
        answer = page.goto(site.url + path)
        assert answer is not None and answer.status == 404
        expect(page.get_by_role("alert")).to_contain_text("kies opnieuw")


def test_a_form_without_consent_says_whose_is_missing(site: Site, page: Page) -> None:
    site.log_in(page)
    site.open_case(page, "wacht")
    expect(page.locator(".lead")).to_contain_text("2 formulieren wachten op toestemming")
    page.get_by_role("link", name="geen toestemming: ouder of verzorger, T6").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dit kan nu niet")
    expect(page.get_by_role("alert")).to_contain_text("Kijk bij Toestemming")


def test_every_answer_carries_the_headers(site: Site, page: Page) -> None:
    site.log_in(page)
    case = site.world.cases["nu te doen"]
    for path in ("/inloggen", "/mijn-werk", f"/casussen/{case}", "/gezond", "/bestaat-niet"):
        answer = page.request.get(site.url + path)
        found = answer.headers
        assert {name: found.get(name) for name in HEADERS} == HEADERS, path
        assert found["cache-control"] == "no-store", path
        policy = found["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe-inline" not in policy, path
    cookie = page.context.cookies()[0]
    assert cookie["httpOnly"] and cookie["sameSite"] == "Lax"


def test_a_search_shows_no_pseudonym_in_the_address(site: Site, page: Page) -> None:
    site.log_in(page)
    link = page.get_by_role("region", name="Nu te doen").get_by_role("rowheader").first
    code = link.get_by_role("link").inner_text()
    page.get_by_label("Pseudoniem").fill(code.lower())
    page.get_by_role("button", name="Zoek").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(code)
    assert code.replace("-", "") not in page.url.replace("-", "")
    page.get_by_label("Pseudoniem").fill(code[:-1] + ("A" if code[-1] != "A" else "B"))
    page.get_by_role("button", name="Zoek").click()
    expect(page.get_by_role("alert")).to_contain_text(f"Bedoelt u {code}?")


def test_the_health_page_says_no_more_than_it_should(site: Site, page: Page) -> None:
    assert page.request.get(f"{site.url}/gezond").json() == {"migrated": True}
