"""Meekijk: planted effects are found, absent ones are not, and thin data are refused."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from analysis import cautions
from analysis.frames import Frames
from analysis.meekijk.change import change_per_interval, mean_change
from analysis.meekijk.imputation import completed, pooled_mean_change
from analysis.meekijk.negative_control import exposure_control, shuffled_within
from analysis.meekijk.series import interrupted
from analysis.meekijk.stopping import staying_weights
from analysis.meekijk.uptake import advice_times, time_to_uptake


def scored(rows: list[tuple[str, str, str, float | None]]) -> Frames:
    table = pd.DataFrame(rows, columns=["pid", "wave", "party", "score"]).assign(
        informant="ouder", instrument="sdq", scale="totaal"
    )
    return Frames.of({"scores": table})


def test_the_second_interval_stands_beside_the_first() -> None:
    rng = np.random.default_rng(1)
    rows: list[tuple[str, str, str, float | None]] = []
    for i in range(60):
        base = rng.normal(20, 4)
        for wave, drop in (("T0", 0.0), ("T6", 5.0), ("T12", 5.2)):
            rows.append((f"P{i}", wave, "M", base - drop + rng.normal(0, 1)))
    result = change_per_interval(scored(rows), scale="totaal", informant="ouder")
    assert result.table.loc["T0 → T6", "mean"] == pytest.approx(-5, abs=0.5)
    assert abs(result.table.loc["T6 → T12", "mean"]) < 0.6
    assert result.n == 60 and cautions.CRISIS in result.cautions
    assert "van T6 → T12" in result.sentence


def test_two_parents_count_as_one_youth_and_single_waves_do_not_count() -> None:
    rows: list[tuple[str, str, str, float | None]] = [
        ("A", "T0", "M", 10.0),
        ("A", "T0", "V", 20.0),
        ("A", "T6", "M", 12.0),
        ("B", "T0", "M", 9.0),
        ("C", "T0", "M", None),
        ("C", "T6", "M", 5.0),
    ]
    result = change_per_interval(
        scored(rows), scale="totaal", informant="ouder", waves=("T0", "T6")
    )
    assert result.n == 1 and result.table["mean"].iloc[0] == -3
    assert result.estimate is None and "Te weinig jeugdigen" in result.sentence


def test_mean_change_is_the_paired_t_interval() -> None:
    found = mean_change(pd.DataFrame({"before": [1.0, 2, 3, 4], "after": [2.0, 4, 4, 8]}))
    assert found["mean"] == 2.0 and found["dz"] == pytest.approx(2 / np.sqrt(2))
    assert found["high"] - found["mean"] == pytest.approx(3.182446 * np.sqrt(2) / 2, rel=1e-5)


def panel(effect: float) -> pd.DataFrame:
    rng = np.random.default_rng(7)
    rows = []
    for i in range(80):
        level = rng.normal()
        for wave in range(4):
            exposed = float(rng.random() < 0.4)
            rows.append((i, wave, exposed, level + effect * exposed + rng.normal(0, 0.5)))
    return pd.DataFrame(rows, columns=["pid", "wave", "exposed", "y"])


def within_difference(frame: pd.DataFrame) -> float:
    centred = frame["y"] - frame.groupby("pid")["y"].transform("mean")
    exposed = frame["exposed"] - frame.groupby("pid")["exposed"].transform("mean")
    return float((centred * exposed).sum() / (exposed**2).sum())


def test_a_planted_link_in_time_stands_out_from_the_shuffled_ones_and_none_does_not() -> None:
    settings = {"pid": "pid", "exposure": "exposed", "statistic": within_difference}
    found = exposure_control(panel(0.6), **settings, permutations=199)  # type: ignore[arg-type]
    assert found.table.loc["p", "waarde"] == pytest.approx(1 / 200)
    none = exposure_control(panel(0.0), **settings, permutations=199)  # type: ignore[arg-type]
    assert none.table.loc["p", "waarde"] > 0.05
    assert found.sentence.startswith("Verkennend") and cautions.NO_CONTRAST in found.cautions


def test_shuffling_leaves_every_youth_what_it_had() -> None:
    values = np.array([1.0, 0, 0, 1, 1, 0])
    groups = np.array([2, 0, 2, 0, 2, 1])
    mixed = shuffled_within(values, groups, np.random.default_rng(3))
    for group in range(3):
        assert sorted(mixed[groups == group]) == sorted(values[groups == group])


def months_of(before: int, after: int, *, step: float, seed: int = 4) -> pd.Series:
    rng = np.random.default_rng(seed)
    index = pd.period_range("2022-01", periods=before + after, freq="M")
    level = 30 * np.where(np.arange(before + after) >= before, step, 1.0)
    return pd.Series(rng.poisson(level), index=index)


def test_a_planted_step_in_registrations_is_found_and_none_is_not() -> None:
    change = pd.Period("2024-07", "M")
    found = interrupted(months_of(30, 30, step=0.5), change=change)
    assert found.loc["step", "low"] < 0.5 < found.loc["step", "high"]
    assert found.loc["step", "p"] < 0.001
    none = interrupted(months_of(30, 30, step=1.0), change=change)
    assert none.loc["step", "low"] < 1 < none.loc["step", "high"]


def test_a_short_or_broken_series_is_refused() -> None:
    with pytest.raises(ValueError, match="24 maanden"):
        interrupted(months_of(20, 30, step=1.0), change=pd.Period("2023-09", "M"))
    with pytest.raises(ValueError, match="gaten"):
        interrupted(months_of(30, 30, step=1.0).drop(pd.Period("2023-01", "M")),
                    change=pd.Period("2024-07", "M"))  # fmt: skip


def test_weights_of_stayers_undo_stopping_at_random_given_the_first_score() -> None:
    rng = np.random.default_rng(5)
    first = rng.normal(0, 1, 600)
    last = first + rng.normal(0, 0.5, 600)
    stayed = (rng.random(600) < 1 / (1 + np.exp(-(0.8 - first)))).astype(int)
    frame = pd.DataFrame({"first": first, "last": last, "stayed": stayed})
    found = staying_weights(frame, "first", stayed="stayed")
    own = found.weights.notna()
    plain, weighted = last[own].mean(), np.average(last[own], weights=found.weights[own])
    assert plain < -0.15 and abs(weighted) < abs(plain) / 2
    assert found.weights[own].mean() == pytest.approx(1, abs=0.1)
    assert found.converged and not found.too_few_events
    assert staying_weights(frame.iloc[:40], "first", stayed="stayed").too_few_events is False or (
        found.stopped > 10
    )


def test_imputation_brings_back_what_stopping_took_and_is_the_same_each_time() -> None:
    rng = np.random.default_rng(6)
    first = rng.normal(20, 3, 150)
    last = first - 2 + rng.normal(0, 1, 150)
    frame = pd.DataFrame({"T0": first, "T6": last})
    frame.loc[first > 21, "T6"] = np.where(
        rng.random((first > 21).sum()) < 0.7, np.nan, last[first > 21]
    )
    filled = completed(frame, m=5, rounds=3)
    again = completed(frame, m=5, rounds=3)
    assert all((a["T6"] == b["T6"]).all() for a, b in zip(filled, again, strict=True))
    result = pooled_mean_change(filled, "T0", "T6")
    assert result.interval.low < -2 < result.interval.high
    assert 0 < result.missing_information < 1
    with pytest.raises(ValueError, match="zonder enige waarde"):
        completed(frame.assign(leeg=np.nan))


def advised() -> Frames:
    given = date(2026, 1, 1)
    rows = [
        ("A", "1", given, given + timedelta(days=30), None),
        ("A", "2", given, None, given + timedelta(days=61)),
        ("B", "3", given, None, None),
        ("B", "4", given, given + timedelta(days=400), None),  # after the as-of date
        ("B", "5", date(2026, 9, 1), None, None),  # given after the as-of date
        ("A", "6", given, given, None),  # done the same day
    ]
    advice = pd.DataFrame(rows, columns=["pid", "advice", "given_on", "acted_on", "ended_on"])
    cases = pd.DataFrame({"pid": ["A", "B"], "t0_on": given})
    return Frames.of({"cases": cases, "advice": advice}, facts={"as_of": "2026-07-01"})


def test_uptake_competes_with_no_longer_applying() -> None:
    table = advice_times(advised())
    assert table["kind"].fillna("open").tolist() == [
        "uitgevoerd",
        "niet meer van toepassing",
        "uitgevoerd",
        "open",
        "open",
    ]
    result = time_to_uptake(advised(), months=3)
    assert result.n == 2 and result.estimate == pytest.approx(2 / 5)
    assert result.figure is not None and "Van 5 adviezen" in result.sentence
    empty = time_to_uptake(Frames.of({}, facts={"as_of": "2026-07-01"}))
    assert empty.n == 0
