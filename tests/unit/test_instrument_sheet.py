"""A filled-in form is read by its definition: what is kept, what is wrong, what counts."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instruments.answers import Answer
from instruments.definition import load
from instruments.gaps import Gap
from instruments.logic import Context
from instruments.sheet import Sheet, form_of, read_form
from instruments.visibility import visible
from tests.generative.definitions import instruments

FORM = load(
    """
id: proef
version: "1"
title: Proef
sections:
  - id: een
    title: Een
    items:
      - {id: naam, type: text, label: Naam}
      - {id: verhaal, type: note, label: Verhaal}
      - {id: mail, type: text, format: email, label: Mail}
      - {id: aantal, type: integer, label: Aantal, min: "0", max: "20", soft_max: "10"}
      - {id: lengte, type: number, label: Lengte, unit: cm, min: "30", max: "250.5", decimals: "1"}
      - {id: dag, type: date, label: Dag, min: 2010-01-01, max: today}
      - id: sinds
        type: date
        label: Sinds
        precision: [dag, maand, seizoen, jaar, geschat]
        min: 2020-06-15
      - {id: maandje, type: date, label: Maand, precision: [maand, jaar]}
      - {id: tijd, type: time, label: Tijd, soft_min: "08:00"}
      - {id: woont, type: choice, label: Woont, choices: {THU: thuis, ZWE: weg}, required: ja}
      - id: hulp
        type: multichoice
        label: Hulp
        choices: {"1": een, "2": twee, "9": geen}
        exclusive: ["9"]
      - {id: school, type: yesno, label: School}
      - {id: schuif, type: slider, label: Schuif}
      - {id: adres, type: text, label: Waar, branching: "[woont] = 'ZWE'", required: ja}
      - {id: bmi, type: calculated, label: BMI, calculation: "round([aantal] * 2, 1)"}
      - id: rang
        type: matrix
        label: Rangorde
        ranking: ja
        choices: {"1": eerst, "2": dan}
        rows: [{id: r1, label: a}, {id: r2, label: b}]
      - id: periodes
        type: group
        label: Periodes
        binds: episode
        items:
          - {id: p_start, type: date, label: Start, required: ja}
          - {id: p_soort, type: choice, label: Soort, choices: {a: A, b: B}}
          - {id: p_anders, type: text, label: Anders, branching: "[p_soort] = 'b'", required: ja}
"""
)
TODAY = Context(today="2026-03-01")


def sheet(**form: Any) -> Sheet:
    return read_form(FORM, {"woont": "THU"} | form, TODAY)


READ: list[tuple[str, Any, Answer]] = [
    ("naam", "  Bo Fictief ", Answer("Bo Fictief")),
    ("verhaal", "een\r\ntwee", Answer("een\ntwee")),
    ("mail", "bo@fictief.example", Answer("bo@fictief.example")),
    ("aantal", "7", Answer(7)),
    ("lengte", "172,5", Answer(172.5)),
    ("lengte", "172.5", Answer(172.5)),
    ("dag", "12-03-2021", Answer("2021-03-12", precision="dag")),
    ("sinds", "zomer 2021", Answer("2021-zomer", precision="seizoen")),
    ("sinds", "2021?", Answer("2021~", precision="jaar")),
    ("sinds", "2020", Answer("2020", precision="jaar")),
    ("maandje", "mrt 2020", Answer("2020-03", precision="maand")),
    ("tijd", "8.30", Answer("08:30")),
    ("woont", "ZWE", Answer("ZWE")),
    ("hulp", ["2", "1"], Answer(("1", "2"))),
    ("school", "0", Answer("0")),
    ("schuif", "50", Answer(50)),
    ("school__gap", "weigering", Answer(gap=Gap.WEIGERING)),
]


@pytest.mark.parametrize(("control", "typed", "answer"), READ)
def test_an_answer_is_read_by_its_type(control: str, typed: Any, answer: Answer) -> None:
    assert sheet(**{control: typed}).answers[control.removesuffix("__gap")] == answer


WRONG: list[tuple[str, Any, str]] = [
    ("naam", "een\ntwee", "op één regel"),
    ("naam", "a\x00b", "onleesbaar teken"),
    ("naam", "x" * 3000, "te lang"),
    ("mail", "bo", "naam@voorbeeld.nl"),
    ("aantal", "2,5", "geheel getal"),
    ("aantal", "21", "van 0 tot en met 20"),
    ("aantal", "-1", "van 0 tot en met 20"),
    ("lengte", "veel", "bijvoorbeeld 2,5"),
    ("lengte", "1,25", "hoogstens 1 cijfers"),
    ("lengte", "300", "van 30 tot en met 250,5 cm"),
    ("dag", "mrt 2020", "op de dag"),
    ("dag", "12-03-2021?", "geschatte datum"),
    ("dag", "02-03-2026", "van 01-01-2010 tot en met vandaag"),
    ("dag", "morgen", "Dit is geen datum"),
    ("sinds", "mei 2020", "vanaf 15-06-2020"),
    ("maandje", "12-03-2021", "op de maand of op het jaar"),
    ("tijd", "25:00", "08:30"),
    ("woont", "XXX", "uit de lijst"),
    ("woont", ["THU", "ZWE"], "Kies één"),
    ("hulp", ["1", "9"], "gaat niet samen"),
    ("hulp", ["7"], "uit de lijst"),
    ("schuif", "101", "van 0 tot en met 100"),
    ("school__gap", "zomaar", "Kies een reden uit de lijst"),
]


@pytest.mark.parametrize(("control", "typed", "right"), WRONG)
def test_what_is_wrong_is_refused_with_what_would_be_right(
    control: str, typed: Any, right: str
) -> None:
    found = sheet(**{control: typed})
    item = control.removesuffix("__gap")
    assert [message.item for message in found.errors] == [item]
    assert right in found.errors[0].text
    assert item not in found.answers
    assert isinstance(typed, list) or len(typed) < 3 or typed not in found.errors[0].text


def test_a_soft_limit_warns_and_accepts() -> None:
    found = sheet(aantal="15", tijd="07:00")
    assert found.errors == ()
    assert [message.item for message in found.warnings] == ["aantal", "tijd"]
    assert "tot en met 10" in found.warnings[0].text
    assert found.answers["aantal"] == Answer(15)


def test_a_remark_stays_with_an_answer_and_with_a_reason() -> None:
    found = sheet(naam="Bo", naam__remark="roepnaam", school__gap="onbekend", school__remark="?")
    assert found.answers["naam"].remark == "roepnaam"
    assert found.answers["school"] == Answer(gap=Gap.ONBEKEND, remark="?")


def test_an_answer_and_a_reason_do_not_go_together() -> None:
    assert "Kies één van beide" in sheet(naam="Bo", naam__gap="onbekend").errors[0].text


def test_a_required_item_asks_for_an_answer_or_a_reason() -> None:
    assert [m.item for m in read_form(FORM, {}, TODAY).errors] == ["woont"]
    assert read_form(FORM, {"woont__gap": "weigering"}, TODAY).errors == ()
    assert read_form(FORM, {}, TODAY, complete=False).errors == ()


def test_a_hidden_item_keeps_its_answer_but_does_not_count() -> None:
    hidden = sheet(adres="bij een vriend")
    assert hidden.answers["adres"] == Answer("bij een vriend")
    assert "adres" not in hidden.visible and "adres" not in hidden.counting
    shown = sheet(woont="ZWE", adres="bij een vriend")
    assert "adres" in shown.counting
    assert [m.item for m in sheet(woont="ZWE").errors] == ["adres"]


def test_a_calculated_value_comes_from_the_server() -> None:
    assert sheet(aantal="7", bmi="99").answers["bmi"] == Answer(14.0)
    assert "bmi" not in sheet().answers


def test_a_computed_value_beyond_its_limits_is_a_warning() -> None:
    made = load(
        """
id: proef
version: "1"
title: Proef
sections:
  - id: een
    title: Een
    items:
      - {id: a, type: number, label: A}
      - {id: dubbel, type: calculated, label: D, calculation: "[a] * 2", soft_max: "10"}
"""
    )
    assert read_form(made, {"a": "5"}).warnings == ()
    assert "tot en met 10" in read_form(made, {"a": "6"}).warnings[0].text


def test_a_fault_in_a_hidden_column_does_not_count() -> None:
    row = {"periodes.0.p_start": "01-01-2020", "periodes.0.p_soort": "a"}
    assert sheet(**row, **{"periodes.0.p_anders": "een\ntwee"}).errors == ()


def test_a_ranking_gives_each_choice_once() -> None:
    assert sheet(r1="1", r2="2").errors == ()
    assert [message.item for message in sheet(r1="1", r2="1").errors] == ["r2"]


def test_rows_of_a_group_are_read_in_order_and_empty_ones_dropped() -> None:
    found = sheet(
        **{
            "periodes.1.p_start": "12-03-2021",
            "periodes.0.id": "ep-7",
            "periodes.0.p_start": "01-01-2020",
            "periodes.0.p_soort": "b",
            "periodes.3.p_start": " ",
        }
    )
    assert [row.id for row in found.rows["periodes"]] == ["ep-7", ""]
    assert [message.item for message in found.errors] == ["periodes.0.p_anders"]
    assert found.rows["periodes"][1].answers["p_start"].value == "2021-03-12"


def test_a_fault_in_a_row_names_the_row() -> None:
    found = sheet(**{"periodes.2.p_start": "gisteren", "periodes.2.p_soort": "a"})
    assert [message.item for message in found.errors] == ["periodes.2.p_start"]


def test_other_waves_and_fields_of_elsewhere_are_read_from_the_context() -> None:
    text = """
id: proef
version: "1"
title: Proef
elsewhere: {leeftijd: number}
sections:
  - id: een
    title: Een
    items:
      - {id: a, type: text, label: A, branching: "[leeftijd] >= 12 and [t0][a] = 'x'"}
"""
    made = load(text)
    assert visible(made, {}, Context({"leeftijd": 12}, {"t0": {"a": "x"}})) == {"a"}
    assert visible(made, {}, Context({"leeftijd": 11}, {"t0": {"a": "x"}})) == frozenset()


@given(st.data())
def test_whatever_is_typed_is_read_without_a_crash_and_read_back_the_same(
    data: st.DataObject,
) -> None:
    made = data.draw(instruments())
    controls = st.sampled_from(
        [*made.fields, *(f"{name}__gap" for name in made.fields), "v1.0.v1_0"]
    )
    typed = st.text(max_size=8) | st.sampled_from(
        ["1", "2", "ja", "12-03-2021", "2019?", "weigering"]
    )
    form = data.draw(st.dictionaries(controls, typed | st.lists(typed, max_size=3), max_size=8))
    first = read_form(made, form, TODAY, complete=False)
    again = read_form(made, form_of(made, first.answers), TODAY, complete=False)
    assert again.answers == first.answers
    assert again.visible == first.visible


def test_an_extra_part_may_be_skipped_but_not_left_half_way() -> None:
    made = load(
        """
id: proef
version: "1"
title: Proef
sections:
  - id: kern
    title: Kern
    items: [{id: a, type: text, label: A}]
  - id: meer
    title: Meer
    part: extra
    items:
      - {id: b, type: text, label: B, required: ja}
      - {id: c, type: text, label: C}
"""
    )
    assert read_form(made, {"a": "x"}).errors == ()
    assert [message.item for message in read_form(made, {"c": "x"}).errors] == ["b"]
