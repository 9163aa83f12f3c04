"""The course over all waves: a mixed model with random intercept and slope per youth."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from analysis.dutch import listing

SINGULAR = 1e-4


@dataclass(frozen=True, eq=False)
class Course:
    """`fixed`: index = term, columns `coef`, `se`, `t`, `df`, `low`, `high`, `p`.

    `random`: variance components (`intercept`, `slope`, `covariance`, `residual`); `criterion` is
    −2 log restricted likelihood. `slope_dropped` where the model with slopes was singular.
    """

    fixed: pd.DataFrame
    random: dict[str, float]
    criterion: float
    n: int
    slope_dropped: bool
    converged: bool

    def assumptions(self) -> tuple[str, ...]:
        notes = ["t-verdeling met n − p vrijheidsgraden (geen Kenward–Roger beschikbaar)"]
        if self.slope_dropped:
            notes.append("Eigen helling per jeugdige niet te schatten (singulier): alleen niveau")
        if not self.converged:
            notes.append("De schatting kwam NIET tot rust")
        return (listing(notes),)


def course(frame: pd.DataFrame, formula: str, *, group: str, time: str | None) -> Course:
    """REML fit of `formula` with youths (`group`) as random intercepts and slopes over `time`.

    Slopes that are singular (variance nearly zero, correlation one) or do not converge are dropped.
    Small-sample inference: t with (number of groups − fixed terms) degrees of freedom, because
    statsmodels has no Kenward–Roger; below 50 groups normal intervals are too narrow. Rows with
    gaps are left out.
    """
    used = frame.dropna(subset=[c for c in frame.columns if c in formula or c in {group, time}])
    found = _fit(used, formula, group, f"~{time}") if time else None
    dropped = found is not None and _singular(found)
    if found is None or dropped:
        found = _fit(used, formula, group, None)
    return _read(found, used[group].nunique(), dropped)


def _fit(frame: pd.DataFrame, formula: str, group: str, slopes: str | None) -> Any:
    import statsmodels.formula.api as smf

    with warnings.catch_warnings():
        # Singularity and non-convergence are judged below and told in the result.
        warnings.simplefilter("ignore")
        model = smf.mixedlm(formula, frame, groups=group, re_formula=slopes)
        return model.fit(reml=True, method=["lbfgs", "bfgs", "cg"])


def _singular(fit: Any) -> bool:
    covariance, scale = np.asarray(fit.cov_re), float(fit.scale)
    spread = np.sqrt(np.clip(np.diag(covariance), 0, None))
    if not fit.converged or (np.diag(covariance) < SINGULAR * scale).any():
        return True
    return bool(abs(covariance[0, 1] / (spread[0] * spread[1])) > 1 - SINGULAR)


def _read(fit: Any, groups: int, dropped: bool) -> Course:
    coef, se = fit.fe_params.to_numpy(), np.asarray(fit.bse_fe)
    df = max(groups - len(coef), 1)
    t = coef / se
    half = stats.t.ppf(0.975, df) * se
    fixed = pd.DataFrame(
        {
            "coef": coef,
            "se": se,
            "t": t,
            "df": float(df),
            "low": coef - half,
            "high": coef + half,
            "p": 2 * stats.t.sf(np.abs(t), df),
        },
        index=list(fit.fe_params.index),
    )
    covariance = np.asarray(fit.cov_re)
    random = {"intercept": float(covariance[0, 0]), "residual": float(fit.scale)}
    if len(covariance) > 1:
        random |= {"slope": float(covariance[1, 1]), "covariance": float(covariance[0, 1])}
    return Course(fixed, random, float(-2 * fit.llf), groups, dropped, bool(fit.converged))
