"""When a meting falls: worked dates that a researcher can check with a calendar."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest

from register.domain.calendar import (
    DueDate,
    Window,
    add_months,
    age_in_months,
    age_on,
    amsterdam_date,
    birthday,
    next_birthday,
)
from register.domain.reference import table

MONTHS = (
    ("29 augustus + 6, gewoon jaar", "2026-08-29", 6, "2027-02-28"),
    ("29 augustus + 6, schrikkeljaar", "2027-08-29", 6, "2028-02-29"),
    ("31 augustus + 6, gewoon jaar", "2026-08-31", 6, "2027-02-28"),
    ("31 januari + 1", "2026-01-31", 1, "2026-02-28"),
    ("31 januari + 2 (vanaf het anker, niet vanaf 28 februari)", "2026-01-31", 2, "2026-03-31"),
    ("29 februari + 12", "2028-02-29", 12, "2029-02-28"),
    ("29 februari + 48", "2028-02-29", 48, "2032-02-29"),
    ("15 mei + 18", "2026-05-15", 18, "2027-11-15"),
    ("over de jaargrens", "2026-12-31", 6, "2027-06-30"),
    ("terug", "2027-03-31", -1, "2027-02-28"),
    ("niets erbij", "2026-08-29", 0, "2026-08-29"),
)
AGES = (
    ("dag vóór de 12e verjaardag", "2014-06-10", "2026-06-09", 11, 143),
    ("12e verjaardag", "2014-06-10", "2026-06-10", 12, 144),
    ("geboren 29 februari, 28 februari van een gewoon jaar", "2012-02-29", "2027-02-28", 14, 179),
    ("geboren 29 februari, 1 maart van een gewoon jaar", "2012-02-29", "2027-03-01", 15, 180),
    ("geboren 29 februari, 29 februari", "2012-02-29", "2028-02-29", 16, 192),
    ("geboortedag zelf", "2012-02-29", "2012-02-29", 0, 0),
    ("geboren op de 31e, in een korte maand", "2012-01-31", "2026-02-28", 14, 168),
)
INSTANTS = (
    ("zomertijd, vlak voor middernacht UTC", "2026-07-01T22:30", "2026-07-02"),
    ("wintertijd, 22:30 UTC is 23:30 hier", "2026-12-01T22:30", "2026-12-01"),
    ("wintertijd, 23:30 UTC is de volgende dag", "2026-12-01T23:30", "2026-12-02"),
    ("nacht waarin de klok teruggaat", "2026-10-24T22:00", "2026-10-25"),
)


@pytest.mark.parametrize(("rule", "start", "months", "result"), MONTHS)
def test_calendar_months(rule: str, start: str, months: int, result: str) -> None:
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(result), rule


@pytest.mark.parametrize(("rule", "born", "on", "years", "months"), AGES)
def test_ages(rule: str, born: str, on: str, years: int, months: int) -> None:
    day, birth = date.fromisoformat(on), date.fromisoformat(born)
    assert (age_on(birth, day), age_in_months(birth, day)) == (years, months), rule


@pytest.mark.parametrize(("rule", "instant", "day"), INSTANTS)
def test_the_dutch_date_of_an_instant(rule: str, instant: str, day: str) -> None:
    moment = datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert amsterdam_date(moment) == date.fromisoformat(day), rule


def test_a_due_date_explains_itself() -> None:
    due = DueDate("T0", date(2026, 8, 29), 6, Window(14, 28))
    assert due.explanation == "T0 29-08-2026 + 6 maanden = 28-02-2027, periode −14/+28 dagen"


def test_one_month_is_written_in_the_singular() -> None:
    due = DueDate("ontslag", date(2026, 8, 29), 1, Window(0, 7))
    assert due.explanation == "ontslag 29-08-2026 + 1 maand = 29-09-2026, periode −0/+7 dagen"


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        amsterdam_date(datetime(2026, 1, 1, 12))  # noqa: DTZ001 - the refusal is the point


def test_an_age_before_birth_is_refused() -> None:
    with pytest.raises(ValueError, match="before birth"):
        age_on(date(2020, 1, 2), date(2020, 1, 1))


def test_a_window_runs_forward() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        Window(-1, 0)


def test_the_next_birthday_that_matters() -> None:
    born = date(2012, 2, 29)
    assert birthday(born, 15) == date(2027, 3, 1)
    assert next_birthday(born, (12, 16, 18), date(2027, 1, 1)) == (16, date(2028, 2, 29))
    assert next_birthday(born, (12, 16, 18), date(2030, 3, 2)) is None


def pages() -> Mapping[str, str]:
    """The tables as a page of the reference."""
    return {
        "kalender-regels.md": "\n\n".join(
            (
                "# Kalender: nagerekende datums",
                table(("regel", "van", "maanden", "wordt"), MONTHS),
                table(("regel", "geboren", "op", "jaren", "maanden"), AGES),
                table(("regel", "tijdstip (UTC)", "dag in Nederland"), INSTANTS),
            )
        )
    }
