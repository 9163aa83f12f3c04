"""What a form reads of other forms: the same wave by name, earlier waves by wave and name, and only
what counted there."""

from datetime import date

import pytest

from instruments.answers import Answer
from instruments.definition import load
from instruments.model import Instrument
from instruments.visibility import visible
from register.services.surroundings import Around, Told, reaches_out

ON = date(2027, 3, 5)


def form(name: str, items: str, elsewhere: str = "") -> Instrument:
    return load(
        f"id: {name}\nversion: '1'\ntitle: T\n{elsewhere}"
        f"sections:\n  - id: s\n    title: S\n    items:\n{items}"
    )


FIRST = form(
    "eerste",
    "      - {id: a, type: yesno, label: A}\n"
    "      - {id: b, type: integer, label: B, branching: \"[a] = '1'\"}\n"
    "      - {id: som, type: calculated, label: Som, calculation: '[b] * 2'}\n",
)
SECOND = form(
    "tweede",
    "      - {id: c, type: text, label: C, branching: '[b] > 3'}\n"
    "      - {id: d, type: text, label: D, branching: '[t0][som] > 5'}\n",
    elsewhere="elsewhere: {b: integer, som: calculated}\n",
)


def told(wave: str, months: int, **answers: str | int) -> Told:
    return Told(wave, months, ON, FIRST, {name: Answer(value) for name, value in answers.items()})


@pytest.mark.parametrize(
    ("sheets", "shown"),
    [
        ([], set()),
        ([told("T0", 0, a="1", b=4)], {"d"}),
        ([told("T0", 0, a="0", b=4)], set()),
        ([told("T6", 6, a="1", b=4)], {"c"}),
        ([told("T6", 6, a="1", b=2)], set()),
        ([told("T0", 0, a="1", b=3), told("T6", 6, a="1", b=9)], {"c", "d"}),
    ],
    ids=["nothing", "earlier", "earlier but hidden", "same wave", "too low", "both"],
)
def test_what_shows_at_t6_follows_from_what_counted_before(
    sheets: list[Told], shown: set[str]
) -> None:
    around = Around()
    for one in sheets:
        around.add(one)
    assert visible(SECOND, {}, around.context("T6", ON)) == shown


def test_a_form_says_whether_it_reads_beyond_itself() -> None:
    assert reaches_out(SECOND) and not reaches_out(FIRST)


def test_what_a_form_reads_is_a_copy() -> None:
    around = Around()
    around.add(told("T0", 0, a="1", b=4))
    held = around.context("T0", ON)
    around.add(told("T0", 0, a="1", b=7))
    assert held.values["b"] == 4 and held.events["t0"]["b"] == 4
