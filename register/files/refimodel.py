"""What REFI-QDA exchanges, as values: codes, sources with selections, cases and their variables.

Positions count Unicode code points from 0, the end not included: `text[start:end]` is the passage.
Texts have line feeds only and no byte order mark, so that no tool can count them otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from register.files.fingerprints import Marker

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
VariableKind = Literal["Text", "Boolean", "Integer", "Float", "Date", "DateTime"]


def guid_of(marker: Marker, kind: str, name: str) -> str:
    """A GUID that is the same for the same thing, and says nothing about it without the key."""
    mark = marker.mark(f"guid-{kind}", name)
    return "-".join((mark[:8], mark[8:12], mark[12:16], mark[16:20], mark[20:32]))


def plain_guid(text: str) -> str:
    """A GUID as all tools mean it: lower case, without braces."""
    return text.strip().strip("{}").lower()


@dataclass(frozen=True)
class Code:
    """One code with those under it. color: "#rrggbb" or empty."""

    guid: str
    name: str
    description: str = ""
    color: str = ""
    codable: bool = True
    children: tuple[Code, ...] = ()

    def walk(self) -> Iterator[Code]:
        """This code and all under it."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class CodeSet:
    """A named group of codes."""

    guid: str
    name: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class CodeBook:
    """Codes in their tree, and sets of them."""

    codes: tuple[Code, ...]
    sets: tuple[CodeSet, ...] = ()


@dataclass(frozen=True)
class Coding:
    """One code given by one coder. code and user are GUIDs; user may be empty."""

    guid: str
    code: str
    user: str = ""


@dataclass(frozen=True)
class Selection:
    """A passage with its codings."""

    guid: str
    start: int
    end: int
    codings: tuple[Coding, ...] = ()
    name: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError("a passage starts at 0 or later and does not end before it starts")


@dataclass(frozen=True)
class TextSource:
    """A text with coded passages; codings: of the text as a whole. values: variable GUID → text."""

    guid: str
    name: str
    text: str
    selections: tuple[Selection, ...] = ()
    codings: tuple[Coding, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if "\r" in self.text or self.text.startswith("\ufeff"):
            raise ValueError("a text has line feeds only and no byte order mark")
        if any(selection.end > len(self.text) for selection in self.selections):
            raise ValueError("a passage lies within its text")


@dataclass(frozen=True)
class RefiVariable:
    """A property of cases or sources, such as wave or informant."""

    guid: str
    name: str
    kind: VariableKind = "Text"


@dataclass(frozen=True)
class RefiCase:
    """A case by pseudonym, with values of variables (variable GUID → text) and its sources."""

    guid: str
    name: str
    values: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Project:
    """One project. users: GUIDs of coders, in order; names are never written, C1, C2 … are."""

    name: str
    users: tuple[str, ...] = ()
    codebook: CodeBook = CodeBook(())
    variables: tuple[RefiVariable, ...] = ()
    cases: tuple[RefiCase, ...] = ()
    sources: tuple[TextSource, ...] = ()
