"""Would the same types come back with other youths from the same cohort?"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.terugkijk.sequences import Sequences
from analysis.terugkijk.typology import Labels, Typology, ward
from analysis.terugkijk.uniques import Distances

DISSOLVED, STABLE = 0.5, 0.75


def stability(
    sequences: Sequences,
    distances: Distances,
    typology: Typology,
    *,
    runs: int = 100,
    seed: int = 1,
) -> pd.DataFrame:
    """Bootstrap stability of every type (Hennig 2007, CSDA 52:258): mean Jaccard similarity.

    Each run draws n youths with replacement, clusters the drawn ones again and looks, for each
    type, for the new type that resembles it most. Columns `n`, `jaccard`, `dissolved` (share of
    runs at or below 0.5), `verdict`: ≥ 0.75 stable, ≤ 0.5 dissolved. Index = type.
    """
    rng = np.random.default_rng(seed)
    canonical = np.lexsort((*sequences.codes.T[::-1],))
    similar = np.full((runs, typology.k), np.nan)
    for run in range(runs):
        drawn = np.sort(canonical[np.unique(rng.integers(0, sequences.n, sequences.n))])
        if len(drawn) <= typology.k:
            continue
        again = ward(sequences.take(drawn), distances[np.ix_(drawn, drawn)], typology.k, orders=1)
        similar[run] = _best_match(typology.labels[drawn], again.labels, typology.k)
    mean = np.nanmean(similar, axis=0)
    verdict = np.where(
        mean >= STABLE, "stabiel", np.where(mean > DISSOLVED, "matig", "valt uiteen")
    )
    return pd.DataFrame(
        {
            "n": typology.sizes,
            "jaccard": mean,
            "dissolved": np.nanmean(similar <= DISSOLVED, axis=0),
            "verdict": verdict,
        },
        index=pd.RangeIndex(1, typology.k + 1, name="type"),
    )


def _best_match(labels: Labels, again: Labels, k: int) -> list[float]:
    found = []
    for kind in range(1, k + 1):
        own = labels == kind
        overlap = [
            float((own & (again == other)).sum() / (own | (again == other)).sum())
            for other in np.unique(again)
        ]
        found.append(max(overlap) if own.any() else float("nan"))
    return found
