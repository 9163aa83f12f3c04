"""How fast definitions are read and checked, and how fast a large form is read."""

import time

import pytest

from instruments import store
from instruments.definition import load
from instruments.sheet import read_form

pytestmark = pytest.mark.bench
KINDS = [
    "type: choice\n        choices: {{'1': ja, '2': soms, '3': nee}}",
    "type: text\n        branching: \"[v{before}] = '1' and ([v{before}] <> '' or [v0] = '2')\"",
    "type: number\n        min: '0'\n        max: '10'",
    "type: calculated\n        calculation: round(sum([v{before}], [v2]) * 2, 1)",
    "type: date\n        max: today",
    "type: multichoice\n        choices: {{a: A, b: B}}\n        branching: '[v2] > 3'",
]


def large(fields: int) -> str:
    items = (
        f"      - id: v{i}\n        label: Vraag {i}\n        help: Toelichting\n        "
        + KINDS[i % 6].format(before=i - 1)
        + "\n"
        for i in range(fields)
    )
    head = "id: groot\nversion: '1'\ntitle: Groot\nsections:\n  - id: s\n    title: S\n    items:\n"
    return head + "".join(items)


def test_a_definition_of_900_fields_is_read_and_checked_within_a_second() -> None:
    text = large(900)
    started = time.perf_counter()
    made = load(text)
    assert time.perf_counter() - started < 1
    assert len(made.fields) == 900


def test_a_form_of_900_fields_is_read_within_a_tenth_of_a_second() -> None:
    made = load(large(900))
    form = {f"v{i}": "1" for i in range(0, 900, 6)} | {f"v{i}": "3,5" for i in range(2, 900, 6)}
    assert made.plan
    started = time.perf_counter()
    sheet = read_form(made, form)
    assert time.perf_counter() - started < 0.1
    assert len(sheet.answers) == 450


def test_the_whole_library_is_read_and_checked_within_three_seconds() -> None:
    store._shipped.cache_clear()
    started = time.perf_counter()
    assert store.instruments()
    assert time.perf_counter() - started < 3


def test_a_form_of_900_fields_is_rendered_within_three_tenths_of_a_second() -> None:
    from register.fictive.examples import example
    from tests.bench.form_page import TODAY, seconds

    made = load(large(900))
    assert seconds(made, example(made, today=TODAY)) < 0.3
