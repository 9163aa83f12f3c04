"""Instruments without a case: anyone who may looks at them, nothing stays; and a REDCap dictionary
made in a spreadsheet becomes a form that is filled in, without touching a program."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select
from typer.testing import CliRunner

from register.cli.main import app
from register.db.guard import Grant, under
from register.db.tables.contributions import Contribution, Draft, Revision
from register.db.tables.work import Definition
from register.domain.people import Role
from register.installation import Installation
from register.services import contributions
from tests.factories import PASSWORD, POSTDOC, Desk
from tests.support.app import Site, served
from tests.support.browser import picture
from tests.support.small_world import AFTERNOON

DICTIONARY = """\
"Variable / Field Name","Form Name","Section Header","Field Type","Field Label",\
"Choices, Calculations, OR Slider Labels","Field Note",\
"Text Validation Type OR Show Slider Number","Text Validation Min","Text Validation Max",\
Identifier?,"Branching Logic (Show field only if...)","Required Field?","Custom Alignment",\
"Question Number (surveys only)","Matrix Group Name","Matrix Ranking?","Field Annotation"
slaapt,slaap,Slapen,radio,Slaapt uw kind goed?,"1, ja | 2, soms | 3, nee",,,,,,,y,,,,,
uren,slaap,,text,Hoeveel uur slaapt uw kind?,,,number,0,24,,[slaapt] = '2' or [slaapt] = '3',,,,,,
tekort,slaap,,calc,Uren te kort,9-[uren],,,,,,[uren] <> '',,,,,,
"""


def held(site: Site) -> list[int]:
    """How many rows a form could have left behind."""
    grant = Grant("P1", None, "proef", content=True)
    with site.desk.house.store.reading(POSTDOC) as work, under(grant):
        return [
            work.session.scalar(select(func.count()).select_from(table)) or 0
            for table in (Revision, Draft, Contribution, Definition)
        ]


def test_the_panel_sees_a_form_as_it_will_be_and_leaves_nothing(site: Site, page: Page) -> None:
    site.desk.account("panel", Role.PANEL)
    before = held(site)
    site.log_in(page, "panel")
    page.get_by_role("link", name="Instrumenten").click()
    picture(page, "instrumenten")
    page.get_by_role("link", name="0-meting ouder").click()
    expect(page.locator(".lead")).to_contain_text("zonder casus. Er wordt niets bewaard.")
    expect(page.get_by_role("radio", checked=True).first).to_be_visible()
    picture(page, "voorbeeld")

    page.get_by_role("link", name="Leeg formulier").click()
    expect(page.locator("#voortgang")).to_contain_text("0 van ")
    page.locator("#vraag-nu_wonen").get_by_role("radio").first.check()
    expect(page.locator("#voortgang")).to_contain_text("1 van ")
    page.get_by_role("button", name="Controleer").click()
    expect(page.locator("#vraag-nu_wonen").get_by_role("radio").first).to_be_checked()
    assert held(site) == before


def test_who_may_not_preview_is_told_who_may(site: Site, page: Page) -> None:
    site.log_in(page, "analist")
    answer = page.goto(f"{site.url}/instrumenten")
    assert answer is not None and answer.status == 403
    expect(page.locator("main")).to_contain_text("panel")


def test_every_shipped_instrument_has_a_preview_without_faults(site: Site, page: Page) -> None:
    site.log_in(page)
    page.goto(f"{site.url}/instrumenten")
    links = page.locator("tbody a").evaluate_all("all => all.map(one => one.href)")
    assert len(links) > 30
    for link in links:
        answer = page.goto(link)
        assert answer is not None and answer.status == 200, link
        expect(page.locator("#voortgang")).to_be_visible()


def run(home: Path, *words: str, given: str = "") -> str:
    """A command as somebody types it; returns what it said."""
    found = CliRunner().invoke(app, list(words), input=given, env={"CASUSREGISTER_HOME": str(home)})
    assert found.exit_code == 0, found.output
    return found.output


def test_a_dictionary_from_a_spreadsheet_becomes_a_form_that_is_filled_in(
    site: Site, page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "staat"))
    home = site.desk.installation.home
    site.desk.account("dirk", Role.DATAMANAGER)
    dictionary, protocol = tmp_path / "slaap.csv", tmp_path / "protocol.yaml"
    dictionary.write_text(DICTIONARY, encoding="utf-8")

    # Imported and checked ...
    said = run(
        home, "instruments", "import-redcap", str(dictionary), "--out", str(home / "instruments")
    )
    assert "slaap.yaml: 3 vragen" in said
    assert "Geen fouten." in run(home, "instruments", "check")

    # ... seen in the browser, with live branching and sums ...
    site.log_in(page)
    page.goto(f"{site.url}/instrumenten/slaap?leeg=ja")
    expect(page.locator("#vraag-uren")).to_be_hidden()
    page.get_by_role("radio", name="nee", exact=True).check()
    page.locator("#uren").fill("6,5")
    expect(page.locator("[data-calculated=tekort]")).to_have_text("2,5")

    # ... put in a wave, after reading what that does to running cases ...
    line = "        - {informant: ouder, instrument: vervolg_ouder, hours: 1.5}\n"
    text = site.desk.installation.protocol_text.replace('version: "1.0"', 'version: "1.1"', 1)
    own = "        - {informant: ouder, instrument: slaap, part: extra, hours: 0.1}\n"
    protocol.write_text(text.replace(line, line + own), encoding="utf-8")
    told = run(home, "protocol", "plan", str(protocol))
    assert "Lopende casussen: 4 veranderen" in told and "bijdragen erbij" in told
    run(home, "login", "--name", "dirk", "--password", PASSWORD, "--code", "000000")
    assert "Protocol 1.1 is in gebruik" in run(
        home, "protocol", "apply", str(protocol), given="ja\n"
    )
    assert "er verandert niets" in run(home, "protocol", "apply", str(protocol), "--yes")

    # ... and filled in at the wave where it is asked.
    with served(Desk(Installation.open(home), at=AFTERNOON), site.world) as after:
        which = _due(after, "slaap")
        page.goto(f"{after.url}/bijdragen/{which}")
        page.get_by_role("radio", name="soms").check()
        page.locator("#uren").fill("8")
        page.get_by_role("button", name="Lever in").click()
        expect(page).to_have_url(f"{after.url}/bijdragen/{which}/ingeleverd")
        with after.desk.house.store.reading(POSTDOC) as work:
            opened = contributions.open_form(
                after.desk.house, work, which, by=POSTDOC, at=AFTERNOON, on=AFTERNOON.date()
            )
            kept = work.session.get(Definition, ("instrument", "slaap", "1"))
    assert {name: one.value for name, one in opened.answers.items()} == {
        "slaapt": "2", "uren": 8.0, "tekort": 1.0,
    }  # fmt: skip
    assert kept is not None


def _due(site: Site, instrument: str) -> str:
    """The contribution of this instrument that is to be done today."""
    from register.services import worklist

    with site.desk.house.store.reading(POSTDOC) as work:
        desk = worklist.desk(work, site.desk.house.protocol, on=AFTERNOON.date())
    return next(one.id for one in desk.due if one.value.instrument == instrument)
