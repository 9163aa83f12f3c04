"""The independent audit: what can be computed back from what is published (RULES §3.4 step 6).

Nothing here knows how a pattern was found. It takes published numbers only, and for every
withheld one asks a linear program for the smallest and largest value that fits all others
(all linked tables and earlier releases together), with whole numbers where the model is small.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from analysis.disclosure.atoms import incidence
from analysis.disclosure.quiet import quiet
from analysis.disclosure.tables import Address

SMALL = 400
"""Atoms up to which the audit of linked tables also uses whole numbers."""


@dataclass(frozen=True)
class Number:
    """One number of a publication: None = withheld; within = half width of its rounding."""

    address: Address
    value: int | None
    within: int = 0


@dataclass(frozen=True)
class Interval:
    """What a reader can compute for one withheld number (both ends included)."""

    address: Address
    low: int
    high: int

    @property
    def width(self) -> int:
        """Distance between the ends, in youths."""
        return self.high - self.low

    @property
    def exact(self) -> bool:
        """True when the number is recovered."""
        return self.low == self.high


@dataclass(frozen=True)
class Contradiction(ValueError):
    """The published numbers do not fit together."""

    reason: str

    def __str__(self) -> str:
        return self.reason


def attack(
    numbers: Sequence[Number],
    *,
    segments: Mapping[str, frozenset[str]] | None = None,
    full: frozenset[str] = frozenset(),
    enough: int | None = None,
    ceiling: int = 10_000,
) -> list[Interval]:
    """The interval of every withheld number, given all published ones.

    segments: per population its segments (default: every population on its own);
    full: variables of which every youth has a shown class;
    enough: stop widening an interval once it is this wide (faster; the width is then a bound);
    ceiling: an upper bound that everybody knows. Raises `Contradiction` when nothing fits.
    """
    hidden = [at for at, number in enumerate(numbers) if number.value is None]
    if not hidden:
        return []
    parts = segments or {n.address[0]: frozenset([n.address[0]]) for n in numbers}
    matrix = incidence([n.address for n in numbers], parts, full)
    matrix = _without_twins(matrix)
    known = [at for at, number in enumerate(numbers) if number.value is not None]
    low = np.array([max(0, (numbers[at].value or 0) - numbers[at].within) for at in known], float)
    high = np.array([(numbers[at].value or 0) + numbers[at].within for at in known], float)
    model = _Model(matrix[known], low, high, float(ceiling), matrix.shape[1] <= SMALL)
    return model.intervals([numbers[at].address for at in hidden], matrix[hidden], enough)


def narrow(intervals: Sequence[Interval], need: int) -> list[Interval]:
    """Intervals that fail the policy: narrower than `need` youths or below it altogether."""
    return [i for i in intervals if i.width < need or i.high < need]


def _without_twins(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """Merge atoms that no number tells apart and drop atoms that stand in none."""
    dense = matrix.toarray()
    return sparse.csr_matrix(np.unique(dense[:, dense.any(axis=0)], axis=1))


class _Model:
    """Feasible atoms z ≥ 0 with low ≤ K z ≤ high, and the range of other sums over them."""

    def __init__(
        self, known: sparse.csr_matrix, low: NDArray[np.float64], high: NDArray[np.float64],
        ceiling: float, whole: bool,
    ) -> None:  # fmt: skip
        exact = low == high
        self._equal = (known[exact], low[exact]) if exact.any() else (None, None)
        loose = ~exact
        self._under = (
            (sparse.vstack([known[loose], -known[loose]], format="csr"),
             np.concatenate([high[loose], -low[loose]]))
            if loose.any() else (None, None)
        )  # fmt: skip
        self._known, self._low, self._high = known, low, high
        self._ceiling = ceiling
        self._whole = whole

    def intervals(
        self, addresses: Sequence[Address], hidden: sparse.csr_matrix, enough: int | None
    ) -> list[Interval]:
        """Ranges of the hidden sums; each solution also widens the ranges of the others."""
        low = np.full(len(addresses), np.inf)
        high = np.full(len(addresses), -np.inf)
        for at in range(len(addresses)):
            for sign in (1.0, -1.0):
                if enough is not None and high[at] - low[at] >= enough:
                    continue
                values = hidden @ self._extreme(sign * hidden[at].toarray().ravel())
                if self._all_whole(values):
                    low, high = np.minimum(low, values), np.maximum(high, values)
                else:
                    low[at] = min(low[at], values[at])
                    high[at] = max(high[at], values[at])
        return [
            Interval(address, int(np.ceil(a - 1e-6)), int(np.floor(b + 1e-6)))
            for address, a, b in zip(addresses, low, high, strict=True)
        ]

    def _all_whole(self, values: NDArray[np.float64]) -> bool:
        return bool(np.all(np.abs(values - np.round(values)) < 1e-6))

    def _extreme(self, goal: NDArray[np.float64]) -> NDArray[np.float64]:
        with quiet():
            result = linprog(
                goal, A_ub=self._under[0], b_ub=self._under[1], A_eq=self._equal[0],
                b_eq=self._equal[1], bounds=(0.0, self._ceiling), method="highs",
            )  # fmt: skip
        if result.x is None:
            raise Contradiction(
                "De gepubliceerde aantallen passen niet bij elkaar; controleer of alle tabellen "
                "uit dezelfde populatie en hetzelfde analysebestand komen."
            )
        point = np.asarray(result.x, dtype=np.float64)
        if self._whole and not self._all_whole(point):
            return self._whole_extreme(goal)
        return point

    def _whole_extreme(self, goal: NDArray[np.float64]) -> NDArray[np.float64]:
        with quiet():
            result = milp(
                goal,
                constraints=LinearConstraint(self._known, self._low, self._high),
                integrality=np.ones(len(goal)),
                bounds=Bounds(0.0, self._ceiling),
                options={"presolve": False, "time_limit": 5.0},
            )
        if result.x is None:
            raise Contradiction("Er zijn geen gehele aantallen die bij de publicatie passen.")
        whole: NDArray[np.float64] = np.asarray(result.x, dtype=np.float64).round()
        return whole
