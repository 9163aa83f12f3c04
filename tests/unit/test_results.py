"""A result says what was asked, how sure it is and what it cannot say."""

from __future__ import annotations

import pytest

from analysis import cautions, dutch
from analysis.results import Interval, Result
from analysis.terugkijk import description
from tests.unit.test_terugkijk import episode, frames


def test_a_small_result_always_carries_its_caution_once() -> None:
    result = Result("a", "b?", "c", 40, "Een zin.", cautions=(cautions.SMALL,))
    assert result.cautions == (cautions.SMALL,)
    assert Result("a", "b?", "c", 40, "Een zin.").cautions == (cautions.SMALL,)
    assert Result("a", "b?", "c", 400, "Een zin.").cautions == ()


def test_a_result_without_a_sentence_and_an_interval_upside_down_are_refused() -> None:
    with pytest.raises(ValueError, match="punt"):
        Result("a", "b?", "c", 4, "Geen zin")
    with pytest.raises(ValueError, match="laag naar hoog"):
        Interval(2, 1)
    assert Interval(-0.5, 1.25).text() == "95%-interval −0,50 tot 1,25"


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(0.717, 2, "0,72"), (-1.0, 1, "−1,0"), (-0.001, 2, "0,00"), (float("nan"), 2, "–")],
)
def test_numbers_are_dutch(value: float, digits: int, text: str) -> None:
    assert dutch.decimal(value, digits) == text


def test_every_caution_has_its_own_code_and_whole_sentences() -> None:
    codes = [caution.code for caution in cautions.ALL]
    assert len(set(codes)) == len(codes)
    assert all(caution.text.endswith(".") for caution in cautions.ALL)


def _cohort() -> object:
    from datetime import date

    return frames(
        episode("A", 1, "THU", date(2023, 1, 1), date(2025, 6, 1)),
        episode("A", 2, "PLG", date(2025, 6, 1), date(2026, 1, 1)),
        episode("A", 3, "JZP", date(2026, 1, 1)),
        episode("B", 1, "PLG", date(2023, 1, 1), (date(2026, 3, 1), date(2026, 5, 30))),
        episode("B", 2, "JZP", (date(2026, 3, 1), date(2026, 5, 30))),
    )


def test_moves_before_t0_show_what_vague_dates_do_to_them() -> None:
    result = description.how_many_moves(_cohort(), before=12)  # type: ignore[arg-type]
    assert result.table["gemiddelde"].to_dict() == {"vroegst": 1.5, "midden": 1.0, "laatst": 1.0}
    assert result.estimate == 1.0 and result.n == 2
    assert "1,5" in result.assumptions[0]
    assert cautions.SELECTED in result.cautions


def test_each_description_gives_a_sentence_a_table_and_cautions() -> None:
    for make in (
        description.where_youths_stayed,
        description.how_long_in_each_state,
        description.how_varied,
        description.from_where_to_where,
    ):
        result = make(_cohort())  # type: ignore[arg-type]
        assert result.n == 2 and not result.table.empty
        assert cautions.SELECTED in result.cautions and cautions.SMALL in result.cautions
        assert result.figure is None or not result.figure.individual_level
