"""Timings of disclosure control with audit: 10 × 10 in 15 s, 20 × 20 in 30 s.

python -m tests.bench.bench_disclosure
"""

from __future__ import annotations

import sys
import time

import numpy as np

from analysis.disclosure import Axis, Settings, Table, policy_for, protect

LIMITS = [(10, 200, 15.0), (10, 1000, 15.0), (20, 1000, 30.0), (20, 4000, 30.0), (20, 10000, 30.0)]


def square(side: int, youths: int, seed: int = 1) -> Table:
    """A table of side × side with uneven margins."""
    rng = np.random.default_rng(seed)
    shares = np.outer(rng.dirichlet(np.ones(side) * 2), rng.dirichlet(np.ones(side) * 2))
    counts = rng.multinomial(youths, shares.ravel()).reshape(side, side)
    return Table(
        "t", "Tabel", "cohort", Axis("rij", "Rij", tuple(f"r{i}" for i in range(side))),
        Axis("kolom", "Kolom", tuple(f"c{j}" for j in range(side))),
        tuple(tuple(int(v) for v in row) for row in counts),
    )  # fmt: skip


def seconds_for(side: int, youths: int) -> tuple[float, int, str]:
    """Seconds, withheld inner cells, and the engine whose pattern was used."""
    started = time.perf_counter()
    outcome = protect([square(side, youths)], policy_for("begeleidingsgroep"), Settings(b"meting"))
    spent = time.perf_counter() - started
    return spent, outcome.tables[0].n_withheld, outcome.engines["t"]


if __name__ == "__main__":
    slow = 0
    for side_, youths_, limit_ in LIMITS:
        spent_, withheld_, engine_ = seconds_for(side_, youths_)
        slow += spent_ > limit_
        print(f"{side_} × {side_}, {youths_}: {spent_:.1f} s, {withheld_} withheld ({engine_})")
    sys.exit(1 if slow else 0)
