"""The code lists that imported values must come from, read from the shipped instruments."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from instruments.codelist import load_codelist
from instruments.frozen import FrozenMap
from register.domain.imports import AGE_BANDS

# A registration outside the study's four settings still counts in the frame.
_BESIDE: dict[str, dict[str, str]] = {
    "setting": {"anders": "andere vorm van hulp", "onbekend": "onbekend"},
}


@lru_cache(maxsize=32)
def codes_of(name: str) -> FrozenMap[str]:
    """Code → label of the list called `name`; KeyError when it is not shipped."""
    if name == "leeftijdsgroep":
        return FrozenMap((band, f"{band} jaar") for band in AGE_BANDS)
    place = files("instruments") / "codelists" / f"{name}.yaml"
    if not place.is_file():
        raise KeyError(name)
    shipped = load_codelist(place.read_text(encoding="utf-8"), source=f"{name}.yaml").choices
    return FrozenMap({**shipped, **_BESIDE.get(name, {})})
