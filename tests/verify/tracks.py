"""What the estimators of the three tracks do on made studies of which the truth is known.

Each method draws one study of n youths and gives (estimate, low, high, truth), or None where it did
not converge. Truths are those of the drawing, not of the model.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.casusoverstijgend.cooccurrence import wilson
from analysis.meekijk.binary import marginal_logit
from analysis.meekijk.change import mean_change
from analysis.meekijk.courses import course
from analysis.meekijk.imputation import completed, pooled_mean_change
from analysis.meekijk.stopping import staying_weights
from analysis.terugkijk.hazards import andersen_gill, changing_cox
from analysis.terugkijk.incidence import aalen_johansen
from analysis.terugkijk.rates import negative_binomial

Draw = tuple[float, float, float, float]
Method = Callable[[np.random.Generator, int], Draw | None]


@dataclass(frozen=True)
class Behaviour:
    """Over the converged runs: mean error, its Monte Carlo error, share of intervals with truth."""

    runs: int
    failed: int
    bias: float
    bias_se: float
    coverage: float
    spread: float

    @property
    def coverage_error(self) -> float:
        """99 % Monte Carlo half width around a nominal coverage of 0.95."""
        return float(2.576 * np.sqrt(0.95 * 0.05 / max(self.runs - self.failed, 1)))

    def covers(self, allowance: float = 0.0) -> bool:
        """Whether coverage is not below nominal by more than chance and a stated allowance."""
        return self.coverage >= 0.95 - self.coverage_error - allowance

    def unbiased(self, allowance: float = 0.0) -> bool:
        return abs(self.bias) <= 2.576 * self.bias_se + allowance


def behaviour(method: Method, n: int, *, runs: int, seed: int) -> Behaviour:
    """`method` on `runs` made studies of `n` youths."""
    rng = np.random.default_rng(seed)
    drawn = [method(rng, n) for _ in range(runs)]
    kept = np.array([d for d in drawn if d is not None])
    error = kept[:, 0] - kept[:, 3]
    inside = (kept[:, 1] <= kept[:, 3]) & (kept[:, 3] <= kept[:, 2])
    return Behaviour(
        runs,
        runs - len(kept),
        float(error.mean()),
        float(error.std(ddof=1) / np.sqrt(len(kept))),
        float(inside.mean()),
        float(kept[:, 0].std(ddof=1)),
    )


def _panel(rng: np.random.Generator, n: int, change: float) -> pd.DataFrame:
    """T0, T6, T12 with own level and slope per youth; `change` per half year."""
    level, slope = rng.normal(20, 4, n), rng.normal(change, 1.0, n)
    waves = np.arange(3)
    y = level[:, None] + slope[:, None] * waves + rng.normal(0, 2, (n, 3))
    return pd.DataFrame(
        {"pid": np.repeat(np.arange(n), 3), "time": np.tile(waves, n), "y": y.ravel()}
    )


def change(effect: float) -> Method:
    def method(rng: np.random.Generator, n: int) -> Draw | None:
        wide = _panel(rng, n, effect).pivot(index="pid", columns="time", values="y")
        found = mean_change(pd.DataFrame({"before": wide[0], "after": wide[1]}))
        return found["mean"], found["low"], found["high"], effect

    return method


def mixed_course(effect: float) -> Method:
    def method(rng: np.random.Generator, n: int) -> Draw | None:
        panel = _panel(rng, n, effect)
        gone = rng.random(n) < 0.2  # stops after T6, whatever the score
        panel = panel[~((panel["time"] == 2) & panel["pid"].isin(np.flatnonzero(gone)))]
        fit = course(panel, "y ~ time", group="pid", time="time")
        if not fit.converged:
            return None
        row = fit.fixed.loc["time"]
        return float(row["coef"]), float(row["low"]), float(row["high"]), effect

    return method


def incidence(censored: float) -> Method:
    def method(rng: np.random.Generator, n: int) -> Draw | None:
        home, closed = rng.exponential(20, n), rng.exponential(40, n)
        end = rng.exponential(12 / censored, n) if censored else np.full(n, np.inf)
        end = np.minimum(end, 24.0)
        time = np.ceil(np.minimum.reduce([home, closed, end]) * 30) / 30  # days, so with ties
        kind = np.where(end <= np.minimum(home, closed), "", np.where(home < closed, "H", "C"))
        row = aalen_johansen(time, [k or None for k in kind]).at("H", 12.0)
        truth = (1 / 20) / (1 / 20 + 1 / 40) * (1 - np.exp(-12 * (1 / 20 + 1 / 40)))
        return float(row["estimate"]), float(row["low"]), float(row["high"]), float(truth)

    return method


def rate(effect: float) -> Method:
    def method(rng: np.random.Generator, n: int) -> Draw | None:
        years, group = rng.uniform(0.5, 3, n), np.arange(n) % 2
        mean = 1.2 * years * np.exp(effect * group) * rng.gamma(2, 0.5, n)
        frame = pd.DataFrame({"n": rng.poisson(mean), "years": years, "group": group})
        fit = negative_binomial(frame, "n ~ group", exposure="years")
        if not fit.converged:
            return None
        row = fit.table.loc["group"]
        return float(row["coef"]), float(np.log(row["low"])), float(np.log(row["high"])), effect

    return method


def recurrent(effect: float) -> Method:
    def method(rng: np.random.Generator, n: int) -> Draw | None:
        rows = []
        for pid in range(n):
            exposed, end = float(pid % 2), rng.uniform(12, 36)
            pace = 0.06 * np.exp(effect * exposed)
            now = 0.0
            while now < end:
                step = rng.exponential(1 / pace)
                stop = min(now + max(step, 0.01), end)
                rows.append((pid, now, stop, float(now + step <= end), exposed))
                now = stop
        frame = pd.DataFrame(rows, columns=["pid", "start", "stop", "event", "exposed"])
        frame = frame[frame["stop"] - frame["start"] > 1e-5]
        row = andersen_gill(frame, pid="pid", start="start", stop="stop", event="event").table.iloc[
            0
        ]
        return float(row["coef"]), float(np.log(row["low"])), float(np.log(row["high"])), effect

    return method


def exposure(effect: float) -> Method:
    def method(rng: np.random.Generator, n: int) -> Draw | None:
        rows = []
        for pid in range(n):
            switch, first = rng.uniform(1, 12), rng.exponential(15)
            later = switch + rng.exponential(15 / np.exp(effect))
            event = first if first < switch else later
            stop = min(event, 24.0)
            if stop <= switch:
                rows.append((pid, 0.0, stop, event <= 24, 0.0))
            else:
                rows += [(pid, 0.0, switch, False, 0.0), (pid, switch, stop, event <= 24, 1.0)]
        frame = pd.DataFrame(rows, columns=["pid", "start", "stop", "event", "exposed"])
        row = changing_cox(frame, pid="pid", start="start", stop="stop", event="event").table.iloc[
            0
        ]
        return float(row["coef"]), float(np.log(row["low"])), float(np.log(row["high"])), effect

    return method


def marginal(effect: float) -> Method:
    def method(rng: np.random.Generator, n: int) -> Draw | None:
        group = np.arange(n) % 2
        own = rng.random(n) < 0.5  # with this chance a youth repeats its first answer
        chance = 1 / (1 + np.exp(-(-0.4 + effect * group)))
        first = rng.random(n) < chance
        answers = [np.where(own & (w > 0), first, rng.random(n) < chance) for w in range(1, 3)]
        y = np.stack([first, *answers], axis=1).astype(float)
        frame = pd.DataFrame(
            {"pid": np.repeat(np.arange(n), 3), "group": np.repeat(group, 3), "y": y.ravel()}
        )
        fit = marginal_logit(frame, "y ~ group", group="pid")
        if not fit.converged:
            return None
        row = fit.table.loc["group"]
        return float(row["coef"]), float(np.log(row["low"])), float(np.log(row["high"])), effect

    return method


def _stopped(rng: np.random.Generator, n: int) -> pd.DataFrame:
    """Who scores high at T0 stops more often: at random given T0. True change −2."""
    before = rng.normal(20, 4, n)
    after = before - 2 - 0.4 * (before - 20) + rng.normal(0, 2, n)
    stays = rng.random(n) < 1 / (1 + np.exp((before - 24) / 2))
    return pd.DataFrame({"T0": before, "T6": np.where(stays, after, np.nan)})


def imputed(_: float = 0.0) -> Method:
    def method(rng: np.random.Generator, n: int) -> Draw | None:
        frames = completed(_stopped(rng, n), m=10, rounds=3, seed=int(rng.integers(1 << 30)))
        found = pooled_mean_change(frames, "T0", "T6")
        return found.estimate, found.interval.low, found.interval.high, -2.0

    return method


def weighted(_: float = 0.0) -> Method:
    def method(rng: np.random.Generator, n: int) -> Draw | None:
        frame = _stopped(rng, n)
        frame["stayed"] = frame["T6"].notna().astype(int)
        fit = staying_weights(frame, "T0", stayed="stayed")
        if not fit.converged:
            return None
        kept = frame[frame["stayed"] == 1]
        w = fit.weights[kept.index].to_numpy()
        d = (kept["T6"] - kept["T0"]).to_numpy()
        mean = float((w * d).sum() / w.sum())
        half = 1.96 * float(np.sqrt((w**2 * (d - mean) ** 2).sum()) / w.sum())
        return mean, mean - half, mean + half, -2.0

    return method


def share(true: float) -> Method:
    def method(rng: np.random.Generator, n: int) -> Draw | None:
        count = int(rng.binomial(n, true))
        return count / n, *wilson(count, n), true

    return method


METHODS: dict[str, Method] = {
    "change, none": change(0.0),
    "change, known": change(-2.0),
    "mixed course, none": mixed_course(0.0),
    "mixed course, known": mixed_course(-1.5),
    "incidence, all followed": incidence(0.0),
    "incidence, half stop": incidence(0.5),
    "rate ratio, none": rate(0.0),
    "rate ratio, known": rate(0.6),
    "recurrent, none": recurrent(0.0),
    "recurrent, known": recurrent(0.6),
    "exposure, none": exposure(0.0),
    "exposure, known": exposure(0.7),
    "marginal, none": marginal(0.0),
    "marginal, known": marginal(0.9),
    "imputed change": imputed(),
    "weighted change": weighted(),
    "share": share(0.3),
}
