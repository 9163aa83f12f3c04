"""An installation on both databases, copied from a template for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL

from register.installation import Installation, Settings
from tests import factories
from tests.factories import Desk
from tests.support.postgres import Cluster

STORES = ("register", "vault")


@pytest.fixture(scope="session")
def embedded_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty installation on the embedded database, made once."""
    home = tmp_path_factory.mktemp("ingebed") / "huis"
    factories.make(home).close()
    return home


@pytest.fixture
def embedded(embedded_template: Path, tmp_path: Path) -> Iterator[Desk]:
    """A fresh installation on the embedded database."""
    installation = factories.copied(embedded_template, tmp_path / "huis")
    yield Desk(installation)
    installation.close()


@pytest.fixture(scope="session")
def served_template(postgresql: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty installation on PostgreSQL, made once; its databases are templates."""
    home = tmp_path_factory.mktemp("server") / "huis"
    urls = {store: _plain(postgresql.create(f"sjabloon_{store}")) for store in STORES}
    settings = Settings("test", register_url=urls["register"], vault_url=urls["vault"])
    factories.make(home, settings).close()
    return home


@pytest.fixture
def served(postgresql: Cluster, served_template: Path, tmp_path: Path) -> Iterator[Desk]:
    """A fresh installation on PostgreSQL: copied keys, cloned databases."""
    home = tmp_path / "huis"
    shutil.copytree(served_template, home)
    urls = {store: postgresql.clone(f"sjabloon_{store}") for store in STORES}
    settings = Settings(
        "test",
        register_url=_plain(urls["register"]),
        vault_url=_plain(urls["vault"]),
    )
    (home / "casusregister.toml").write_text(settings.as_toml(), encoding="utf-8")
    installation = Installation.open(home)
    yield Desk(installation)
    installation.close()
    for url in urls.values():
        postgresql.drop(url)


def _plain(url: URL) -> str:
    return url.render_as_string(hide_password=False)


@pytest.fixture(params=["embedded", "served"], ids=["SQLCipher", "PostgreSQL"])
def desk(request: pytest.FixtureRequest) -> Desk:
    """A fresh installation, once on each database."""
    found: Desk = request.getfixturevalue(request.param)
    return found
