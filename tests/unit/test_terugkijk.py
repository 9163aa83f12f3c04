"""Spells, months, states, complexity, groups: small cases that can be counted by hand."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.frames import FrameError, Frames
from analysis.terugkijk import months, spells, trajectories
from analysis.terugkijk.complexity import complexity_index, subsequences, summary, turbulence
from analysis.terugkijk.costs import Costs, constant_costs, theory_costs
from analysis.terugkijk.groups import compare_groups, explained
from analysis.terugkijk.matching import hamming, optimal_matching
from analysis.terugkijk.representatives import medoids, representatives
from analysis.terugkijk.sequences import Sequences, trimmed
from analysis.terugkijk.stability import stability
from analysis.terugkijk.states import mean_time, state_distribution
from analysis.terugkijk.transitions import durations, moves, transition_counts, transition_rates
from analysis.terugkijk.typology import silhouette, ward


def of(*texts: str, weights: list[float] | None = None) -> Sequences:
    """`of("AAB", "A-B")`: one letter per period, − for not known."""
    table = pd.DataFrame([list(text) for text in texts]).replace("-", None)
    return Sequences.of_table(table, weights=weights)


def episode(pid: str, number: int, state: str, start: Any, end: Any = None) -> dict[str, Any]:
    first = start if isinstance(start, tuple) else (start, start)
    last = end if isinstance(end, tuple) else (end, end)
    return {
        "pid": pid,
        "episode": str(number),
        "state": state,
        "start_earliest": first[0],
        "start_latest": first[1],
        "end_earliest": last[0],
        "end_latest": last[1],
    }


def frames(*episodes: dict[str, Any], exit_on: date | None = None) -> Frames:
    pids = sorted({e["pid"] for e in episodes})
    cases = pd.DataFrame(
        {
            "pid": pids,
            "t0_on": date(2026, 3, 31),
            "included_on": date(2026, 3, 1),
            "age_months_t0": 180,
            "exit_on": exit_on,
        }
    )
    facts = {
        "as_of": "2026-07-01",
        "state_priority": ["JZP", "PLG", "THU"],
        "states": {"THU": "Thuis", "PLG": "Pleeggezin", "JZP": "Gesloten"},
    }
    return Frames.of({"cases": cases, "episodes": pd.DataFrame(list(episodes))}, facts=facts)


ONE = frames(
    episode("A", 1, "THU", date(2026, 1, 1), date(2026, 6, 1)),
    episode("A", 2, "JZP", date(2026, 2, 10), date(2026, 3, 20)),
)


def test_on_a_day_with_two_stays_the_one_with_priority_counts() -> None:
    found = trajectories.on_calendar(ONE, date(2025, 12, 1), date(2026, 7, 1))
    shown = ["".join(found.alphabet[c][0] if c >= 0 else "-" for c in row) for row in found.codes]
    assert shown == ["-TJJTT--"]  # from the 15th of December to the 15th of July


def test_the_majority_rule_and_the_15th_differ_for_a_short_stay_mid_month() -> None:
    short = frames(
        episode("A", 1, "THU", date(2026, 1, 1), date(2026, 1, 13)),
        episode("A", 2, "JZP", date(2026, 1, 13), date(2026, 1, 17)),
        episode("A", 3, "THU", date(2026, 1, 17), date(2026, 2, 1)),
    )
    january = date(2026, 1, 1)
    by_day = trajectories.on_calendar(short, january, january)
    by_most = trajectories.on_calendar(short, january, january, rule="meerderheid")
    assert by_day.alphabet[by_day.codes[0, 0]] == "JZP"
    assert by_most.alphabet[by_most.codes[0, 0]] == "THU"


def test_a_tie_of_days_goes_to_the_state_with_priority() -> None:
    tied = frames(
        episode("A", 1, "JZP", date(2026, 2, 1), date(2026, 2, 15)),
        episode("A", 2, "THU", date(2026, 2, 15), date(2026, 3, 1)),
    )
    found = trajectories.on_calendar(tied, date(2026, 2, 1), date(2026, 2, 1), rule="meerderheid")
    assert found.alphabet[found.codes[0, 0]] == "JZP"


def test_nothing_is_known_after_the_last_information() -> None:
    open_ended = frames(episode("A", 1, "THU", date(2026, 1, 1)), exit_on=date(2026, 4, 1))
    found = trajectories.on_calendar(open_ended, date(2026, 1, 1), date(2026, 6, 1))
    assert found.codes[0].tolist() == [0, 0, 0, -1, -1, -1]


def test_days_and_moves_are_counted_by_day_not_by_month() -> None:
    found = trajectories.cohort_spells(ONE)
    first, until = (np.array([day], dtype="datetime64[D]") for day in ("2026-01-01", "2026-06-01"))
    days = spells.days_per_state(found, ["A"], first, until)
    assert dict(days.iloc[0]) == {"JZP": 38, "THU": 151 - 38, "niet bekend": 0}
    counted = spells.moves_per_youth(found, ["A"], first, until)
    assert list(counted.iloc[0]) == [2, 151]


@pytest.mark.parametrize(("bound", "known"), [("earliest", 1), ("middle", 2), ("latest", 3)])
def test_partial_dates_give_an_earliest_and_a_latest_trajectory(
    bound: spells.Bound, known: int
) -> None:
    vague = frames(episode("A", 1, "THU", date(2026, 1, 1), (date(2026, 2, 20), date(2026, 4, 30))))
    found = trajectories.around_t0(vague, before=2, after=2, bound=bound)
    assert (found.codes >= 0).sum() == known


def test_months_before_t0_are_calendar_months() -> None:
    anchor = np.array(["2026-03-31"], dtype="datetime64[D]")
    starts = months.month_starts(anchor, -1, 1)
    assert [str(day) for day in starts[0]] == ["2026-02-28", "2026-03-31", "2026-04-30"]


def test_no_known_month_at_all_is_said_so() -> None:
    with pytest.raises(FrameError, match="Geen enkele jeugdige"):
        trajectories.on_calendar(ONE, date(2010, 1, 1), date(2010, 2, 1))


def test_shares_count_only_who_is_known_and_use_weights() -> None:
    table = state_distribution(of("AB", "BB", "-A", weights=[1.0, 3.0, 4.0]))
    assert list(table[["A", "B", "n"]].iloc[0]) == [0.25, 0.75, 2]
    assert table.loc["1", "A"] == 0.5 and table.loc["1", "entropy"] == pytest.approx(1.0)


def test_time_per_state_is_a_weighted_mean_with_an_error() -> None:
    table = mean_time(of("AAB", "BBB"))
    assert table["mean"].tolist() == [1.0, 2.0]
    assert table["n_ever"].tolist() == [1, 2]
    assert table.loc["A", "se"] == pytest.approx(np.std([2, 0], ddof=1) / math.sqrt(2))


def test_steps_over_an_unknown_period_are_not_counted() -> None:
    counts = transition_counts(of("AB-BA"))
    assert counts.loc["A", "B"] == 1 and counts.loc["B", "A"] == 1
    assert counts.to_numpy().sum() == 2
    assert list(transition_rates(of("AAB")).iloc[1]) == [0, 0]
    assert moves(of("AB-BA")).tolist() == [2]


@pytest.mark.parametrize(
    ("states", "number"), [("", 1), ("A", 2), ("AB", 4), ("ABA", 7), ("ABC", 8), ("ABAB", 12)]
)
def test_distinct_subsequences_are_counted_with_the_empty_one(states: str, number: int) -> None:
    assert subsequences(tuple(map(ord, states))) == number
    all_of_them = {""}
    for state in states:
        all_of_them |= {text + state for text in all_of_them}
    assert len(all_of_them) == number


def test_turbulence_and_complexity_follow_their_formulas() -> None:
    found = of("AABB", "AAAA", "AAAB")
    assert turbulence(found)[1] == 1.0
    spread = ((3 - 2) ** 2 + (1 - 2) ** 2) / 2
    assert turbulence(found)[2] == pytest.approx(math.log2(4 * (1 + 1) / (spread + 1)))
    assert turbulence(found)[0] == pytest.approx(math.log2(4 * 2 / 1))
    assert complexity_index(found).tolist() == pytest.approx(
        [math.sqrt(1 / 3), 0.0, math.sqrt(0.8112781 / 3)]
    )
    assert durations(found.codes[2]).tolist() == [3, 1]
    assert list(summary(found).columns)[-1] == "turbulence"


def test_margins_are_cut_and_gaps_inside_stay() -> None:
    codes, lengths = trimmed(of("-A-B-", "-----", "ABABA").codes)
    assert lengths.tolist() == [3, 0, 5]
    assert codes[0].tolist() == [0, -1, 1, -1, -1]


def test_costs_from_theory_are_scaled_distances_between_positions() -> None:
    costs = theory_costs(of("ABC"), {"A": (0.0,), "B": (1.0,), "C": (4.0,)})
    assert costs.substitution.tolist() == [[0, 0.5, 2], [0.5, 0, 1.5], [2, 1.5, 0]]
    with pytest.raises(ValueError, match="Geen plaats op de schaal voor: C"):
        theory_costs(of("ABC"), {"A": (0.0,), "B": (1.0,)})


@pytest.mark.parametrize(
    "matrix",
    [[[0.0, 1.0], [2.0, 0.0]], [[1.0, 1.0], [1.0, 0.0]], [[0.0, -1.0], [-1.0, 0.0]]],
    ids=["asymmetric", "diagonal", "negative"],
)
def test_impossible_costs_are_refused(matrix: list[list[float]]) -> None:
    with pytest.raises(ValueError, match="osten"):
        Costs("fout", np.array(matrix))


PLANTED = of(*["AAAAAA", "AAAAAB", "AAAABB"] * 4, *["CCCCCC", "CCCCCB", "CCCCBB"] * 4)


def test_two_planted_types_are_found_and_stable() -> None:
    distances = optimal_matching(PLANTED, constant_costs(3))
    found = ward(PLANTED, distances, 2)
    assert found.sizes == [12, 12] and found.agreeing == 1.0
    assert (silhouette(distances, found.labels) > 0.4).all()
    assert (stability(PLANTED, distances, found, runs=30)["verdict"] == "stabiel").all()
    assert medoids(PLANTED, distances, found)["medoid"].tolist() == ["A,5 – B,1", "C,5 – B,1"]


def test_four_types_in_two_are_not_stable() -> None:
    distances = optimal_matching(PLANTED, constant_costs(3))
    forced = ward(PLANTED, distances, 5)
    assert (stability(PLANTED, distances, forced, runs=30)["jaccard"] < 0.75).any()


def test_representatives_cover_the_asked_share_without_near_duplicates() -> None:
    distances = optimal_matching(PLANTED, constant_costs(3))
    chosen = representatives(PLANTED, distances, largest=12.0, radius=0.2, coverage=0.6)
    assert chosen["covered"].iloc[-1] >= 0.6
    rows = chosen["row"].to_numpy()
    assert (distances[np.ix_(rows, rows)][~np.eye(len(rows), dtype=bool)] > 0.2 * 12).all()


def test_a_planted_group_difference_is_found_and_none_is_not() -> None:
    distances = hamming(PLANTED)
    planted = compare_groups(PLANTED, distances, ["x"] * 12 + ["y"] * 12, question="?")
    assert planted.estimate is not None and planted.estimate > 0.5
    assert "p = 0,001" in planted.sentence
    none = explained(distances, PLANTED.weights, np.arange(24) % 2)
    assert none < 0.1
