"""The small world, served on loopback; every test gets a fresh copy."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from register.installation import Installation
from tests.factories import Desk
from tests.support import small_world
from tests.support.app import Site, served
from tests.support.small_world import AFTERNOON, World


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The small world, made once."""
    return small_world.make(tmp_path_factory.mktemp("wereld") / "huis")


@pytest.fixture
def site(world: World, tmp_path: Path) -> Iterator[Site]:
    """The application on a copy of the small world, on a Friday afternoon."""
    home = tmp_path / "huis"
    shutil.copytree(world.home, home)
    with served(Desk(Installation.open(home), at=AFTERNOON)) as running:
        yield running
