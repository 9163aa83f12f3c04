"""After T0: numbers of events per youth, with unequal time of following."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.terugkijk.incidence import Z


@dataclass(frozen=True, eq=False)
class Rates:
    """`table`: index = term, columns `coef`, `se`, `ratio`, `low`, `high`, `p`.

    `dispersion` is θ (k): the variance is μ + μ²/θ; infinite where the counts show no more spread
    than Poisson.
    """

    table: pd.DataFrame
    dispersion: float
    log_likelihood: float
    n: int
    converged: bool


def negative_binomial(
    frame: pd.DataFrame, formula: str, *, exposure: str | None = None, cluster: str | None = None
) -> Rates:
    """Negative binomial regression (NB2, maximum likelihood) with log `exposure` as offset.

    `exposure` is a column with the time followed (> 0, any unit): coefficients are log rate ratios.
    With `cluster` (family) the standard errors are cluster-robust. BFGS, because Newton from the
    default start can fail. Where the spread is no more than Poisson's, the Poisson model is given.
    """
    import statsmodels.formula.api as smf

    offset = None
    if exposure is not None:
        if not (frame[exposure] > 0).all():
            raise ValueError("Elke jeugdige heeft een volgtijd groter dan 0 nodig")
        offset = np.log(frame[exposure].to_numpy(dtype=float))
    robust = (
        {"cov_type": "cluster", "cov_kwds": {"groups": pd.factorize(frame[cluster])[0]}}
        if cluster
        else {}
    )
    with warnings.catch_warnings():
        # Non-convergence is not printed but told in the result.
        warnings.simplefilter("ignore")
        poisson = smf.poisson(formula, frame, offset=offset).fit(disp=0, **robust)
        fit = smf.negativebinomial(formula, frame, offset=offset).fit(
            method="bfgs", maxiter=500, disp=0, **robust
        )
    alpha = float(fit.params["alpha"])
    plain = not np.isfinite(fit.llf) or alpha < 1e-4 or fit.llf < poisson.llf
    chosen = poisson if plain else fit
    terms = [term for term in chosen.params.index if term != "alpha"]
    coef, se = chosen.params[terms].to_numpy(), chosen.bse[terms].to_numpy()
    table = pd.DataFrame(
        {
            "coef": coef,
            "se": se,
            "ratio": np.exp(coef),
            "low": np.exp(coef - Z * se),
            "high": np.exp(coef + Z * se),
            "p": chosen.pvalues[terms].to_numpy(),
        },
        index=terms,
    )
    return Rates(
        table,
        float("inf") if plain else 1 / alpha,
        float(chosen.llf),
        len(frame),
        bool(chosen.mle_retvals["converged"]),
    )
