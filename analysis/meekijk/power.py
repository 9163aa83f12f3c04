"""What the design can show: the smallest change per number of youths."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import optimize, stats


def smallest_change(n: int, *, power: float = 0.8, alpha: float = 0.05) -> float:
    """Smallest standardised mean change dz that a paired t test of n youths finds, two-sided.

    Solved from the noncentral t distribution with n − 1 degrees of freedom.
    """
    if n < 3:
        raise ValueError("Een toets op verandering vraagt ten minste drie jeugdigen")
    critical = stats.t.ppf(1 - alpha / 2, n - 1)

    def shortfall(dz: float) -> float:
        shift = dz * np.sqrt(n)
        # The tail on the wrong side is below 1e-9 at a shift of three, where scipy gives NaN.
        wrong = np.nan_to_num(stats.nct.cdf(-critical, n - 1, shift))
        return float(stats.nct.sf(critical, n - 1, shift) + wrong - power)

    # Beyond a shift of twelve the power is one, and scipy's noncentral t is not a number.
    return float(optimize.brentq(shortfall, 1e-6, 12 / np.sqrt(n)))


def power_table(sizes: Sequence[int] = (50, 75, 100, 150, 200)) -> pd.DataFrame:
    """Per n: smallest dz with 80 % power, and the 95 % half width of a proportion near one half."""
    return pd.DataFrame(
        {
            "dz": [smallest_change(n) for n in sizes],
            "half_width": [1.959964 * np.sqrt(0.25 / n) for n in sizes],
        },
        index=pd.Index(list(sizes), name="n"),
    )
