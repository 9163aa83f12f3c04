"""A built wheel works outside the checkout: code, command, and every file that the code reads."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.repository import PACKAGES, ROOT, tracked

# Runs with the wheel before everything else; the checkout may not be looked at.
INSIDE = """
import sys
wheel, checkout = sys.argv[1:3]
sys.path[:] = [wheel, *(path for path in sys.path if path != checkout)]
import importlib, importlib.util
from pathlib import Path

def shipped(package, *suffixes):
    folder = Path(importlib.import_module(package).__file__).parent
    return [path for path in folder.rglob("*") if path.suffix in suffixes]

from instruments.yamltext import load
for package in ("register.protocols", "instruments", "consent"):
    for path in shipped(package, ".yaml"):
        load(path.read_text("utf-8"), source=path.name)
assert shipped("register.protocols", ".yaml"), "no protocol"
assert shipped("instruments", ".yaml"), "no instrument"

from register.domain.protocol.reading import read
for path in shipped("register.protocols", ".yaml"):
    assert read(path.read_text("utf-8"), source=path.name)

from register.db.upgrade import scripts
for room in ("register.db", "register.vault"):
    folder = Path(importlib.import_module(room).__file__).parent / "migrations"
    assert scripts(folder).get_current_head(), f"no migration in {room}"

if importlib.util.find_spec("register.web.templates") or shipped("register.web", ".html"):
    from jinja2 import Environment
    for path in shipped("register.web", ".html"):
        Environment(autoescape=True, extensions=["jinja2.ext.do"]).parse(path.read_text("utf-8"))

ours = [m for n, m in sys.modules.items() if n.split(".")[0] in sys.argv[3:]]
strays = [m.__file__ for m in ours if m.__file__ and not m.__file__.startswith(wheel)]
assert not strays, strays
"""


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command, fail with what it said."""
    done = subprocess.run(
        [*map(str, command)], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout without isolation (so without a network)."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Path:
    """A folder that holds the wheel and nothing else."""
    folder = wheel.parent / "installed"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    run(*pip, "--disable-pip-version-check", "--target", folder, wheel, cwd=wheel.parent)
    return folder


def test_the_wheel_holds_every_file_of_its_packages_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if ".dist-info/" not in name}
        licences = [name for name in archive.namelist() if name.endswith("licenses/LICENSE")]
    ours = {path.as_posix() for path in tracked() if path.parts[0] in PACKAGES}
    assert ours - inside == set()
    assert {name.split("/")[0] for name in inside} == set(PACKAGES)
    assert not [name for name in inside if name.endswith(".pyc")]
    assert licences


def test_what_the_wheel_ships_is_read_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    run(sys.executable, "-I", "-c", INSIDE, installed, ROOT, *PACKAGES, cwd=tmp_path)


def test_the_command_of_the_wheel_starts(installed: Path, tmp_path: Path) -> None:
    start = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); from register.cli.main import app; app()"
    )
    shown = run(sys.executable, "-I", "-c", start, installed, "--help", cwd=tmp_path)
    assert "demo" in shown
