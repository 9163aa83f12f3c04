"""CSV as people really send it."""

from __future__ import annotations

import pytest

from register.files.refused import FileRefused
from register.files.tables import Layout
from register.files.tabular import read_table
from tests.support.sheets import csv_bytes

LAYOUT = Layout(frozenset({"Naam", "Getal"}))
ROWS = [["Naam", "Getal"], ["Zoë", "1,5"], ["Daniël", "2,5"]]


def values(data: bytes, layout: Layout = LAYOUT) -> list[tuple[object, ...]]:
    return [row.values for row in read_table(data, layout).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_every_encoding_and_delimiter_gives_the_same_table(encoding: str, delimiter: str) -> None:
    data = csv_bytes(ROWS, encoding=encoding, delimiter=delimiter)
    assert values(data) == [("Zoë", "1,5"), ("Daniël", "2,5")]


def test_windows_text_is_mentioned() -> None:
    assert "cp1252" in read_table(csv_bytes(ROWS, encoding="cp1252"), LAYOUT).notices[0]


def test_title_rows_above_the_header_are_passed_over_and_lines_stay_true() -> None:
    data = csv_bytes([["Overzicht 2024"], [], ["gemaakt door het RET", ""], *ROWS])
    table = read_table(data, LAYOUT)
    assert [row.line for row in table.rows] == [5, 6]


def test_header_rows_of_a_merged_header_are_joined() -> None:
    rows = [["RET", "Jeugdige", "", "Jaar"], ["", "Leeftijd", "M/V", ""], ["A", "12", "v", "2024"]]
    layout = Layout(frozenset({"RET", "Jeugdige / Leeftijd", "Jeugdige / M/V", "Jaar"}), "", 2)
    table = read_table(csv_bytes(rows), layout)
    assert table.headers == ("RET", "Jeugdige / Leeftijd", "Jeugdige / M/V", "Jaar")
    assert len(table.rows) == 1


def test_a_stray_quote_costs_its_own_row_only() -> None:
    data = b'Naam;Getal\r\nA;1\r\n"B;2\r\nC;3\r\nD;4\r\n'
    table = read_table(data, LAYOUT)
    assert [row.values for row in table.rows] == [("A", "1"), ("C", "3"), ("D", "4")]
    assert [reject.line for reject in table.broken] == [3]


def test_two_stray_quotes_cost_two_rows_only() -> None:
    data = b'Naam;Getal\n"A;1\nB;2\n"C;3\nD;4\n'
    table = read_table(data, LAYOUT)
    assert [row.values for row in table.rows] == [("B", "2"), ("D", "4")]
    assert [reject.line for reject in table.broken] == [2, 4]


def test_a_line_break_inside_quotes_is_one_row() -> None:
    data = b'Naam;Getal\r\n"A\r\nB";1\r\nC;2\r\n'
    table = read_table(data, LAYOUT)
    assert [(row.line, row.values) for row in table.rows] == [(2, ("A\nB", "1")), (4, ("C", "2"))]


@pytest.mark.parametrize("row", [b"A", b"A;1;2"])
def test_a_row_of_another_width_is_refused(row: bytes) -> None:
    table = read_table(b"Naam;Getal\nB;2\n" + row + b"\n", LAYOUT)
    assert [reject.line for reject in table.broken] == [3]
    assert len(table.rows) == 1


def test_empty_cells_at_the_end_and_empty_rows_do_no_harm() -> None:
    assert values(b"Naam;Getal;;\nA;1;;\n;;;\n\nB;2\n;\n") == [("A", "1"), ("B", "2")]


def test_columns_are_found_without_regard_to_case_and_spaces() -> None:
    assert read_table(b" naam ;GETAL\nA;1\n", LAYOUT).index("Naam") == 0


def test_a_column_that_stands_twice_is_refused_by_name() -> None:
    table = read_table(b"Naam;Getal;naam\nA;1;B\n", LAYOUT)
    with pytest.raises(FileRefused, match="Kolom “Naam”: De kolom staat 2 keer"):
        table.index("Naam")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "leeg"),
        (b"\x00\x01\x02\x00", "geen tekstbestand"),
        (b"niets;te vinden\n1;2\n", "geen kopregel"),
        (b"\xd0\xcf\x11\xe0rest", "wachtwoord"),
        (b"PK\x03\x04rest", "beschadigd"),
    ],
)
def test_a_hopeless_file_is_refused_in_dutch(data: bytes, said: str) -> None:
    with pytest.raises(FileRefused, match=said):
        read_table(data, LAYOUT)


def test_one_line_in_another_encoding_leaves_the_other_lines_as_they_are() -> None:
    data = "Naam;Getal\nZoë;1\n".encode() + "André;2\n".encode("cp1252") + "Daniël;3\n".encode()
    assert values(data) == [("Zoë", "1"), ("André", "2"), ("Daniël", "3")]


@pytest.mark.parametrize("line", [b"\x81;1", b"A\x00;1", b"A\rB;1"])
def test_bytes_that_mean_nothing_cost_their_own_row_only(line: bytes) -> None:
    table = read_table(b"Naam;Getal\r\nB;2\r\n" + line + b"\r\nC;3\r\n", LAYOUT)
    assert [row.values for row in table.rows] == [("B", "2"), ("C", "3")]
    assert [reject.line for reject in table.broken] == [3]


def test_lines_may_end_as_on_an_old_machine() -> None:
    assert values(b"Naam;Getal\rA;1\rB;2\r") == [("A", "1"), ("B", "2")]
