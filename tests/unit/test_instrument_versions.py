"""A new version says per item what happened, and old answers still make one series."""

import pytest

from instruments.answers import Answer
from instruments.definition import load
from instruments.frozen import FrozenMap
from instruments.model import Instrument
from instruments.versions import UndeclaredChange, differences, harmonised, recoded


def version(number: str, items: str, changes: str = "") -> Instrument:
    return load(
        f'id: proef\nversion: "{number}"\ntitle: Proef\n{changes}'
        f"sections:\n  - id: een\n    title: Een\n    items:\n{items}"
    )


ONE = version(
    "1",
    """\
      - {id: a, type: choice, label: A, choices: {"1": vaak, "2": soms, "3": nooit}}
      - {id: b, type: text, label: B}
      - {id: weg, type: text, label: Weg}
      - {id: zelfde, type: integer, label: Zelfde}
""",
)
CHANGES = """\
changes:
  since: "1"
  items:
    - {item: a, change: recoded, codes: {"1": "2", "2": "1", "3": ""}, note: volgorde omgedraaid}
    - {item: c, change: renamed, was: b}
    - {item: nieuw, change: new}
    - {item: weg, change: dropped, note: bleek niet te werken}
"""
TWO = version(
    "2",
    """\
      - {id: a, type: choice, label: A, choices: {"1": soms, "2": vaak}}
      - {id: c, type: text, label: B}
      - {id: zelfde, type: integer, label: Zelfde of toch, help: nieuw}
      - {id: nieuw, type: text, label: Nieuw}
""",
    CHANGES,
)
THREE = version(
    "3",
    """\
      - {id: a, type: choice, label: A, choices: {"1": soms, "9": vaak}}
      - {id: c, type: text, label: B}
""",
    'changes:\n  since: "2"\n  items:\n    - {item: a, change: recoded, codes: {"2": "9"}}\n',
)


def test_every_item_has_one_line_of_what_happened() -> None:
    assert [one.words for one in differences(ONE, TWO)] == [
        "a: anders gecodeerd; codes 1 → 2, 2 → 1, 3 → –. volgorde omgedraaid",
        "c: hernoemd (was b)",
        "zelfde: gelijk gebleven; tekst of kenmerk anders: label, help",
        "nieuw: nieuw",
        "weg: vervallen. bleek niet te werken",
    ]


def test_a_version_equal_to_the_last_kept_everything() -> None:
    assert {one.change for one in differences(ONE, ONE)} == {"kept"}


def test_a_lost_code_without_a_word_is_refused() -> None:
    silent = version("2", "      - {id: a, type: choice, label: A, choices: {'1': vaak}}\n")
    with pytest.raises(UndeclaredChange, match=r"veranderde de betekenis van: a\."):
        differences(ONE, silent)


def test_another_type_without_a_word_is_refused() -> None:
    silent = version("2", "      - {id: zelfde, type: text, label: Zelfde}\n")
    with pytest.raises(UndeclaredChange, match="zelfde"):
        differences(ONE, silent)


def test_a_new_code_needs_no_word() -> None:
    more = version(
        "2", "      - {id: a, type: choice, label: A, choices: {'1': x, '2': y, '3': z, '4': q}}\n"
    )
    assert differences(ONE, more)[0].change == "kept"


def test_the_series_of_an_item_runs_through_all_versions() -> None:
    series = {one.item: one for one in harmonised([ONE, TWO, THREE])}
    assert list(series) == ["a", "c"]
    assert series["a"].steps == {
        "1": ("a", FrozenMap({"1": "9", "2": "1", "3": ""})),
        "2": ("a", FrozenMap({"2": "9"})),
        "3": ("a", FrozenMap()),
    }
    assert [(v, step[0]) for v, step in series["c"].steps.items()] == [
        ("1", "b"),
        ("2", "c"),
        ("3", "c"),
    ]


def test_an_item_that_came_back_after_a_gap_starts_anew() -> None:
    without = version("2", "      - {id: b, type: text, label: B}\n")
    again = version("3", "      - {id: zelfde, type: integer, label: Zelfde}\n")
    series = harmonised([ONE, without, again])
    assert list(series[0].steps) == ["3"]


@pytest.mark.parametrize(
    ("answer", "after"),
    [
        (Answer("1"), Answer("2")),
        (Answer("4"), Answer("4")),
        (Answer("3"), None),
        (Answer(("1", "3")), Answer(("2",))),
        (Answer(("3",)), None),
        (Answer(5), Answer(5)),
    ],
)
def test_an_answer_is_given_in_the_codes_of_the_newest_version(
    answer: Answer, after: Answer | None
) -> None:
    assert recoded(answer, FrozenMap({"1": "2", "2": "1", "3": ""})) == after
