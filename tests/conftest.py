"""Fixtures for the whole suite: a PostgreSQL cluster, a browser, public data, no network."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.support import browser as browsers
from tests.support import network, postgres
from tests.support.needs import public_data, require

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent

# No deadline: two workers share two cores. No database on disk: a run leaves nothing behind.
settings.register_profile(
    "suite",
    deadline=None,
    database=None,
    print_blob=True,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
# `HYPOTHESIS_PROFILE=search` looks for new counterexamples instead of repeating the same ones.
settings.register_profile(
    "search", settings.get_profile("suite"), derandomize=False, max_examples=2000
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


def pytest_configure(config: pytest.Config) -> None:
    """Close the network and take away what the shell around us would let through."""
    network.refuse()
    os.environ.pop("CASUSREGISTER_HOME", None)
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    os.environ["MARIMO_SKIP_UPDATE_CHECK"] = "1"
    os.environ.setdefault("MPLBACKEND", "Agg")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def postgresql() -> Iterator[postgres.Cluster]:
    """A running PostgreSQL cluster; see tests/support/postgres.py for templates and clones."""
    require("postgresql")
    with postgres.cluster() as cluster:
        yield cluster


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The folder with the public data sets."""
    require("public data")
    folder = public_data()
    assert folder is not None
    return folder


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """A headless Chromium; `tests.support.browser.stranger(chromium)` is a second person."""
    require("chromium")
    with browsers.chromium() as browser:
        yield browser


@pytest.fixture
def page(chromium: "Browser") -> "Iterator[Page]":
    """A page of one person; the test fails when the page asked for anything outside."""
    context = browsers.stranger(chromium)
    opened = context.new_page()
    yield opened
    outside = browsers.refused(opened)
    context.close()
    assert outside == []
