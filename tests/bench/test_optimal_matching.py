"""Optimal matching stays quick: limits about three times what it took on two idle cores."""

from __future__ import annotations

import pytest

from analysis.terugkijk.costs import constant_costs, transition_costs
from analysis.terugkijk.matching import optimal_matching
from tests.bench.bench_om import made, report, seconds
from tests.support.mvad import mvad


@pytest.mark.bench
def test_matching_of_mvad_with_constant_costs() -> None:
    real = mvad()
    taken = seconds(lambda: optimal_matching(real, constant_costs(real.size)))
    report("mvad 712 × 70, constant", taken)
    assert taken < 0.15


@pytest.mark.bench
def test_matching_of_mvad_with_transition_costs() -> None:
    real = mvad()
    costs = transition_costs(real)
    taken = seconds(lambda: optimal_matching(real, costs))
    report("mvad 712 × 70, transition rates", taken)
    assert taken < 3.5


@pytest.mark.bench
def test_matching_of_a_thousand_made_sequences() -> None:
    sequences = made(1000, 120)
    taken = seconds(lambda: optimal_matching(sequences, constant_costs(9)))
    report("made 1000 × 120, constant", taken)
    assert taken < 0.6
