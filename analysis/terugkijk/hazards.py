"""After T0: hazard models, with the number of events that they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
    """`table`: index = term, columns `coef`, `se`, `hr`, `low`, `high`, `p` (hr and its bounds)."""

    table: pd.DataFrame
    log_likelihood: float
    n: int
    events: int

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

    fit = CoxPHFitter(penalizer=0.0).fit(frame, time, event)
    terms = [str(term) for term in fit.params_.index]
    table = _table(terms, fit.params_.to_numpy(), fit.standard_errors_.to_numpy())
    return Hazards(table, float(fit.log_likelihood_), len(frame), int(frame[event].sum()))


def changing_cox(frame: pd.DataFrame, *, pid: str, start: str, stop: str, event: str) -> Hazards:
    """Cox's model with covariates that change: one row per youth and interval (start, stop].

    All other columns are covariates, constant inside a row. An exposure begins a new row on the
    day it begins (no immortal time). Standard errors assume rows that are independent given the
    covariates; with more events per youth use `andersen_gill`.
    """
    from lifelines import CoxTimeVaryingFitter

    fit = CoxTimeVaryingFitter(penalizer=0.0).fit(
        frame, id_col=pid, event_col=event, start_col=start, stop_col=stop
    )
    terms = [str(term) for term in fit.params_.index]
    table = _table(terms, fit.params_.to_numpy(), fit.standard_errors_.to_numpy())
    events = int(frame[event].sum())
    return Hazards(table, float(fit.log_likelihood_), int(frame[pid].nunique()), events)


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
    groups = pd.factorize(frame[cluster or pid])[0]
    fit = model.fit(groups=groups)
    table = _table(terms, np.asarray(fit.params), np.asarray(fit.bse))
    return Hazards(table, float(fit.llf), int(frame[pid].nunique()), int(frame[event].sum()))
