"""Terugkijk on real data: every number that the literature prints for mvad, by name.

Source: Gabadinho, Ritschard, Müller & Studer (2011), Journal of Statistical Software 40(4).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd
import pytest

from analysis.terugkijk.complexity import within_entropy
from analysis.terugkijk.costs import constant_costs, largest_distance, transition_costs
from analysis.terugkijk.frequencies import frequencies, spell_text
from analysis.terugkijk.matching import (
    common_subsequence,
    edit_distances,
    lcs_distances,
    optimal_matching,
)
from analysis.terugkijk.representatives import medoid
from analysis.terugkijk.states import state_distribution
from analysis.terugkijk.transitions import transition_rates
from analysis.terugkijk.typology import ward
from analysis.terugkijk.uniques import Distances, uniques
from tests.support.mvad import mvad, raw


@lru_cache
def distances() -> Distances:
    return optimal_matching(mvad(), transition_costs(mvad()))


def test_mvad_weighted_shares_in_september_1993() -> None:
    row = state_distribution(mvad()).loc["Sep.93"]
    published = {"EM": 0.034, "FE": 0.223, "HE": 0.0, "JL": 0.048, "SC": 0.472, "TR": 0.223}
    for state, share in published.items():
        assert row[state] == pytest.approx(share, abs=0.0005)


def test_mvad_entropy_of_the_states_in_september_1993() -> None:
    assert state_distribution(mvad()).loc["Sep.93", "entropy"] == pytest.approx(0.72, abs=0.005)


def test_mvad_weighted_transition_rates_on_the_diagonal() -> None:
    diagonal = np.diag(transition_rates(mvad()))
    assert np.round(diagonal, 2).tolist() == [0.99, 0.95, 0.99, 0.94, 0.95, 0.94]


@pytest.mark.parametrize(
    ("one", "other", "cost"), [("EM", "JL", 1.957), ("EM", "TR", 1.961), ("HE", "TR", 1.999)]
)
def test_mvad_substitution_costs_from_transition_rates(one: str, other: str, cost: float) -> None:
    table = transition_costs(mvad()).table(mvad())
    assert table.loc[one, other] == pytest.approx(cost, abs=0.0005)
    assert table.loc[other, one] == table.loc[one, other]


def test_mvad_theoretical_maximum_distance() -> None:
    assert largest_distance(mvad(), transition_costs(mvad())) == pytest.approx(139.94, abs=0.005)
    assert distances().max() <= 139.945


@pytest.mark.parametrize(("one", "other", "length"), [(1, 3, 12), (2, 5, 59)])
def test_mvad_longest_common_subsequences(one: int, other: int, length: int) -> None:
    assert common_subsequence(mvad())[one - 1, other - 1] == length


def test_mvad_most_frequent_sequences_weighted() -> None:
    top = frequencies(mvad()).head(4)
    assert top["sequence"].tolist() == [
        "SC,24 – HE,46",
        "SC,25 – HE,45",
        "TR,22 – EM,48",
        "EM,70",
    ]
    assert top["weight"].round().tolist() == [33, 25, 18, 15]
    assert (100 * top["share"]).round(1).tolist() == [4.7, 3.5, 2.5, 2.1]


def test_mvad_regression_of_the_entropy_within_a_trajectory() -> None:
    import statsmodels.formula.api as smf

    data = raw().assign(entropy=within_entropy(mvad()))
    fit = smf.ols("entropy ~ male + funemp + gcse5eq", data).fit()
    published = {
        "Intercept": (0.39, None),
        "male[T.yes]": (-0.04, -3.03),
        "funemp[T.yes]": (0.03, 1.67),
        "gcse5eq[T.yes]": (0.07, 4.90),
    }
    for term, (estimate, t) in published.items():
        assert fit.params[term] == pytest.approx(estimate, abs=0.005)
        if t is not None:
            assert fit.tvalues[term] == pytest.approx(t, abs=0.005)


def test_mvad_weighted_medoid() -> None:
    middle = medoid(mvad(), distances())
    assert spell_text(mvad().codes[middle], mvad()) == "SC,24 – FE,8 – EM,38"


def test_mvad_cluster_sizes_are_the_published_ones_and_the_table_shows_the_other_answers() -> None:
    found = ward(mvad(), distances(), 4)
    assert found.sizes == [265, 194, 153, 100]
    # Equal distances allow other answers: which one comes out depends on the order of merging.
    assert {"290 / 230 / 102 / 90", "291 / 229 / 102 / 90"} & set(found.orders["sizes"])
    assert 0.2 <= found.agreeing < 1


def test_mvad_types_do_not_depend_on_the_order_of_the_rows() -> None:
    whole = ward(mvad(), distances(), 4)
    for seed in range(3):
        order = np.random.default_rng(seed).permutation(mvad().n)
        again = ward(mvad().take(order), distances()[np.ix_(order, order)], 4)
        assert (again.labels == whole.labels[order]).all()
        pd.testing.assert_frame_equal(again.orders, whole.orders, check_exact=False)


def test_mvad_constant_costs_give_the_same_by_three_roads() -> None:
    costs = constant_costs(mvad().size)
    by_indel = optimal_matching(mvad(), costs)
    found = uniques(mvad(), costs)
    assert (by_indel == lcs_distances(mvad())).all()
    assert np.abs(by_indel - found.spread(edit_distances(found, costs))).max() < 1e-9
