"""Fast optimal matching equals the textbook's table, cell by cell, for any sequences and costs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from analysis.terugkijk import matching
from analysis.terugkijk.costs import Costs, constant_costs
from analysis.terugkijk.matching import (
    common_subsequence,
    hamming,
    lcs_distances,
    optimal_matching,
)
from analysis.terugkijk.sequences import MISSING, Sequences


def plain_distance(x: list[int], y: list[int], matrix: NDArray[np.float64], indel: float) -> float:
    table = np.zeros((len(x) + 1, len(y) + 1))
    table[:, 0] = indel * np.arange(len(x) + 1)
    table[0] = indel * np.arange(len(y) + 1)
    for i, a in enumerate(x, start=1):
        for j, b in enumerate(y, start=1):
            table[i, j] = min(
                table[i - 1, j] + indel,
                table[i, j - 1] + indel,
                table[i - 1, j - 1] + matrix[a, b],
            )
    return float(table[-1, -1])


def plain_common(x: list[int], y: list[int]) -> int:
    table = np.zeros((len(x) + 1, len(y) + 1), dtype=int)
    for i, a in enumerate(x, start=1):
        for j, b in enumerate(y, start=1):
            longest = max(table[i - 1, j], table[i, j - 1])
            table[i, j] = table[i - 1, j - 1] + 1 if a == b else longest
    return int(table[-1, -1])


def sequences_of(rows: list[list[int]], size: int) -> Sequences:
    longest = max(len(row) for row in rows)
    codes = np.full((len(rows), longest), MISSING, dtype=np.int16)
    for i, row in enumerate(rows):
        codes[i, : len(row)] = row
    return Sequences(
        codes,
        tuple("ABCD"[:size]),
        tuple(str(i) for i in range(len(rows))),
        tuple(str(t) for t in range(longest)),
        np.ones(len(rows)),
    )


@st.composite
def cost_tables(draw: st.DrawFn) -> Costs:
    values = draw(st.lists(st.floats(0, 4, allow_nan=False), min_size=6, max_size=6))
    matrix = np.zeros((4, 4))
    matrix[np.triu_indices(4, 1)] = values
    return Costs("willekeurig", matrix + matrix.T, draw(st.floats(0.1, 3)))


rows = st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=9), min_size=1, max_size=9)


@settings(max_examples=150, deadline=None)
@given(rows, cost_tables(), st.integers(1, 5))
def test_any_costs_give_the_plain_table(found: list[list[int]], costs: Costs, chunk: int) -> None:
    usual, matching.CHUNK = matching.CHUNK, chunk
    try:
        fast = optimal_matching(sequences_of(found, 4), costs)
    finally:
        matching.CHUNK = usual
    for i, x in enumerate(found):
        for j, y in enumerate(found):
            plain = plain_distance(x, y, costs.substitution, costs.indel)
            assert fast[i, j] == pytest.approx(plain, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(rows, st.sampled_from([0.5, 1.0, 2.0, 3.0]), st.sampled_from([0.5, 1.0]))
def test_constant_costs_give_the_plain_table(
    found: list[list[int]], substitution: float, indel: float
) -> None:
    costs = constant_costs(4, substitution=substitution, indel=indel)
    fast = optimal_matching(sequences_of(found, 4), costs)
    for i, x in enumerate(found):
        for j, y in enumerate(found):
            assert fast[i, j] == plain_distance(x, y, costs.substitution, indel)


@settings(max_examples=60, deadline=None)
@given(rows)
def test_common_subsequences_equal_the_plain_table(found: list[list[int]]) -> None:
    sequences = sequences_of(found, 4)
    common, apart = common_subsequence(sequences), lcs_distances(sequences)
    for i, x in enumerate(found):
        for j, y in enumerate(found):
            assert common[i, j] == plain_common(x, y)
            assert apart[i, j] == len(x) + len(y) - 2 * common[i, j]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 3)] * 5), min_size=1, max_size=8), cost_tables())
def test_hamming_adds_the_costs_period_by_period(
    found: list[tuple[int, ...]], costs: Costs
) -> None:
    fast = hamming(sequences_of([list(row) for row in found], 4), costs)
    for i, x in enumerate(found):
        for j, y in enumerate(found):
            plain = sum(costs.substitution[a, b] for a, b in zip(x, y, strict=True))
            assert fast[i, j] == pytest.approx(plain)


def test_a_gap_inside_needs_a_stated_cost_and_margins_need_none() -> None:
    with_gap = sequences_of([[0, 1, 2]], 3)
    codes = np.array([[0, -1, 1], [-1, 0, 1], [0, 1, -1]], dtype=np.int16)
    found = Sequences(codes, ("A", "B"), ("x", "y", "z"), ("1", "2", "3"), np.ones(3))
    assert with_gap.n == 1
    with pytest.raises(ValueError, match="gat van binnen"):
        optimal_matching(found, constant_costs(2, substitution=1.5))
    distances = optimal_matching(found, constant_costs(2, substitution=1.5, gap=1.0))
    assert distances[0, 1] == 1.0  # the gap goes out
    assert distances[1, 2] == 0.0  # what lies outside observation does not count
    with pytest.raises(ValueError, match="elke periode"):
        hamming(found)
