"""What no module of ours may hold: a clock of its own, eval, unfinished work, too many lines."""

import ast
import re
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.repository import ROOT, modules, texts

THE_CLOCK = Path("register/installation.py")

CLOCKS = {
    "now": {"datetime", "Timestamp", "func", "Instant"},
    "utcnow": {"datetime", "Timestamp"},
    "today": {"date", "datetime", "Timestamp"},
    "time": {"time"},
    "time_ns": {"time"},
    "localtime": {"time"},
    "gmtime": {"time"},
}


def _last(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def clock_calls(tree: ast.AST) -> Iterator[int]:
    """Lines that ask a clock of the language, a library or the database for the time."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=of, attr=name)) if _last(of) in CLOCKS.get(
                name, set()
            ):
                yield node.lineno


@pytest.mark.parametrize(
    ("line", "asks"),
    [
        ("datetime.now(UTC)", True),
        ("datetime.datetime.now()", True),
        ("date.today()", True),
        ("time.time()", True),
        ("pd.Timestamp.now()", True),
        ("func.now()", True),
        ("installation.clock.now()", False),
        ("time.monotonic()", False),
    ],
)
def test_the_clock_guard_knows_a_clock(line: str, asks: bool) -> None:
    assert bool(list(clock_calls(ast.parse(line)))) is asks


def test_only_the_installation_asks_what_time_it_is() -> None:
    asking = [
        f"{path}:{line}: take `at=`, `on=` or `today=` instead"
        for path, tree in modules()
        if path != THE_CLOCK
        for line in clock_calls(tree)
    ]
    assert asking == []


def test_nothing_is_evaluated() -> None:
    python = [
        f"{path}:{node.lineno}"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _last(node.func) in {"eval", "exec"}
    ]
    scripts = [
        f"{path}: {found.group()}"
        for path, text in texts(".js", ".html")
        for found in re.finditer(r"\beval\(|new Function\(", text)
    ]
    assert python + scripts == []


def test_no_module_is_longer_than_400_lines() -> None:
    long = {
        str(path): lines
        for path, text in texts(".py")
        if (lines := text.count("\n")) > 400 and "versions" not in path.parts  # drafted by alembic
    }
    assert long == {}, "Is it one room? Split it."


def test_half_of_the_modules_are_shorter_than_120_lines() -> None:
    lines = [(ROOT / path).read_text("utf-8").count("\n") for path, _ in modules()]
    assert statistics.median(lines) <= 120


UNFINISHED = re.compile(
    "|".join(("TO" + "DO", "FIX" + "ME", "raise NotImplemented" + "Error", "pragma:" + " no cover"))
    + r"|type: ignore(?!\[)"
)


def test_nothing_is_left_unfinished() -> None:
    left = [
        f"{path}:{number}: {line.strip()}"
        for path, text in texts(".py", ".html", ".md", ".js", ".css")
        if path.name != "test_code.py"
        for number, line in enumerate(text.splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert left == []


@pytest.mark.parametrize("line", ["x = 1  # TO" + "DO later", "y = f()  # type:" + " ignore"])
def test_the_guard_sees_unfinished_work(line: str) -> None:
    assert UNFINISHED.search(line)


def test_a_module_says_what_it_is() -> None:
    silent = [
        str(path)
        for path, tree in modules()
        if not ast.get_docstring(tree)
        and (ROOT / path).stat().st_size
        and "versions" not in path.parts
    ]
    assert silent == []
