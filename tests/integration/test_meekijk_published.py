"""Meekijk: models against published results, by name."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from analysis.meekijk.binary import marginal_logit
from analysis.meekijk.change import reliable_change
from analysis.meekijk.courses import course
from analysis.meekijk.pooling import pooled
from analysis.meekijk.power import power_table

# Least-squares line (intercept, slope) per person of the sleep deprivation study (Belenky et al.
# 2003; 18 persons, days 0–9), and the sum of squares around those lines. For a balanced linear
# mixed model with intercept and slope these numbers are sufficient: any data with the same ones
# give the same fit, so the observations themselves need not stand here.
LINES = (
    (244.1927, 21.7647), (205.0549, 2.2618), (203.4842, 6.1149), (289.6851, 3.0081),
    (285.7390, 5.2660), (264.2516, 9.5668), (275.0191, 9.1420), (240.1629, 12.2531),
    (263.0347, -2.8810), (290.1041, 19.0260), (215.1118, 13.4939), (225.8346, 19.5040),
    (261.1470, 6.4335), (276.3721, 13.5665), (254.9681, 11.3481), (210.4491, 18.0562),
    (253.6360, 9.1884), (267.0448, 11.2981),
)  # fmt: skip
AROUND = 94311.50790


def sleep_study() -> pd.DataFrame:
    days = np.arange(10.0)
    bend = (days - 4.5) ** 2
    bend -= bend.mean()  # orthogonal to level and line
    bend *= np.sqrt(AROUND / len(LINES) / (bend**2).sum())
    rows = [
        (person, day, intercept + slope * day + off)
        for person, (intercept, slope) in enumerate(LINES)
        for day, off in zip(days, bend, strict=True)
    ]
    return pd.DataFrame(rows, columns=["person", "days", "reaction"])


def test_sleepstudy_mixed_model_by_reml() -> None:
    """Bates, Mächler, Bolker & Walker (2015), Journal of Statistical Software 67(1)."""
    fit = course(sleep_study(), "reaction ~ days", group="person", time="days")
    assert fit.fixed.loc["Intercept", ["coef", "se"]].tolist() == pytest.approx(
        [251.405, 6.825], abs=0.001
    )
    assert fit.fixed.loc["days", ["coef", "se"]].tolist() == pytest.approx(
        [10.467, 1.546], abs=0.001
    )
    assert fit.random["intercept"] == pytest.approx(612.10, abs=0.1)
    assert fit.random["slope"] == pytest.approx(35.07, abs=0.02)
    assert fit.random["covariance"] == pytest.approx(9.60, abs=0.05)
    assert fit.random["residual"] == pytest.approx(654.94, abs=0.05)
    assert fit.criterion == pytest.approx(1743.628, abs=0.001)
    assert fit.converged and not fit.slope_dropped
    assert fit.fixed["df"].iloc[0] == 16


def test_singular_slopes_are_dropped_and_said() -> None:
    rng = np.random.default_rng(1)
    level = np.repeat(rng.normal(0, 3, 30), 4)
    data = pd.DataFrame({"pid": np.repeat(np.arange(30), 4), "t": np.tile(np.arange(4.0), 30)})
    data["y"] = level + 2 * data["t"] + np.tile([1.0, -1.0, -1.0, 1.0], 30)
    fit = course(data, "y ~ t", group="pid", time="t")
    assert fit.slope_dropped and "slope" not in fit.random
    assert fit.fixed.loc["t", "coef"] == pytest.approx(2, abs=1e-6)
    assert "singulier" in fit.assumptions()[0]


def test_jacobson_truax_reliable_change_of_3_16() -> None:
    """Jacobson & Truax (1991): from 47.5 to 32.5, SD 7.5, r .80 gives RCI 3.16."""
    pairs = pd.DataFrame({"before": [47.5, 40.0, 30.0], "after": [32.5, 41.0, 45.0]})
    found = reliable_change(pairs, sd=7.5, reliability=0.80, higher_is_better=False)
    assert found["n"].tolist() == [1, 1, 1]
    # 9.29 points is the smallest reliable change: 1.96 · 4.74.
    edge = pd.DataFrame({"before": [40.0, 40.0], "after": [30.7, 30.8]})
    found = reliable_change(edge, sd=7.5, reliability=0.80, higher_is_better=False)
    assert found["n"].tolist() == [1, 1, 0]


def test_spector_mazzeo_logit_by_gee_with_one_row_per_cluster() -> None:
    """Spector & Mazzeo (1980); the logit of Greene, Econometric Analysis, table 21.1."""
    data = sm.datasets.spector.load_pandas().data.assign(pid=lambda d: np.arange(len(d)))
    fit = marginal_logit(data, "GRADE ~ GPA + TUCE + PSI", group="pid")
    published = {"Intercept": -13.021, "GPA": 2.826, "TUCE": 0.095, "PSI": 2.379}
    for term, coef in published.items():
        assert fit.table.loc[term, "coef"] == pytest.approx(coef, abs=0.001)
    assert (fit.table["se"] > fit.table["se_robust"]).all()  # few clusters: wider
    assert fit.n == 32 and fit.converged


def test_rubins_total_variance_and_barnard_rubins_degrees_of_freedom() -> None:
    estimates, variances = [1.0, 2.0, 3.0], [0.5, 0.5, 0.8]
    found = pooled(estimates, variances, complete_df=20)
    assert found.estimate == 2.0 and found.between == 1.0
    assert found.total == pytest.approx(0.6 + (1 + 1 / 3) * 1.0)
    share = (4 / 3) / found.total
    observed = 21 / 23 * 20 * (1 - share)
    assert found.df == pytest.approx(1 / (share**2 / 2 + 1 / observed))
    assert found.missing_information == pytest.approx(share)
    same = pooled([2.0, 2.0], [1.0, 1.0], complete_df=20)
    assert same.total == 1.0 and same.df == pytest.approx(21 / 23 * 20)
    with pytest.raises(ValueError, match="ten minste twee"):
        pooled([1.0], [1.0], complete_df=3)


def test_power_table_shows_what_the_design_can_show() -> None:
    """METHODS §1: dz .40 .33 .28 .23 .20; ±14 11 10 8 7 points."""
    table = power_table()
    assert table["dz"].round(2).tolist() == [0.40, 0.33, 0.28, 0.23, 0.20]
    assert (100 * table["half_width"]).round().tolist() == [14, 11, 10, 8, 7]
