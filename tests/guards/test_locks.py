"""The locks pin everything with a hash, name no index, and contain what the project asks for."""

import re
import tomllib

import pytest

from tests.support.repository import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-uv.lock")


def pins(lock: str) -> dict[str, str]:
    """Package → version of a lock."""
    text = (ROOT / lock).read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", text, re.MULTILINE))


def name(requirement: str) -> str:
    """The normalised name of a requirement: "PyYAML>=6" → "pyyaml"."""
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return re.sub(r"[-_.]+", "-", found.group()).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)
    bare = [block.split()[0] for block in blocks if "==" in block and "--hash=sha256:" not in block]
    assert bare == []
    assert "://" not in re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)


def test_the_development_lock_contains_the_run_time_lock() -> None:
    run, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    assert {package: dev.get(package) for package in run} == run


def test_what_the_project_asks_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    run = {name(one) for one in project["project"]["dependencies"]}
    dev = {name(one) for one in project["dependency-groups"]["dev"]}
    assert run - pins("requirements.lock").keys() == set()
    assert dev - pins("requirements-dev.lock").keys() == set()
    assert dev & pins("requirements.lock").keys() <= {"httpx2"}, "a tool slipped into run time"
