"""How the tool that wrote a REFI-QDA file counted, and its positions in our text.

Tools differ: a line end \\r\\n is one position or two, a byte order mark counts or not, the last
position is included or not. Where a file names its passages by their words, those words decide;
else the habit of most tools (end not included, \\r\\n counts two; Atlas.ti: one).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_BOM = "\ufeff"
_WORDS = 12


@dataclass(frozen=True)
class Passage:
    """Positions as written, and the words that the file says stand there (or "")."""

    start: int
    end: int
    name: str


@dataclass(frozen=True)
class Counting:
    """One way to count: positions of \\r\\n (1 or 2), the byte order mark, the last position."""

    line_end: int = 2
    mark_counts: bool = False
    end_included: bool = False

    def positions(self, raw: str) -> list[int]:
        """For every position as written, the position in the text as we hold it."""
        places = [0] if self.mark_counts and raw.startswith(_BOM) else []
        at = 0
        body = raw.removeprefix(_BOM)
        for index, sign in enumerate(body):
            followed = sign == "\r" and body[index + 1 : index + 2] == "\n"
            if followed and self.line_end == 1:
                continue
            places.append(at)
            at += not followed
        places.append(at)
        return places

    def place(self, passage: Passage, places: Sequence[int]) -> tuple[int, int] | None:
        """Start and end in our text, or None when the passage lies outside it."""
        end = passage.end + self.end_included
        if not 0 <= passage.start <= end < len(places):
            return None
        return places[passage.start], places[end]


def our_text(raw: str) -> str:
    """The text with line feeds only and without byte order mark."""
    return raw.removeprefix(_BOM).replace("\r\n", "\n").replace("\r", "\n")


def counting_of(texts: Sequence[tuple[str, Sequence[Passage]]], origin: str) -> Counting:
    """The way of counting that fits the words of most passages; by habit when none says."""
    habit = Counting(line_end=1 if "atlas" in origin.lower() else 2)
    ways = [habit]
    ways += [
        Counting(line_end, mark, included)
        for included in (False, True)
        for mark in (False, True)
        for line_end in (2, 1)
    ]
    return max(ways, key=lambda way: sum(_fitting(way, raw, held) for raw, held in texts))


def _fitting(way: Counting, raw: str, passages: Sequence[Passage]) -> int:
    """How many passages have the words that their name says."""
    named = [passage for passage in passages if passage.name.strip()]
    if not named:
        return 0
    text, places = our_text(raw), way.positions(raw)
    return sum(_fits(way.place(one, places), one.name, text) for one in named)


def _fits(place: tuple[int, int] | None, name: str, text: str) -> bool:
    if place is None:
        return False
    # Tools shorten names; an ellipsis at the end is theirs.
    said = " ".join(our_text(name).rstrip(" .…").split())
    found = " ".join(text[place[0] : place[1]].split())
    whole = len(name) < _WORDS or not name.rstrip().endswith(("…", "..."))
    return found.rstrip(" .…") == said if whole else bool(said) and found.startswith(said)
