"""Do the types stay when the costs change? A partition compared with another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.terugkijk.costs import Costs
from analysis.terugkijk.matching import optimal_matching
from analysis.terugkijk.sequences import Sequences
from analysis.terugkijk.typology import Labels, silhouette, ward


def adjusted_rand(one: Labels, other: Labels) -> float:
    """Agreement of two partitions beyond chance (Hubert & Arabie 1985): 1 equal, about 0 chance."""
    table = pd.crosstab(one, other).to_numpy(dtype=float)
    pairs = float((table * (table - 1)).sum() / 2)
    rows, columns = (float((m * (m - 1)).sum() / 2) for m in (table.sum(axis=1), table.sum(axis=0)))
    n = table.sum()
    chance = rows * columns / (n * (n - 1) / 2)
    largest = (rows + columns) / 2
    return 1.0 if largest == chance else (pairs - chance) / (largest - chance)


def cost_sensitivity(sequences: Sequences, costs: Sequence[Costs], *, k: int) -> pd.DataFrame:
    """The same k types under several costs, compared with the first.

    Columns `costs`, `sizes`, `silhouette`, `agreement` (adjusted Rand index with the first costs).
    Costs are choices: types that vanish under other reasonable costs are no finding.
    """
    if not costs:
        raise ValueError("Geef ten minste één stel kosten")
    rows, first = [], None
    for chosen in costs:
        distances = optimal_matching(sequences, chosen)
        found = ward(sequences, distances, k)
        first = found.labels if first is None else first
        width = float(np.mean(silhouette(distances, found.labels)))
        sizes = " / ".join(map(str, found.sizes))
        rows.append((chosen.name, sizes, width, adjusted_rand(first, found.labels)))
    return pd.DataFrame(rows, columns=["costs", "sizes", "silhouette", "agreement"])
