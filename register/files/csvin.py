"""CSV as people really send it: BOM, cp1252, semicolons, title rows, stray quotes, line breaks.

Each physical line is split on its own, so one stray quote costs one row and never the rest of the
file. A quoted line break is honoured only where the joined lines give exactly the header's width.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from register.domain.imports import Reject
from register.files.refused import FileRefused
from register.files.tables import (
    HEADER_SEARCH_ROWS,
    Layout,
    Row,
    Table,
    header_score,
    join_headers,
    refuse_headerless,
)

DELIMITERS = (";", ",", "\t", "|")
_MAX_JOINED_LINES = 60
# Control characters, and what stands for bytes without a meaning.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd]")
_WINDOWS = "Het bestand is geheel of deels gelezen als Windows-tekst (cp1252)."
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, encoding: str = "") -> tuple[str, str]:
    """Text and the encoding it was in: a BOM decides, then per line UTF-8 or cp1252 (Windows).

    One line in another encoding, or with bytes that mean nothing (they become U+FFFD), leaves the
    other lines as they are. FileRefused when it is no text at all.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            encoding = name
    head = data[:4096]
    if encoding == "utf-16":
        return data.decode(encoding, errors="replace"), encoding
    if head.count(0) * 20 > len(head):
        raise FileRefused(
            "Dit is geen tekstbestand.", "Bewaar het als CSV (UTF-8) of als XLSX en kies dat."
        )
    if encoding == "cp1252":
        return data.decode(encoding, errors="replace"), encoding
    lines, others = [], 0
    for line in data.removeprefix(codecs.BOM_UTF8).split(b"\n"):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            lines.append(line.decode("cp1252", errors="replace"))
            others += 1
    beside = any(not line.isascii() for line in lines) and others
    return "\n".join(lines), "cp1252" if beside else encoding or "utf-8"


@dataclass(frozen=True)
class _Split:
    """A way to split the file: the delimiter, and where the header stands (from 0)."""

    delimiter: str
    header_at: int
    headers: tuple[str, ...]


def read_csv(data: bytes, layout: Layout) -> Table:
    """The table in a CSV file; see the module for what is tolerated. FileRefused when hopeless."""
    text, encoding = decode(data, layout.encoding)
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    if len(lines) == 1:
        lines = text.split("\r")
    split = _find_header(lines, layout)
    rows: list[Row] = []
    broken: list[Reject] = []
    start = split.header_at + layout.header_rows
    for at, cells in _records(lines, start, split.delimiter, len(split.headers)):
        problem = _problem(cells, len(split.headers))
        if problem is not None:
            broken.append(Reject(at + 1, "", *problem))
        elif cells is not None and any(cell.strip() for cell in cells):
            padded = (*cells, *[""] * len(split.headers))[: len(split.headers)]
            rows.append(Row(at + 1, padded))
    notices = (_WINDOWS,) if encoding == "cp1252" else ()
    return Table(split.headers, tuple(rows), encoding, "", tuple(broken), notices)


def _find_header(lines: Sequence[str], layout: Layout) -> _Split:
    best: tuple[int, int, _Split] | None = None
    for delimiter in (layout.delimiter,) if layout.delimiter else DELIMITERS:
        top = [_fields(line, delimiter) or [] for line in lines[: HEADER_SEARCH_ROWS + 5]]
        for at in range(min(len(top), HEADER_SEARCH_ROWS)):
            headers = join_headers(top[at : at + layout.header_rows], fill=True)
            rank = (header_score(headers, layout.expected), -at)
            if rank[0] and (best is None or rank > best[:2]):
                best = (*rank, _Split(delimiter, at, headers))
    if best is None:
        raise refuse_headerless(layout)
    return _trimmed(best[2])


def _trimmed(split: _Split) -> _Split:
    """Without the nameless columns at the right that spreadsheets leave behind."""
    headers = list(split.headers)
    while headers and not headers[-1]:
        headers.pop()
    return _Split(split.delimiter, split.header_at, tuple(headers))


def _fields(text: str, delimiter: str) -> list[str] | None:
    """The fields of one record; None when its quotes do not fit."""
    try:
        found = list(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return found[0] if found else []


def _records(
    lines: Sequence[str], start: int, delimiter: str, width: int
) -> Iterator[tuple[int, list[str] | None]]:
    """Records as (first line from 0, fields or None when broken)."""
    at = start
    while at < len(lines):
        cells, used = _fields(lines[at], delimiter), 1
        if cells is None:
            joined = _joined(lines, at, delimiter, width)
            if joined is not None:
                cells, used = joined
        yield at, cells
        at += used


def _joined(
    lines: Sequence[str], at: int, delimiter: str, width: int
) -> tuple[list[str], int] | None:
    for count in range(2, min(_MAX_JOINED_LINES, len(lines) - at) + 1):
        if '"' not in lines[at + count - 1]:
            continue
        try:
            found = list(
                csv.reader(
                    [line + "\n" for line in lines[at : at + count]],
                    delimiter=delimiter,
                    strict=True,
                )
            )
        except csv.Error:
            continue
        if len(found) == 1 and len(found[0]) == width:
            return found[0], count
        return None
    return None


def _problem(cells: Sequence[str] | None, width: int) -> tuple[str, str] | None:
    """Why a record cannot be a row: (reason, remedy), or None."""
    if cells is None:
        return ("De aanhalingstekens in deze rij kloppen niet.", "Verwijder of verdubbel ze.")
    if not any(cell.strip() for cell in cells):
        return None
    if any(_UNREADABLE.search(cell) for cell in cells):
        return ("Tekens in deze rij zijn niet te lezen.", "Typ de tekst opnieuw en bewaar het.")
    if len(cells) < width:
        return (
            f"De rij heeft {len(cells)} cellen; de kop heeft er {width}.",
            "Vul de ontbrekende scheidingstekens aan of bewaar het bestand opnieuw.",
        )
    if any(cell.strip() for cell in cells[width:]):
        return (
            f"De rij heeft {len(cells)} cellen; de kop heeft er {width}.",
            "Zet tekst waarin het scheidingsteken voorkomt tussen aanhalingstekens.",
        )
    return None
