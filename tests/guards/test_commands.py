"""The command line: quick to start, and every command explains itself with an example."""

import importlib.util
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.repository import ROOT

HEAVY = (
    "pandas", "numpy", "sqlalchemy", "great_expectations", "statsmodels", "lifelines", "weasyprint",
    "matplotlib", "scipy", "pyarrow", "marimo",
)  # fmt: skip

HAS_COMMANDS = importlib.util.find_spec("register.cli.main") is not None
pytestmark = pytest.mark.skipif(not HAS_COMMANDS, reason="this checkout has no command line yet")

LOADED = """
import sys
from register.cli.main import app
try:
    app(["--help"])
finally:
    print("LOADED", *sorted(set(sys.modules) & set(sys.argv[1:])), file=sys.stderr)
"""


def commands() -> Iterator[tuple[str, Any]]:
    """Every command with its full name: "import", "audit verify"."""
    from typer.main import get_command

    from register.cli.main import app

    def below(command: Any, *words: str) -> Iterator[tuple[str, Any]]:
        children = getattr(command, "commands", None)
        if children is None:
            yield " ".join(words), command
        else:
            for word, child in children.items():
                yield from below(child, *words, word)

    yield from below(get_command(app))


def test_help_loads_no_heavy_library() -> None:
    run = subprocess.run(
        [sys.executable, "-c", LOADED, *HEAVY],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert run.stderr.strip().splitlines()[-1] == "LOADED"
    assert "casusregister" in run.stdout.lower() or "Usage" in run.stdout


def test_every_command_explains_itself_with_an_example() -> None:
    silent = []
    for name, command in commands():
        text = f"{command.help or ''}\n{command.epilog or ''}"
        if not (command.help and f"casusregister {name}" in text):
            silent.append(name)
    assert silent == [], "Give the help text a line: Voorbeeld: casusregister <command> …"


def test_every_option_says_what_it_is_for() -> None:
    silent = [
        f"{name} {parameter.opts[0]}"
        for name, command in commands()
        for parameter in command.params
        if parameter.param_type_name == "option" and not parameter.help
    ]
    assert silent == []


@pytest.mark.bench
def test_help_answers_in_half_a_second() -> None:
    def seconds() -> float:
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, check=True)
        return time.perf_counter() - began

    assert min(seconds() for _ in range(3)) < 0.5
