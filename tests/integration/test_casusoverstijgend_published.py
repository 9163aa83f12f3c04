"""Casusoverstijgend: agreement, many tests, QCA and meta-analysis against published results."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.multitest import multipletests

from analysis.casusoverstijgend.agreement import Level, alpha, alpha_interval
from analysis.casusoverstijgend.cooccurrence import rejected
from analysis.casusoverstijgend.qca import between, conservative, parsimonious, truth_table
from analysis.casusoverstijgend.regions import random_effects

GAP = float("nan")
KRIPPENDORFF = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, GAP, GAP, GAP],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, GAP, 3],
        [GAP, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, GAP],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, GAP],
    ]
)


@pytest.mark.parametrize(
    ("level", "published"),
    [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)],
)
def test_krippendorff_2011_four_coders_twelve_units(level: Level, published: float) -> None:
    assert alpha(KRIPPENDORFF, level) == pytest.approx(published, abs=0.0006)


def test_alpha_is_one_when_all_agree_and_undefined_without_variation() -> None:
    assert alpha(np.array([[1.0, 2, 3], [1, 2, 3]])) == 1.0
    assert np.isnan(alpha(np.array([[1.0, 1], [1, 1]])))
    assert np.isnan(alpha(np.array([[1.0, 2], [GAP, GAP]])))


def test_the_interval_of_alpha_draws_whole_sources() -> None:
    sources = ["A", "A", "A", "B", "B", "B", "C", "C", "C", "D", "D", "D"]
    found = alpha_interval(KRIPPENDORFF, sources, runs=300)
    assert found.low < 0.743 < found.high <= 1
    assert found == alpha_interval(KRIPPENDORFF, sources, runs=300)


def test_benjamini_hochberg_1995_fifteen_p_values() -> None:
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
         0.5719, 0.6528, 0.7590, 1.0]  # fmt: skip
    assert sum(rejected(p)) == 4 and rejected(p)[:4] == [True] * 4
    assert multipletests(p, 0.05, "bonferroni")[0].sum() == 3
    assert rejected([]) == []


CONDITIONS = ["DEV", "URB", "LIT", "IND", "STB"]
LIPSET_ROWS = {  # Lipset's democracies (Rihoux & Ragin 2009), as the nine observed rows
    "00000": (3, 0), "00001": (2, 0), "00100": (2, 0), "00101": (1, 0), "10101": (2, 1),
    "10110": (1, 0), "10111": (2, 1), "11110": (1, 0), "11111": (4, 1),
}  # fmt: skip


def lipset() -> pd.DataFrame:
    rows = [
        [*map(int, pattern), outcome]
        for pattern, (n, outcome) in LIPSET_ROWS.items()
        for _ in range(n)
    ]
    return pd.DataFrame(rows, columns=[*CONDITIONS, "SURV"])


def test_lipset_crisp_truth_table_has_nine_observed_rows() -> None:
    table = truth_table(lipset(), "SURV").rows
    observed = table[table["out"] != "?"]
    assert observed["n"].tolist() == [3, 2, 2, 1, 2, 1, 2, 1, 4]
    assert observed.index[observed["out"] == "1"].tolist() == [22, 24, 32]


def test_lipset_crisp_parsimonious_solution() -> None:
    (found,) = parsimonious(truth_table(lipset(), "SURV"))
    assert found.text == "DEV*STB"
    assert found.fit.loc["model", ["inclusion", "coverage"]].tolist() == [1.0, 1.0]


def test_lipset_crisp_conservative_solution() -> None:
    (found,) = conservative(truth_table(lipset(), "SURV"))
    assert set(found.text.split(" + ")) == {"DEV*LIT*IND*STB", "DEV*~URB*LIT*STB"}
    assert found.fit.loc["model", ["inclusion", "pri", "coverage"]].tolist() == [1.0, 1.0, 1.0]


def test_lipset_crisp_intermediate_solution_when_all_conditions_should_help() -> None:
    found = between(truth_table(lipset(), "SURV"), dict.fromkeys(CONDITIONS, 1))
    assert [solution.text for solution in found] == ["DEV*LIT*STB"]


LIPSET_FUZZY = pd.DataFrame(
    {
        "DEV": [0.81, 0.99, 0.58, 0.16, 0.58, 0.98, 0.89, 0.04, 0.07,
                0.72, 0.34, 0.98, 0.02, 0.01, 0.01, 0.03, 0.95, 0.98],
        "URB": [0.12, 0.89, 0.98, 0.07, 0.03, 0.03, 0.79, 0.09, 0.16,
                0.05, 0.10, 1.00, 0.17, 0.02, 0.03, 0.30, 0.13, 0.99],
        "LIT": [0.99, 0.98, 0.98, 0.98, 0.99, 0.99, 0.99, 0.13, 0.88,
                0.98, 0.41, 0.99, 0.59, 0.01, 0.17, 0.09, 0.99, 0.99],
        "IND": [0.73, 1.00, 0.90, 0.01, 0.08, 0.81, 0.96, 0.36, 0.07,
                0.01, 0.47, 0.94, 0.00, 0.11, 0.00, 0.21, 0.67, 1.00],
        "STB": [0.43, 0.98, 0.91, 0.91, 0.58, 0.95, 0.31, 0.43, 0.13,
                0.95, 0.58, 0.99, 0.00, 0.01, 0.84, 0.20, 0.91, 0.98],
        "SURV": [0.05, 0.95, 0.89, 0.12, 0.77, 0.95, 0.05, 0.06, 0.42,
                 0.92, 0.05, 0.95, 0.12, 0.05, 0.21, 0.06, 0.95, 0.95],
    }
)  # fmt: skip


def test_lipset_fuzzy_conservative_solution() -> None:
    """Duşa (2019), QCA with R, ch. 8: inclusion .904 and .804, coverage .454 and .265."""
    (found,) = conservative(truth_table(LIPSET_FUZZY, "SURV", inclusion_cut=0.8))
    fit = found.fit
    assert fit.loc["DEV*URB*LIT*IND*STB", "inclusion"] == pytest.approx(0.904, abs=6e-4)
    assert fit.loc["DEV*URB*LIT*IND*STB", "coverage"] == pytest.approx(0.454, abs=6e-4)
    assert fit.loc["DEV*~URB*LIT*~IND*STB", "inclusion"] == pytest.approx(0.804, abs=6e-4)
    assert fit.loc["DEV*~URB*LIT*~IND*STB", "pri"] == pytest.approx(0.719, abs=6e-4)
    assert fit.loc["DEV*~URB*LIT*~IND*STB", "coverage"] == pytest.approx(0.265, abs=6e-4)
    assert fit.loc["model", "inclusion"] == pytest.approx(0.870, abs=6e-4)
    assert fit.loc["model", "coverage"] == pytest.approx(0.658, abs=6e-4)


BCG = np.array(
    [
        [4, 119, 11, 128], [6, 300, 29, 274], [3, 228, 11, 209], [62, 13536, 248, 12619],
        [33, 5036, 47, 5761], [180, 1361, 372, 1079], [8, 2537, 10, 619],
        [505, 87886, 499, 87892], [29, 7470, 45, 7232], [17, 1699, 65, 1600],
        [186, 50448, 141, 27197], [5, 2493, 3, 2338], [27, 16886, 29, 17825],
    ],
    dtype=float,
)  # fmt: skip


def test_bcg_vaccine_trials_by_dersimonian_laird() -> None:
    """Colditz et al. (1994), log risk ratios: −0.7141 (0.1787), τ² 0.3088 (Viechtbauer 2010)."""
    a, b, c, d = BCG.T
    estimates = np.log((a / (a + b)) / (c / (c + d)))
    variances = 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)
    found = random_effects(estimates, variances)
    assert found.tau2 == pytest.approx(0.3088, abs=5e-5)
    assert found.estimate == pytest.approx(-0.7141, abs=5e-5)
    assert found.se == pytest.approx(0.1787, abs=5e-5)
    assert found.q == pytest.approx(152.233, abs=5e-3)
