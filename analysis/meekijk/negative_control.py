"""A negative control: would the same link appear if the advice had come at another wave?"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.cautions import CRISIS, NO_CONTRAST
from analysis.dutch import decimal
from analysis.results import Result


def shuffled_within(
    values: NDArray[np.float64], groups: NDArray[np.intp], rng: np.random.Generator
) -> NDArray[np.float64]:
    """`values` in a random order inside each group; groups keep what they have."""
    keys = rng.random(len(values))
    target = np.lexsort((np.arange(len(values)), groups))
    source = np.lexsort((keys, groups))
    result = np.empty_like(values)
    result[target] = values[source]
    return result


def exposure_control(
    frame: pd.DataFrame,
    *,
    pid: str,
    exposure: str,
    statistic: Callable[[pd.DataFrame], float],
    permutations: int = 499,
    seed: int = 1,
) -> Result:
    """Permutation test of `statistic` with the exposure shuffled among the rows of each youth.

    A youth keeps how often the exposure occurred; only its timing is broken. p = (1 + b)/(1 + B),
    two-sided around the mean of the shuffled values.
    """
    found = float(statistic(frame))
    rng = np.random.default_rng(seed)
    groups = pd.factorize(frame[pid])[0]
    values = frame[exposure].to_numpy(dtype=float)
    null = np.array(
        [
            float(statistic(frame.assign(**{exposure: shuffled_within(values, groups, rng)})))
            for _ in range(permutations)
        ]
    )
    centre = null.mean()
    p = (1 + int((np.abs(null - centre) >= abs(found - centre) - 1e-12).sum())) / (1 + permutations)
    n = int(frame[pid].nunique())
    return Result(
        name="negatieve-controle",
        question="Zou hetzelfde verband er zijn als het advies op een ander moment was gekomen?",
        method=f"Permutatie van het moment binnen de jeugdige, {permutations} herverdelingen",
        n=n,
        sentence=(
            f"Verkennend: het gevonden verband is {decimal(found)}; met het moment van het advies "
            f"gehusseld is het gemiddeld {decimal(float(centre))} (p = {decimal(p, 3)})."
        ),
        table=pd.DataFrame(
            {"waarde": [found, centre, float(null.std(ddof=1)), p]},
            index=["gevonden", "gehusseld, gemiddeld", "gehusseld, spreiding", "p"],
        ),
        estimate=found,
        cautions=(NO_CONTRAST, CRISIS),
    )
