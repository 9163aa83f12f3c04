"""How fast is optimal matching? On mvad (712 × 70) and on made sequences up to n = 20,000.

Run: `python -m tests.bench.bench_om [--largest 5000]`, with CASUSREGISTER_PUBLIC_DATA set for the
real data. Prints one line per case: seconds (least of three) and peak memory of the process.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from functools import partial

import numpy as np
import pytest

from analysis.terugkijk.costs import constant_costs, transition_costs
from analysis.terugkijk.matching import edit_distances, optimal_matching
from analysis.terugkijk.sequences import Sequences
from analysis.terugkijk.uniques import uniques
from tests.support.mvad import mvad


def made(n: int, periods: int, *, seed: int = 1) -> Sequences:
    """n made sequences of nine states in spells of about ten periods; nearly all distinct."""
    rng = np.random.default_rng(seed)
    stay = rng.random((n, periods)) > 0.1
    fresh = rng.integers(0, 9, (n, periods))
    last = np.maximum.accumulate(np.where(stay, 0, np.arange(periods)), axis=1)
    codes = np.take_along_axis(fresh, last, axis=1).astype(np.int16)
    return Sequences(
        codes,
        tuple("ABCDEFGHI"),
        tuple(str(i) for i in range(n)),
        tuple(str(t) for t in range(periods)),
        np.ones(n),
    )


def seconds(call: Callable[[], object], *, runs: int = 3) -> float:
    found = []
    for _ in range(runs):
        begin = time.perf_counter()
        call()
        found.append(time.perf_counter() - begin)
    return min(found)


def report(name: str, taken: float) -> None:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:<48} {taken:8.3f} s   {memory:7.0f} MB peak", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", type=int, default=5000)
    largest = parser.parse_args().largest
    try:
        real = mvad()
    except pytest.skip.Exception as absent:
        print(absent)
    else:
        costs = transition_costs(real)
        constant = constant_costs(real.size)
        report("mvad 712 × 70, constant", seconds(lambda: optimal_matching(real, constant)))
        report("mvad 712 × 70, transition rates", seconds(lambda: optimal_matching(real, costs)))
    for n in (n for n in (1000, 5000, 10_000, 20_000) if n <= largest):
        again = partial(optimal_matching, made(n, 120), constant_costs(9))
        report(f"made {n} × 120, constant", seconds(again, runs=1))
    sequences = made(500, 120)
    general = transition_costs(sequences)
    found = uniques(sequences, general)
    report("made 500 × 120, transition rates", seconds(lambda: edit_distances(found, general)))


if __name__ == "__main__":
    main()
