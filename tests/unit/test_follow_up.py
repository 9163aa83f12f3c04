"""Ages, order, escalation, subsequences, follow-up: planted cases with answers known beforehand."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from analysis import cautions, cohort
from analysis.frames import FrameError, Frames
from analysis.terugkijk.ages import age_at_first, order_of_first
from analysis.terugkijk.escalation import paired_odds, went_before
from analysis.terugkijk.follow_up import first_after_t0, moves_after_t0, what_followed
from analysis.terugkijk.subsequences import contains, frequent, moments
from tests.unit.test_terugkijk import episode, frames

PLACES = {"JeugdzorgPlus": ["JZP"], "een pleeggezin": ["PLG"]}


def life() -> Frames:
    return frames(
        episode("A", 1, "THU", date(2011, 3, 31), date(2021, 3, 31)),
        episode("A", 2, "PLG", date(2021, 3, 31), date(2026, 3, 1)),
        episode("A", 3, "JZP", date(2026, 3, 1), date(2026, 5, 1)),
        episode("A", 4, "THU", date(2026, 5, 1)),
        episode("B", 1, "THU", date(2011, 3, 31), date(2023, 3, 31)),
        episode("B", 2, "JZP", date(2023, 3, 31), (date(2024, 1, 1), date(2025, 12, 31))),
        episode("B", 3, "PLG", (date(2024, 1, 1), date(2025, 12, 31))),
        episode("C", 1, "THU", date(2011, 3, 31)),
    )


def test_age_at_the_first_stay_is_among_those_who_had_one() -> None:
    result = age_at_first(life(), ["JZP"], what="een verblijf in JeugdzorgPlus")
    assert result.n == 2
    assert result.estimate == pytest.approx((14.92 + 12.0) / 2, abs=0.02)
    assert result.table.loc["vroegst", "n"] == 2
    assert "Van 3 jeugdigen hadden er 2 ooit" in result.sentence
    assert cautions.SELECTED in result.cautions
    assert "kans" not in result.sentence and "risico" not in result.sentence
    none = age_at_first(life(), ["JJI"], what="een verblijf in een JJI")
    assert none.n == 0 and none.estimate is None and "Geen van 3" in none.sentence


def test_the_order_of_first_stays_counts_who_had_both() -> None:
    result = order_of_first(life(), PLACES)
    row = result.table.iloc[0]
    assert row[["n", "eerste vooraf", "tweede vooraf", "zeker"]].tolist() == [2, 1, 1, 2]
    assert "vooraf aan" in result.sentence
    alone = order_of_first(life(), {"JJI": ["JJI"], "thuis": ["THU"]})
    assert alone.sentence.startswith("Geen jeugdige")


def test_time_to_what_followed_counts_from_t0_to_the_first_of_the_kinds() -> None:
    table = first_after_t0(life(), {"thuis": ["THU"], "gesloten": ["JZP"]}).set_index("pid")
    assert table.loc["A", "kind"] == "thuis"
    assert table.loc["A", "months"] == pytest.approx(1.02, abs=0.01)
    assert pd.isna(table.loc["B", "kind"])
    assert table.loc["B", "months"] == pytest.approx(3.02, abs=0.01)


def test_what_followed_shows_who_is_still_followed() -> None:
    result = what_followed(life(), {"thuis": ["THU"], "gesloten": ["JZP"]}, months=3)
    assert result.n == 3
    assert result.estimate == pytest.approx(1 / 3)
    assert result.figure is not None and "nog gevolgd" in result.figure.svg
    assert {cautions.AFTER_T0, cautions.DEPENDENT_END} <= set(result.cautions)
    nothing = what_followed(life(), {"JJI": ["JJI"]}, months=3)
    assert nothing.estimate == 0 and nothing.figure is None


def test_moves_per_year_use_the_followed_time() -> None:
    result = moves_after_t0(life())
    days = (date(2026, 7, 1) - date(2026, 3, 31)).days
    assert result.estimate == pytest.approx(1 / (3 * days / 365.2425), rel=1e-4)
    assert result.table.loc["verplaatsingen", "waarde"] == 1


def test_person_time_ends_at_the_exit_or_the_as_of_date() -> None:
    table = cohort.person_time(life())
    assert set(table["reason"]) == {"nog gevolgd"} and len(table) == 3
    gone = frames(episode("A", 1, "THU", date(2026, 1, 1)), exit_on=date(2026, 4, 30))
    stopped = cohort.person_time(gone).iloc[0]
    assert stopped["reason"] == "onbekend" and stopped["months"] == pytest.approx(1, abs=0.02)
    assert stopped["family"] == "A"
    with pytest.raises(FrameError, match="peildatum"):
        cohort.as_of(Frames.of({}))


def test_selecting_keeps_only_the_youths_asked_for() -> None:
    whole = life()
    marked = Frames.of(
        {
            "cases": whole.cases.assign(cohort=[1, 2, None]),
            "episodes": whole.episodes,
            "flow": pd.DataFrame({"step": ["x"], "region_group": ["y"]}),
        },
        facts=whole.facts,
    )
    chosen = cohort.select(marked, cohort=2)
    assert chosen.cases["pid"].tolist() == ["B"]
    assert set(chosen.episodes["pid"]) == {"B"} and len(chosen.flow) == 1


@given(st.integers(0, 30), st.integers(0, 30))
def test_the_interval_of_discordant_pairs_is_the_exact_binomial_one(b: int, c: int) -> None:
    found = paired_odds(b, c)
    if b + c == 0:
        assert (found.low, found.high) == (0.0, float("inf"))
        return
    exact = binomtest(b, b + c).proportion_ci(0.95, "exact")
    assert found.low == pytest.approx(exact.low / (1 - exact.low), rel=1e-9)
    if c:
        assert found.high == pytest.approx(exact.high / (1 - exact.high), rel=1e-9)


def planted_escalations() -> tuple[pd.DataFrame, pd.DataFrame]:
    on = pd.Timestamp("2026-03-01")
    rows: list[dict[str, Any]] = []
    for i in range(20):
        if i < 12:
            rows.append({"pid": f"P{i}", "kind": "verhuizing", "on": on - pd.DateOffset(months=4)})
        if 10 <= i < 14:
            rows.append({"pid": f"P{i}", "kind": "verhuizing", "on": on - pd.DateOffset(months=18)})
        if i % 2:
            rows.append(
                {"pid": f"P{i}", "kind": "schoolwissel", "on": on - pd.DateOffset(months=3)}
            )
        else:
            rows.append(
                {"pid": f"P{i}", "kind": "schoolwissel", "on": on - pd.DateOffset(months=15)}
            )
    rows.append({"pid": "P19", "kind": "verhuizing", "on": on})  # the escalation itself
    events = pd.DataFrame(rows).assign(independent=True)
    events.loc[len(events)] = ["P18", "verhuizing", on - pd.DateOffset(months=1), False]
    escalations = pd.DataFrame(
        {"pid": [f"P{i}" for i in range(20)], "on": on, "known_from": pd.Timestamp("2020-01-01")}
    )
    escalations.loc[0, "known_from"] = pd.Timestamp("2025-01-01")
    return events, escalations


def test_a_planted_forerunner_is_found_and_a_constant_one_is_not() -> None:
    events, escalations = planted_escalations()
    result = went_before(events, escalations, kinds=["verhuizing", "schoolwissel"])
    table = result.table.set_index("event")
    assert result.n == 19
    assert table.loc["verhuizing", ["both", "only_before", "only_control"]].tolist() == [2, 9, 2]
    assert table.loc["verhuizing", "low"] > 0.9
    assert table.loc["schoolwissel", ["only_before", "only_control"]].tolist() == [10, 9]
    assert "“verhuizing”" in result.sentence and "vooraf" in result.sentence
    assert cautions.ESCALATION in result.cautions
    assert "1 van 20" in result.assumptions[0] and result.assumptions[1].startswith("1 ")


letters = st.lists(st.frozensets(st.sampled_from("ABC"), min_size=1, max_size=2), max_size=5)


@given(st.lists(letters, min_size=1, max_size=5), st.lists(st.sampled_from("ABC"), max_size=3))
def test_a_pattern_is_found_exactly_where_some_later_moments_hold_it(
    sequences: list[list[frozenset[str]]], pattern: list[str]
) -> None:
    for sequence in sequences:
        plain = any(
            all(kind in sequence[place] for kind, place in zip(pattern, places, strict=True))
            for places in combinations(range(len(sequence)), len(pattern))
        )
        assert contains(sequence, pattern) == plain


def test_frequent_patterns_count_a_youth_once_and_need_time_between() -> None:
    events = pd.DataFrame(
        [
            ("P1", "uithuisplaatsing", date(2020, 1, 1)),
            ("P1", "schoolwissel", date(2020, 1, 1)),
            ("P1", "schoolwissel", date(2021, 1, 1)),
            ("P1", "schoolwissel", date(2022, 1, 1)),
            ("P2", "schoolwissel", date(2019, 1, 1)),
            ("P2", "uithuisplaatsing", date(2019, 5, 1)),
            ("P2", "schoolwissel", None),
        ],
        columns=["pid", "kind", "on"],
    )
    found = frequent(moments(events), least=1).set_index("pattern")
    assert found.loc["schoolwissel", "n"] == 2
    assert found.loc["uithuisplaatsing → schoolwissel", "n"] == 1
    assert found.loc["schoolwissel → uithuisplaatsing", "n"] == 1
    assert found.loc["schoolwissel → schoolwissel → schoolwissel", "n"] == 1
    assert np.isclose(found.loc["schoolwissel", "share"], 1.0)
    assert list(frequent(moments(events), least=2).index) == [0, 1]
    with pytest.raises(ValueError, match="ten minste één"):
        frequent({}, least=0)
