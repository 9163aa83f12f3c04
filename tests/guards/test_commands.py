"""The command line: quick to start, and every command explains itself with an example."""

import subprocess
import sys
import time

import pytest

from tests.support.repository import ROOT

HEAVY = (
    "pandas", "numpy", "sqlalchemy", "great_expectations", "statsmodels", "lifelines", "weasyprint",
    "matplotlib", "scipy", "pyarrow", "marimo",
)  # fmt: skip

LOADED = """
import sys
from register.cli.main import app
try:
    app(["--help"])
finally:
    print("LOADED", *sorted(set(sys.modules) & set(sys.argv[1:])), file=sys.stderr)
"""


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


WITHOUT_PANGO = """
import sys

class NoPango:
    def find_spec(self, name, path=None, target=None):
        if name == "weasyprint":
            raise ImportError("cannot load library 'pango-1.0-0'")

sys.meta_path.insert(0, NoPango())
import register.web.app
print(*sorted(set(sys.modules) & {"great_expectations", "statsmodels", "lifelines", "marimo"}))
"""


def test_the_web_application_starts_without_pango_and_without_statistics() -> None:
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT_PANGO], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() == ""


def test_every_command_explains_itself_with_an_example() -> None:
    from register.cli.reference import commands

    silent = []
    for name, command in commands():
        text = f"{command.help or ''}\n{command.epilog or ''}"
        if not (command.help and f"casusregister {name}" in text):
            silent.append(name)
    assert silent == [], "Give the help text a line: Voorbeeld: casusregister <command> …"


def test_every_option_says_what_it_is_for() -> None:
    from register.cli.reference import commands

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
