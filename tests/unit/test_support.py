"""The test support itself: what is missing is said once, and nothing reaches another machine."""

import socket
from pathlib import Path

import pytest

from tests.support import generated_docs, needs
from tests.support.needs import NEEDS, Need, require
from tests.support.network import NetworkRefusedError


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a need that is not here."""
    need = Need("a telescope", lambda: None, ("telescope",), "apt-get install telescope")
    monkeypatch.setitem(NEEDS, need.name, need)
    return need.name


def test_what_is_missing_is_a_skip_that_says_what_to_do(
    absent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="apt-get install telescope"):
        require(absent)


def test_on_continuous_integration_it_is_a_failure(
    absent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="CI=true"):
        require(absent)


def test_public_data_may_be_absent_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    monkeypatch.delenv(needs.PUBLIC_DATA, raising=False)
    with pytest.raises(pytest.skip.Exception, match=needs.PUBLIC_DATA):
        require("public data")


def test_what_is_missing_is_installed_by_root_with_apt(
    absent: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    said = tmp_path / "said"
    apt = tmp_path / "apt-get"
    apt.write_text(f'#!/bin/sh\necho "$@" >> {said}\n', "utf-8")
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr(needs, "NEEDS", {absent: NEEDS[absent]})
    needs.install()
    assert [line.split()[0] for line in said.read_text("utf-8").splitlines()] == [
        "update",
        "install",
    ]
    assert "telescope" in said.read_text("utf-8")
    assert "Tests will be skipped: a telescope is not on this machine" in capfd.readouterr().out


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("register.example", 443)])
def test_no_test_reaches_another_machine(address: tuple[str, int]) -> None:
    with pytest.raises(NetworkRefusedError):
        socket.create_connection(address, timeout=1)


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()


class Pages:
    """A module with one page."""

    def __init__(self, text: str) -> None:
        self.text = text

    def pages(self) -> dict[str, str]:
        """One page."""
        return {"rule.md": self.text}


def test_generated_pages_are_written_compared_and_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generated_docs, "ROOT", tmp_path)
    monkeypatch.setattr(generated_docs, "REFERENCE", tmp_path)

    def say(text: str | None) -> None:
        found = [("a.rule", Pages(text))] if text else []
        monkeypatch.setattr(generated_docs, "sources", lambda: iter(found))

    say("# The rule\n\nOne.")
    assert generated_docs.stale() == ["missing: README.md", "missing: rule.md"]
    generated_docs.write()
    assert generated_docs.stale() == []
    assert "[The rule](rule.md)" in (tmp_path / "README.md").read_text("utf-8")
    say("# The rule\n\nTwo.")
    assert generated_docs.stale() == ["stale:   rule.md"]
    say(None)
    assert generated_docs.stale() == ["extra:   README.md", "extra:   rule.md"]
    generated_docs.write()
    assert list(tmp_path.iterdir()) == []


def test_two_sources_may_not_write_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    twice = [("a", Pages("# A")), ("b", Pages("# B"))]
    monkeypatch.setattr(generated_docs, "sources", lambda: iter(twice))
    with pytest.raises(ValueError, match=r"b writes docs/reference/rule\.md"):
        generated_docs.pages()
