"""Helping factors and bottlenecks: in how many youths, and which go together."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
from scipy.stats import fisher_exact
from statsmodels.stats.multitest import multipletests

from analysis.dutch import youths
from analysis.results import Result

LEAST_YOUTHS = 10


def presence(codings: pd.DataFrame, pids: pd.Series) -> pd.DataFrame:
    """Youths × codes: whether the code occurs anywhere in the youth's sources.

    All `pids` have a row, also those without any coding: talkative cases do not count twice, and
    silent ones count.
    """
    seen = codings.dropna(subset=["code"]).drop_duplicates(["pid", "code"])
    table = pd.crosstab(seen["pid"].astype(object), seen["code"].astype(object)).astype(bool)
    return table.reindex(pids.astype(object).tolist(), fill_value=False)


def wilson(count: int, n: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson 1927)."""
    if n < 1:
        return 0.0, 1.0
    z = 1.959963984540054
    share, spread = count / n, z * z / n
    middle = (share + spread / 2) / (1 + spread)
    half = z * np.sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    return max(float(middle - half), 0.0), min(float(middle + half), 1.0)


def prevalence(table: pd.DataFrame) -> pd.DataFrame:
    """Per code: `n` youths, `share`, Wilson bounds `low`, `high`; most frequent first."""
    rows = []
    for code in table.columns:
        count = int(table[code].sum())
        rows.append((str(code), count, count / max(len(table), 1), *wilson(count, len(table))))
    found = pd.DataFrame(rows, columns=["code", "n", "share", "low", "high"])
    return found.sort_values(["n", "code"], ascending=[False, True]).reset_index(drop=True)


def rejected(p_values: list[float], *, level: float = 0.05) -> list[bool]:
    """Which p-values stay at a false discovery rate of `level` (Benjamini & Hochberg 1995)."""
    if not p_values:
        return []
    return [bool(kept) for kept in multipletests(p_values, level, "fdr_bh")[0]]


def together(table: pd.DataFrame, *, least: int = LEAST_YOUTHS, level: float = 0.05) -> Result:
    """Pairs of codes: `both` youths, `lift`, `phi`, `jaccard`, Fisher `p`, `q` (BH over all pairs).

    Only pairs of which both codes occur in at least `least` youths are tested, chosen before
    looking at how they go together.
    """
    codes = [c for c in table.columns if least <= table[c].sum() <= len(table) - 1]
    pairs = [_pair(table, a, b) for a, b in combinations(codes, 2)]
    columns = ["one", "other", "both", "lift", "phi", "jaccard", "p"]
    found = pd.DataFrame(pairs, columns=columns)
    p_values = found["p"].tolist()
    found["q"] = multipletests(p_values, level, "fdr_bh")[1] if p_values else []
    found = found.sort_values(["q", "phi"], ascending=[True, False]).reset_index(drop=True)
    linked = int((found["q"] <= level).sum())
    return Result(
        name="samen-voorkomen",
        question="Welke factoren komen bij dezelfde jeugdigen voor?",
        method=(
            "Aanwezigheid per jeugdige, Fishers exacte toets per paar, Benjamini–Hochberg over "
            f"{len(found)} paren"
        ),
        n=len(table),
        sentence=(
            f"Van {len(found)} onderzochte paren komen er {linked} bij {youths(len(table))} vaker "
            "of minder vaak samen voor dan bij toeval te verwachten is."
        ),
        table=found,
        assumptions=(f"Alleen factoren die bij {least} of meer jeugdigen voorkomen",),
    )


def _pair(
    table: pd.DataFrame, one: str, other: str
) -> tuple[str, str, int, float, float, float, float]:
    a, b = table[one].to_numpy(dtype=bool), table[other].to_numpy(dtype=bool)
    both, only_a, only_b = int((a & b).sum()), int((a & ~b).sum()), int((~a & b).sum())
    neither = len(a) - both - only_a - only_b
    lift = both * len(a) / (a.sum() * b.sum())
    product = float(a.sum()) * b.sum() * (~a).sum() * (~b).sum()
    phi = (both * neither - only_a * only_b) / np.sqrt(product)
    jaccard = both / (both + only_a + only_b)
    p = float(fisher_exact([[both, only_a], [only_b, neither]])[1])
    return str(one), str(other), both, float(lift), float(phi), float(jaccard), p
