"""The attacker of several linked tables: the same questions as `flow`, by linear programming.

His reasons are covers: as long as every published number that holds a withheld one in place
stays published, it stays in place; so at least one of them must go (Fischetti & Salazar 2001,
cover inequalities).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from analysis.disclosure.atoms import incidence
from analysis.disclosure.cuts import Cut
from analysis.disclosure.quiet import quiet
from analysis.disclosure.tables import Address


class LinkedAttacker:
    """Judges proposals for all numbers of linked tables of one population."""

    def __init__(
        self, addresses: Sequence[Address], values: NDArray[np.int64], need: int,
        full: frozenset[str],
    ) -> None:  # fmt: skip
        """values: one per address; need: width in youths; full: see `atoms.incidence`."""
        populations = {address[0] for address in addresses}
        segments = {population: frozenset([population]) for population in populations}
        dense = incidence(addresses, segments, full).toarray()
        self._matrix = np.unique(dense[:, dense.any(axis=0)], axis=1)
        self._values = values.astype(float)
        self.need = need

    def cuts(self, withheld: NDArray[np.bool_], *, first: bool = False) -> list[Cut]:
        """Violated cuts of a proposal (see `Attacker`)."""
        known = np.flatnonzero(~withheld)
        hidden = np.flatnonzero(withheld)
        low = self._values[hidden].copy()
        high = low.copy()
        found: list[Cut] = []
        for at, cell in enumerate(hidden):
            holders: set[int] = set()
            for sign in (1.0, -1.0):
                if high[at] - low[at] >= self.need:
                    break
                point, held = self._extreme(sign * self._matrix[cell], known)
                values = self._matrix[hidden] @ point
                low, high = np.minimum(low, values), np.maximum(high, values)
                holders |= held
            if np.floor(high[at] + 1e-6) - np.ceil(low[at] - 1e-6) < self.need:
                members = tuple(sorted(holders))
                found.append(Cut(int(cell), self.need, members, (self.need,) * len(members)))
                if first:
                    break
        return found

    def _extreme(
        self, goal: NDArray[np.float64], known: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], set[int]]:
        with quiet():
            result = linprog(
                goal, A_eq=self._matrix[known], b_eq=self._values[known],
                bounds=(0.0, float(self._values.max()) + self.need), method="highs",
            )  # fmt: skip
        if result.x is None:
            raise ArithmeticError(
                "Het lineaire model van gekoppelde tabellen heeft geen oplossing."
            )
        prices = np.asarray(result.eqlin.marginals)
        held = {int(known[k]) for k in np.flatnonzero(np.abs(prices) > 1e-9)}
        return np.asarray(result.x), held
