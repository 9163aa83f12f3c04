"""The checks on one sheet while it is entered, and those that definitions give by themselves."""

import pandas as pd
import pytest

from analysis.frames import Frames
from analysis.quality import judge
from instruments.answers import Answer
from instruments.checks import declared
from instruments.checks.coverage import coverage
from instruments.checks.declaration import Check, Expectation, Layer, Severity
from instruments.checks.generated import of_instrument
from instruments.checks.reading import read
from instruments.checks.sheet import on_sheet
from instruments.definition import load
from instruments.gaps import Gap
from instruments.problems import DefinitionErrors
from instruments.store import load_instrument

SDQ = load_instrument("sdq")
ALL = frozenset(SDQ.fields)
ASKED = load(
    """
id: proef
version: "1"
title: Proef
informants: [jeugdige]
sections:
  - id: nu
    title: Nu
    items:
      - {id: blij, type: choice, label: Blij?, choices: {ja: ja, nee: nee}, required: ja}
"""
)


def fired(answers: dict[str, Answer], **more: float) -> set[str]:
    return {hit.check.id for hit in on_sheet(SDQ, answers, ALL, **more)}


def test_the_same_answer_everywhere_contradicts_the_reversed_questions() -> None:
    same = {item: Answer("2") for item in SDQ.fields}
    assert {"alles_gelijk", "geen_spreiding", "omgekeerd_tegenspraak"} <= fired(same)


def test_a_reason_for_a_gap_explains_it_and_an_empty_answer_does_not() -> None:
    shown = frozenset({"blij"})
    hits = {hit.check.id for hit in on_sheet(ASKED, {}, shown)}
    assert "ontbreken_zonder_reden" in hits
    assert on_sheet(ASKED, {"blij": Answer(gap=Gap.WEIGERING)}, shown) == ()
    assert on_sheet(ASKED, {}, frozenset()) == ()


def test_two_seconds_a_question_is_the_fastest_that_anybody_reads() -> None:
    given = {name: Answer(str(n % 3)) for n, name in enumerate(SDQ.fields)}
    assert "te_snel" in fired(given, seconds=49.9)
    assert "te_snel" not in fired(given, seconds=50.0)


def test_a_required_question_gives_a_check_that_a_reason_satisfies() -> None:
    (check,) = [one for one in of_instrument(ASKED) if one.id.endswith(".verplicht")]
    frame = pd.DataFrame(
        {
            "pid": ["a", "b", "c"], "wave": "T0", "party": "J1", "informant": "jeugdige",
            "blij": ["ja", None, None], "blij__gap": [None, "weigering", None],
        }
    )  # fmt: skip
    outcome = judge(Frames.of({"answers_proef": frame}, facts={}), checks=[check])
    assert [one.pid for one in outcome.findings] == ["c"]


def test_several_codes_in_one_cell_are_each_looked_up() -> None:
    rule = Expectation("answers_x", "a", "in_set", ("1", "2"), several=True)
    check = Check(
        "x.a.lijst", "", "1", Layer.SHEET, Severity.ERROR, "DQI-3003", "t", "r", "m", "d",
        "onderzoeker", ("answers_x",), expect=rule,
    )  # fmt: skip
    frame = pd.DataFrame(
        {"pid": list("abc"), "wave": "T0", "party": "J1", "informant": "ouder",
         "a": ["1;2", "2;9", None]}
    )  # fmt: skip
    outcome = judge(Frames.of({"answers_x": frame}, facts={}), checks=[check])
    assert [one.pid for one in outcome.findings] == ["b"]


def test_all_49_numbers_of_the_rules_are_declared_with_an_indicator_and_a_remedy() -> None:
    assert {int(check.number) for check in declared()} == set(range(1, 50))
    assert all(check.remedy and check.message and check.rule for check in declared())


def test_all_34_indicators_stand_in_the_matrix_and_none_is_called_covered_for_nothing() -> None:
    found = coverage(declared())
    assert len(found) == 34
    assert all(one.checks or one.note for one in found if one.cover != "niet")
    assert all(one.note for one in found if one.cover == "niet" and one.indicator != "DQI-3006")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- {id: a}", "ontbreekt"),
        ("- {id: a, number: '1', severity: fout, indicator: DQI-9, title: t, rule: r, message: m, "
         "remedy: d, answers: onderzoeker}", "DQI-9"),
        ("- {id: a, number: '1', severity: fout, indicator: DQI-3001, title: t, rule: r, "
         "message: m, remedy: d, answers: iemand}", "who answers"),
        ("- {id: a, number: '1', severity: fout, indicator: DQI-3001, title: t, rule: r, "
         "message: m, remedy: d, answers: codeur, ernst: x}", "bestaat niet"),
    ],
)  # fmt: skip
def test_a_fault_in_a_declaration_names_file_and_line(text: str, said: str) -> None:
    with pytest.raises(DefinitionErrors, match=said) as error:
        read(text, Layer.SHEET, source="proef.yaml")
    assert "proef.yaml" in str(error.value)
