"""Branching and calculations give the same answer on the server and in the browser."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from instruments.logic import Context, evaluate, parse
from instruments.logic.browser import as_json
from tests.spec.logic_cases import CASES, NOW, TODAY, Case

SCRIPT = Path(__file__).parents[2] / "instruments" / "logic" / "logic.js"
RUN = "rows => rows.map(([tree, context]) => CasusLogic.evaluate(tree, context))"


def server_context(case: Case) -> Context:
    def sheet(values: Mapping[str, Any]) -> dict[str, Any]:
        return {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}

    events = {event: sheet(values) for event, values in case.events.items()}
    return Context(sheet(case.values), events, dict(case.gaps), TODAY, NOW)


def browser_context(context: Context) -> dict[str, Any]:
    return {
        "values": context.values,
        "events": context.events,
        "gaps": context.gaps,
        "today": context.today,
        "now": context.now,
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text)
def test_the_server_gives_what_the_table_says(case: Case) -> None:
    given = evaluate(parse(case.text), server_context(case))
    assert given == case.gives
    assert type(given) is type(case.gives)


def test_the_table_has_at_least_150_rows_that_differ() -> None:
    assert len({repr(case) for case in CASES}) == len(CASES) >= 150


def test_the_browser_gives_what_the_table_says(page: Any) -> None:
    page.goto("about:blank")
    page.add_script_tag(path=str(SCRIPT))
    rows = [
        [as_json(parse(case.text)), browser_context(server_context(case))] for case in CASES
    ]
    given = page.evaluate(RUN, rows)
    wrong = [
        (case.text, case.gives, got)
        for case, got in zip(CASES, given, strict=True)
        if got != case.gives or isinstance(got, bool) != isinstance(case.gives, bool)
    ]
    assert wrong == []


def test_the_browser_needs_no_code_from_text(page: Any) -> None:
    """The strictest policy: the twin loads and works where eval and inline code are refused."""
    source = SCRIPT.read_text(encoding="utf-8")
    policy = "default-src 'none'; script-src https://casusregister.example"
    page.route(
        "https://casusregister.example/**",
        lambda route: route.fulfill(
            body=source if route.request.url.endswith(".js") else '<script src="/l.js"></script>',
            content_type="text/javascript" if route.request.url.endswith(".js") else "text/html",
            headers={"Content-Security-Policy": policy},
        ),
    )
    page.goto("https://casusregister.example/")
    case = replace(CASES[0], text="1 + 2")
    tree, context = as_json(parse(case.text)), browser_context(server_context(case))
    assert page.evaluate("([t, c]) => CasusLogic.evaluate(t, c)", [tree, context]) == 3
