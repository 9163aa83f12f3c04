"""Casusoverstijgend: planted links, exact minimisation, limits that hold what they promise."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from analysis.casusoverstijgend.cooccurrence import presence, prevalence, together, wilson
from analysis.casusoverstijgend.minimisation import (
    Term,
    covers,
    minimise,
    prime_implicants,
    row_of,
)
from analysis.casusoverstijgend.qca import between, conservative, parsimonious, truth_table
from analysis.casusoverstijgend.regions import compared, funnel_limits
from analysis.casusoverstijgend.sets import calibrated, necessity


def codings() -> tuple[pd.DataFrame, pd.Series]:
    rng = np.random.default_rng(3)
    rows = []
    for i in range(100):
        wait = rng.random() < 0.5
        if wait:
            rows += [(f"P{i}", "wachttijd")] * int(rng.integers(1, 30))  # a talkative case
        if rng.random() < (0.9 if wait else 0.1):
            rows.append((f"P{i}", "crisis"))
        if rng.random() < 0.5:
            rows.append((f"P{i}", "vertrouwen"))
        if i < 5:
            rows.append((f"P{i}", "zeldzaam"))
    return pd.DataFrame(rows, columns=["pid", "code"]), pd.Series([f"P{i}" for i in range(100)])


def test_a_planted_pair_is_found_others_are_not_and_rare_codes_are_not_tested() -> None:
    result = together(presence(*codings()))
    first = result.table.iloc[0]
    assert {first["one"], first["other"]} == {"wachttijd", "crisis"}
    assert first["q"] < 0.001 and first["phi"] > 0.6 and first["lift"] > 1.5
    assert len(result.table) == 3 and (result.table["q"].iloc[1:] > 0.05).all()
    assert "Van 3 onderzochte paren komen er 1" in result.sentence


def test_a_youth_counts_once_and_silent_youths_count_too() -> None:
    table = presence(*codings())
    assert len(table) == 100
    found = prevalence(table).set_index("code")
    assert found.loc["zeldzaam", "n"] == 5 and found.loc["zeldzaam", "share"] == 0.05
    assert found.loc["zeldzaam", "low"] < 0.05 < found.loc["zeldzaam", "high"]
    empty = presence(pd.DataFrame({"pid": [], "code": []}), pd.Series(["A"]))
    assert len(empty) == 1 and together(empty).table.empty


def test_wilson_intervals_are_the_published_ones() -> None:
    """Newcombe (1998), table I: 81/263, 15/148, 0/20."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)


rows_of_four = st.sets(st.integers(0, 15), min_size=1, max_size=14)


@settings(max_examples=80)
@given(rows_of_four, st.sets(st.integers(0, 15), max_size=6))
def test_models_cover_exactly_and_no_smaller_or_shorter_one_exists(
    positive_numbers: set[int], free_numbers: set[int]
) -> None:
    positive = [row_of(i, 4) for i in sorted(positive_numbers)]
    free = [row_of(i, 4) for i in sorted(free_numbers - positive_numbers)]
    allowed = {*positive, *free}
    everything: list[Term] = [tuple(t) for t in product((1, 0, None), repeat=4)]
    rows = [row_of(i, 4) for i in range(16)]
    inside = [t for t in everything if all(r in allowed for r in rows if covers(t, r))]
    plain = {t for t in inside if not any(o != t and covers(o, t) for o in inside)}
    assert set(prime_implicants(allowed)) == plain
    models = minimise(positive, free)
    for model in models:
        held = {row for row in rows if any(covers(term, row) for term in model)}
        assert set(positive) <= held <= allowed
    size = len(models[0])
    useful = [t for t in plain if any(covers(t, r) for r in positive)]
    full = {
        frozenset(some)
        for some in combinations(useful, size)
        if all(any(covers(t, r) for t in some) for r in positive)
    }
    assert {frozenset(model) for model in models} == full
    assert not any(
        all(any(covers(t, r) for t in some) for r in positive)
        for some in combinations(useful, size - 1)
    )


def test_all_equally_short_models_are_reported() -> None:
    cyclic = [row_of(i, 3) for i in (1, 2, 3, 4, 5, 6)]
    assert len(minimise(cyclic, [])) == 2
    assert minimise([], []) == []


def test_the_intermediate_solution_lies_between_the_other_two() -> None:
    data = pd.DataFrame(
        [(1, 1, 0, 1), (1, 1, 1, 1), (0, 0, 0, 0), (1, 0, 0, 0), (0, 1, 1, 0)],
        columns=["A", "B", "C", "Y"],
    )
    table = truth_table(data, "Y")
    strict, free = conservative(table)[0], parsimonious(table)[0]
    for wishes in ({"A": 1}, {"A": 0, "B": 1}, {}):
        for middle in between(table, wishes):
            assert all(any(covers(m, c) for m in middle.terms) for c in strict.terms)
            assert all(any(covers(p, m) for p in free.terms) for m in middle.terms)


def test_cases_at_the_crossover_are_in_no_row_and_are_counted() -> None:
    data = pd.DataFrame({"A": [0.5, 0.9, 0.2], "Y": [1.0, 0.9, 0.1]})
    table = truth_table(data, "Y")
    assert table.in_no_row == 1 and table.rows["n"].tolist() == [1, 1]
    with pytest.raises(ValueError, match="tussen 0 en 1"):
        truth_table(data * 3, "Y")


@pytest.mark.parametrize("anchors", [(2.0, 5.0, 11.0), (11.0, 5.0, 2.0)])
def test_calibration_meets_its_anchors_in_both_directions(
    anchors: tuple[float, float, float],
) -> None:
    out, cross, full = anchors
    found = calibrated(np.array(anchors), out=out, cross=cross, full=full)
    assert found.tolist() == pytest.approx([0.05, 0.5, 0.95])
    with pytest.raises(ValueError, match="ankers"):
        calibrated(np.array(anchors), out=5, cross=2, full=9)


def test_a_condition_that_is_always_there_is_necessary_but_not_relevant() -> None:
    data = pd.DataFrame({"ALTIJD": [1, 1, 1, 1], "SOMS": [1, 1, 0, 0], "Y": [1, 1, 0, 0]})
    found = necessity(data, "Y")
    assert found.loc["ALTIJD", ["inclusion", "coverage", "ron"]].tolist() == [1.0, 0.5, 0.0]
    assert found.loc["SOMS", ["inclusion", "coverage", "ron"]].tolist() == [1.0, 1.0, 1.0]
    assert found.loc["~SOMS", "inclusion"] == 0.0


@pytest.mark.parametrize("share", [0.1, 0.35, 0.5, 0.8])
@pytest.mark.parametrize("n", [10, 25, 80])
@pytest.mark.parametrize("level", [0.95, 0.998])
def test_funnel_limits_hold_at_least_what_they_promise(share: float, n: int, level: float) -> None:
    low, high = funnel_limits(share, n, level)
    assert 0 <= low <= share <= high <= 1
    # Counts strictly inside the limits may miss at most both tails and the two counts on the edge.
    inside = np.arange(n + 1)[
        (np.arange(n + 1) >= low * n - 1) & (np.arange(n + 1) <= high * n + 1)
    ]
    assert binom.pmf(inside, n, share).sum() >= level
    assert binom.cdf(np.ceil(low * n) - 1, n, share) <= (1 - level) / 2 + 1e-9


def test_an_outlying_region_falls_outside_and_small_ones_are_drawn_to_the_middle() -> None:
    counts = pd.DataFrame(
        {"events": [10, 11, 9, 38, 2], "n": [40, 40, 40, 40, 3]}, index=list("ABCDE")
    )
    table = compared(counts)
    assert table["outside"].tolist() == [False, False, False, True, False]
    pull = (table["share"] - table["shrunk"]).abs()
    assert pull["E"] > pull["D"] > 0
    assert list(table.index) == list("ABCDE")  # in the order given, never ranked
    with pytest.raises(ValueError, match="niet meer gebeurtenissen"):
        compared(counts.assign(n=1))
