"""A sheet as read: header, rows with their line numbers, and what could not be read.

Shared by the CSV and the XLSX reader; finding the header row is the same for both.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from register.domain.imports import Reject
from register.files.refused import FileRefused

HEADER_SEARCH_ROWS = 40


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell that holds something, but no value: an error, or a formula never calculated."""

    reason: str
    remedy: str


Value = str | int | float | date | Unreadable


@dataclass(frozen=True)
class Layout:
    """How to find the table. Empty delimiter, encoding, sheet: find out.

    expected: names of columns the mapping knows; header rows above the data are joined " / ".
    """

    expected: frozenset[str] = frozenset()
    sheet: str = ""
    header_rows: int = 1
    delimiter: str = ""
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line (CSV: first physical line; XLSX: row number), a value per header."""

    line: int
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Table:
    """Header and rows; `broken` are rows that could not be split into cells."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str = ""
    sheet: str = ""
    broken: tuple[Reject, ...] = ()
    notices: tuple[str, ...] = field(default=())

    def index(self, name: str) -> int:
        """Position of the column called `name`; FileRefused when it stands there twice.

        Raises KeyError when it is not there.
        """
        wanted = plain(name)
        found = [at for at, header in enumerate(self.headers) if plain(header) == wanted]
        if len(found) > 1:
            raise FileRefused(
                f"De kolom staat {len(found)} keer in het bestand.",
                "Geef elke kolom een eigen naam.",
                column=name,
            )
        if not found:
            raise KeyError(name)
        return found[0]


def plain(name: str) -> str:
    """A column name without differences of case, white space and accents composed differently."""
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


@lru_cache(maxsize=4096)
def column_key(name: str) -> str:
    """`plain`, remembered: for names of columns, which come back in every row."""
    return plain(name)


def is_empty(value: Value) -> bool:
    """True for a cell without content."""
    return isinstance(value, str) and not value.strip()


def join_headers(rows: Sequence[Sequence[str]], *, fill: bool) -> tuple[str, ...]:
    """Header rows as one name per column: "Ouders / Gezag"; equal neighbours are said once.

    fill: an empty cell in an upper row takes the text to its left (merged cells in a CSV export).
    """
    width = max((len(row) for row in rows), default=0)
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    if fill:
        for row in padded[:-1]:
            for at in range(1, width):
                row[at] = row[at].strip() or (row[at - 1] if padded[-1][at].strip() else "")
    return tuple(_join(row[at] for row in padded) for at in range(width))


def _join(parts: Iterable[str]) -> str:
    said: list[str] = []
    for part in parts:
        text = " ".join(part.split())
        if text and (not said or said[-1] != text):
            said.append(text)
    return " / ".join(said)


def header_score(headers: Sequence[str], expected: frozenset[str]) -> int:
    """How many expected columns stand in this header; without expectations, how many are named."""
    names = {plain(header) for header in headers if header.strip()}
    if not expected:
        return len(names)
    return sum(plain(name) in names for name in expected)


def refuse_headerless(layout: Layout) -> FileRefused:
    """The error for a file in which no header row was found."""
    wanted = ", ".join(f"“{name}”" for name in sorted(layout.expected)[:12])
    return FileRefused(
        f"In de eerste {HEADER_SEARCH_ROWS} regels staat geen kopregel die bij de koppeling past.",
        f"Verwacht worden kolommen als {wanted or 'namen boven de gegevens'}; kies een andere "
        "koppeling of zet de kopregel terug.",
    )
