"""The small world, served on loopback; every test gets a fresh copy."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from register.installation import Installation
from tests.factories import Desk
from tests.support import browser, small_world
from tests.support.app import Site, served
from tests.support.small_world import AFTERNOON, World

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The small world, made once."""
    return small_world.make(tmp_path_factory.mktemp("wereld") / "huis")


@pytest.fixture
def site(world: World, tmp_path: Path) -> Iterator[Site]:
    """The application on a copy of the small world, on a Friday afternoon."""
    home = tmp_path / "huis"
    shutil.copytree(world.home, home)
    with served(Desk(Installation.open(home), at=AFTERNOON), world) as running:
        yield running


@pytest.fixture
def somebody(chromium: "Browser") -> "Iterator[Callable[..., Page]]":
    """Another person with a browser of their own; call it for each."""
    opened = []

    def come(**how: object) -> "Page":
        context = browser.stranger(chromium, **how)  # type: ignore[arg-type]
        opened.append(context)
        return context.new_page()

    yield come
    for context in opened:
        context.close()
