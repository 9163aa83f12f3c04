"""How a column header writes a month, in Dutch or English, without help of the machine's locale."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from instruments.dates import MONTHS

_EN = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def month_range(first: str, last: str) -> tuple[date, ...]:
    """First days of every month from "jjjj-mm" to "jjjj-mm", both included."""
    start, end = (date.fromisoformat(f"{text}-01") for text in (first, last))
    return tuple(_months(start, end))


def _months(start: date, end: date) -> Iterator[date]:
    for number in range(start.year * 12 + start.month - 1, end.year * 12 + end.month):
        yield date(number // 12, number % 12 + 1, 1)


def month_header(month: date, form: str, language: str) -> str:
    """`form` with MMMM/MMM (name, short name), MM (number), JJJJ and JJ (year) filled in."""
    name = (MONTHS if language == "nl" else _EN)[month.month - 1]
    # Dutch shortens maart to mrt; every other month to its first three letters.
    short = "mrt" if name == "maart" else name[:3]
    marks = (("MMMM", name), ("MMM", short), ("MM", f"{month.month:02d}"))
    years = (("JJJJ", f"{month.year:04d}"), ("JJ", f"{month.year % 100:02d}"))
    for mark, text in (*years, *marks):
        if mark in form:
            form = form.replace(mark, text)
            if mark.startswith("M"):
                break
    return form
