"""Random good rows with faults put in: exactly the broken rows are refused, no good one is lost."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from register.domain.imports import ImportPlan
from register.files.mapping_reading import shipped_mapping
from register.files.monthnames import month_range
from register.files.plans import plan_import
from register.files.rejects import rejects_csv
from register.files.spells import months_of, spells_of
from tests.support.ret_files import MONITOR_HEADER, NOORD_HOLLAND, monitor_rows
from tests.support.sheets import KEY, csv_bytes, xlsx_bytes

MAPPING = shipped_mapping("ret_monitor", NOORD_HOLLAND)
GOOD = [[str(cell) for cell in row] for row in monitor_rows()]
SECRET = "Geheim-Fictief"

Fault = Callable[[list[str]], list[str]]


def cell(place: int, text: str) -> Fault:
    return lambda row: [*row[:place], text, *row[place + 1 :]]


# Faults of cells: they can be put in a CSV and in a workbook.
CELL_FAULTS: dict[str, Fault] = {
    "no key": cell(0, ""),
    "a key too long": cell(0, "M" * 41),
    "no team": cell(2, ""),
    "an unknown team": cell(2, SECRET),
    "no date": cell(3, ""),
    "an impossible date": cell(3, "31-02-2024"),
    "a date before the register": cell(3, "12-03-1924"),
    "words for a date": cell(3, SECRET),
    "an unknown region": cell(4, SECRET),
    "an impossible age": cell(5, "87"),
    "an age in words": cell(5, SECRET),
    "a broken age": cell(5, "12,5"),
    "an unknown gender": cell(6, SECRET),
    "an unknown setting": cell(7, SECRET),
    "an unknown referrer": cell(8, SECRET),
    "an unknown step": cell(9, SECRET),
    "one unknown theme among known ones": cell(10, f"trauma; {SECRET}"),
    "a citizen number in a dropped column": cell(12, "nummer 111222333"),
    "a citizen number as key": cell(0, "111222333"),
}
# Faults of lines: only a text file can have them.
LINE_FAULTS: dict[str, Callable[[str], str]] = {
    "a stray quote at the start": lambda line: '"' + line,
    "a stray quote in a later cell": lambda line: line.replace(";", ';"', 1),
    "a cell too many": lambda line: line + ";" + SECRET,
    "cells missing": lambda line: ";".join(line.split(";")[:5]),
    "text after a closing quote": lambda line: '"M"x' + line,
    "bytes that mean nothing": lambda line: line.replace("2024", "2024\udc81", 1),
    "a zero byte": lambda line: line.replace("2024", "2024\x00", 1),
    "half a line end": lambda line: line.replace("2024", "2024\r", 1),
    "only the key": lambda line: line.split(";")[0],
}

picks = st.lists(st.integers(0, len(GOOD) - 1), min_size=1, max_size=25, unique=True)


def checked(plan: ImportPlan, rows: list[list[str]], broken: Iterable[int], first: int) -> None:
    """Every broken row is refused, every other one came in, and no reason repeats a value."""
    wrong = {at + first for at in broken}
    assert plan.rejected_lines == wrong
    good = {row[0] for at, row in enumerate(rows) if at + first not in wrong}
    assert {row.key for row in plan.registrations} == good
    assert plan.rows_read == len(rows)
    report = rejects_csv(plan.rejects).decode("utf-8-sig")
    assert SECRET not in report and "111222333" not in report
    assert len(list(csv.reader(io.StringIO(report), delimiter=";"))) == len(plan.rejects) + 1


@given(picks=picks, data=st.data())
def test_cell_faults_refuse_exactly_their_rows(picks: list[int], data: st.DataObject) -> None:
    rows = [GOOD[at] for at in picks]
    broken = data.draw(
        st.dictionaries(st.integers(0, len(rows) - 1), st.sampled_from(sorted(CELL_FAULTS)))
    )
    for at, name in broken.items():
        rows[at] = CELL_FAULTS[name](rows[at])
    delimiter = data.draw(st.sampled_from([";", ",", "\t"]))
    encoding = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]))
    text = csv_bytes([MONITOR_HEADER, *rows], delimiter=delimiter, encoding=encoding)
    checked(plan_import(text, MAPPING, key=KEY), rows, broken, 2)


@given(picks=picks, data=st.data())
def test_line_faults_refuse_exactly_their_lines(picks: list[int], data: st.DataObject) -> None:
    rows = [GOOD[at] for at in picks]
    broken = data.draw(
        st.dictionaries(st.integers(0, len(rows) - 1), st.sampled_from(sorted(LINE_FAULTS)))
    )
    lines = csv_bytes(rows).decode().split("\r\n")[:-1]
    for at, name in broken.items():
        lines[at] = LINE_FAULTS[name](lines[at])
    text = "\r\n".join([";".join(MONITOR_HEADER), *lines]) + "\r\n"
    raw = text.encode(errors="surrogateescape")
    checked(plan_import(raw, MAPPING, key=KEY), rows, broken, 2)


@pytest.mark.parametrize("name", sorted(CELL_FAULTS))
def test_each_cell_fault_is_refused_in_a_workbook_too(name: str) -> None:
    rows = [list(row) for row in GOOD[:5]]
    rows[3] = CELL_FAULTS[name](rows[3])
    plan = plan_import(xlsx_bytes({"A": [["Titel"], MONITOR_HEADER, *rows]}), MAPPING, key=KEY)
    checked(plan, rows, [3], 3)


def test_one_in_a_hundred_broken_loses_no_good_row_of_ten_thousand() -> None:
    rows = [[f"X{at:05d}", *GOOD[at % len(GOOD)][1:]] for at in range(10_000)]
    names = sorted(CELL_FAULTS)
    broken = {at: names[at % len(names)] for at in range(50, 10_000, 101)}
    # A citizen number as key may come back; every other key stays unique.
    for at, name in broken.items():
        rows[at] = CELL_FAULTS[name](rows[at])
    plan = plan_import(csv_bytes([MONITOR_HEADER, *rows]), MAPPING, key=KEY)
    checked(plan, rows, broken, 2)


@settings(max_examples=25)
@given(picks=picks)
def test_the_same_rows_in_another_order_or_file_type_keep_their_fingerprints(
    picks: list[int],
) -> None:
    rows = [GOOD[at] for at in picks]
    as_text = plan_import(csv_bytes([MONITOR_HEADER, *rows]), MAPPING, key=KEY)
    as_book = plan_import(xlsx_bytes({"A": [MONITOR_HEADER, *rows[::-1]]}), MAPPING, key=KEY)
    assert as_text.fingerprints == as_book.fingerprints
    assert len(as_text.fingerprints) == len(rows)
    assert as_text == plan_import(csv_bytes([MONITOR_HEADER, *rows]), MAPPING, key=KEY)


MONTHS = month_range("2020-01", "2021-12")
states = st.lists(
    st.sampled_from(["THU", "JZP", "OBC", None]), min_size=len(MONTHS), max_size=len(MONTHS)
)


@given(st.dictionaries(st.sampled_from("ABCDE"), states, min_size=1))
def test_months_to_periods_and_back_is_the_same_table(table: dict[str, list[str | None]]) -> None:
    from instruments.dates import PartialDate
    from register.domain.imports import SpellRow

    def month(day: object) -> PartialDate:
        return PartialDate.parse(str(day)[:7])

    spells = [
        SpellRow(1, case, state, month(start), month(end), False, "", "")
        for case, row in table.items()
        for state, start, end in spells_of(row, MONTHS)
    ]
    back = months_of(spells, "2020-01", "2021-12")
    empty = (None,) * len(MONTHS)
    assert {case: back.get(case, empty) for case in table} == {
        c: tuple(r) for c, r in table.items()
    }
