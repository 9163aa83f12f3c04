"""Exposure in time, informants apart, costs that change: planted answers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from lifelines.datasets import load_stanford_heart_transplants

from analysis import cautions
from analysis.frames import Frames
from analysis.meekijk.disagreement import disagreement
from analysis.meekijk.exposure import exposed_rows, uptake_and_event
from analysis.terugkijk.cost_choice import adjusted_rand, cost_sensitivity
from analysis.terugkijk.costs import constant_costs, theory_costs, transition_costs
from tests.unit.test_terugkijk import PLANTED

MONTH = 365.2425 / 12
START = pd.Timestamp("2026-01-01")


def people(*rows: tuple[str, int, bool]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["pid", "days", "event"])
    table["entry"] = START
    table["exit"] = START + pd.to_timedelta(table["days"], unit="D")
    return table


def test_time_before_the_uptake_is_unexposed_and_the_event_stands_at_the_end() -> None:
    found = exposed_rows(
        people(("A", 100, True), ("B", 50, False), ("C", 60, True)),
        {"advies": pd.Series({"A": START + pd.Timedelta(days=40), "C": START})},
    )
    shown = [
        (pid, round(start * MONTH), round(stop * MONTH), event, exposed)
        for pid, start, stop, event, exposed in found.itertuples(index=False)
    ]
    assert shown == [
        ("A", 0, 40, False, 0.0),
        ("A", 40, 100, True, 1.0),
        ("B", 0, 50, False, 0.0),
        ("C", 0, 60, True, 1.0),
    ]


def test_a_lag_moves_the_exposure_and_a_switch_after_the_end_does_not_count() -> None:
    uptake = {"advies": pd.Series({"A": START + pd.Timedelta(days=40)})}
    late = exposed_rows(people(("A", 100, True)), uptake, lag_days=30)
    assert (late["stop"].iloc[0] * MONTH) == pytest.approx(70)
    never = exposed_rows(people(("A", 60, True)), uptake, lag_days=30)
    assert never["advies"].tolist() == [0.0] and never["event"].tolist() == [True]
    with pytest.raises(ValueError, match="na het begin"):
        exposed_rows(people(("A", 0, True)), uptake)


def test_the_rows_give_the_model_of_the_heart_transplants_back() -> None:
    data = load_stanford_heart_transplants()
    scale = 10  # ten days a day keep the half days of the data whole
    last = data.groupby("id").agg(stop=("stop", "max"), event=("event", "max"))
    got = data[data["transplant"] == 1].groupby("id")["start"].min()
    whole = people(
        *[(str(i), round(stop * scale), bool(event)) for i, stop, event in last.itertuples()]
    )
    switched = pd.Series(
        {str(i): START + pd.Timedelta(days=round(day * scale)) for i, day in got.items()}
    )
    rows = exposed_rows(whole, {"transplant": switched})
    assert len(rows) == len(data) and int(rows["event"].sum()) == 75
    assert rows["transplant"].sum() == data["transplant"].sum()


def test_a_planted_link_with_uptake_is_found_and_called_exploratory() -> None:
    rng = np.random.default_rng(8)
    rows, uptake = [], {}
    for i in range(150):
        switch = int(rng.integers(20, 200))
        first = rng.exponential(400)
        stop = first if first < switch else switch + rng.exponential(120)
        rows.append((f"P{i}", max(int(min(stop, 365)), 1), bool(stop <= 365)))
        uptake[f"P{i}"] = START + pd.Timedelta(days=switch)
    result = uptake_and_event(people(*rows), pd.Series(uptake), event="terugkeer")
    assert result.interval is not None and result.interval.low < 400 / 120 < result.interval.high
    assert result.sentence.startswith("Verkennend")
    assert cautions.NO_CONTRAST in result.cautions and result.n == 150


def test_informants_that_come_closer_are_seen_to() -> None:
    rng = np.random.default_rng(9)
    rows = []
    for i in range(40):
        for wave, gap in (("T0", 6.0), ("T12", 2.0)):
            level = rng.normal(15, 3)
            rows.append((f"P{i}", wave, "ouder", level + gap + rng.normal(0, 0.5)))
            rows.append((f"P{i}", wave, "jeugdige", level))
    scores = pd.DataFrame(rows, columns=["pid", "wave", "informant", "score"]).assign(
        scale="totaal", instrument="sdq", party="X"
    )
    frames = Frames.of({"scores": scores})
    result = disagreement(frames, scale="totaal", one="ouder", other="jeugdige")
    assert result.n == 40 and result.estimate == pytest.approx(-4, abs=0.4)
    assert result.table.loc["T0", "afstand"] == pytest.approx(6, abs=0.3)
    nobody = disagreement(frames, scale="totaal", one="ouder", other="professional")
    assert nobody.n == 0 and "Te weinig" in nobody.sentence


def test_types_that_are_really_there_stay_under_other_costs() -> None:
    places = {"A": (0.0,), "B": (1.0,), "C": (2.0,)}
    costs = [constant_costs(3), transition_costs(PLANTED), theory_costs(PLANTED, places)]
    table = cost_sensitivity(PLANTED, costs, k=2)
    assert table["costs"].tolist() == ["constant", "overgangskansen", "theorie"]
    assert (table["agreement"] == 1).all() and (table["silhouette"] > 0.4).all()
    with pytest.raises(ValueError, match="ten minste één"):
        cost_sensitivity(PLANTED, [], k=2)


def test_the_adjusted_rand_index_is_one_for_equal_and_about_zero_for_random_partitions() -> None:
    """Hubert & Arabie's index: equal up to numbering is 1; their correction makes chance 0."""
    one = np.repeat([1, 2, 3], 30)
    assert adjusted_rand(one, np.repeat([3, 1, 2], 30)) == pytest.approx(1.0)
    rng = np.random.default_rng(1)
    values = [adjusted_rand(one, rng.permutation(one)) for _ in range(60)]
    assert abs(np.mean(values)) < 0.02
