"""Sentences with numbers, in the tone of REPORT: youths, not percentages, under 30; always n."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.disclosure import WITHHELD, Protected
from analysis.dutch import listing

PERCENT_FROM = 30


def of_total(count: int, total: int, noun: str = "jeugdigen") -> str:
    """“12 van de 25 jeugdigen”, from 30 on with a whole percentage: “31 van de 50 … (62%)”."""
    text = f"{count} van de {total} {noun}"
    return text if total < PERCENT_FROM else f"{text} ({round(100 * count / total)}%)"


def sentence(parts: Sequence[str]) -> str:
    """“A, b en c.”"""
    text = listing(parts)
    return f"{text[:1].upper()}{text[1:]}."


def class_sentence(table: Protected, noun: str = "jeugdigen") -> str:
    """“Regio: 67 van de 194 jeugdigen vallen onder “Rotterdam”, 55 onder …”; largest first."""
    pairs = [
        (row[0], label)
        for label, row in zip(table.rows.categories, table.cells, strict=True)
        if row[0] is not None
    ]
    if not pairs or table.total is None:
        return f"{table.rows.label}: {WITHHELD}."
    first, *others = sorted(pairs, reverse=True)
    parts = [
        f"{first[0]} van de {table.total} {noun} vallen onder “{first[1]}”",
        *(f"{count} onder “{label}”" for count, label in others),
    ]
    rest = "" if len(pairs) == len(table.cells) else f"; de overige klassen zijn {WITHHELD}"
    return f"{table.rows.label}: {listing(parts)}{rest}."
