"""Days as the law counts them: birthdays, ages and the Dutch calendar day of an instant."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=1 << 16)
def day_of(instant: datetime) -> date:
    """The calendar day in the Netherlands on which an instant falls."""
    return instant.astimezone(AMSTERDAM).date()


def end_of(day: date) -> datetime:
    """The last instant of a Dutch calendar day, in UTC."""
    return datetime.combine(day, time.max, AMSTERDAM).astimezone(UTC)


def birthday(born: date, age: int) -> date:
    """The day on which a person born on ``born`` reaches ``age``.

    Somebody born on 29 February has the birthday on 1 March in other years: the later day, so
    that nobody is treated as older too early (our choice, RULES §1.4).
    """
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def age_on(born: date, on: date) -> int:
    """Whole years of age on a day; negative before birth."""
    years = on.year - born.year
    return years if birthday(born, years) <= on else years - 1


def add_months(day: date, months: int) -> date:
    """The same day some months later; a day that does not exist becomes the month's last."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - ONE_DAY)


def checked_instant(value: datetime, field: str) -> datetime:
    """Refuse an instant without a time zone: it could mean two different moments."""
    if value.tzinfo is None:
        raise ValueError(f"{field} has no time zone; give an aware timestamp (UTC)")
    return value


def checked_period(start: date, end: date | None, noun: str) -> None:
    """Refuse a period that ends before it starts."""
    if end is not None and end < start:
        raise ValueError(f"{noun} ends before it starts; give an end on or after the start")
