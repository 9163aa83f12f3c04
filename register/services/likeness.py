"""How likely two persons of the vault are one, from the sets of fields that agree."""

from collections.abc import Iterable

# How much a set of equal fields says that two persons are one; together they say more.
WEIGHTS = {
    "naam-geboren-geslacht": 0.9,
    "initiaal-klank-geboren": 0.6,
    "geboren-postcode4": 0.4,
}
FIELD_WORDS = {
    "naam-geboren-geslacht": "zelfde naam, geboortedag en geslacht",
    "initiaal-klank-geboren": "zelfde voorletter, klank van de naam en geboortedag",
    "geboren-postcode4": "zelfde geboortedag en postcodegebied",
}


def likeness(fields: Iterable[str]) -> float:
    """How likely two persons are one, 0 to 1: each set of equal fields leaves less doubt."""
    doubt = 1.0
    for name in set(fields):
        doubt *= 1 - WEIGHTS[name]
    return round(1 - doubt, 2)
