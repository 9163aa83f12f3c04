"""Every worked number of RULES §6, as a table that a researcher can check by hand."""

from collections.abc import Mapping

import pytest

from instruments.answers import Answer
from instruments.definition import load
from instruments.gaps import Gap
from instruments.scoring import Score, score
from instruments.scoring_change import (
    classify_change,
    gas_t,
    rci,
    reliable_difference,
    t_score,
)
from instruments.scoring_norms import Respondent
from instruments.scoring_reliable import change_class
from instruments.store import load_instrument

GAS = (
    ("alle doelen 0", (0, 0, 0), None, 50.00),
    ("drie gelijke doelen, alle +1", (1, 1, 1), None, 63.69),
    ("drie gelijke doelen, alle -2", (-2, -2, -2), None, 22.61),
    ("drie gelijke doelen, alle +2", (2, 2, 2), None, 77.39),
    ("één doel, +2", (2,), None, 70.00),
    ("vier doelen -1, 0, 1, 2 met gewicht 1, 2, 3, 4", (-1, 0, 1, 2), (1, 2, 3, 4), 64.00),
)
SDQ_EMOTION = ("sdq_03", "sdq_08", "sdq_13", "sdq_16", "sdq_24")
SDQ_CONDUCT = ("sdq_05", "sdq_07", "sdq_12", "sdq_18", "sdq_22")
PRORATED = (
    ("4 uit 3 van 5 vragen → 6,67 → 7", ("2", "1", "1", None, None), 7.0, ""),
    ("3 uit 4 van 5 vragen → 3,75 → 4", ("1", "1", "1", "0", None), 4.0, ""),
    ("2 uit 4 van 5 vragen → 2,5 → 3 (halven naar boven)", ("1", "1", "0", "0", None), 3.0, ""),
    ("alle vragen", ("2", "2", "2", "2", "2"), 10.0, ""),
    ("2 van 5 vragen is te weinig", ("2", "2", None, None, None), None, "te_weinig"),
    ("niets ingevuld", (None,) * 5, None, "niet_beantwoord"),
)
BANDS = (
    ("professional", 11.0, "gemiddeld"),
    ("professional", 12.0, "licht verhoogd"),
    ("professional", 18.0, "hoog"),
    ("professional", 19.0, "zeer hoog"),
    ("ouder", 13.0, "gemiddeld"),
    ("ouder", 20.0, "zeer hoog"),
    ("jeugdige", 14.0, "gemiddeld"),
    ("jeugdige", 15.0, "licht verhoogd"),
)
REVERSED = (
    ("alle vragen 0: vraag 7 telt als 2", ("0", "0", "0", "0", "0"), 2.0),
    ("alle vragen 2: vraag 7 telt als 0", ("2", "2", "2", "2", "2"), 8.0),
)
CHANGE = (
    ("Jacobson en Truax: 32,5 → 47,5, s = 7,5, r = .80", 32.5, 47.5, 7.5, 0.80, 3.16),
    ("geen verschil", 40.0, 40.0, 7.5, 0.80, 0.00),
)
DIFFERENCE = (
    ("KIDSCREEN-10 T, r = .73 (hertest)", 10.0, 0.73, 14.4),
    ("KIDSCREEN-10 T, α = .82", 10.0, 0.82, 11.8),
)


def pages() -> Mapping[str, str]:
    """The page of docs/reference made of these tables."""
    lines = ["# Scores nagerekend", "", "## Doelen (GAS)", "", "| geval | T |", "|---|---|"]
    lines += [f"| {name} | {_dutch(t, 2)} |" for name, _, _, t in GAS]
    lines += ["", "## Naar rato aanvullen (SDQ)", "", "| geval | score |", "|---|---|"]
    lines += [f"| {name} | {value:g} |" for name, _, value, _ in PRORATED if value is not None]
    lines += [f"| {name} | ontbreekt: {why} |" for name, _, value, why in PRORATED if value is None]
    lines += ["", "## Betrouwbaar verschil (RCI)", "", "| geval | uitkomst |", "|---|---|"]
    lines += [f"| {name} | RCI {_dutch(value, 2)} |" for name, *_, value in CHANGE]
    lines += [f"| {name} | {_dutch(points, 1)} punten |" for name, _, _, points in DIFFERENCE]
    return {"scores.md": "\n".join(lines) + "\n"}


def _dutch(number: float, decimals: int) -> str:
    return f"{number:.{decimals}f}".replace(".", ",")


def _sheet(names: tuple[str, ...], codes: tuple[str | None, ...]) -> dict[str, Answer]:
    held = zip(names, codes, strict=True)
    return {name: Answer(code) for name, code in held if code is not None}


@pytest.mark.parametrize(("name", "levels", "weights", "expected"), GAS, ids=[c[0] for c in GAS])
def test_goal_attainment_gives_the_published_t(
    name: str, levels: tuple[int, ...], weights: tuple[int, ...] | None, expected: float
) -> None:
    assert round(gas_t(levels, weights), 2) == expected


@pytest.mark.parametrize("levels", [(), (3,), (-2.5,)])
def test_a_goal_off_the_scale_has_no_score(levels: tuple[float, ...]) -> None:
    with pytest.raises(ValueError):
        gas_t(levels)


@pytest.mark.parametrize(("name", "codes", "value", "why"), PRORATED, ids=[c[0] for c in PRORATED])
def test_a_missing_answer_is_estimated_and_rounded_half_up(
    name: str, codes: tuple[str | None, ...], value: float | None, why: str
) -> None:
    found = score(load_instrument("sdq"), _sheet(SDQ_EMOTION, codes))["sdq_emotie"]
    answered = sum(code is not None for code in codes)
    assert (found.value, found.why_missing) == (value, why)
    assert (found.n_items, found.n_answered) == (5, answered)
    assert found.prorated == (value is not None and answered < 5)


@pytest.mark.parametrize(("name", "codes", "value"), REVERSED, ids=[c[0] for c in REVERSED])
def test_a_reversed_question_counts_the_other_way(
    name: str, codes: tuple[str, ...], value: float
) -> None:
    assert score(load_instrument("sdq"), _sheet(SDQ_CONDUCT, codes))["sdq_gedrag"].value == value


def test_the_total_is_missing_when_one_of_its_scales_is() -> None:
    whole = {f"sdq_{n:02d}": Answer("1") for n in range(1, 26)}
    assert score(load_instrument("sdq"), whole)["sdq_totaal"].value == 20.0
    lame = {name: held for name, held in whole.items() if name not in SDQ_EMOTION}
    found = score(load_instrument("sdq"), lame)["sdq_totaal"]
    assert (found.value, found.why_missing, found.n_answered) == (None, "deel_ontbreekt", 15)


@pytest.mark.parametrize(("informant", "total", "label"), BANDS)
def test_the_band_depends_on_who_answered(informant: str, total: float, label: str) -> None:
    from instruments.scoring_norms import band

    scale = load_instrument("sdq").scale("sdq_totaal")
    assert band(scale, total, Respondent(informant)) == label


@pytest.mark.parametrize("case", CHANGE, ids=[c[0] for c in CHANGE])
def test_reliable_change_gives_the_published_index(
    case: tuple[str, float, float, float, float, float],
) -> None:
    _, before, after, sd, reliability, expected = case
    assert round(rci(before, after, sd=sd, reliability=reliability), 2) == expected


@pytest.mark.parametrize("case", DIFFERENCE, ids=[c[0] for c in DIFFERENCE])
def test_the_smallest_reliable_difference_is_as_published(
    case: tuple[str, float, float, float],
) -> None:
    _, sd, reliability, points = case
    assert round(reliable_difference(sd=sd, reliability=reliability), 1) == points


def test_the_direction_of_a_scale_decides_what_is_better() -> None:
    assert classify_change(3.16, higher_is_better=True) == "verbeterd"
    assert classify_change(3.16, higher_is_better=False) == "verslechterd"
    assert classify_change(-1.96, higher_is_better=True) == "gelijk"


RELIABLE = (
    ("ors", "ors_totaal", 20.0, 25.0, "verbeterd"),
    ("ors", "ors_totaal", 20.0, 24.9, "gelijk"),
    ("ors", "ors_totaal", 25.0, 20.0, "verslechterd"),
    ("kidscreen10", "kidscreen10_t", 40.0, 54.4, "gelijk"),
    ("kidscreen10", "kidscreen10_t", 40.0, 54.5, "verbeterd"),
    ("vervolg_ouder", "kern_problemen", 20.0, 4.0, None),
)


@pytest.mark.parametrize(("name", "scale", "before", "after", "expected"), RELIABLE)
def test_change_is_classed_only_where_a_norm_group_allows_it(
    name: str, scale: str, before: float, after: float, expected: str | None
) -> None:
    assert change_class(load_instrument(name).scale(scale), before, after) == expected


def test_a_t_score_is_fifty_at_the_mean_of_the_norm_group() -> None:
    assert t_score(12, mean=12, sd=3) == 50
    assert t_score(15, mean=12, sd=3) == 60


NORMED = """
id: proef
version: "1"
title: Proef
sections:
  - {id: a, title: A, items: [{id: x, type: choice, label: X, choices: {"0": n, "1": j}}]}
scales:
  - id: s
    items: [x]
    norms:
      - {gender: "2", age_from: "8", age_to: "11", mean: "0", sd: "1"}
      - {gender: "2", age_from: "12", age_to: "17", mean: "1", sd: "1"}
"""


@pytest.mark.parametrize(
    ("age", "gender", "t"),
    [(11.9, "2", 60.0), (12.0, "2", 50.0), (11.9, "1", None), (None, "2", None)],
)
def test_the_norm_group_is_chosen_by_age_and_gender(
    age: float | None, gender: str, t: float | None
) -> None:
    who = Respondent(age=age, gender=gender)
    assert score(load(NORMED), {"x": Answer("1")}, who=who)["s"].t == t


def test_a_gap_is_never_counted_as_a_number() -> None:
    answers = {name: Answer("1") for name in SDQ_EMOTION[:3]}
    answers[SDQ_EMOTION[3]] = Answer(gap=Gap.WEIGERING)
    assert score(load_instrument("sdq"), answers)["sdq_emotie"].n_answered == 3


def test_a_hidden_question_keeps_its_answer_but_does_not_count() -> None:
    names = load_instrument("vervolg_ouder").scale("tevredenheid").items
    answers = {name: Answer("4") for name in names}
    found = score(load_instrument("vervolg_ouder"), answers, hidden=names)["tevredenheid"]
    assert (found.value, found.why_missing) == (None, "niet_van_toepassing")
    answers["uit_gestopt"] = Answer("geen")
    worked_out = score(load_instrument("vervolg_ouder"), answers)["tevredenheid"]
    assert worked_out.why_missing == "niet_van_toepassing"


def test_an_answer_outside_the_scale_does_not_count() -> None:
    answers = {name: Answer("1") for name in SDQ_EMOTION}
    answers[SDQ_EMOTION[0]] = Answer("9")
    assert score(load_instrument("sdq"), answers)["sdq_emotie"].n_answered == 4


@pytest.mark.parametrize(("value", "why"), [(None, ""), (1.0, "te_weinig"), (None, "zomaar")])
def test_a_score_has_a_value_or_a_known_reason(value: float | None, why: str) -> None:
    with pytest.raises(ValueError):
        Score(value, 1, 0, why)
