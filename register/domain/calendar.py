"""Calendar months, ages and due dates: plain dates, never shifted by time zones.

A wave or birth is a `date` as people in the Netherlands write it down; an instant becomes a date
only through `amsterdam_date`.
"""

from __future__ import annotations

import calendar as _calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def add_months(day: date, months: int) -> date:
    """The same day of the month, `months` calendar months later (earlier when negative).

    Where that day does not exist the last day of the month stands in: 29 Aug + 6 = 28 or 29 Feb.
    Always count from the anchor, never from a result: 31 Jan + 1 + 1 is not 31 Jan + 2.
    """
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = _calendar.monthrange(year, month0 + 1)[1]
    return date(year, month0 + 1, min(day.day, last))


def amsterdam_date(instant: datetime) -> date:
    """The date on a Dutch calendar at an aware instant; a naive one raises ValueError."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone; use UTC")
    return instant.astimezone(AMSTERDAM).date()


def start_of_day(day: date) -> datetime:
    """The first instant (UTC) of a Dutch calendar day."""
    return datetime.combine(day, time(), AMSTERDAM).astimezone(UTC)


def age_on(born: date, on: date) -> int:
    """Age in whole years on a date. Who is born on 29 February turns a year older on 1 March in a
    common year. Raises ValueError before birth."""
    return age_in_months(born, on) // 12


def age_in_months(born: date, on: date) -> int:
    """Age in whole calendar months on a date; a day that a month lacks counts as the 1st of the
    next month, so that years agree with `age_on`. Raises ValueError before birth."""
    if on < born:
        raise ValueError("no age before birth")
    return (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)


def birthday(born: date, age: int) -> date:
    """The first day on which `age_on` gives `age`."""
    year = born.year + age
    if (born.month, born.day) == (2, 29) and not _calendar.isleap(year):
        return date(year, 3, 1)
    return born.replace(year=year)


def next_birthday(born: date, ages: tuple[int, ...], on: date) -> tuple[int, date] | None:
    """The first of the given birthdays on or after `on`: (age, date), or None when all are past."""
    ahead = ((age, birthday(born, age)) for age in sorted(ages))
    return next(((age, day) for age, day in ahead if day >= on), None)


def shown(day: date) -> str:
    """A date as Dutch screens write it: dd-mm-jjjj."""
    return f"{day:%d-%m-%Y}"


def months_word(months: int) -> str:
    """'1 maand', '6 maanden'."""
    return f"{months} maand" if months == 1 else f"{months} maanden"


@dataclass(frozen=True)
class Window:
    """Days before and after a target within which a wave counts as on time; both ≥ 0."""

    early: int
    late: int

    def __post_init__(self) -> None:
        if self.early < 0 or self.late < 0:
            raise ValueError("a window is counted in days of 0 or more, before and after")

    def opens(self, target: date) -> date:
        """First day inside."""
        return target - timedelta(days=self.early)

    def closes(self, target: date) -> date:
        """Last day inside."""
        return target + timedelta(days=self.late)

    def __str__(self) -> str:
        return f"periode −{self.early}/+{self.late} dagen"


@dataclass(frozen=True)
class DueDate:
    """A target date that explains itself: anchor + calendar months, with its window."""

    anchor: str
    anchor_on: date
    months: int
    window: Window

    @property
    def target(self) -> date:
        """The day itself."""
        return add_months(self.anchor_on, self.months)

    @property
    def sum(self) -> str:
        """'T0 29-08-2026 + 6 maanden = 28-02-2027'; the anchor alone when nothing is added."""
        start = f"{self.anchor} {shown(self.anchor_on)}"
        if self.months == 0:
            return start
        return f"{start} + {months_word(self.months)} = {shown(self.target)}"

    @property
    def explanation(self) -> str:
        """'T0 29-08-2026 + 6 maanden = 28-02-2027, periode −14/+28 dagen'."""
        return f"{self.sum}, {self.window}"
