"""Which further numbers must be withheld: optimal complementary suppression.

Master and attacker in turn (Benders; Fischetti & Salazar 2001): the master (a small MILP)
proposes the cheapest set of withheld numbers that satisfies all reasons known so far; the
attacker answers with new reasons, or finds none. Every withheld number, primary or secondary,
must keep an interval at least `need` wide (sliding protection), since a reader cannot tell
them apart and we may not let him. Time-boxed: a greedy and pruned answer is always at hand.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from analysis.disclosure.cuts import Attacker, Cut
from analysis.disclosure.quiet import quiet


@dataclass(frozen=True)
class Task:
    """What may and must be withheld. All arrays have one entry per number of the system."""

    cost: NDArray[np.float64]
    must: NDArray[np.bool_]
    never: NDArray[np.bool_]

    def price(self, withheld: NDArray[np.bool_]) -> float:
        """Cost of a proposal."""
        return float(self.cost[withheld].sum())


@dataclass(frozen=True)
class Answer:
    """A safe set of withheld numbers; `optimal` when no cheaper one exists."""

    withheld: NDArray[np.bool_]
    optimal: bool


def suppress(
    task: Task, attacker: Attacker, *, seconds: float, start: NDArray[np.bool_] | None = None
) -> Answer | None:
    """The cheapest safe set found within `seconds`, or None when even withholding all fails.

    start: a safe set that is already known (of another engine), to improve on.
    """
    if not task.must.any():
        return Answer(task.must.copy(), True)
    if (task.must & task.never).any():
        return None
    until = time.monotonic() + seconds
    pool: dict[Cut, None] = {}
    best = _repair(task.must.copy(), task, attacker, pool)
    if best is None:
        return None
    best = _pruned(best, task, attacker, until)
    if start is not None and task.price(start) < task.price(best):
        best = start
    while time.monotonic() < until:
        proposal, proven = _master(task, list(pool), until)
        if proposal is None:
            return Answer(best, False)
        if task.price(proposal) >= task.price(best) - 1e-6:
            return Answer(best, proven)
        found = attacker.cuts(proposal)
        if not found:
            return Answer(_pruned(proposal, task, attacker, until), proven)
        pool.update(dict.fromkeys(found))
        repaired = _repair(proposal, task, attacker, pool)
        if repaired is not None:
            repaired = _pruned(repaired, task, attacker, until)
            if task.price(repaired) < task.price(best):
                best = repaired
    return Answer(best, False)


def _repair(
    withheld: NDArray[np.bool_], task: Task, attacker: Attacker, pool: dict[Cut, None]
) -> NDArray[np.bool_] | None:
    """Withhold the cheapest member of every violated cut until the attacker is silent."""
    current = withheld.copy()
    while True:
        found = attacker.cuts(current)
        if not found:
            return current
        pool.update(dict.fromkeys(found))
        grown = False
        for cut in found:
            while cut.slack(current) < 0:
                free = [
                    (task.cost[m] / w, m)
                    for m, w in zip(cut.members, cut.weights, strict=True)
                    if not current[m] and not task.never[m]
                ]
                if not free:
                    return None
                current[min(free)[1]] = True
                grown = True
        if not grown:
            return None


def _pruned(
    withheld: NDArray[np.bool_], task: Task, attacker: Attacker, until: float
) -> NDArray[np.bool_]:
    """Give back every secondary number that is not needed, dearest first."""
    current = withheld.copy()
    spare = np.flatnonzero(current & ~task.must)
    for at in sorted(spare, key=lambda m: -task.cost[m]):
        if time.monotonic() > until:
            break
        current[at] = False
        if attacker.cuts(current, first=True):
            current[at] = True
    return current


def _master(task: Task, pool: list[Cut], until: float) -> tuple[NDArray[np.bool_] | None, bool]:
    """Cheapest set that satisfies the pool, and whether the solver proved it."""
    rows: list[int] = []
    cols: list[int] = []
    data: list[float] = []
    for at, cut in enumerate(pool):
        own = -float(cut.need)
        for member, weight in zip(cut.members, cut.weights, strict=True):
            if member == cut.cell:
                own += weight
                continue
            rows.append(at)
            cols.append(member)
            data.append(float(weight))
        rows.append(at)
        cols.append(cut.cell)
        data.append(own)
    size = len(task.cost)
    matrix = sparse.csr_matrix((data, (rows, cols)), shape=(len(pool), size))
    # presolve stays off: with it HiGHS 1.12 called worse answers optimal (3 of 615 tables)
    options = {"presolve": False, "time_limit": max(0.5, until - time.monotonic())}
    with quiet():
        result = milp(
            task.cost,
            constraints=LinearConstraint(matrix, lb=0.0),
            integrality=np.ones(size),
            bounds=Bounds(task.must.astype(float), 1.0 - task.never.astype(float)),
            options=options,
        )
    if result.x is None:
        return None, False
    return result.x > 0.5, bool(result.status == 0)
