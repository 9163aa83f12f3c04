"""XLSX: merged cells, header rows, formulas, dates, and files that want to do harm."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time

import pytest
from openpyxl import load_workbook

from register.files.archives import Limits, open_zip, parse_xml
from register.files.refused import FileRefused
from register.files.tables import Layout, Unreadable
from register.files.tabular import read_table
from tests.support.sheets import xlsx_bytes

LAYOUT = Layout(frozenset({"RET", "Jeugdige / Leeftijd", "Jeugdige / M/V"}), "", 2)
SHEET = [
    ["Overzicht aanmeldingen 2024"],
    [],
    ["RET", "Jeugdige", None],
    [None, "Leeftijd", "M/V"],
    ["Noord", 12, "v"],
    [None, 13, "m"],
    ["Zuid", 14.5, "v"],
]


def test_titles_and_merged_headers_give_one_name_per_column() -> None:
    data = xlsx_bytes({"A": SHEET}, merged={"A": ["A1:C1", "B3:C3", "A3:A4"]})
    table = read_table(data, LAYOUT)
    assert table.headers == ("RET", "Jeugdige / Leeftijd", "Jeugdige / M/V")
    assert [row.line for row in table.rows] == [5, 6, 7]


def test_a_merged_text_in_the_body_counts_for_each_row_and_a_merged_number_for_none() -> None:
    data = xlsx_bytes({"A": SHEET}, merged={"A": ["B3:C3", "A3:A4", "A5:A6", "B6:B7"]})
    rows = read_table(data, LAYOUT).rows
    assert [row.values[0] for row in rows] == ["Noord", "Noord", "Zuid"]
    assert rows[0].values[1] == 12
    assert isinstance(rows[1].values[1], Unreadable) and isinstance(rows[2].values[1], Unreadable)


def test_dates_numbers_and_booleans_come_as_values() -> None:
    rows = [
        ["D", "N", "B"],
        [datetime.combine(date(2024, 3, 12), time()), 1.5, True],
        [date(2024, 3, 13), 7.0, False],
    ]
    table = read_table(xlsx_bytes({"A": rows}), Layout(frozenset({"D", "N", "B"})))
    assert table.rows[0].values == (date(2024, 3, 12), 1.5, "ja")
    assert table.rows[1].values == (date(2024, 3, 13), 7, "nee")


def test_a_formula_that_was_never_calculated_is_not_an_empty_cell() -> None:
    table = read_table(xlsx_bytes({"A": [["N"], ["=1+1"]]}), Layout(frozenset({"N"})))
    assert isinstance(table.rows[0].values[0], Unreadable)


def test_the_named_sheet_is_read_and_a_missing_one_is_named() -> None:
    data = xlsx_bytes({"Uitleg": [["tekst"]], "Data": [["N"], [1]]})
    assert read_table(data, Layout(frozenset({"N"}), "Data")).rows[0].values == (1,)
    with pytest.raises(FileRefused, match="geen blad “Weg”"):
        read_table(data, Layout(frozenset({"N"}), "Weg"))


def test_the_first_visible_sheet_is_read_when_none_is_named() -> None:
    book = load_workbook(io.BytesIO(xlsx_bytes({"Oud": [["N"], [1]], "Nieuw": [["N"], [2]]})))
    book["Oud"].sheet_state = "hidden"
    buffer = io.BytesIO()
    book.active = 1
    book.save(buffer)
    assert read_table(buffer.getvalue(), Layout(frozenset({"N"}))).rows[0].values == (2,)


def test_a_sheet_larger_than_the_limit_is_refused() -> None:
    data = xlsx_bytes({"A": [["N"], *[[n] for n in range(20)]]})
    with pytest.raises(FileRefused, match="groter dan 10 regels"):
        read_table(data, Layout(frozenset({"N"})), Limits(rows=10))


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_a_bomb_is_seen_before_it_is_unpacked() -> None:
    with pytest.raises(FileRefused, match="200 keer zo groot"):
        open_zip(zipped({"a.xml": b"0" * 20_000_000}))


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(file=10), "groter dan"),
        (Limits(unpacked=1_000), "uitgepakt groter"),
        (Limits(parts=1), "meer dan 1 onderdelen"),
    ],
)
def test_a_container_past_a_limit_is_refused(limits: Limits, said: str) -> None:
    with pytest.raises(FileRefused, match=said):
        open_zip(zipped({"a": b"x" * 5_000, "b": b"y"}), limits)


@pytest.mark.parametrize("name", ["../a", "/etc/a", "C:/a", "map\\..\\..\\a"])
def test_a_part_that_points_outside_is_refused(name: str) -> None:
    with pytest.raises(FileRefused, match="buiten zijn eigen map"):
        open_zip(zipped({name: b"x"}))


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'


def test_xml_with_a_document_type_is_refused() -> None:
    with pytest.raises(FileRefused, match="DOCTYPE"):
        parse_xml(ENTITIES)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_workbook_with_entities_is_refused_before_it_is_opened(encoding: str) -> None:
    whole = zipfile.ZipFile(io.BytesIO(xlsx_bytes({"A": [["N"], [1]]})))
    parts = {name: whole.read(name) for name in whole.namelist()}
    parts["xl/workbook.xml"] = ENTITIES.decode().encode(encoding)
    with pytest.raises(FileRefused, match="DOCTYPE"):
        read_table(zipped(parts), Layout(frozenset({"N"})))


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    with pytest.raises(FileRefused, match="geen leesbare Excel"):
        read_table(zipped({"a.txt": b"x"}), Layout(frozenset({"N"})))


def test_a_damaged_sheet_is_refused_in_dutch() -> None:
    whole = zipfile.ZipFile(io.BytesIO(xlsx_bytes({"A": [["N"], [1]]})))
    parts = {name: whole.read(name) for name in whole.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:-40]
    with pytest.raises(FileRefused, match="geen leesbare Excel"):
        read_table(zipped(parts), Layout(frozenset({"N"})))


def test_a_row_that_holds_only_a_merged_text_is_no_row() -> None:
    rows = [["RET", "N"], ["Noord", 1], [None, 2], [None, None], ["Zuid", 3]]
    data = xlsx_bytes({"A": rows}, merged={"A": ["A2:A4"]})
    table = read_table(data, Layout(frozenset({"RET", "N"})))
    assert [row.values for row in table.rows] == [("Noord", 1), ("Noord", 2), ("Zuid", 3)]
