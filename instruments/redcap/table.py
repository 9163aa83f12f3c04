"""Any CSV that REDCap, Excel or a script wrote, as rows of text by column name."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from instruments.redcap.report import RedcapError

MOST_BYTES = 200 * 1024 * 1024
_LONGEST_CELL = 16 * 1024 * 1024
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True)
class Table:
    """Header as typed and rows of cells by header; a short row is filled up with blanks."""

    header: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    encoding: str


def read_table(source: Path | bytes) -> Table:
    """Reads UTF-8 (with or without a byte order mark), UTF-16 or cp1252; comma, semicolon or tab.

    Rows without any text are skipped. Raises `RedcapError` for an empty or oversized file, a
    double column, or a row with more cells than the header.
    """
    content = source if isinstance(source, bytes) else source.read_bytes()
    if len(content) > MOST_BYTES:
        raise RedcapError("Dit bestand is te groot om te lezen. Splits het in delen.")
    encoding, text = _decoded(content)
    csv.field_size_limit(_LONGEST_CELL)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)
    try:
        header = tuple(cell.strip() for cell in next(lines, []))
        if not any(header):
            raise RedcapError("Het bestand is leeg. De eerste regel hoort de kolomnamen te hebben.")
        rows = tuple(
            _row(header, cells, lines.line_num) for cells in lines if any(c.strip() for c in cells)
        )
    except csv.Error as error:
        raise RedcapError(
            f"Rond regel {lines.line_num} is het bestand geen geldige CSV. "
            "Controleer de aanhalingstekens, of bewaar het opnieuw als CSV (UTF-8)."
        ) from error
    return Table(header, rows, encoding)


def write_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """CSV text as REDCap writes it: commas, quotes where needed, one line feed per row."""
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return sink.getvalue()


def _decoded(content: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return encoding, content.decode(encoding)
            except UnicodeDecodeError as error:
                raise RedcapError(
                    "Dit bestand is beschadigd of geen tekst. Bewaar het opnieuw als CSV (UTF-8)."
                ) from error
    for encoding in ("utf-8", "cp1252"):
        try:
            return encoding, content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return "latin-1", content.decode("latin-1")


def _delimiter(text: str) -> str:
    first = text.splitlines()[0] if text else ""
    bare = "".join(part for n, part in enumerate(first.split('"')) if n % 2 == 0)
    return max(",;\t", key=bare.count)


def _row(header: tuple[str, ...], cells: list[str], line: int) -> Mapping[str, str]:
    beyond = [cell for cell in cells[len(header) :] if cell.strip()]
    if beyond:
        raise RedcapError(
            f"Regel {line} heeft meer cellen dan er kolommen zijn. "
            "Zet tekst met een komma tussen aanhalingstekens."
        )
    padded = cells + [""] * (len(header) - len(cells))
    return dict(zip(header, padded, strict=False))
