"""Words of a text at their places, folded so that they compare: no case, no diacritics."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"\w+")
# A name this short, with one letter off, is usually another word.
_NEARLY_FROM = 5


@dataclass(frozen=True)
class Word:
    """A word at its place; ``capital``: whether it begins with a capital."""

    start: int
    end: int
    folded: str
    capital: bool


def split(text: str) -> tuple[Word, ...]:
    """The words of a text in order."""
    folded = fold(text)
    return tuple(
        Word(
            match.start(),
            match.end(),
            match.group(),
            text[match.start() : match.end()][:1].isupper(),
        )
        for match in _WORD.finditer(folded)
    )


def fold(text: str) -> str:
    """The text without case or diacritics, each sign at its own place."""
    return "".join(_plain(sign) for sign in text)


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    if sign in "ıİ":
        return "i"
    base = unicodedata.normalize("NFKD", sign)[:1].casefold()
    return base if len(base) == 1 else sign


def nearly(word: str, name: str) -> bool:
    """Whether a word is a name with one letter added, left out, changed or swapped."""
    if len(name) < _NEARLY_FROM or abs(len(word) - len(name)) > 1 or word[:1] != name[:1]:
        return False
    if len(word) == len(name):
        wrong = [place for place in range(len(name)) if word[place] != name[place]]
        if len(wrong) == 2:
            a, b = wrong
            return b == a + 1 and word[a] == name[b] and word[b] == name[a]
        return len(wrong) == 1
    long, short = (word, name) if len(word) > len(name) else (name, word)
    place = next((i for i in range(len(short)) if long[i] != short[i]), len(short))
    return long[place + 1 :] == short[place:]
