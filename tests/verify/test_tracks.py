"""The estimators of the three tracks on 400 made studies each: judged by their Monte Carlo error.

Run by `make verify PART=tracks`. What an estimator is allowed beyond chance stands in `ALLOWED`,
with the reason; a result of such an estimator carries the caution on small numbers.
"""

from __future__ import annotations

import pytest

from tests.verify.tracks import METHODS, behaviour

RUNS = 400
# (below nominal coverage, bias): for Wald intervals of counts and events at n = 50, and for weights
# and imputed values, which take away most of the bias of stopping but, trimmed and with few donors,
# not all of it.
ALLOWED: dict[str, tuple[float, float]] = {
    "rate ratio": (0.02, 0.02),
    "recurrent": (0.02, 0.03),
    "exposure": (0.01, 0.08),
    "marginal": (0.01, 0.08),
    "incidence": (0.01, 0.01),
    "imputed change": (0.05, 0.20),
    "weighted change": (0.05, 0.30),
}


def allowed(name: str) -> tuple[float, float]:
    return next((limit for start, limit in ALLOWED.items() if name.startswith(start)), (0.0, 0.0))


@pytest.mark.verify
@pytest.mark.parametrize("n", [50, 100, 200])
@pytest.mark.parametrize("name", METHODS)
def test_intervals_hold_the_truth_as_often_as_they_say(name: str, n: int) -> None:
    found = behaviour(METHODS[name], n, runs=RUNS, seed=n)
    below, bias = allowed(name)
    print(f"{name}, n = {n}: {found}")
    assert found.failed <= 0.02 * RUNS
    assert found.covers(below), f"{name}: {found.coverage:.3f}"
    assert found.unbiased(bias), f"{name}: {found.bias:.3f}"


QUICK = ("change, known", "incidence, half stop", "exposure, known", "share", "weighted change")


@pytest.mark.parametrize("name", QUICK)
def test_a_short_run_of_the_simulation_works_and_is_the_same_each_time(name: str) -> None:
    found = behaviour(METHODS[name], 50, runs=15, seed=3)
    assert found == behaviour(METHODS[name], 50, runs=15, seed=3)
    assert found.failed == 0 and found.coverage > 0.75


@pytest.mark.parametrize("name", ["recurrent, known", "rate ratio, known", "marginal, known"])
def test_models_cover_in_a_short_run(name: str) -> None:
    found = behaviour(METHODS[name], 40, runs=12, seed=3)
    assert found.failed == 0 and found.coverage > 0.65
