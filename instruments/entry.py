"""What was typed for one item, read by its type. Messages never repeat what was typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from instruments.answers import Answer
from instruments.dates import InvalidDate, PartialDate
from instruments.item import Item
from instruments.limits import Limits, limits
from instruments.words import PRECISIONS

_INTEGER = re.compile(r"^-?\d{1,15}$", re.ASCII)
_NUMBER = re.compile(r"^-?\d{1,15}(?:[.,](\d{1,15}))?$", re.ASCII)
_TIME = re.compile(r"^([01]?\d|2[0-3])[:.]([0-5]\d)$", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_FORMATS = {
    "email": (r"^[^@\s]+@[^@\s]+\.[^@\s]+$", "Schrijf een adres als naam@voorbeeld.nl."),
    "phone": (r"^\+?[0-9][0-9 ()-]{6,18}$", "Schrijf alleen cijfers, bijvoorbeeld 0612345678."),
    "postcode": (r"^[1-9][0-9]{3} ?[A-Za-z]{2}$", "Schrijf vier cijfers en twee letters."),
    "letters": (r"^[^\W\d_]+(?:[ '-][^\W\d_]+)*$", "Gebruik alleen letters."),
    "datetime": (r"^\d{4}-\d\d-\d\d \d\d:\d\d$", "Schrijf jjjj-mm-dd uu:mm."),
    "datetime_seconds": (r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$", "Schrijf jjjj-mm-dd uu:mm:ss."),
    "time_seconds": (r"^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$", "Schrijf uu:mm:ss."),
}
LONGEST = {"text": 2_000, "note": 100_000}


class EntryError(ValueError):
    """What was typed is no answer to this item; the message says what would be right."""


@dataclass(frozen=True)
class Entry:
    """An answer with what the informant may want to look at again."""

    answer: Answer
    warnings: tuple[str, ...] = ()


def read(item: Item, typed: Sequence[str], remark: str = "", today: date | None = None) -> Entry:
    """The answer in what was typed (one text, or the codes of a multiple choice).

    Raises `EntryError`. ``typed`` must hold something.
    """
    answer, number = _READERS[item.type](item, typed)
    warnings = _within(item, number, today) if number is not None else ()
    if remark.strip():
        answer = Answer(answer.value, None, answer.precision, clean(remark, "note"))
    return Entry(answer, warnings)


Span = tuple[float, float]
Reading = tuple[Answer, "Span | None"]


def clean(typed: str, kind: str) -> str:
    """Text with plain line ends, trimmed; raises `EntryError` where it cannot be kept."""
    text = typed.replace("\r\n", "\n").replace("\r", "\n").strip()
    if _CONTROL.search(text):
        raise EntryError("Er staat een onleesbaar teken in. Typ de tekst opnieuw.")
    if len(text) > LONGEST[kind]:
        raise EntryError(f"De tekst is te lang; er passen {LONGEST[kind]} tekens.")
    return text


def _text(item: Item, typed: Sequence[str]) -> Reading:
    text = clean(typed[0], item.type)
    if item.type == "text" and "\n" in text:
        raise EntryError("Dit antwoord past op één regel. Haal de regeleinden weg.")
    if item.format:
        pattern, right = _FORMATS[item.format]
        if not re.match(pattern, text):
            raise EntryError(f"Dit heeft niet de goede vorm. {right}")
    return Answer(text), None


def _integer(item: Item, typed: Sequence[str]) -> Reading:
    if not _INTEGER.match(typed[0]):
        raise EntryError("Vul een geheel getal in, met alleen cijfers.")
    value = int(typed[0])
    return Answer(value), (value, value)


def _number(item: Item, typed: Sequence[str]) -> Reading:
    found = _NUMBER.match(typed[0])
    if found is None:
        raise EntryError("Vul een getal in, bijvoorbeeld 2,5.")
    if item.decimals is not None and len(found[1] or "") > item.decimals:
        raise EntryError(f"Gebruik hoogstens {item.decimals} cijfers achter de komma.")
    value = float(typed[0].replace(",", ".")) + 0.0
    return Answer(value), (value, value)


def _date(item: Item, typed: Sequence[str]) -> Reading:
    try:
        found = PartialDate.parse(typed[0])
    except InvalidDate as error:
        raise EntryError(str(error)) from error
    allowed = item.precision or ("dag",)
    if found.precision not in allowed:
        raise EntryError(
            f"Geef de datum {_or([PRECISIONS[p] for p in allowed if p != 'geschat'])}."
        )
    if found.estimated and "geschat" not in allowed:
        raise EntryError("Een geschatte datum kan hier niet. Geef de datum zonder ? of ca.")
    span = (float(found.earliest.toordinal()), float(found.latest.toordinal()))
    return Answer(found.text, precision=found.precision), span


def _time(item: Item, typed: Sequence[str]) -> Reading:
    found = _TIME.match(typed[0])
    if found is None:
        raise EntryError("Vul een tijd in als 08:30.")
    minutes = int(found[1]) * 60 + int(found[2])
    return Answer(f"{int(found[1]):02d}:{found[2]}"), (minutes, minutes)


def _choice(item: Item, typed: Sequence[str]) -> Reading:
    if len(typed) != 1:
        raise EntryError("Kies één antwoord.")
    if typed[0] not in item.codes:
        raise EntryError("Kies een antwoord uit de lijst.")
    return Answer(typed[0]), None


def _multichoice(item: Item, typed: Sequence[str]) -> Reading:
    if any(code not in item.codes for code in typed):
        raise EntryError("Kies antwoorden uit de lijst.")
    alone = [code for code in typed if code in item.exclusive]
    if alone and len(set(typed)) > 1:
        raise EntryError(f"“{item.codes[alone[0]]}” gaat niet samen met andere antwoorden.")
    return Answer(tuple(code for code in item.codes if code in typed)), None


_READERS: dict[str, Callable[[Item, Sequence[str]], Reading]] = {
    "text": _text,
    "note": _text,
    "integer": _integer,
    "slider": _integer,
    "number": _number,
    "date": _date,
    "time": _time,
    "choice": _choice,
    "yesno": _choice,
    "multichoice": _multichoice,
}


def _within(item: Item, span: Span, today: date | None) -> tuple[str, ...]:
    """Warnings for the soft limits; raises `EntryError` beyond the hard ones. A partial date is
    outside only when no day of it lies inside."""
    bounds = limits(item, today)
    first, last = span
    if (bounds.low is not None and last < bounds.low) or (
        bounds.high is not None and first > bounds.high
    ):
        raise EntryError(f"Dit ligt buiten wat kan. Vul iets in {hard(item)}.")
    if (bounds.soft_low is not None and last < bounds.soft_low) or (
        bounds.soft_high is not None and first > bounds.soft_high
    ):
        return (f"Dit is ongewoon; verwacht is iets {soft(item)}. Klopt het?",)
    return ()


def outside(item: Item, value: float) -> str:
    """The warning for a computed value beyond a limit, which nobody typed; empty within them."""
    bounds = limits(item)
    lows = [low for low in (bounds.low, bounds.soft_low) if low is not None]
    highs = [high for high in (bounds.high, bounds.soft_high) if high is not None]
    if all(value >= low for low in lows) and all(value <= high for high in highs):
        return ""
    expected = soft(item) if item.soft_min or item.soft_max else hard(item)
    return f"Deze uitkomst is ongewoon; verwacht is iets {expected}. Kloppen de antwoorden?"


def hard(item: Item) -> str:
    """The hard limits in words: “van 0 tot en met 100 cm”."""
    bounds: Limits = limits(item)
    low = item.min or ("0" if item.type == "slider" and bounds.low is not None else "")
    high = item.max or ("100" if item.type == "slider" and bounds.high is not None else "")
    return _range(item, low, high)


def soft(item: Item) -> str:
    """The soft limits in words."""
    return _range(item, item.soft_min, item.soft_max)


def _range(item: Item, low: str, high: str) -> str:
    start, end = _limit(item, low), _limit(item, high)
    unit = f" {item.unit}" if item.unit else ""
    if low and high:
        return f"van {start} tot en met {end}{unit}"
    return f"vanaf {start}{unit}" if low else f"tot en met {end}{unit}"


def _limit(item: Item, text: str) -> str:
    if item.type == "date" and text:
        return "vandaag" if text == "today" else PartialDate.parse(text).shown()
    return text.replace(".", ",")


def _or(options: Sequence[str]) -> str:
    return options[0] if len(options) == 1 else f"{', '.join(options[:-1])} of {options[-1]}"
