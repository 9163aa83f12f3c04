"""Dates of which only a part is known: “12-03-2021”, “mrt 2020”, “zomer 2021”, “2019?”.

Seasons are meteorological (KNMI): lente March–May, zomer June–August, herfst September–November,
winter December–February; the winter of a year is the one that ends in that year (winter 2021 =
December 2020 – February 2021). “Geschat” never moves the bounds: it says that they are a guess.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

MONTHS: Final = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_NUMBERS: Final = (
    {name: number for number, name in enumerate(MONTHS, 1)}
    | {name[:3]: number for number, name in enumerate(MONTHS, 1)}
    | {"mrt": 3, "sept": 9, "febr": 2}
)
SEASONS: Final = {"lente": 3, "zomer": 6, "herfst": 9, "winter": 12}
_SYNONYMS = {"voorjaar": "lente", "najaar": "herfst"}
FIRST_YEAR, LAST_YEAR = 1900, 2199
_GUESS = re.compile(r"^(?:ca\.?|circa|ongeveer|omstreeks|rond|±)\s*(?=\S)|\s*[?~]$")
_CANON = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?|-([a-z]+))?$", re.ASCII)
_DAY_FIRST = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$", re.ASCII)
_MONTH_FIRST = re.compile(r"^(\d{1,2})[-/](\d{4})$", re.ASCII)
_WORDS = re.compile(r"^(?:(\d{1,2}) )?([a-z]+)\.? (\d{4})$", re.ASCII)
_WINTER = re.compile(r"^winter (\d{4})[-/–](\d{4})$", re.ASCII)


class InvalidDate(ValueError):
    """A text that is not a date; the message never repeats the text."""


@dataclass(frozen=True)
class PartialDate:
    """A day, month, season or year. ``month`` is the first month of a season."""

    year: int
    month: int | None = None
    day: int | None = None
    season: str | None = None
    estimated: bool = False

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise InvalidDate(f"Het jaar ligt niet tussen {FIRST_YEAR} en {LAST_YEAR}.")
        if self.season is not None and (self.season not in SEASONS or self.month or self.day):
            raise InvalidDate("Een seizoen is lente, zomer, herfst of winter, met alleen een jaar.")
        if self.month is not None and not 1 <= self.month <= 12:
            raise InvalidDate("Een maand ligt tussen 1 en 12.")
        if self.day is not None and self.month is None:
            raise InvalidDate("Een dag zonder maand is geen datum.")
        if self.day is not None and self.month is not None:
            last = calendar.monthrange(self.year, self.month)[1]
            if not 1 <= self.day <= last:
                raise InvalidDate("Deze dag bestaat niet in deze maand.")

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """The date of a Dutch or canonical text; raises `InvalidDate` with what would be right."""
        words = " ".join(text.strip().lower().split())
        plain = words
        while (shorter := _GUESS.sub("", plain).strip()) != plain:
            plain = shorter
        parts = _parts(plain)
        if parts is None:
            raise InvalidDate(
                "Dit is geen datum. Schrijf bijvoorbeeld 12-03-2021, mrt 2020, zomer 2021, 2019 "
                "of 2019? als het geschat is."
            )
        return cls(*parts, estimated=plain != words)

    @classmethod
    def of_day(cls, day: date) -> PartialDate:
        """A date known to the day."""
        return cls(day.year, day.month, day.day)

    @property
    def precision(self) -> str:
        """``dag``, ``maand``, ``seizoen`` or ``jaar``."""
        if self.season:
            return "seizoen"
        if self.day:
            return "dag"
        return "maand" if self.month else "jaar"

    @cached_property
    def earliest(self) -> date:
        """The first day it can be."""
        if self.season:
            month = SEASONS[self.season]
            return date(self.year - (month == 12), month, 1)
        return date(self.year, self.month or 1, self.day or 1)

    @cached_property
    def latest(self) -> date:
        """The last day it can be."""
        if self.season:
            month = (SEASONS[self.season] + 1) % 12 + 1
            return date(self.year, month, calendar.monthrange(self.year, month)[1])
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def text(self) -> str:
        """Canonical storage text, e.g. ``2021-03-12``, ``2021-zomer``, ``2019~`` (estimated)."""
        text = f"{self.year:04d}"
        if self.season:
            text += f"-{self.season}"
        if self.month:
            text += f"-{self.month:02d}"
        if self.day:
            text += f"-{self.day:02d}"
        return text + ("~" if self.estimated else "")

    def shown(self) -> str:
        """As understood, in Dutch: “12-03-2021”, “ongeveer juni–augustus 2021”."""
        about = "ongeveer " if self.estimated or self.season else ""
        return about + self._named()

    def _named(self) -> str:
        if self.season:
            first, last = self.earliest, self.latest
            start = MONTHS[first.month - 1]
            if first.year != last.year:
                start += f" {first.year}"
            return f"{start}–{MONTHS[last.month - 1]} {last.year}"
        if self.day:
            return f"{self.day:02d}-{self.month:02d}-{self.year}"
        return f"{MONTHS[self.month - 1]} {self.year}" if self.month else str(self.year)

    def certainly_before(self, other: PartialDate) -> bool:
        """Whether every day this can be comes before every day the other can be."""
        return self.latest < other.earliest

    def __str__(self) -> str:
        return self.text


def month_number(word: str) -> int | None:
    """1–12 for a Dutch month name or its usual short form, else None."""
    return _NUMBERS.get(word)


Parts = tuple[int, int | None, int | None, str | None]


def _parts(text: str) -> Parts | None:
    """Year, month, day and season of a text, or None when it is no date."""
    if found := _CANON.match(text):
        if found[4]:
            return _season(found[4], int(found[1]))
        return int(found[1]), _whole(found[2]), _whole(found[3]), None
    if found := _DAY_FIRST.match(text):
        return int(found[3]), int(found[2]), int(found[1]), None
    if found := _MONTH_FIRST.match(text):
        return int(found[2]), int(found[1]), None, None
    if found := _WINTER.match(text):
        return _season("winter", int(found[2])) if int(found[2]) == int(found[1]) + 1 else None
    if found := _WORDS.match(text):
        return _worded(found[1], found[2], int(found[3]))
    return None


def _worded(day: str | None, word: str, year: int) -> Parts | None:
    month = month_number(word)
    if month is None:
        return None if day else _season(word, year)
    return year, month, _whole(day), None


def _season(word: str, year: int) -> Parts | None:
    name = _SYNONYMS.get(word, word)
    return (year, None, None, name) if name in SEASONS else None


def _whole(text: str | None) -> int | None:
    return int(text) if text else None
