"""Sentences with numbers, in the tone of REPORT: youths, not percentages, under 30; always n."""

from __future__ import annotations

from analysis.disclosure import WITHHELD, Protected
from analysis.dutch import listing

PERCENT_FROM = 30


def of_total(count: int, total: int, noun: str = "jeugdigen") -> str:
    """“12 van de 25 jeugdigen”, from 30 on with a whole percentage: “31 van de 50 … (62%)”."""
    text = f"{count} van de {total} {noun}"
    return text if total < PERCENT_FROM else f"{text} ({round(100 * count / total)}%)"


def class_sentence(table: Protected, noun: str = "jeugdigen") -> str:
    """The shown classes of a one-way table in a sentence, largest first; n is given once."""
    pairs = [
        (row[0], label)
        for label, row in zip(table.rows.categories, table.cells, strict=True)
        if row[0] is not None
    ]
    if not pairs or table.total is None:
        return f"{table.rows.label}: {WITHHELD}."
    parts = [f"{label} ({count})" for count, label in sorted(pairs, reverse=True)]
    rest = "" if len(pairs) == len(table.cells) else f"; de overige klassen zijn {WITHHELD}"
    return f"{table.rows.label} van {table.total} {noun}: {listing(parts)}{rest}."
