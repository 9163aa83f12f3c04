"""Chromium for browser tests: Debian's own, headless, Dutch, and shut off from the outside."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from tests.support.needs import chromium_program

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


_OUTSIDE: "WeakKeyDictionary[BrowserContext, list[str]]" = WeakKeyDictionary()


@contextlib.contextmanager
def chromium() -> Iterator["Browser"]:
    """A headless Chromium, started in about a second."""
    from playwright.sync_api import sync_playwright

    program = chromium_program()
    if program is None:
        raise RuntimeError("Chromium is not on this machine.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(program), args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def stranger(browser: "Browser", *, width: int = 1280, height: int = 900) -> "BrowserContext":
    """A person with a browser of their own: no cookies shared with any other context.

    Requests beyond loopback are refused and kept: see `refused`.
    """
    context = browser.new_context(
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
    )
    outside: list[str] = []
    _OUTSIDE[context] = outside

    def answer(route: "Route") -> None:
        host = urlsplit(route.request.url).hostname
        if host in {None, "127.0.0.1", "localhost"}:
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    context.route("**/*", answer)
    context.set_default_timeout(10_000)
    return context


def refused(page: "Page") -> list[str]:
    """Addresses outside this machine that the page asked for; must be empty."""
    return list(_OUTSIDE.get(page.context, []))


def picture(page: "Page", name: str) -> None:
    """Renew docs/pictures/<name>.png under `make pictures`; an ordinary run changes no file."""
    if os.environ.get("CASUSREGISTER_PICTURES"):
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")
