"""After T0: estimators against published results on real data, by name."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
from lifelines import AalenJohansenFitter
from lifelines.datasets import load_leukemia, load_rossi, load_stanford_heart_transplants

from analysis.terugkijk.hazards import andersen_gill, changing_cox, cox
from analysis.terugkijk.incidence import aalen_johansen
from analysis.terugkijk.rates import negative_binomial

STANFORD = {
    "age": (0.027, 0.014),
    "year": (-0.146, 0.070),
    "surgery": (-0.637, 0.367),
    "transplant": (-0.010, 0.314),
}


def test_rossi_recidivism_cox_model() -> None:
    """Rossi, Berk & Lenihan (1980); numbers of Fox & Weisberg, Cox regression in R."""
    fit = cox(load_rossi(), time="week", event="arrest")
    published = {
        "fin": (-0.379, 0.191),
        "age": (-0.057, 0.022),
        "race": (0.314, None),
        "wexp": (-0.150, None),
        "mar": (-0.434, None),
        "paro": (-0.085, None),
        "prio": (0.091, 0.029),
    }
    assert (fit.n, fit.events) == (432, 114)
    for term, (coef, se) in published.items():
        assert fit.table.loc[term, "coef"] == pytest.approx(coef, abs=0.0006)
        if se is not None:
            assert fit.table.loc[term, "se"] == pytest.approx(se, abs=0.0006)
    assert fit.log_likelihood == pytest.approx(-658.75, abs=0.005)
    assert not fit.too_few_events


def test_rossi_concordance() -> None:
    from lifelines.utils import concordance_index

    data = load_rossi()
    fit = cox(data, time="week", event="arrest")
    risk = data[list(fit.table.index)].to_numpy() @ fit.table["coef"].to_numpy()
    assert concordance_index(data["week"], -risk, data["arrest"]) == pytest.approx(0.640, abs=5e-4)


@pytest.mark.parametrize("term", STANFORD)
def test_stanford_heart_transplant_as_changing_exposure(term: str) -> None:
    """Crowley & Hu (1977); numbers of the R survival package's vignette."""
    fit = changing_cox(
        load_stanford_heart_transplants(), pid="id", start="start", stop="stop", event="event"
    )
    coef, se = STANFORD[term]
    assert fit.table.loc[term, "coef"] == pytest.approx(coef, abs=0.0006)
    assert fit.table.loc[term, "se"] == pytest.approx(se, abs=0.0006)
    assert fit.log_likelihood == pytest.approx(-290.57, abs=0.005)
    assert (fit.n, fit.events) == (103, 75)


def test_stanford_heart_by_andersen_gill_has_the_same_coefficients_and_robust_errors() -> None:
    data = load_stanford_heart_transplants()
    fit = andersen_gill(data, pid="id", start="start", stop="stop", event="event")
    for term, (coef, _) in STANFORD.items():
        assert fit.table.loc[term, "coef"] == pytest.approx(coef, abs=0.0006)
    assert fit.log_likelihood == pytest.approx(-290.57, abs=0.005)
    # Without the step behind the entry the transplant coefficient would be −.055.
    assert fit.table.loc["transplant", "coef"] == pytest.approx(-0.010, abs=0.0006)
    plain = changing_cox(data, pid="id", start="start", stop="stop", event="event")
    assert not np.allclose(fit.table["se"], plain.table["se"], rtol=1e-3)


def test_robust_errors_do_not_change_when_every_youth_is_entered_twice_in_one_cluster() -> None:
    data = load_stanford_heart_transplants()
    single = andersen_gill(data, pid="id", start="start", stop="stop", event="event")
    twice = pd.concat([data, data.assign(id=data["id"] + 1000)])
    twice["family"] = twice["id"] % 1000
    doubled = andersen_gill(
        twice, pid="id", start="start", stop="stop", event="event", cluster="family"
    )
    assert doubled.n == 2 * single.n
    # Ties by Efron make the coefficients differ a little; the errors must not shrink by √2.
    assert (doubled.table["se"] / single.table["se"]).to_numpy() == pytest.approx(1, abs=0.03)


def test_robust_errors_are_those_of_lifelines_where_it_has_them() -> None:
    from lifelines import CoxPHFitter

    data = load_rossi().assign(pid=lambda d: np.arange(len(d)) // 2, start=0.0)
    # Without ties: ours take Breslow's hazard in the residuals, theirs Efron's.
    data["week"] += np.random.default_rng(1).permutation(len(data)) / 1000
    ours = andersen_gill(data, pid="pid", start="start", stop="week", event="arrest")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = CoxPHFitter().fit(
            data.drop(columns="start"), "week", "arrest", cluster_col="pid", robust=True
        )
    assert np.allclose(ours.table["coef"], theirs.params_[ours.table.index], atol=1e-4)
    assert np.allclose(ours.table["se"], theirs.standard_errors_[ours.table.index], rtol=1e-3)


def test_stretches_without_any_event_time_do_not_spoil_the_errors() -> None:
    data = load_stanford_heart_transplants()
    whole = andersen_gill(data, pid="id", start="start", stop="stop", event="event")
    last = float(data["stop"].max())
    quiet = data.iloc[:1].assign(id=-1, start=last, stop=last + 5, event=0)
    added = andersen_gill(
        pd.concat([data, quiet]), pid="id", start="start", stop="stop", event="event"
    )
    assert np.allclose(added.table["se"], whole.table["se"])


FREIREICH = {  # week: (survival, Greenwood standard error)
    6: (0.857, 0.0764),
    7: (0.807, 0.0869),
    10: (0.753, 0.0963),
    13: (0.690, 0.1068),
    16: (0.627, 0.1141),
    22: (0.538, 0.1282),
    23: (0.448, 0.1346),
}


@pytest.mark.parametrize("week", FREIREICH)
def test_freireich_6mp_remission_is_the_product_limit_when_nothing_competes(week: int) -> None:
    """Freireich et al. (1963), 6-MP arm (n = 21): the table of Klein & Moeschberger, ch. 4."""
    data = load_leukemia()
    arm = data[data["Rx"] == 0]
    found = aalen_johansen(
        arm["t"].to_numpy(dtype=float), ["relapse" if s else None for s in arm["status"]]
    )
    assert found.n == 21
    row = found.at("relapse", week)
    survival, se = FREIREICH[week]
    assert 1 - row["estimate"] == pytest.approx(survival, abs=0.0006)
    assert row["se"] == pytest.approx(se, abs=0.0006)


def test_competing_curves_equal_lifelines_where_there_are_no_ties_and_add_up() -> None:
    rng = np.random.default_rng(4)
    time = rng.exponential(10, 120)
    code = rng.integers(0, 3, 120)
    kinds = [None if c == 0 else "AB"[c - 1] for c in code]
    found = aalen_johansen(time, kinds)
    total = sum(curve["estimate"] for curve in found.curves.values())
    free = np.cumprod(1 - (code[np.argsort(time)] > 0) / np.arange(120, 0, -1))
    assert np.allclose(1 - total, free)
    for event, kind in ((1, "A"), (2, "B")):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fit = AalenJohansenFitter(calculate_variance=True).fit(
                time, code, event_of_interest=event
            )
        theirs = fit.cumulative_density_.iloc[1:, 0].to_numpy()
        assert np.allclose(found.curves[kind]["estimate"], theirs)


def test_one_minus_kaplan_meier_would_overstate_what_competes() -> None:
    found = aalen_johansen([1, 2, 3, 4, 5, 6.0], ["A", "B", "A", "B", "A", "B"])
    alone = aalen_johansen([1, 2, 3, 4, 5, 6.0], ["A", None, "A", None, "A", None])
    assert found.at("A", 6)["estimate"] == pytest.approx(0.5)
    assert alone.at("A", 6)["estimate"] > 0.65


def test_late_entry_counts_only_from_entry() -> None:
    found = aalen_johansen([2, 3, 4.0], ["A", "A", None], entry=[0, 2.5, 0])
    assert found.curves["A"]["estimate"].tolist() == pytest.approx([0.5, 0.75, 0.75])
    with pytest.raises(ValueError, match="na de start"):
        aalen_johansen([2.0], ["A"], entry=[2.0])


def test_bliss_red_mites_negative_binomial() -> None:
    """Bliss & Fisher (1953), European red mites on 150 apple leaves: mean 1.1467, k 1.0246."""
    counts = np.repeat(np.arange(8), [70, 38, 17, 10, 9, 3, 2, 1])
    fit = negative_binomial(pd.DataFrame({"n": counts}), "n ~ 1")
    assert fit.table.loc["Intercept", "ratio"] == pytest.approx(1.1467, abs=5e-5)
    assert fit.dispersion == pytest.approx(1.0246, abs=5e-5)
    assert fit.converged


def test_exposure_turns_counts_into_rates_and_unspread_counts_into_poisson() -> None:
    rng = np.random.default_rng(2)
    years = rng.uniform(0.5, 3, 400)
    gamma = rng.gamma(2.0, 0.5, 400)
    frame = pd.DataFrame({"years": years, "n": rng.poisson(1.5 * years * gamma)})
    fit = negative_binomial(frame, "n ~ 1", exposure="years")
    assert fit.table["low"].iloc[0] < 1.5 < fit.table["high"].iloc[0]
    assert 1.3 < fit.dispersion < 3.2
    even = pd.DataFrame({"n": [2, 2, 2, 3, 1, 2, 2, 2]})
    assert np.isinf(negative_binomial(even, "n ~ 1").dispersion)
    with pytest.raises(ValueError, match="groter dan 0"):
        negative_binomial(frame.assign(years=0.0), "n ~ 1", exposure="years")
