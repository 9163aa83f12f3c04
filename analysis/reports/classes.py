"""Classes of the descriptive variables: declared, so that an empty class is not given away."""

from __future__ import annotations

from analysis.disclosure import Hierarchy
from analysis.reports.material import Material

BANDS = ((12, "jonger dan 12"), (16, "12 tot en met 15"), (18, "16 en 17"), (200, "18 en ouder"))
AGES = Hierarchy(
    "age_band",
    {
        "jonger dan 12": "jonger dan 16",
        "12 tot en met 15": "jonger dan 16",
        "16 en 17": "16 en ouder",
        "18 en ouder": "16 en ouder",
    },
)
GIRL, OTHER = "meisje", "jongen, anders of niet bekend"
GIRLS = frozenset({"meisje", "v"})
"""As the sampling frame and as the case files write it."""


def declared(material: Material, variable: str) -> list[str]:
    """The classes of a variable of section 1, whether they occur or not."""
    if variable == "age_band":
        return [name for _, name in BANDS]
    if variable == "gender":
        return [GIRL, OTHER]
    return material.classes(variable)


def gender_class(code: object) -> str:
    """The class of a gender code. Two classes: of the others there are too few to be safe."""
    return GIRL if str(code) in GIRLS else OTHER


def age_band(months: int) -> str:
    """The age class of an age in months."""
    return next(name for limit, name in BANDS if months // 12 < limit)
