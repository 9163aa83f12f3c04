"""Recognises what makes somebody known in free text, and the role word to put in its place.

Pure: what the vault knows of a case comes in as values. Hits are places in the text; nothing is
replaced here without a person who asked for it, and no table of replacements is kept (RULES D14).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from register.domain.noterules import NUMBERS, Rule, addressed
from register.domain.notewords import Word, fold, nearly, split

CANNOT_SEE = (
    "namen van mensen die niet in de kluis van deze casus staan, als er geen “meneer”, “juf” of "
    "“oom” voor staat",
    "bijnamen, en namen die anders gespeld zijn dan in de kluis (één letter verschil ziet hij wel)",
    "scholen, buurten en instellingen die niet in de lijsten van deze installatie staan",
    "omschrijvingen waaraan iemand te herkennen is, zoals “de enige tienermoeder van het dorp”",
)
SHORTEST_NAME = 3
_LEARNT = frozenset({"naam", "lijst", "aanspreekwoord"})


@dataclass(frozen=True)
class Known:
    """Something the vault knows of somebody in this case: ``kind`` naam, telefoon, mail, adres."""

    kind: str
    value: str
    role: str


@dataclass(frozen=True)
class Listed:
    """A loadable list: what it holds (school, buurt, organisatie) and its names."""

    role: str
    names: frozenset[str]


@dataclass(frozen=True, order=True)
class Hit:
    """A place in a text, of which kind, and the role word that can take its place."""

    start: int
    end: int
    kind: str
    role: str

    @property
    def replacement(self) -> str:
        """The role word between brackets."""
        return f"[{self.role}]"


Finder = Callable[[str], Iterable[Hit]]


def find(
    text: str,
    *,
    known: Sequence[Known] = (),
    lists: Sequence[Listed] = (),
    no_name: Callable[[str], bool] = lambda word: False,
    more: Sequence[Finder] = (),
) -> tuple[Hit, ...]:
    """Every hit, in order, none overlapping another; the longer one wins.

    ``no_name``: whether this installation learnt that a (folded) word is no name. ``more``: other
    finders, such as a language model in a process of its own.
    """
    words = split(text)
    found = [
        *_numbers(text, NUMBERS),
        *_known_details(text, known),
        *_names(words, known),
        *_listed(words, lists),
        *(Hit(start, end, "aanspreekwoord", "naam") for start, end in addressed(text)),
        *(hit for finder in more for hit in finder(text)),
    ]
    kept = [
        hit
        for hit in found
        if hit.kind not in _LEARNT or not no_name(fold(text[hit.start : hit.end]))
    ]
    return _apart(kept)


def replaced(text: str, hits: Iterable[Hit]) -> str:
    """The text with a role word in the place of each hit."""
    for hit in sorted(hits, reverse=True):
        text = f"{text[: hit.start]}{hit.replacement}{text[hit.end :]}"
    return text


def _apart(hits: list[Hit]) -> tuple[Hit, ...]:
    kept: list[Hit] = []
    # A name from the vault says whose it is, so it wins from an equally long guess.
    for hit in sorted(hits, key=lambda one: (one.start - one.end, one.kind != "naam", one)):
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return tuple(sorted(kept))


def _numbers(text: str, rules: Sequence[Rule]) -> Iterable[Hit]:
    for rule in rules:
        for start, end in rule.find(text):
            yield Hit(start, end, rule.kind, rule.role)


def _known_details(text: str, known: Sequence[Known]) -> Iterable[Hit]:
    folded = fold(text)
    for one in known:
        value = fold(one.value).strip()
        if one.kind == "naam" or len(value) < 4:
            continue
        start = folded.find(value)
        while start >= 0:
            yield Hit(start, start + len(value), one.kind, f"{one.kind} {one.role}")
            start = folded.find(value, start + 1)


def _names(words: Sequence[Word], known: Sequence[Known]) -> Iterable[Hit]:
    for one in known:
        if one.kind != "naam":
            continue
        parts = [word.folded for word in split(one.value)]
        whole = [part for part in parts if len(part) >= SHORTEST_NAME]
        places = [word for word in words if any(_is(word, part) for part in whole)]
        for run in _runs(words, places, set(parts)):
            yield Hit(run[0].start, run[-1].end, "naam", one.role)


def _is(word: Word, part: str) -> bool:
    if len(part) < 4 and not word.capital:
        return False
    bare = word.folded
    return bare == part or bare == f"{part}s" or nearly(bare, part)


def _runs(words: Sequence[Word], places: list[Word], parts: set[str]) -> Iterable[tuple[Word, ...]]:
    """Names that follow each other, with the small words of a surname between them."""
    taken: list[Word] = []
    for word in words:
        if word in places or (taken and word.folded in parts):
            taken.append(word)
        elif taken:
            yield _trimmed(taken, places)
            taken = []
    if taken:
        yield _trimmed(taken, places)


def _trimmed(run: list[Word], places: list[Word]) -> tuple[Word, ...]:
    last = max(index for index, word in enumerate(run) if word in places)
    return tuple(run[: last + 1])


def _listed(words: Sequence[Word], lists: Sequence[Listed]) -> Iterable[Hit]:
    for one in lists:
        names = {tuple(word.folded for word in split(name)) for name in one.names} - {()}
        longest = max((len(name) for name in names), default=0)
        for place in range(len(words)):
            for length in range(longest, 0, -1):
                run = words[place : place + length]
                if tuple(word.folded for word in run) in names and run[0].capital:
                    yield Hit(run[0].start, run[-1].end, "lijst", one.role)
                    break
