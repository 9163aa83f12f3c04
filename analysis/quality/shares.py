"""Checks #20, #21, #28–#30 and #34 on the register as a whole: shares, preferences, drift."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
from scipy import stats

from analysis.frames import Frames
from analysis.quality.judging import check
from analysis.quality.limits import FEW, Limits
from analysis.quality.rows import nothing, whole

SURE = 0.001
# Two of about 30.4 days: the 1st and the 15th; the same day of the month, or the day before.
TWO_DAYS = 2 / 30.436875
ENOUGH = 30
# Frames that repeat answers as one series over versions.
SERIES = "_reeks"


def _more_often(hits: pd.Series, share: float) -> bool:
    if len(hits) < ENOUGH:
        return False
    test = stats.binomtest(int(hits.sum()), len(hits), share, alternative="greater")
    return bool(test.pvalue < SURE)


@check("voorkeur_dag")
def day_preference(frames: Frames, limits: Limits) -> pd.DataFrame:
    stays = frames["stays"]
    exact = stays[stays["precision_start"].eq("dag")]["start_earliest"].dropna()
    many = exact.dt.day.isin([1, 15])
    return whole(["begindatums"], [_more_often(many, TWO_DAYS)], [str(int(many.sum()))])


@check("voorkeur_duur")
def length_preference(frames: Frames, limits: Limits) -> pd.DataFrame:
    stays = frames["stays"]
    exact = stays[stays["precision_start"].eq("dag") & stays["precision_end"].eq("dag")]
    exact = exact[(exact["end_earliest"] - exact["start_earliest"]).dt.days >= 28]
    day, after = exact["start_earliest"].dt.day, exact["end_earliest"] + pd.Timedelta(days=1)
    round_ones = (exact["end_earliest"].dt.day == day) | (after.dt.day == day)
    return whole(["duren"], [_more_often(round_ones, TWO_DAYS)], [str(int(round_ones.sum()))])


@check("voorkeur_gewicht")
def weight_preference(frames: Frames, limits: Limits) -> pd.DataFrame:
    weights = frames["goals"].drop_duplicates(["pid", "goal"])["weight"].dropna()
    if len(weights) < ENOUGH:
        return nothing()
    share = float(weights.value_counts(normalize=True).iloc[0])
    return whole(["gewichten"], [share > 0.8], [f"{share:.2f}"])


@check("datum_op_jaar")
def year_only(frames: Frames, limits: Limits) -> pd.DataFrame:
    stays = frames["stays"]
    stays = stays[stays["precision_start"].notna()]
    used = (
        stays["precision_start"]
        .eq("jaar")
        .groupby(stays["source"].fillna(""))
        .agg(["size", "mean"])
    )
    used = used[used["size"] >= FEW]
    hit = 100 * used["mean"] > limits["datum_op_jaar"]
    return whole([f"bron:{s}" for s in used.index], list(hit), [f"{m:.2f}" for m in used["mean"]])


def _baseline(frames: Frames) -> pd.DataFrame:
    """Scores of the 0-meting with who entered them and when."""
    key = ["pid", "wave", "informant", "party", "instrument"]
    held = frames["collected"].drop_duplicates(key)[[*key, "collected_on", "interviewer"]]
    scores = frames["scores"]
    scores = scores[scores["wave"].eq("T0") & scores["score"].notna()].merge(held, on=key)
    name = scores["instrument"] + "." + scores["scale"] + "." + scores["informant"]
    return scores.assign(name=name)


def icc(groups: list[np.ndarray]) -> tuple[float, float]:
    """One-way ICC(1) and the p-value of its F-test, over groups of unequal size.

    ICC = (MSB − MSW) / (MSB + (k₀ − 1)·MSW), k₀ = (N − Σn²/N) / (g − 1).
    """
    sizes = np.array([len(group) for group in groups], dtype=float)
    n, g = sizes.sum(), len(groups)
    mean = np.concatenate(groups).mean()
    between = sum(s * (x.mean() - mean) ** 2 for s, x in zip(sizes, groups, strict=True)) / (g - 1)
    within = sum(((x - x.mean()) ** 2).sum() for x in groups) / (n - g)
    if within == 0:
        return (1.0, 0.0) if between > 0 else (0.0, 1.0)
    k0 = (n - (sizes**2).sum() / n) / (g - 1)
    value = (between - within) / (between + (k0 - 1) * within)
    return float(value), float(stats.f.sf(between / within, g - 1, n - g))


@check("interviewer_effect")
def interviewers(frames: Frames, limits: Limits) -> pd.DataFrame:
    places, hits, values = [], [], []
    for name, own in _baseline(frames).groupby("name"):
        groups = [
            one["score"].to_numpy(dtype=float)
            for _, one in own.groupby("interviewer")
            if len(one) >= FEW
        ]
        if len(groups) < 2:
            continue
        value, p = icc(groups)
        places.append(f"schaal:{name}")
        hits.append((value > limits["interviewer_icc"] and p < 0.05) or p < SURE)
        values.append(f"{value:.2f}")
    return whole(places, hits, values)


@check("verloop_kwartaal")
def quarters(frames: Frames, limits: Limits) -> pd.DataFrame:
    places, hits, values = [], [], []
    for name, own in _baseline(frames).groupby("name"):
        score = own["score"].astype(float)
        for quarter, part in score.groupby(own["collected_on"].dt.to_period("Q").astype(str)):
            rest = score.drop(part.index)
            if len(part) < FEW or len(rest) < FEW:
                continue
            error = score.std() * np.sqrt(1 / len(part) + 1 / len(rest))
            places.append(f"schaal:{name}:{quarter}")
            hits.append(bool(error > 0 and abs(part.mean() - rest.mean()) > 3 * error))
            values.append(f"{part.mean():.2f}")
    return whole(places, hits, values)


@check("item_ontbreekt")
def items_missing(frames: Frames, limits: Limits) -> pd.DataFrame:
    """Share of reasons for a gap among the sheets on which the item showed; nvt is no gap."""
    found = []
    for name in sorted(
        frame for frame in frames if frame.startswith("answers_") and not frame.endswith(SERIES)
    ):
        frame = frames[name]
        items = [c for c in frame if f"{c}__gap" in frame]
        if not items or not len(frame):
            continue
        who = [frame["wave"].fillna(""), frame["informant"].fillna("")]
        gaps = frame[[f"{item}__gap" for item in items]].set_axis(items, axis=1)
        missing = gaps.apply(lambda gap: gap.notna() & (gap != "nvt")).groupby(who).sum()
        asked = (frame[items].notna() | gaps.notna()).groupby(who).sum()
        share = (100 * missing / asked.where(asked >= ENOUGH)).stack()
        found.append((name.removeprefix("answers_"), share))
    places = [f"item:{n}.{i[2]}:{i[0]}:{i[1]}" for n, share in found for i in share.index]
    values = [float(value) for _, share in found for value in share.to_numpy()]
    return whole(
        places, [v > limits["item_ontbreekt"] for v in values], [f"{v:.0f}" for v in values]
    )


@check("schaal_ontbreekt")
def scales_missing(frames: Frames, limits: Limits) -> pd.DataFrame:
    scores = frames["scores"]
    who = scores.groupby(["instrument", "scale", "wave", "informant"])["score"]
    share = 100 * who.agg(lambda s: s.isna().mean())[who.size() >= ENOUGH]
    places = [f"schaal:{i}.{s}:{w}:{inf}" for i, s, w, inf in share.index]
    return whole(places, list(share > limits["schaal_ontbreekt"]), [f"{v:.0f}" for v in share])


@check("weigering_hoog")
def refusals(frames: Frames, limits: Limits) -> pd.DataFrame:
    asked = frames["contributions"]
    asked = asked[asked["due"].fillna(False)]
    who = asked["state"].eq("geweigerd").groupby([asked["wave"], asked["informant"]])
    share = (100 * who.mean()[who.size() >= FEW]).astype(float)
    places = [f"{wave}:{informant}" for wave, informant in share.index]
    return whole(places, list(share > limits["weigering_procent"]), [f"{v:.0f}" for v in share])


@check("werving_nonrespons")
def recruitment(frames: Frames, limits: Limits) -> pd.DataFrame:
    """Steps at which fewer than half go on, per region group."""
    flow = frames["flow"]
    wide = flow.pivot_table(index="region_group", columns="step", values="n_clients", aggfunc="sum")
    order = wide.sum().sort_values(ascending=False).index
    places, hits, values = [], [], []
    for earlier, later in pairwise(order):
        for group, share in (wide[later] / wide[earlier]).dropna().items():
            places.append(f"{earlier} → {later}:{group}")
            hits.append(bool(share < 0.5))
            values.append(f"{share:.2f}")
    return whole(places, hits, values)
