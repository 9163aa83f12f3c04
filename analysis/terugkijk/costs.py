"""What a difference between trajectories costs: constant, from transition rates, from theory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.terugkijk.sequences import Sequences, trimmed
from analysis.terugkijk.transitions import transition_rates


@dataclass(frozen=True, eq=False)
class Costs:
    """Substitution costs (a × a, symmetric, zero diagonal, in the alphabet's order) and `indel`.

    `gap` is the cost of substituting a gap inside a sequence by any state; without it sequences
    with gaps are refused by the distances.
    """

    name: str
    substitution: NDArray[np.float64]
    indel: float = 1.0
    gap: float | None = None

    def __post_init__(self) -> None:
        matrix = self.substitution
        if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
            raise ValueError("Substitutiekosten staan in een vierkante tabel")
        if not np.allclose(matrix, matrix.T, rtol=0, atol=1e-12) or np.diag(matrix).any():
            raise ValueError("Substitutiekosten zijn symmetrisch, met nullen op de diagonaal")
        if matrix.min(initial=0) < 0 or not self.indel > 0:
            raise ValueError("Kosten zijn niet negatief en invoegen of weglaten kost meer dan 0")

    @property
    def constant(self) -> float | None:
        """The one substitution cost between different states, or None where they differ."""
        matrix = self.with_gap()
        off = matrix[~np.eye(len(matrix), dtype=bool)]
        return float(off[0]) if len(off) and (off == off[0]).all() else None

    def with_gap(self) -> NDArray[np.float64]:
        """The matrix with, where gaps have a cost, the gap as one more state (last)."""
        if self.gap is None:
            return self.substitution
        wide = np.full((len(self.substitution) + 1,) * 2, self.gap)
        wide[:-1, :-1] = self.substitution
        wide[-1, -1] = 0.0
        return wide

    def table(self, sequences: Sequences) -> pd.DataFrame:
        states = list(sequences.alphabet)
        return pd.DataFrame(self.substitution, index=states, columns=states)


def constant_costs(
    size: int, *, substitution: float = 2.0, indel: float = 1.0, gap: float | None = None
) -> Costs:
    """Every two different states are equally far apart."""
    matrix = np.full((size, size), float(substitution))
    np.fill_diagonal(matrix, 0.0)
    return Costs("constant", matrix, indel, gap)


def transition_costs(
    sequences: Sequences, *, indel: float = 1.0, gap: float | None = None
) -> Costs:
    """2 − p(i→j) − p(j→i), with the weighted transition rates over all periods (TraMineR TRATE).

    States that often follow each other count as near: that is a choice, not a fact.
    """
    rates = transition_rates(sequences).to_numpy(dtype=float)
    matrix = 2.0 - rates - rates.T
    np.fill_diagonal(matrix, 0.0)
    return Costs("overgangskansen", matrix, indel, gap)


def theory_costs(
    sequences: Sequences,
    positions: Mapping[str, tuple[float, ...]],
    *,
    indel: float = 1.0,
    gap: float | None = None,
) -> Costs:
    """Costs from a theory: every state has a position on one or more scales (e.g. restriction).

    The cost is the Euclidean distance between positions, scaled so that the largest is 2.
    """
    if absent := [state for state in sequences.alphabet if state not in positions]:
        raise ValueError(f"Geen plaats op de schaal voor: {', '.join(absent)}")
    points = np.array([positions[state] for state in sequences.alphabet], dtype=float)
    matrix = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
    if not matrix.max(initial=0) > 0:
        raise ValueError("Alle statussen staan op dezelfde plaats: er is geen verschil te meten")
    return Costs("theorie", 2.0 * matrix / matrix.max(), indel, gap)


def largest_distance(sequences: Sequences, costs: Costs) -> float:
    """Theoretical maximum of the optimal matching distance between two of these sequences.

    D_max = min(ℓx, ℓy) · min(2 · indel, max substitution) + |ℓx − ℓy| · indel, its largest value
    over the lengths that occur (Gabadinho et al. 2011, JSS 40(4), §6).
    """
    lengths = np.unique(trimmed(sequences.codes)[1])
    if not len(lengths):
        return 0.0
    step = min(2 * costs.indel, float(costs.with_gap().max(initial=0)))
    x, y = np.meshgrid(lengths, lengths)
    return float((np.minimum(x, y) * step + np.abs(x - y) * costs.indel).max())
