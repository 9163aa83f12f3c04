"""A date of which only a part is known is read, kept and shown as understood."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instruments.dates import MONTHS, SEASONS, InvalidDate, PartialDate

READ = [
    # typed, kept, shown, earliest, latest
    ("12-03-2021", "2021-03-12", "12-03-2021", "2021-03-12", "2021-03-12"),
    ("12/3/2021", "2021-03-12", "12-03-2021", "2021-03-12", "2021-03-12"),
    ("2021-03-12", "2021-03-12", "12-03-2021", "2021-03-12", "2021-03-12"),
    ("12 maart 2021", "2021-03-12", "12-03-2021", "2021-03-12", "2021-03-12"),
    ("12 mrt. 2021", "2021-03-12", "12-03-2021", "2021-03-12", "2021-03-12"),
    ("29-02-2020", "2020-02-29", "29-02-2020", "2020-02-29", "2020-02-29"),
    ("mrt 2020", "2020-03", "maart 2020", "2020-03-01", "2020-03-31"),
    ("Maart  2020", "2020-03", "maart 2020", "2020-03-01", "2020-03-31"),
    ("02-2020", "2020-02", "februari 2020", "2020-02-01", "2020-02-29"),
    ("2020-02", "2020-02", "februari 2020", "2020-02-01", "2020-02-29"),
    ("zomer 2021", "2021-zomer", "ongeveer juni–augustus 2021", "2021-06-01", "2021-08-31"),
    ("voorjaar 2021", "2021-lente", "ongeveer maart–mei 2021", "2021-03-01", "2021-05-31"),
    ("najaar 2021", "2021-herfst", "ongeveer september–november 2021", "2021-09-01", "2021-11-30"),
    (
        "winter 2021",
        "2021-winter",
        "ongeveer december 2020–februari 2021",
        "2020-12-01",
        "2021-02-28",
    ),
    (
        "winter 2023-2024",
        "2024-winter",
        "ongeveer december 2023–februari 2024",
        "2023-12-01",
        "2024-02-29",
    ),
    ("2019", "2019", "2019", "2019-01-01", "2019-12-31"),
    ("2019?", "2019~", "ongeveer 2019", "2019-01-01", "2019-12-31"),
    ("ca. 2019", "2019~", "ongeveer 2019", "2019-01-01", "2019-12-31"),
    ("rond maart 2020", "2020-03~", "ongeveer maart 2020", "2020-03-01", "2020-03-31"),
    ("12-03-2021?", "2021-03-12~", "ongeveer 12-03-2021", "2021-03-12", "2021-03-12"),
]


@pytest.mark.parametrize(("typed", "kept", "shown", "earliest", "latest"), READ)
def test_what_is_typed_is_kept_and_shown_back_as_understood(
    typed: str, kept: str, shown: str, earliest: str, latest: str
) -> None:
    found = PartialDate.parse(typed)
    assert (found.text, found.shown()) == (kept, shown)
    assert (str(found.earliest), str(found.latest)) == (earliest, latest)


WRONG = ["", "?", "gisteren", "30-02-2021", "2021-13", "31-04-2021", "12-03-21", "1899", "2200"]


@pytest.mark.parametrize("typed", [*WRONG, "maart", "zomer", "5 zomer 2021", "winter 2021-2023"])
def test_what_is_no_date_is_refused_without_repeating_it(typed: str) -> None:
    with pytest.raises(InvalidDate) as caught:
        PartialDate.parse(typed)
    assert len(typed) < 6 or typed not in str(caught.value)


DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(PartialDate.of_day)
YEARS = st.integers(1901, 2199)
DATES = (
    DAYS
    | st.builds(PartialDate, YEARS, estimated=st.booleans())
    | st.builds(PartialDate, YEARS, st.integers(1, 12), estimated=st.booleans())
    | st.builds(PartialDate, YEARS, season=st.sampled_from(list(SEASONS)), estimated=st.booleans())
)


@given(DATES)
def test_every_date_comes_back_from_its_text(one: PartialDate) -> None:
    assert PartialDate.parse(one.text) == one


@given(DATES)
def test_the_bounds_hold_the_length_of_the_precision(one: PartialDate) -> None:
    days = (one.latest - one.earliest).days + 1
    allowed = {"dag": (1, 1), "maand": (28, 31), "seizoen": (90, 92), "jaar": (365, 366)}
    assert allowed[one.precision][0] <= days <= allowed[one.precision][1]


@given(DAYS)
def test_a_day_reads_the_same_in_dutch_notations(one: PartialDate) -> None:
    assert one.month is not None
    for typed in (one.shown(), f"{one.day} {MONTHS[one.month - 1]} {one.year}"):
        assert PartialDate.parse(typed) == one


@given(DATES, DATES)
def test_certainly_before_is_never_true_both_ways(one: PartialDate, other: PartialDate) -> None:
    assert not (one.certainly_before(other) and other.certainly_before(one))
    assert not one.certainly_before(one)


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_refused(typed: str) -> None:
    try:
        found = PartialDate.parse(typed)
    except InvalidDate:
        return
    assert found.earliest <= found.latest
