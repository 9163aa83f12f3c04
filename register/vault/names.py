"""Dutch names made comparable, for finding the same person twice (RULES §2)."""

import re
import unicodedata
from datetime import date

_PREFIX = re.compile(
    r"^(?:(?:van|von|de|den|der|het|'t|ten|ter|te|op|in|la|le|el|al|da|dos|du|bin|ben)\b[ '’]*)+"
)


def normalised(name: str) -> str:
    """Lower case, without diacritics, prefixes or signs: "Noor van ’t Hoff" → "noor hoff"."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'").casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    first, _, rest = plain.strip().partition(" ")
    rest = _PREFIX.sub("", rest.strip())
    return re.sub(r"[^a-z0-9 ]", "", f"{first} {rest}").strip()


def sounds(name: str) -> str:
    """A coarse sound of a Dutch surname: equal for common spellings (ij/y, ck/k, dt/t, ph/f)."""
    last = normalised(name).split(" ")[-1]
    for spelled, heard in (
        ("ij", "y"),
        ("ei", "y"),
        ("ck", "k"),
        ("c", "k"),
        ("ph", "f"),
        ("dt", "t"),
        ("th", "t"),
        ("z", "s"),
        ("v", "f"),
        ("ou", "au"),
    ):
        last = last.replace(spelled, heard)
    return re.sub(r"(.)\1+", r"\1", last)


def duplicate_fields(
    name: str, born: date | None, gender: str | None, postcode: str | None
) -> list[tuple[str, str]]:
    """(name of the field set, normalised value) for each set that can be made."""
    if born is None:
        return []
    day = born.isoformat()
    sets = [
        ("naam-geboren-geslacht", f"{normalised(name)}|{day}|{gender or ''}"),
        ("initiaal-klank-geboren", f"{normalised(name)[:1]}|{sounds(name)}|{day}"),
    ]
    if postcode:
        sets.append(("geboren-postcode4", f"{day}|{postcode[:4]}"))
    return sets
