"""Monthly counts of RET registrations before and after a regional change."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.terugkijk.incidence import Z

LEAST_MONTHS = 24


def interrupted(counts: pd.Series, *, change: pd.Period) -> pd.DataFrame:
    """Step and change of slope at `change`, quasi-Poisson with a yearly wave (Bernal et al. 2017).

    `counts`: index = monthly periods without holes, values ≥ 0; only registrations, never youths.
    Refused with fewer than 24 months on either side. Index = term (`time`, `step`, `time_since`),
    columns `ratio`, `low`, `high`, `p`; the errors carry the Pearson overdispersion.
    """
    import statsmodels.api as sm

    months = pd.PeriodIndex(counts.index)
    if not (np.diff([month.ordinal for month in months]) == 1).all():
        raise ValueError("De maandreeks heeft gaten of staat niet op volgorde")
    after = np.asarray(months >= change)
    if min(int(after.sum()), int((~after).sum())) < LEAST_MONTHS:
        raise ValueError(f"Een onderbroken reeks vraagt {LEAST_MONTHS} maanden aan elke kant")
    t = np.arange(len(counts), dtype=float)
    angle = 2 * np.pi * (months.month.to_numpy() / 12)
    design = pd.DataFrame(
        {
            "const": 1.0,
            "time": t,
            "step": after.astype(float),
            "time_since": np.where(after, t - t[after].min(), 0.0),
            "season_sin": np.sin(angle),
            "season_cos": np.cos(angle),
        }
    )
    model = sm.GLM(counts.to_numpy(dtype=float), design, family=sm.families.Poisson())
    fit = model.fit(scale="X2")
    terms = ["time", "step", "time_since"]
    coef, se = fit.params[terms].to_numpy(), fit.bse[terms].to_numpy()
    return pd.DataFrame(
        {
            "ratio": np.exp(coef),
            "low": np.exp(coef - Z * se),
            "high": np.exp(coef + Z * se),
            "p": fit.pvalues[terms].to_numpy(),
        },
        index=terms,
    )
