"""Do groups of youths differ in their trajectories? Discrepancy and a permutation test."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.cautions import COSTS, SELECTED
from analysis.dutch import decimal
from analysis.results import Result
from analysis.terugkijk.sequences import Sequences
from analysis.terugkijk.uniques import Distances


def discrepancy(distances: Distances, weights: NDArray[np.float64]) -> float:
    """Pseudo variance: Σ w_i w_j d_ij / (2 W²) (Studer, Ritschard, Gabadinho & Müller 2011)."""
    return float(weights @ distances @ weights / (2 * weights.sum() ** 2))


def explained(
    distances: Distances, weights: NDArray[np.float64], groups: NDArray[np.intp]
) -> float:
    """Pseudo R²: the share of the discrepancy between groups, 1 − SS_within/SS_total."""
    total = discrepancy(distances, weights) * weights.sum()
    members = (groups[:, None] == np.unique(groups)[None]) * weights[:, None]
    sums = (members * (distances @ members)).sum(axis=0)
    size = 2 * members.sum(axis=0)
    inside = float(np.divide(sums, size, out=np.zeros_like(sums), where=size > 0).sum())
    return 1 - inside / total if total > 0 else 0.0


def compare_groups(
    sequences: Sequences,
    distances: Distances,
    groups: Sequence[str],
    *,
    question: str,
    permutations: int = 999,
    seed: int = 1,
) -> Result:
    """Pseudo R² of a grouping, with the share of random regroupings that explain as much.

    Youths and their weights stay together; group labels are shuffled. p = (1 + b)/(1 + B).
    """
    names, numbers = np.unique(np.asarray(groups, dtype=object), return_inverse=True)
    numbers = numbers.astype(np.intp)
    found = explained(distances, sequences.weights, numbers)
    rng = np.random.default_rng(seed)
    order = np.lexsort((numbers, *sequences.codes.T[::-1]))
    arranged, weights = distances[np.ix_(order, order)], sequences.weights[order]
    labels = numbers[order]
    shuffled = (explained(arranged, weights, rng.permutation(labels)) for _ in range(permutations))
    as_much = sum(value >= found - 1e-12 for value in shuffled)
    p = (1 + as_much) / (1 + permutations)
    table = _table(sequences, distances, numbers, names)
    return Result(
        name="groepen-vergeleken",
        question=question,
        method=(
            "Discrepantie-analyse (Studer e.a. 2011), permutatietoets met "
            f"{permutations} herverdelingen"
        ),
        n=sequences.n,
        sentence=(
            f"De groepsindeling hangt samen met {decimal(100 * found, 1)}% van de verschillen "
            f"tussen trajecten (p = {decimal(p, 3)})."
        ),
        table=table,
        estimate=found,
        assumptions=("De groepen hebben een vergelijkbare spreiding (zie kolom discrepantie)",),
        cautions=(SELECTED, COSTS),
    )


def _table(
    sequences: Sequences,
    distances: Distances,
    numbers: NDArray[np.intp],
    names: NDArray[np.object_],
) -> pd.DataFrame:
    rows = []
    for number, name in enumerate(names):
        members = np.flatnonzero(numbers == number)
        spread = discrepancy(distances[np.ix_(members, members)], sequences.weights[members])
        rows.append((str(name), len(members), spread))
    return pd.DataFrame(rows, columns=["groep", "n", "discrepantie"])
