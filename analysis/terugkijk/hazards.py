"""After T0: hazard models, with the number of events that they rest on."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import norm

from analysis.terugkijk.incidence import Z

EVENTS_PER_TERM = 10
# PHReg counts a youth as at risk at the very time of entry; this moves entry just behind it.
JUST_AFTER = 1e-6


@dataclass(frozen=True, eq=False)
class Hazards:
    """`table`: index = term, columns `coef`, `se`, `hr`, `low`, `high`, `p` (hr and its bounds).

    `stable` is False where the fitter warned: near separation, or no convergence.
    """

    table: pd.DataFrame
    log_likelihood: float
    n: int
    events: int
    stable: bool = True

    @property
    def too_few_events(self) -> bool:
        """Fewer than ten events per term: estimates this thin do not deserve a model."""
        return self.events < EVENTS_PER_TERM * len(self.table)


def _table(
    terms: Sequence[str], coef: NDArray[np.float64], se: NDArray[np.float64]
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "coef": coef,
            "se": se,
            "hr": np.exp(coef),
            "low": np.exp(coef - Z * se),
            "high": np.exp(coef + Z * se),
            "p": 2 * norm.sf(np.abs(coef / se)),
        },
        index=list(terms),
    )


def cox(frame: pd.DataFrame, *, time: str, event: str) -> Hazards:
    """Cox's model (Efron ties) of `time` to `event` on all other columns; one row per youth."""
    from lifelines import CoxPHFitter

    fit, stable = _fitted(lambda: CoxPHFitter(penalizer=0.0).fit(frame, time, event))
    terms = [str(term) for term in fit.params_.index]
    table = _table(terms, fit.params_.to_numpy(), fit.standard_errors_.to_numpy())
    events = int(frame[event].sum())
    return Hazards(table, float(fit.log_likelihood_), len(frame), events, stable)


def _fitted(fit: Callable[[], Any]) -> tuple[Any, bool]:
    """The fit, and whether the fitter had nothing to warn of."""
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        found = fit()
    return found, not seen


def changing_cox(frame: pd.DataFrame, *, pid: str, start: str, stop: str, event: str) -> Hazards:
    """Cox's model with covariates that change: one row per youth and interval (start, stop].

    All other columns are covariates, constant inside a row. An exposure begins a new row on the
    day it begins (no immortal time). Standard errors assume rows that are independent given the
    covariates; with more events per youth use `andersen_gill`.
    """
    from lifelines import CoxTimeVaryingFitter

    model = CoxTimeVaryingFitter(penalizer=0.0)
    columns = {"id_col": pid, "event_col": event, "start_col": start, "stop_col": stop}
    fit, stable = _fitted(lambda: model.fit(frame, **columns))
    terms = [str(term) for term in fit.params_.index]
    table = _table(terms, fit.params_.to_numpy(), fit.standard_errors_.to_numpy())
    events = int(frame[event].sum())
    youths = int(frame[pid].nunique())
    return Hazards(table, float(fit.log_likelihood_), youths, events, stable)


def andersen_gill(
    frame: pd.DataFrame, *, pid: str, start: str, stop: str, event: str, cluster: str | None = None
) -> Hazards:
    """Recurrent events (Andersen & Gill 1982) with cluster-robust standard errors (Lin & Wei 1989).

    Rows as in `changing_cox`, with as many events per youth as happened. Clusters are youths, or
    the column `cluster` (family). lifelines has no robust errors here, statsmodels' PHReg has.
    """
    from statsmodels.duration.hazard_regression import PHReg

    if (frame[stop] <= frame[start] + JUST_AFTER).any():
        raise ValueError("Een interval is leeg: elk einde ligt na zijn begin")
    given = {pid, start, stop, event, cluster}
    terms = [str(column) for column in frame.columns if column not in given]
    model = PHReg(
        frame[stop].to_numpy(dtype=float),
        frame[terms].to_numpy(dtype=float),
        status=frame[event].to_numpy(dtype=float),
        entry=frame[start].to_numpy(dtype=float) + JUST_AFTER,
        ties="efron",
    )
    fit = model.fit()
    coef = np.asarray(fit.params, dtype=float)
    se = _clustered_errors(model, coef, pd.factorize(frame[cluster or pid])[0])
    table = _table(terms, coef, se)
    return Hazards(table, float(fit.llf), int(frame[pid].nunique()), int(frame[event].sum()))


def _clustered_errors(
    model: Any, coef: NDArray[np.float64], groups: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Sandwich errors with the score residuals summed per cluster (Lin & Wei 1989).

    Rows that were at risk at no event time have no score: statsmodels gives them NaN, and its own
    clustered errors are then NaN as a whole. Here they count as the zero that they contribute.
    """
    scores = np.nan_to_num(model.score_residuals(coef), nan=0.0)
    sums = np.zeros((int(groups.max()) + 1, scores.shape[1]))
    np.add.at(sums, groups, scores)
    bread = np.linalg.inv(model.hessian(coef))
    covariance = bread @ (sums.T @ sums) @ bread
    return np.asarray(np.sqrt(np.diag(covariance)), dtype=float)
