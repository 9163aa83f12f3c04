"""Who stopped and in which pattern: standardised differences, monotone or intermittent, MCAR."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy import stats

from analysis.frames import Frames
from analysis.quality.limits import FEW

COLUMNS = ("what", "smd", "low", "high", "n_stopped", "n_stayed")


def patterns(frames: Frames, months: Mapping[str, int]) -> pd.DataFrame:
    """Per informant the number of youths with complete, monotone and intermittent missingness.

    Only contributions that were due count; a youth counts per informant once.
    """
    asked = frames["contributions"]
    asked = asked[asked["due"].fillna(False) & asked["wave"].isin(list(months))]
    if not len(asked):
        return pd.DataFrame(columns=["compleet", "doorgaand", "onderbroken"], dtype=int)
    done = (
        asked.assign(done=asked["state"].eq("gedaan"), months=asked["wave"].map(dict(months)))
        .groupby(["informant", "pid", "months"])["done"]
        .any()
        .reset_index()
        .sort_values("months")
    )
    who = done.groupby(["informant", "pid"])["done"]
    complete = who.all()
    # Monotone: once missing, missing ever after.
    later = done.assign(so_far=who.cummin())
    monotone = (later["so_far"] == later["done"]).groupby([later["informant"], later["pid"]]).all()
    kind = pd.Series("onderbroken", index=complete.index)
    kind[monotone] = "doorgaand"
    kind[complete] = "compleet"
    table = kind.groupby(level=0).value_counts().unstack(fill_value=0)
    return table.reindex(columns=["compleet", "doorgaand", "onderbroken"], fill_value=0)


def differences(frames: Frames) -> pd.DataFrame:
    """Standardised mean differences at the 0-meting between who stopped and who stayed.

    d = (mean stopped − mean stayed) / √((s₁² + s₂²) / 2); its standard error
    √((n₁+n₂)/(n₁n₂) + d²/(2(n₁+n₂))) gives the 95 % interval (Hedges & Olkin 1985). Empty where
    a group has fewer than ten youths.
    """
    cases = frames["cases"]
    stopped = cases["exit_on"].notna()
    if min(stopped.sum(), (~stopped).sum()) < FEW:
        return pd.DataFrame(columns=list(COLUMNS))
    lines = [
        _line(name, values[stopped].dropna(), values[~stopped].dropna())
        for name, values in _covariates(frames)
    ]
    return pd.DataFrame([line for line in lines if line is not None], columns=list(COLUMNS))


def _covariates(frames: Frames) -> list[tuple[str, pd.Series]]:
    cases = frames["cases"].reset_index(drop=True)
    found = [("leeftijd", cases["age_months_t0"].astype(float))]
    for column in ("region", "setting"):
        dummies = pd.get_dummies(cases[column]).astype(float)
        found += [(f"{column}:{name}", dummies[name]) for name in dummies]
    scores = frames["scores"]
    scores = scores[scores["wave"].eq("T0") & scores["informant"].isin(["jeugdige", "ouder"])]
    for (scale, informant), own in scores.groupby(["scale", "informant"]):
        values = cases["pid"].map(own.groupby("pid")["score"].mean())
        found.append((f"{scale}:{informant}", values.astype(float)))
    return found


def _line(name: str, gone: pd.Series, left: pd.Series) -> tuple[object, ...] | None:
    n1, n2 = len(gone), len(left)
    if min(n1, n2) < FEW:
        return None
    spread = np.sqrt((gone.var() + left.var()) / 2)
    if not spread > 0:
        return None
    d = float((gone.mean() - left.mean()) / spread)
    error = float(np.sqrt((n1 + n2) / (n1 * n2) + d**2 / (2 * (n1 + n2))))
    return (name, d, d - 1.96 * error, d + 1.96 * error, n1, n2)


def little(values: pd.DataFrame) -> tuple[float, int, float]:
    """Little's (1988) MCAR test with complete-case moments: χ², degrees of freedom, p.

    d² = Σⱼ nⱼ (ȳⱼ − μ̂ⱼ)ᵀ Σ̂ⱼ⁻¹ (ȳⱼ − μ̂ⱼ) over missingness patterns j. μ̂ and Σ̂ come from pairwise
    available data, not from EM: use as description only (METHODS). NaN where it cannot be computed.
    """
    values = values.dropna(how="all").astype(float)
    mean, cov = values.mean(), values.cov()
    names = [str(name) for name in values]
    values.columns = mean.index = cov.index = cov.columns = pd.Index(names)
    seen = values.notna()
    total, degrees = 0.0, 0
    for _, rows in values.groupby([seen[c] for c in names]):
        there = [c for c in names if rows[c].notna().all()]
        away = (rows[there].mean() - mean[there]).to_numpy()
        inverse = np.linalg.pinv(cov.loc[there, there].to_numpy())
        total += len(rows) * float(away @ inverse @ away)
        degrees += len(there)
    degrees -= values.shape[1]
    if degrees <= 0:
        return float("nan"), 0, float("nan")
    return total, degrees, float(stats.chi2.sf(total, degrees))
