"""Change and comparison: T-scores, reliable change, goal attainment.

Every function is plain arithmetic on floats; the numbers of RULES §6.3 are its test table.
"""

from collections.abc import Sequence
from math import sqrt
from typing import Literal

RELIABLE = 1.96
"""|RCI| above this is unlikely (5 %, two-sided) to be measurement error alone."""

GAS_RHO = 0.30
"""Expected correlation between goals (Kiresuk & Sherman 1968)."""

ChangeClass = Literal["verbeterd", "gelijk", "verslechterd"]


def t_score(value: float, *, mean: float, sd: float) -> float:
    """Standard score with mean 50 and SD 10 in the norm group."""
    if sd <= 0:
        raise ValueError("De standaarddeviatie van een normgroep moet groter zijn dan 0.")
    return 50 + 10 * (value - mean) / sd


def standard_error_of_difference(*, sd: float, reliability: float) -> float:
    """SD·√(1−r)·√2 (Jacobson & Truax 1991)."""
    if sd <= 0:
        raise ValueError("De standaarddeviatie moet groter zijn dan 0.")
    if not 0 <= reliability < 1:
        raise ValueError("De betrouwbaarheid moet minstens 0 en kleiner dan 1 zijn.")
    return sd * sqrt(1 - reliability) * sqrt(2)


def rci(before: float, after: float, *, sd: float, reliability: float) -> float:
    """Reliable change index, after minus before (Jacobson & Truax 1991)."""
    return (after - before) / standard_error_of_difference(sd=sd, reliability=reliability)


def reliable_difference(*, sd: float, reliability: float) -> float:
    """Smallest difference in points that counts as reliable change."""
    return RELIABLE * standard_error_of_difference(sd=sd, reliability=reliability)


def classify_change(index: float, *, higher_is_better: bool) -> ChangeClass:
    """The class of one RCI; the direction of the scale decides what is better."""
    if abs(index) <= RELIABLE:
        return "gelijk"
    return "verbeterd" if (index > 0) == higher_is_better else "verslechterd"


def gas_t(
    attained: Sequence[float], weights: Sequence[float] | None = None, *, rho: float = GAS_RHO
) -> float:
    """Goal attainment T: 50 + 10·Σwx / √((1−ρ)Σw² + ρ(Σw)²), x from −2 to +2.

    Kiresuk & Sherman 1968. The baseline is not 50, so report change, not the score alone.
    Raises ValueError for no goals, a level off the scale, a weight of 0 or less, or unequal
    numbers of goals and weights.
    """
    used = [1.0] * len(attained) if weights is None else list(weights)
    if not attained:
        raise ValueError("Een GAS-score vraagt minstens één doel.")
    if len(used) != len(attained):
        raise ValueError("Geef evenveel gewichten als doelen.")
    if any(not -2 <= level <= 2 for level in attained):
        raise ValueError("Een doel wordt gescoord van -2 tot en met +2.")
    if any(weight <= 0 for weight in used):
        raise ValueError("Een gewicht moet groter zijn dan 0.")
    if not 0 <= rho <= 1:
        raise ValueError("De samenhang tussen doelen (rho) ligt tussen 0 en 1.")
    weighted = sum(weight * level for weight, level in zip(used, attained, strict=True))
    spread = (1 - rho) * sum(weight**2 for weight in used) + rho * sum(used) ** 2
    return 50 + 10 * weighted / sqrt(spread)
