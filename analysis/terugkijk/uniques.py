"""Sequences that occur more than once are compared once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.terugkijk.costs import Costs
from analysis.terugkijk.sequences import MISSING, Codes, Sequences, trimmed

Distances = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Uniques:
    """Distinct observed stretches in lexicographic order: `codes` (u × T), `lengths` (u).

    `where[i]` is the row of youth i among them. Beyond its length a row is −1; a gap inside is
    `size` (one state more).
    """

    codes: Codes
    lengths: NDArray[np.intp]
    where: NDArray[np.intp]
    size: int

    @property
    def n(self) -> int:
        return len(self.lengths)

    def spread(self, among: Distances) -> Distances:
        """Distances among distinct sequences (u × u) → among youths (n × n)."""
        return among[np.ix_(self.where, self.where)]


def uniques(sequences: Sequences, costs: Costs) -> Uniques:
    """Distinct stretches; a gap inside is refused unless `costs` say what it costs."""
    if len(costs.substitution) != sequences.size:
        raise ValueError("De kosten horen bij een ander alfabet dan de reeksen")
    codes, lengths = trimmed(sequences.codes)
    inside = np.arange(codes.shape[1]) < lengths[:, None]
    gaps = inside & (codes == MISSING)
    if gaps.any() and costs.gap is None:
        raise ValueError(
            f"{int(gaps.any(axis=1).sum())} reeks(en) hebben een gat van binnen; "
            "geef met `gap` op wat een gat kost, of neem alleen volledige reeksen"
        )
    filled = np.where(gaps, np.int16(sequences.size), codes)
    rows, where = np.unique(filled, axis=0, return_inverse=True)
    size = sequences.size + (costs.gap is not None)
    return Uniques(rows, (rows != MISSING).sum(axis=1), where.ravel().astype(np.intp), size)
