"""Checks #42–#44: do coders agree, and do codings still fit their texts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.casusoverstijgend.agreement import alpha
from analysis.frames import Frames
from analysis.quality.judging import check
from analysis.quality.limits import FEW, Limits
from analysis.quality.rows import nothing, rows, whole

RARE = 3


def _shared(codings: pd.DataFrame) -> pd.DataFrame:
    """The codings of segments that at least two coders looked at."""
    coders = codings.groupby(["pid", "segment"])["coder"].transform("nunique")
    return codings[coders >= 2]


def alphas(codings: pd.DataFrame) -> dict[str, float]:
    """Code → Krippendorff's α (nominal: given or not) over segments that two or more coded.

    A code with fewer than ten shared segments gets no coefficient.
    """
    shared = _shared(codings)
    if not len(shared):
        return {}
    unit = shared["pid"].astype(str) + "/" + shared["segment"].astype(str)
    looked = pd.crosstab(shared["coder"], unit) > 0
    if looked.shape[1] < FEW:
        return {}
    found = {}
    for code, own in shared.groupby("code"):
        given = pd.crosstab(own["coder"], unit[own.index]) > 0
        given = given.reindex(index=looked.index, columns=looked.columns, fill_value=False)
        ratings = np.where(looked.to_numpy(), given.to_numpy().astype(float), np.nan)
        found[str(code)] = alpha(ratings)
    return {code: value for code, value in found.items() if not np.isnan(value)}


@check("dubbel_codeerd_aandeel")
def double_share(frames: Frames, limits: Limits) -> pd.DataFrame:
    codings = frames["codings"]
    if not len(codings):
        return nothing()
    coders = codings.groupby(["pid", "wave"], dropna=False)["coder"].nunique()
    share = 100 * float((coders >= 2).mean())
    few = share < limits["dubbel_codeerd_procent"]
    return whole(["dubbel gecodeerd"], [few], [f"{share:.0f}"])


@check("codeur_alfa")
def disagreement(frames: Frames, limits: Limits) -> pd.DataFrame:
    found = alphas(frames["codings"])
    low = [value < limits["codeur_alfa_voorlopig"] for value in found.values()]
    return whole([f"code:{code}" for code in found], low, [f"{v:.2f}" for v in found.values()])


@check("codeur_alfa_voorlopig")
def tentative(frames: Frames, limits: Limits) -> pd.DataFrame:
    found = alphas(frames["codings"])
    low, good = limits["codeur_alfa_voorlopig"], limits["codeur_alfa"]
    hit = [low <= value < good for value in found.values()]
    return whole([f"code:{code}" for code in found], hit, [f"{v:.2f}" for v in found.values()])


@check("codeur_verloop")
def drift(frames: Frames, limits: Limits) -> pd.DataFrame:
    codings = frames["codings"]
    codings = codings[codings["coded_on"].notna()]
    if not len(codings):
        return nothing()
    quarter = codings["coded_on"].dt.to_period("Q").astype(str)
    means = {
        name: float(np.mean(list(found.values())))
        for name, own in codings.groupby(quarter)
        if (found := alphas(own))
    }
    good = limits["codeur_alfa_voorlopig"]
    seen = list(means.values())
    hit = [v < good and any(e >= good for e in seen[:place]) for place, v in enumerate(seen)]
    return whole([f"kwartaal:{name}" for name in means], hit, [f"{v:.2f}" for v in seen])


@check("code_een_codeur")
def one_coder(frames: Frames, limits: Limits) -> pd.DataFrame:
    codings = frames["codings"]
    if codings["coder"].nunique() < 2:
        return nothing()
    used = codings.groupby("code")["coder"].agg(["size", "nunique"])
    hit = (used["size"] >= RARE) & (used["nunique"] == 1)
    return whole([f"code:{c}" for c in used.index], list(hit), [str(n) for n in used["size"]])


@check("code_zeldzaam")
def rare(frames: Frames, limits: Limits) -> pd.DataFrame:
    used = frames["codings"]["code"].value_counts().sort_index()
    return whole([f"code:{c}" for c in used.index], list(used < RARE), [str(n) for n in used])


@check("codering_buiten_tekst")
def outside(frames: Frames, limits: Limits) -> pd.DataFrame:
    texts = frames["texts"]
    hit = texts["offsets_outside"] > 0
    return rows(texts, hit, value=["offsets_outside"], place=["tekst", "text"])


@check("tekst_gewijzigd")
def changed(frames: Frames, limits: Limits) -> pd.DataFrame:
    texts = frames["texts"]
    hit = texts["changed_since_coding"].eq(True)
    return rows(texts, hit, value=["changed_since_coding"], place=["tekst", "text"])
