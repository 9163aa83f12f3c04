"""Dictionaries of all kinds come out of import and export as they went in, cell by cell."""

import csv
import io
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instruments.definition import load
from instruments.model import Instrument
from instruments.redcap import RedcapError, Report, export_dictionary, import_dictionary
from instruments.redcap.columns import COLUMNS
from instruments.redcap.table import write_table
from instruments.store import instruments, load_instrument
from instruments.writing import plain, to_yaml
from tests.generative.definitions import instruments as random_definitions

HEADER = list(COLUMNS.values())
LABELS = (
    "Wat is uw leeftijd?",
    "<b>Vet</b> &amp; <i>schuin</i><script>alert(1)</script>",
    "Regel één\nregel twee",
    "a < b en c > d",
    "  spaties  ",
    "Hallo [naam], hoe gaat het?",
    'Hij zei: "ja", en ging',
    "ëïöü € ’",
    "",
)
TYPES = (
    *("text", "notes", "radio", "dropdown", "checkbox", "calc", "file", "descriptive"),
    *("slider", "yesno", "truefalse", "sql", "select", "raar"),
)
VALIDATIONS = (
    *("", "integer", "number", "number_2dp", "number_1dp_comma_decimal", "date_dmy", "date_ymd"),
    *("datetime_mdy", "datetime_seconds_ymd", "time", "time_hh_mm_ss", "time_mm_ss", "email"),
    *("phone", "alpha_only", "zipcode", "postalcode_french", "ssn", "autocomplete", "signature"),
)
CHOICES = (
    "1, Ja | 2, Nee",
    "0, A|1, B|2, C",
    "UNK, onbekend | k>=9, negen of meer | -4, min vier",
    "1, Dubbel | 1, dubbel",
    "1, met, komma's | 2, <b>vet</b>",
    "zonder komma | 2,",
    "",
    " | ".join(f"{n}, Plaats {n}" for n in range(400)),
    "BIOPORTAL:ICD10",
    "select code, label from lijst",
    "links | midden | rechts",
    "alleen",
)
LOGIC = (
    "",
    "",
    "[v1] = '1'",
    "[v2] <> \"\" and ([v3(2)] = '1' or [v1] > 3)",
    "[event_1_arm_1][v1] = '1'",
    "[bestaat_niet] = '1'",
    "[v1] = (",
    "[current-instance] > 1",
)
CALCS = ("sum([v1],[v2])", "rounddown(datediff([v1],'today','y'))", "[v1]+", "1 + 1", "")
NOTES = ("", "@HIDDEN", "@NONEOFTHEABOVE='2' @READONLY", "zomaar een aantekening", "@DEFAULT='1'")


def _row(dice: random.Random, number: int, form: str) -> list[str]:
    kind = dice.choice(TYPES)
    if kind == "calc":
        options: tuple[str, ...] = CALCS
    else:
        options = CHOICES
    cells = {
        "field_name": f"v{number}" if dice.random() < 0.9 else f"V{number}___X",
        "form_name": form,
        "section_header": dice.choice(["", "", "", "Kop", "<h3>Kop</h3>", "<hr>"]),
        "field_type": kind,
        "field_label": dice.choice(LABELS),
        "select_choices_or_calculations": dice.choice(options),
        "field_note": dice.choice(["", "", "toelichting", "<i>x</i>"]),
        "text_validation_type_or_show_slider_number": dice.choice(VALIDATIONS),
        "text_validation_min": dice.choice(["", "", "0", "2020-01-01", "today", "[v1]", "x"]),
        "text_validation_max": dice.choice(["", "", "100", "0", "2030-01-01"]),
        "identifier": dice.choice(["", "", "y", "Y"]),
        "branching_logic": dice.choice(LOGIC),
        "required_field": dice.choice(["", "y"]),
        "custom_alignment": dice.choice(["", "LH", "RV"]),
        "question_number": dice.choice(["", "1a"]),
        "matrix_group_name": dice.choice(["", "", "m1", "v1"]),
        "matrix_ranking": dice.choice(["", "y"]),
        "field_annotation": dice.choice(NOTES),
    }
    return [cells[key] for key in COLUMNS]


def _dictionary(seed: int, size: int) -> list[list[str]]:
    dice = random.Random(seed)
    forms = ("Vragenlijst 1", "lab", "pid")
    rows = [_row(dice, number, forms[number * len(forms) // size]) for number in range(size)]
    return [HEADER, *rows]


def _there_and_back(rows: list[list[str]]) -> tuple[list[list[str]], Report]:
    made, report = import_dictionary(write_table(rows[0], rows[1:]).encode())
    again = [load(to_yaml(one)) for one in made]
    assert [one.sha256 for one in again] == [one.sha256 for one in made]
    text = export_dictionary(again).text
    return list(csv.reader(io.StringIO(text, newline=""))), report


@settings(max_examples=60)
@given(st.integers(0, 10**9), st.integers(1, 25))
def test_any_dictionary_comes_back_cell_by_cell(seed: int, size: int) -> None:
    rows = _dictionary(seed, size)
    back, _ = _there_and_back(rows)
    assert back == rows


@pytest.mark.parametrize("name", ["phpcap_longitudinal_45.csv", "redcapr_longitudinal_95.csv"])
def test_public_dictionaries_come_back_cell_by_cell(data_folder: Path, name: str) -> None:
    with (data_folder / "redcap" / name).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    back, report = _there_and_back(rows)
    assert back == rows
    assert any(found.field == "patient_document" for found in report.findings)


@pytest.mark.parametrize("instrument", instruments(), ids=lambda one: one.id)
def test_our_own_instruments_survive_redcap(instrument: Instrument) -> None:
    (back,), _ = import_dictionary(export_dictionary([instrument]).text.encode())
    assert _bare(plain(back)) == _bare(plain(instrument))


@settings(max_examples=100)
@given(random_definitions())
def test_any_definition_survives_redcap(made: Instrument) -> None:
    (back,), _ = import_dictionary(export_dictionary([made]).text.encode())
    assert _bare(plain(back)) == _bare(plain(made))


def test_the_whole_study_set_goes_to_redcap_and_back_more_than_once() -> None:
    text = export_dictionary(instruments()).text
    once, _ = import_dictionary(text.encode())
    again = [load(to_yaml(one)) for one in once]
    assert export_dictionary(again).text == text
    assert [_bare(plain(one)) for one in again] == [_bare(plain(one)) for one in instruments()]


def test_the_same_field_in_two_forms_gets_its_own_name_in_redcap() -> None:
    both = [load_instrument("vervolg_ouder"), load_instrument("vervolg_jeugdige")]
    exported = export_dictionary(both)
    names = [row[0] for row in csv.reader(io.StringIO(exported.text))]
    assert len(names) == len(set(names))
    back, _ = import_dictionary(exported.text.encode())
    assert [_bare(plain(one)) for one in back] == [_bare(plain(one)) for one in both]


def test_a_changed_label_wins_over_the_kept_original() -> None:
    rows = [HEADER, ["a", "f", "", "text", "<b>Oud</b>", *[""] * 13]]
    (made,), _ = import_dictionary(write_table(rows[0], rows[1:]).encode())
    changed = load(to_yaml(made).replace("label: Oud", "label: Nieuw"))
    assert ",Nieuw," in export_dictionary([changed]).text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_usual_encoding_is_read(encoding: str) -> None:
    rows = [HEADER, ["a", "f", "", "text", "Café – één €", *[""] * 13]]
    (made,), _ = import_dictionary(write_table(rows[0], rows[1:]).encode(encoding))
    assert made.item("a").label == "Café – één €"


@pytest.mark.parametrize("width", [16, 17, 18])
def test_older_dictionaries_with_fewer_columns_come_back_as_they_were(width: int) -> None:
    rows = [row[:width] for row in _dictionary(7, 12)]
    back, _ = _there_and_back(rows)
    assert back == rows


def test_columns_redcap_does_not_know_are_kept_and_named() -> None:
    rows = [[*HEADER, "Eigenaar"], ["a", "f", "", "text", "A", *[""] * 13, "team 2"]]
    back, report = _there_and_back(rows)
    assert back == rows
    assert any(found.column == "Eigenaar" for found in report.findings)


def test_a_script_in_a_label_never_reaches_a_screen() -> None:
    rows = [HEADER, ["a", "f", "", "text", "Hoi<script>alert(1)</script> <b>jij</b>", *[""] * 13]]
    (made,), _ = import_dictionary(write_table(rows[0], rows[1:]).encode())
    assert made.item("a").label == "Hoi jij"


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", ",".join(HEADER) + "\n" + ",".join("x" * 30)])
def test_a_file_that_is_no_dictionary_says_what_to_do(text: str) -> None:
    with pytest.raises(RedcapError, match=r"\w"):
        import_dictionary(text.encode())


@pytest.mark.parametrize(
    "content", [b"\x00", b'"', b"\xff\xfe", b"\xff\xfe\x00", b"\xef\xbb\xbf\xff"]
)
def test_a_broken_file_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(RedcapError, match=r"\w"):
        import_dictionary(content)


def test_a_list_of_fifty_thousand_codes_is_read_and_written() -> None:
    cell = " | ".join(f"K{number}, Code {number}" for number in range(50_000))
    rows = [HEADER, ["icd", "f", "", "dropdown", "ICD", cell, *[""] * 12]]
    (made,), _ = import_dictionary(write_table(rows[0], rows[1:]).encode())
    assert len(made.item("icd").choices) == 50_000
    assert export_dictionary([made]).text == write_table(rows[0], rows[1:])


def _bare(content: object) -> object:
    """A definition without what only remembers the dictionary it passed through."""
    if isinstance(content, dict):
        return {key: _bare(one) for key, one in content.items() if key != "redcap"}
    if isinstance(content, list):
        # A section without questions has no row in a dictionary; the report names it.
        return [
            _bare(one) for one in content if not (isinstance(one, dict) and one.get("items") == [])
        ]
    return content
