"""Cells to values: Dutch numbers and dates, codes, citizen numbers, formulas."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instruments.dates import PartialDate
from register.domain.imports import Reject
from register.files.cells import (
    CellFault,
    Coder,
    as_date,
    as_day,
    as_integer,
    as_month,
    as_number,
    as_year,
    with_precision,
)
from register.files.escape import escaped, restored
from register.files.rejects import rejects_csv
from register.files.selection import holds_bsn
from tests.support.ret_files import WORDS


@pytest.mark.parametrize(
    ("text", "number"),
    [("1,5", 1.5), ("1.234,5", 1234.5), ("1.234", 1234), ("-3", -3), ("1234", 1234), (7, 7)],
)
def test_dutch_numbers(text: str | int, number: float) -> None:
    assert as_number(text) == number


@pytest.mark.parametrize("text", ["1.5", "1.23", "12.34,5", "1,5,5", "", "twee", "1 000", "١"])
def test_a_number_written_otherwise_is_refused_not_guessed(text: str) -> None:
    with pytest.raises(CellFault, match="geen getal"):
        as_number(text)


def test_a_decimal_point_is_read_only_where_the_mapping_says_so() -> None:
    assert as_number("1.234", ".") == 1.234
    with pytest.raises(CellFault):
        as_number("1,5", ".")


def test_a_broken_number_is_no_count() -> None:
    with pytest.raises(CellFault, match="geen heel getal"):
        as_integer("1,5")


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("12-03-2021", "2021-03-12"),
        ("2021-03-12 00:00:00", "2021-03-12"),
        ("mrt 2020", "2020-03"),
        ("2019", "2019"),
        (date(2021, 3, 12), "2021-03-12"),
        (2019, "2019"),
    ],
)
def test_dutch_dates(text: str | date | int, canonical: str) -> None:
    assert as_date(text).text == canonical


@pytest.mark.parametrize(
    ("precision", "canonical"),
    [("", "2021-06-01"), ("dag", "2021-06-01"), ("Maand", "2021-06"), ("jaar", "2021"),
     ("geschat", "2021-06-01~")],
)  # fmt: skip
def test_a_date_is_no_more_precise_than_the_file_says(precision: str, canonical: str) -> None:
    assert with_precision(PartialDate.parse("01-06-2021"), precision).text == canonical


def test_a_year_is_all_that_is_kept_of_a_date_of_registration() -> None:
    assert as_year("12-03-2021") == 2021
    assert as_month("12-03-2021") == date(2021, 3, 1)
    with pytest.raises(CellFault):
        as_year("12-03-1921")


def test_a_date_of_consent_is_known_to_the_day() -> None:
    assert as_day("12-03-2021") == date(2021, 3, 12)
    with pytest.raises(CellFault, match="op de dag nauwkeurig"):
        as_day("mrt 2021")


@pytest.mark.parametrize(
    ("age", "band"), [(0, "0-7"), (7, "0-7"), (8, "8-11"), (11, "8-11"), (12, "12-15"),
                      (15, "12-15"), (16, "16-17"), (18, "18+"), (23, "18+")],
)  # fmt: skip
def test_ages_fall_in_the_bands_of_consent(age: int, band: str) -> None:
    assert WORDS.band(age) == band


def test_codes_are_found_by_code_label_and_named_text_and_nothing_else() -> None:
    coder = Coder({"gi": ("jeugdbescherming",)}, {"gi": "gecertificeerde instelling"})
    for text in ("gi", "GI", "Gecertificeerde  instelling", "Jeugdbescherming"):
        assert coder.code(text, "x") == "gi"
    with pytest.raises(CellFault, match="codelijst"):
        coder.code("g", "x")


@pytest.mark.parametrize(
    "text", ["111222333", "1112.22.333", "111 222 333", "bsn 111222333.", 111222333, 111222333.0,
             "zie 111222333, dus"],
)  # fmt: skip
def test_what_may_be_a_citizen_number_is_seen(text: str | float) -> None:
    assert holds_bsn(text)


@pytest.mark.parametrize(
    "text", ["111222334", "0611122233", "2024-03-12", "1112223330", "12,111222333",
             111222334, 111222333.5, date(2024, 3, 12), "NL91ABNA0417164300"],
)  # fmt: skip
def test_other_numbers_are_not_mistaken_for_one(text: str | float | date) -> None:
    assert not holds_bsn(text)


@given(st.text())
def test_an_escaped_text_is_never_a_formula_and_can_be_restored(text: str) -> None:
    safe = escaped(text)
    assert restored(safe) == text
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_refused_rows_are_written_by_place_and_without_formulas() -> None:
    rejects = [Reject(9, "=B", "fout", "herstel"), Reject(2, "A", "fout", "herstel")]
    text = rejects_csv(rejects).decode("utf-8-sig")
    assert text.splitlines() == [
        "blad;regel;kolom;reden;wat te doen",
        ";2;A;fout;herstel",
        ";9;'=B;fout;herstel",
    ]
