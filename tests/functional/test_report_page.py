"""The report as a reader opens it: on a phone and on a desk, by ear too, without any load."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analysis.reports import half_yearly
from register.files.report_html import render_html
from tests.support.browser import picture, refused
from tests.support.study_frames import study

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(scope="module")
def document() -> str:
    return render_html(half_yearly(study(50), policy="begeleidingsgroep"))


@pytest.mark.parametrize("width", [320, 1200])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong(page: Page, document: str, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_content(document)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert refused(page) == []
    if width == 1200 and scheme == "light":
        picture(page, "halfjaarrapport")
