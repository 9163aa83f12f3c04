"""Finding a person by name, in memory: no index of names is kept, it would leak.

A search forgives Dutch prefixes, diacritics, common spellings, a part of a name and letters that
were swapped, missed or typed wrong.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

_PREFIX = re.compile("van|von|de|den|der|het|t|ten|ter|te|op|in|la|le|l|el|al|da|dos|du|bin|ben|d")
_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "đ": "d", "’": " ", "'": " "}
)
_LIKE = 0.66
_SOUNDS = 0.9
_PART = 0.95


@dataclass(frozen=True)
class Found:
    """A person by identifier and how well the name fits, 0 to 1."""

    person: str
    score: float


def words(name: str) -> tuple[str, ...]:
    """A name as words to compare: "Noor van ’t Hoff" → ("noor", "hoff")."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    found = re.findall(r"[a-z0-9]+", plain)
    kept = [word for word in found if not _PREFIX.fullmatch(word)]
    return tuple(kept or found)


def sound(word: str) -> str:
    """A coarse sound of a word, the same for common Dutch spellings."""
    for spelled, heard in (
        ("sch", "sg"), ("ij", "y"), ("ei", "y"), ("ck", "k"), ("ch", "g"), ("c", "k"),
        ("ph", "f"), ("dt", "t"), ("th", "t"), ("z", "s"), ("v", "f"), ("ou", "au"),
    ):  # fmt: skip
        word = word.replace(spelled, heard)
    return re.sub(r"(.)\1+", r"\1", word)


class Names:
    """The names of persons, ready to be searched; lives as long as one process needs it."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._holders: dict[str, set[str]] = {}
        self._sounds: dict[str, set[str]] = {}
        self._length: dict[str, int] = {}
        for person, name in names.items():
            found = words(name)
            self._length[person] = len(found)
            for word in found:
                self._holders.setdefault(word, set()).add(person)
                self._sounds.setdefault(sound(word), set()).add(word)
        self._words = list(self._holders)

    def find(self, query: str, limit: int = 25) -> list[Found]:
        """Persons whose name has every word of the query, or nearly; best first."""
        scores: dict[str, float] | None = None
        asked = words(query)
        for word in asked:
            here = self._persons(word)
            scores = (
                here
                if scores is None
                else {p: scores[p] + s for p, s in here.items() if p in scores}
            )
        found = [
            # A name of which more words fit comes before one with words left over.
            Found(person, round(total / len(asked) - 0.01 * (self._length[person] - len(asked)), 3))
            for person, total in (scores or {}).items()
        ]
        return sorted(found, key=lambda one: (-one.score, one.person))[:limit]

    def _persons(self, word: str) -> dict[str, float]:
        found: dict[str, float] = {}
        for like, score in self._alike(word):
            for person in self._holders[like]:
                found[person] = max(score, found.get(person, 0.0))
        return found

    def _alike(self, word: str) -> Iterable[tuple[str, float]]:
        for like, score, _ in process.extract(
            word,
            self._words,
            scorer=OSA.normalized_similarity,
            score_cutoff=_LIKE,
            limit=None,
        ):
            yield like, score
        for like in self._sounds.get(sound(word), ()):
            yield like, _SOUNDS
        if len(word) > 1:
            for like in self._words:
                if like.startswith(word):
                    yield like, 1.0 if like == word else _PART
