"""Controlled rounding: every count to a neighbouring multiple, and the sums still add up.

Zero-restricted controlled rounding (HandbookSDC 5.5; Cox 1987 shows that one always exists for
a two-way table). Which neighbour is taken is drawn with a secret key, in proportion to how
near it is, so that the rounding cannot be picked open.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from analysis.disclosure.quiet import quiet
from analysis.disclosure.system import System


def controlled_rounding(
    system: System, base: int, draw: NDArray[np.float64]
) -> NDArray[np.int64] | None:
    """The numbers of a system rounded to multiples of `base`, all sums kept.

    A multiple stays what it is; any other count moves by less than `base`. draw: one keyed
    number in [0, 1) per number. None when linked tables allow no such rounding.
    """
    floor = system.values // base
    rest = system.values - floor * base
    # a count with remainder r goes up with a probability of about r / base
    cost = np.where(rest > 0, draw - rest / base, 0.0)
    due = -(system.equations @ floor.astype(float))
    with quiet():
        result = milp(
            cost,
            constraints=LinearConstraint(system.equations, due, due),
            integrality=np.ones(system.size),
            bounds=Bounds(0.0, (rest > 0).astype(float)),
            options={"presolve": False, "time_limit": 10.0},
        )
    if result.x is None:
        return None
    rounded: NDArray[np.int64] = (floor + np.round(result.x).astype(np.int64)) * base
    return rounded
