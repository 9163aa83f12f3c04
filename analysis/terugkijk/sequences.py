"""State sequences: one row per youth, one column per period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Codes = NDArray[np.int16]
Weights = NDArray[np.float64]
MISSING = -1


@dataclass(frozen=True, eq=False)
class Sequences:
    """n sequences of T periods. `codes[i, t]` indexes `alphabet`; −1 is “not known”.

    Not known at the left or right margin is time outside observation; inside, it is a gap.
    `weights` sum to anything; all ones where nobody weighted.
    """

    codes: Codes
    alphabet: tuple[str, ...]
    ids: tuple[str, ...]
    periods: tuple[str, ...]
    weights: Weights
    labels: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        n, t = self.codes.shape
        if len(self.ids) != n or len(self.weights) != n or len(self.periods) != t:
            raise ValueError("Codes, jeugdigen, gewichten en perioden hebben niet dezelfde omvang")
        if len(set(self.ids)) != n:
            raise ValueError("Een jeugdige komt twee keer voor; één reeks per jeugdige")
        if n and (self.codes.min(initial=0) < MISSING or self.codes.max(initial=0) >= self.size):
            raise ValueError("Een reeks bevat een status die niet in het alfabet staat")
        if n and (np.isnan(self.weights).any() or self.weights.min() < 0):
            raise ValueError("Gewichten zijn getallen vanaf 0, zonder gaten")

    @classmethod
    def of_table(
        cls,
        table: pd.DataFrame,
        *,
        alphabet: Sequence[str] | None = None,
        weights: Sequence[float] | NDArray[np.float64] | None = None,
        labels: Mapping[str, str] | None = None,
    ) -> Sequences:
        """From a wide table: index = youth, columns = periods, cells = state code or missing.

        Without `alphabet` the states that occur are taken in alphabetical order.
        """
        seen = pd.unique(table.to_numpy(dtype=object).ravel())
        states = tuple(alphabet or sorted(str(s) for s in seen if not pd.isna(s)))
        if strange := sorted({str(s) for s in seen if not pd.isna(s)} - set(states)):
            raise ValueError(f"Status buiten het alfabet: {', '.join(strange)}")
        place = {state: i for i, state in enumerate(states)}
        cells = table.to_numpy(dtype=object)
        flat = [MISSING if pd.isna(cell) else place[str(cell)] for cell in cells.ravel()]
        return cls(
            codes=np.array(flat, dtype=np.int16).reshape(cells.shape),
            alphabet=states,
            ids=tuple(str(i) for i in table.index),
            periods=tuple(str(c) for c in table.columns),
            weights=np.ones(len(table)) if weights is None else np.asarray(weights, dtype=float),
            labels=dict(labels or {}),
        )

    @property
    def n(self) -> int:
        return int(self.codes.shape[0])

    @property
    def size(self) -> int:
        """Number of states in the alphabet (a in the formulas)."""
        return len(self.alphabet)

    def label(self, state: str) -> str:
        return self.labels.get(state, state)

    def names(self) -> list[str]:
        """Labels in the order of the alphabet."""
        return [self.label(state) for state in self.alphabet]

    def take(self, rows: NDArray[np.intp]) -> Sequences:
        return Sequences(
            self.codes[rows],
            self.alphabet,
            tuple(self.ids[i] for i in rows),
            self.periods,
            self.weights[rows],
            self.labels,
        )

    def unweighted(self) -> Sequences:
        ones = np.ones(self.n)
        return Sequences(self.codes, self.alphabet, self.ids, self.periods, ones, self.labels)


def trimmed(codes: Codes) -> tuple[Codes, NDArray[np.intp]]:
    """Each row shifted left over its unknown margins, and the length that remains (n).

    Gaps inside stay −1 and count as length.
    """
    known = codes != MISSING
    t = codes.shape[1]
    first = np.where(known.any(axis=1), known.argmax(axis=1), t)
    last = np.where(known.any(axis=1), t - known[:, ::-1].argmax(axis=1), t)
    lengths = (last - first).astype(np.intp)
    places = np.minimum(first[:, None] + np.arange(t), t - 1)
    shifted = np.take_along_axis(codes, places, axis=1)
    shifted[np.arange(t) >= lengths[:, None]] = MISSING
    return shifted, lengths
