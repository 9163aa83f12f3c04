"""From a cell to a value: Dutch numbers and dates, codes, and what may never come in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from instruments.dates import PartialDate
from register.files.tables import Unreadable, Value, plain


class CellFault(ValueError):
    """A cell that cannot be used. The text says why and what to do, never what stood there."""

    def __init__(self, reason: str, remedy: str) -> None:
        self.reason, self.remedy = reason, remedy
        super().__init__(f"{reason} {remedy}")


_DUTCH_NUMBER = re.compile(r"[+-]?([0-9]{1,3}(\.[0-9]{3})+|[0-9]+)(,[0-9]+)?")
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_CLOCK = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_PRECISIONS = ("dag", "maand", "jaar")


def as_text(value: Value) -> str:
    """A cell as text; a date as jjjj-mm-dd, white space at the ends gone."""
    if isinstance(value, Unreadable):
        raise CellFault(value.reason, value.remedy)
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


def as_number(value: Value, decimal: str = ",") -> float:
    """A number as written with a decimal comma ("1.234,5") or, with `decimal="."`, a point."""
    if isinstance(value, (int, float)):
        return float(value)
    text = as_text(value)
    pattern = _DUTCH_NUMBER if decimal == "," else _PLAIN_NUMBER
    if not pattern.fullmatch(text):
        sign = "komma" if decimal == "," else "punt"
        raise CellFault("Dit is geen getal.", f"Schrijf alleen cijfers, met een {sign} ertussen.")
    return float(text.replace(".", "").replace(",", ".") if decimal == "," else text)


def as_integer(value: Value, decimal: str = ",") -> int:
    """A whole number."""
    number = as_number(value, decimal)
    if not number.is_integer():
        raise CellFault("Dit is geen heel getal.", "Schrijf een heel getal.")
    return int(number)


def as_date(value: Value) -> PartialDate:
    """A full or partial date as people write it (12-03-2021, mrt 2020, zomer 2021, 2019)."""
    try:
        return PartialDate.parse(_CLOCK.sub("", as_text(value)))
    except CellFault:
        raise
    except ValueError:
        raise CellFault(
            "Dit is geen datum.", "Schrijf dd-mm-jjjj, of een deel ervan: mrt 2020, 2019."
        ) from None


def as_day(value: Value) -> date:
    """A date that is known to the day."""
    found = as_date(value)
    if found.precision != "dag" or found.estimated:
        raise CellFault("Hier hoort een datum op de dag nauwkeurig.", "Schrijf dd-mm-jjjj.")
    return found.earliest


def with_precision(found: PartialDate, precision: str) -> PartialDate:
    """The date with no more than the stated precision: dag, maand, jaar; "geschat" marks it so."""
    word = plain(precision)
    if word not in ("", "geschat", *_PRECISIONS):
        raise CellFault(
            "Deze nauwkeurigheid bestaat niet.", "Kies uit dag, maand, jaar of geschat."
        )
    if word == "geschat":
        return replace(found, estimated=True)
    if word == "jaar":
        return PartialDate(found.year, estimated=found.estimated)
    if word == "maand" and found.precision == "dag":
        return replace(found, day=None)
    return found


def as_year(value: Value) -> int:
    """The year of a date, or a bare year; nothing else of the date is kept (RULES D1)."""
    if isinstance(value, int) and 2000 <= value <= 2100:
        return value
    year = as_date(value).earliest.year
    if not 2000 <= year <= 2100:
        raise CellFault("Dit jaar ligt buiten 2000–2100.", "Herstel de datum.")
    return year


def as_month(value: Value) -> date:
    """The month of a date known at least to the month, as its first day."""
    found = as_date(value)
    if found.precision not in ("dag", "maand"):
        raise CellFault("Hier hoort een maand.", "Schrijf mm-jjjj of bijvoorbeeld mrt 2024.")
    return found.earliest.replace(day=1)


class Coder:
    """Texts to codes of one list: the code itself, its label, or a text that the mapping names."""

    def __init__(self, codes: Mapping[str, Iterable[str]], known: Mapping[str, str]) -> None:
        self._codes = {plain(code): code for code in (*known, *codes)}
        self._codes |= {plain(label): code for code, label in known.items()}
        for code, texts in codes.items():
            self._codes |= {plain(text): code for text in texts}

    def find(self, text: str) -> str | None:
        """The code for a text, or None."""
        return self._codes.get(plain(text))

    def code(self, text: str, where: str) -> str:
        """The code for a text; `where` is the place in the mapping to extend."""
        found = self.find(text)
        if found is None:
            raise CellFault(
                "Deze waarde staat niet in de codelijst.",
                f"Herstel de cel, of zet de waarde bij “{where}” in de koppeling.",
            )
        return found


def parts_of(text: str, separators: str) -> tuple[str, ...]:
    """The values in one cell, split at any of the characters; empty ones dropped."""
    pieces = re.split("[" + re.escape(separators) + "]", text) if separators else [text]
    return tuple(piece.strip() for piece in pieces if piece.strip())
