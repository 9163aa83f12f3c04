"""The language between the master problem and the attackers that judge its proposals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Cut:
    """A reason why a proposal is unsafe: sum(weight · withheld[members]) ≥ need · withheld[cell].

    members: distinct indices of numbers; weights: positive, at most `need`.
    """

    cell: int
    need: int
    members: tuple[int, ...]
    weights: tuple[int, ...]

    def slack(self, withheld: NDArray[np.bool_]) -> int:
        """Negative when the proposal violates the cut."""
        got = sum(w for m, w in zip(self.members, self.weights, strict=True) if withheld[m])
        return got - (self.need if withheld[self.cell] else 0)


class Attacker(Protocol):
    """Someone who reads a proposal and says which withheld numbers he can narrow down."""

    def cuts(self, withheld: NDArray[np.bool_], *, first: bool = False) -> list[Cut]:
        """Violated cuts; empty when every withheld number keeps its width. first: stop at one."""
        ...


@dataclass(frozen=True)
class Both:
    """Several attackers at once: a proposal is safe when none of them finds a cut."""

    attackers: Sequence[Attacker]

    def cuts(self, withheld: NDArray[np.bool_], *, first: bool = False) -> list[Cut]:
        """All their cuts (see `Attacker`)."""
        found: list[Cut] = []
        for attacker in self.attackers:
            found += attacker.cuts(withheld, first=first)
            if first and found:
                break
        return found


@dataclass(frozen=True)
class Insider:
    """An attacker who knows some numbers anyway (RULES §0 D8: what all RETs together know).

    knows: one entry per number. Withholding what he knows does not hinder him.
    """

    attacker: Attacker
    knows: NDArray[np.bool_]

    def cuts(self, withheld: NDArray[np.bool_], *, first: bool = False) -> list[Cut]:
        """Violated cuts among the numbers that he does not know (see `Attacker`)."""
        found = self.attacker.cuts(withheld & ~self.knows, first=first)
        return [self._without(cut) for cut in found]

    def _without(self, cut: Cut) -> Cut:
        kept = [
            (member, weight)
            for member, weight in zip(cut.members, cut.weights, strict=True)
            if not self.knows[member]
        ]
        return Cut(cut.cell, cut.need, tuple(m for m, _ in kept), tuple(w for _, w in kept))
