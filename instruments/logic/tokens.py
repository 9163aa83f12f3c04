"""From the text of an expression to tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from instruments.logic.tree import LogicError

_PATTERN = re.compile(
    r"""(?P<space>\s+)
      | (?P<field>\[[^\[\]]*\])
      | (?P<number>\d+(?:\.\d+)?|\.\d+)
      | (?P<text>"[^"]*"|'[^']*')
      | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<op><=|>=|<>|!=|==|&&|\|\||[-+*/^=<>!(),])""",
    re.VERBOSE | re.ASCII,
)
# What word processors make of quotes, minus and comparison signs.
_TYPOGRAPHY = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "−": "-", "–": "-"})
_SAME = {"!=": "<>", "&&": "and", "||": "or", "!": "not"}
_WORDS = frozenset({"and", "or", "not"})


@dataclass(frozen=True)
class Token:
    """``kind`` is field, number, text, name, op or end; ``at`` the position from 0."""

    kind: str
    text: str
    at: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of an expression, closed by one of kind ``end``; raises `LogicError`."""
    text = text.translate(_TYPOGRAPHY)
    position = 0
    while position < len(text):
        found = _PATTERN.match(text, position)
        if found is None:
            raise _unreadable(text, position)
        kind, word = found.lastgroup or "", found.group()
        if word == "==":
            raise LogicError(position, "“==” bestaat niet.", "Schrijf één =.")
        if kind == "op" and word in _SAME:
            word = _SAME[word]
        elif kind == "name" and word.lower() in _WORDS:
            kind, word = "op", word.lower()
        if kind != "space":
            yield Token(kind, word, position)
        position = found.end()
    yield Token("end", "", position)


def _unreadable(text: str, at: int) -> LogicError:
    sign = text[at]
    if sign in "'\"":
        return LogicError(
            at, "Een tekst tussen aanhalingstekens is niet afgesloten.", f"Sluit af met {sign}."
        )
    if sign == "[":
        return LogicError(at, "Een veld is niet afgesloten.", "Schrijf [veld].")
    if sign == "]":
        return LogicError(at, "Een ] staat los.", "Schrijf [veld].")
    return LogicError(
        at,
        f"Het teken “{sign}” kan hier niet.",
        "Gebruik [veld], getallen, ' ' en + - * / ^ = < >.",
    )
