"""Which trajectories stand for a group: the medoid, and a small set that covers most of it."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.terugkijk.frequencies import spell_text
from analysis.terugkijk.sequences import Sequences
from analysis.terugkijk.typology import Typology
from analysis.terugkijk.uniques import Distances


def medoid(sequences: Sequences, distances: Distances, rows: NDArray[np.intp] | None = None) -> int:
    """Row of the youth whose weighted sum of distances to the group is least.

    Ties go to the sequence that comes first lexicographically, so row order plays no part.
    """
    group = np.arange(sequences.n) if rows is None else rows
    if not len(group):
        raise ValueError("Een lege groep heeft geen middelste traject")
    sums = distances[np.ix_(group, group)] @ sequences.weights[group]
    near = group[sums <= sums.min() + 1e-9]
    first = np.lexsort((*sequences.codes[near].T[::-1],))[0]
    return int(near[first])


def medoids(sequences: Sequences, distances: Distances, typology: Typology) -> pd.DataFrame:
    """Per type: `n`, `weight` and the medoid as spells. Individual level: never in a report."""
    rows = []
    for kind in range(1, typology.k + 1):
        group = np.flatnonzero(typology.labels == kind)
        middle = medoid(sequences, distances, group)
        text = spell_text(sequences.codes[middle], sequences)
        rows.append((kind, len(group), float(sequences.weights[group].sum()), text))
    return pd.DataFrame(rows, columns=["type", "n", "weight", "medoid"]).set_index("type")


def representatives(
    sequences: Sequences,
    distances: Distances,
    *,
    largest: float,
    radius: float = 0.1,
    coverage: float = 0.25,
) -> pd.DataFrame:
    """A set without near-duplicates whose neighbourhoods cover `coverage` of the weight.

    Candidates in order of density, the weight within `radius` · `largest` (the theoretical maximum
    distance); one that lies within the radius of a chosen one is skipped (Gabadinho & Ritschard
    2013; TraMineR `seqrep`, criterion density). Columns `row`, `sequence`, `density` (share of the
    weight in its own neighbourhood), `covered` (share covered so far).
    """
    near = distances <= radius * largest
    density = near @ sequences.weights
    lexical = np.empty(sequences.n, dtype=np.intp)
    lexical[np.lexsort((*sequences.codes.T[::-1],))] = np.arange(sequences.n)
    total = sequences.weights.sum()
    covered = np.zeros(sequences.n, dtype=bool)
    rows: list[tuple[int, str, float, float]] = []
    for row in np.lexsort((lexical, -np.round(density, 9))):
        if sequences.weights[covered].sum() >= coverage * total and rows:
            break
        if covered[row]:
            continue
        covered |= near[row]
        share = float(sequences.weights[covered].sum() / total)
        text = spell_text(sequences.codes[row], sequences)
        rows.append((int(row), text, float(density[row] / total), share))
    return pd.DataFrame(rows, columns=["row", "sequence", "density", "covered"])
