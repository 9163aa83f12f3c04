"""SPSS, Stata and CSV: labels, order and reasons for a gap survive, and reading back is equal."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from register.files.csvout import read_csv, write_codebook, write_csv
from register.files.dta import read_dta, write_dta
from register.files.labels import Sheet, Variable, short_names, wave_variable
from register.files.refused import FileRefused
from register.files.sav import read_sav, write_sav

GAPS = {
    "niet_gevraagd": ("niet gevraagd", -95),
    "onbekend": ("onbekend", -99),
    "weigering": ("wil niet antwoorden", -98),
}
WAVES = {"T12": 12, "T0": 0, "T6": 6}
LONG = "een_heel_lange_naam_van_een_vraag_die_nergens_past"
VARIABLES = (
    Variable("pid", "Pseudoniem van de ontvanger", "text"),
    wave_variable(WAVES),
    Variable("school", "Gaat de jeugdige naar school?", "text",
             {"1": "ja", "2": "nee", "10": "soms"}, gap=True),
    Variable("aanmelder", "Wie bracht in?", "text", {"gi": "GI", "ouder": "Ouder"}, gap=True),
    Variable("reden", "Reden (JZ588)", "text", {"02": "overlijden", "31": "volgens plan"}),
    Variable("cijfer", "Cijfer voor de hulp", "number", gap=True),
    Variable("plaatsingen", "Aantal plaatsingen", "int", gap=True),
    Variable("thuis", "Woont thuis", "flag", gap=True),
    Variable("sinds", "Sinds wanneer", "date", gap=True),
    Variable(LONG, "Toelichting", "text", gap=True),
)  # fmt: skip
DTYPES = {"text": "string", "int": "Int64", "number": "float64", "flag": "boolean",
          "date": "datetime64[ns]"}  # fmt: skip


def frame_of(rows: list[dict[str, Any]]) -> pd.DataFrame:
    columns: dict[str, pd.Series[Any]] = {}
    for variable in VARIABLES:
        values = [row.get(variable.name) for row in rows]
        columns[variable.name] = pd.Series(values, dtype=DTYPES[variable.kind])
        if variable.gap:
            gaps = [row.get(variable.name + "__gap") for row in rows]
            columns[variable.name + "__gap"] = pd.Series(gaps, dtype="string")
    return pd.DataFrame(columns)


def sheet_of(rows: list[dict[str, Any]]) -> Sheet:
    return Sheet("answers", "Vervolgmeting ouder", frame_of(rows), VARIABLES, GAPS)


ROWS: list[dict[str, Any]] = [
    {"pid": "A", "wave": "T12", "school": "10", "aanmelder": "ouder", "reden": "02", "cijfer": 7.5,
     "plaatsingen": 3, "thuis": True, "sinds": pd.Timestamp("2024-02-29"), LONG: "=1+1"},
    {"pid": "A", "wave": "T0", "school__gap": "weigering", "aanmelder__gap": "onbekend",
     "cijfer__gap": "onbekend", "plaatsingen__gap": "niet_gevraagd", "thuis__gap": "weigering",
     "sinds__gap": "onbekend", f"{LONG}__gap": "weigering"},
    {"pid": "A", "wave": "T6", "school": "1", "thuis": False, "plaatsingen": 0,
     LONG: "Zoë; \"ja\""},
]  # fmt: skip


def through_sav(sheet: Sheet, folder: Path) -> pd.DataFrame:
    write_sav(sheet, folder / "a.sav")
    return read_sav(folder / "a.sav", sheet)


def through_dta(sheet: Sheet, folder: Path) -> pd.DataFrame:
    write_dta(sheet, folder / "a.dta")
    return read_dta(folder / "a.dta", sheet)


def through_csv(sheet: Sheet, folder: Path) -> pd.DataFrame:
    return read_csv(write_csv(sheet), sheet)


THROUGH = pytest.mark.parametrize("through", [through_sav, through_dta, through_csv])
Through = Callable[[Sheet, Path], pd.DataFrame]


@THROUGH
def test_what_is_written_reads_back_equal(through: Through, tmp_path: Path) -> None:
    sheet = sheet_of(ROWS)
    pd.testing.assert_frame_equal(through(sheet, tmp_path), sheet.ordered_rows())


@THROUGH
def test_an_empty_frame_keeps_its_columns(through: Through, tmp_path: Path) -> None:
    sheet = sheet_of([])
    assert list(through(sheet, tmp_path).columns) == list(sheet.frame.columns)


texts = st.one_of(
    st.none(),
    st.text(
        st.characters(codec="utf-8", exclude_characters="\x00\r"), min_size=1, max_size=20
    ).filter(lambda t: t == t.strip()),
)


@st.composite
def answers(draw: st.DrawFn) -> dict[str, Any]:
    values = {
        "school": st.sampled_from(["1", "2", "10"]),
        "aanmelder": st.sampled_from(["gi", "ouder"]),
        "cijfer": st.floats(-50, 1e9, allow_nan=False, width=32),
        "plaatsingen": st.integers(-50, 10**9),
        "thuis": st.booleans(),
        "sinds": st.dates(min_value=pd.Timestamp("1900-01-01").date(),
                          max_value=pd.Timestamp("2199-12-31").date()).map(pd.Timestamp),
        LONG: texts,
    }  # fmt: skip
    row: dict[str, Any] = {
        "pid": draw(st.text("ABCD0123", min_size=1, max_size=4)),
        "wave": draw(st.sampled_from(sorted(WAVES))),
        "reden": draw(st.sampled_from(["02", "31", None])),
    }
    for name, value in values.items():
        if draw(st.booleans()):
            row[name] = draw(value)
        elif draw(st.booleans()):
            row[f"{name}__gap"] = draw(st.sampled_from(sorted(GAPS)))
    return row


@THROUGH
@settings(max_examples=25)
@given(rows=st.lists(answers(), min_size=1, max_size=6))
def test_random_answers_read_back_equal(
    tmp_path_factory: pytest.TempPathFactory, through: Through, rows: list[dict[str, Any]]
) -> None:
    sheet = sheet_of(rows)
    back = through(sheet, tmp_path_factory.mktemp("a"))
    pd.testing.assert_frame_equal(back, sheet.ordered_rows())


def test_waves_stand_in_the_order_of_time_not_of_the_alphabet() -> None:
    assert sheet_of(ROWS).ordered_rows()["wave"].tolist() == ["T0", "T6", "T12"]
    assert wave_variable(WAVES).value_labels == {
        0: "0-meting (T0)",
        6: "vervolgmeting na 6 maanden (T6)",
        12: "vervolgmeting na 12 maanden (T12)",
    }


def test_spss_shows_labels_and_treats_a_gap_as_missing_but_still_says_why(tmp_path: Path) -> None:
    write_sav(sheet_of(ROWS), tmp_path / "a.sav")
    plain, about = pyreadstat.read_sav(tmp_path / "a.sav")
    assert about.column_names_to_labels["school"] == "Gaat de jeugdige naar school?"
    assert about.variable_value_labels["school"][10] == "soms"
    assert about.variable_value_labels["school"][-98] == "wil niet antwoorden"
    assert about.variable_value_labels["reden"] == {2: "overlijden", 31: "volgens plan"}
    assert about.variable_measure["wave"] == "ordinal"
    assert plain["school"].isna().tolist() == [True, False, False]
    kept, _ = pyreadstat.read_sav(tmp_path / "a.sav", user_missing=True)
    assert kept["school"].tolist() == [-98, 1, 10]
    assert kept["sinds__gap"].tolist()[0] == -99


def test_stata_keeps_reasons_as_letters_apart_from_values(tmp_path: Path) -> None:
    write_dta(sheet_of(ROWS), tmp_path / "a.dta")
    kept, about = pyreadstat.read_dta(tmp_path / "a.dta", user_missing=True)
    assert kept["school"].tolist() == ["c", 1, 10]
    assert about.variable_value_labels["school"]["c"] == "wil niet antwoorden"
    assert max(map(len, kept.columns)) <= 32


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_csv_keeps_value_label_and_gap_in_columns_of_their_own() -> None:
    rows = rows_of(write_csv(sheet_of(ROWS)))
    assert [(r["school"], r["school__label"], r["school__gap"]) for r in rows] == [
        ("", "", "weigering"), ("1", "ja", ""), ("10", "soms", ""),
    ]  # fmt: skip
    assert rows[2]["cijfer"] == "7,5"
    assert rows[2][LONG] == "'=1+1"


def test_the_codebook_names_every_variable_code_and_reason() -> None:
    rows = rows_of(write_codebook(sheet_of(ROWS)))
    assert {row["variabele"] for row in rows} == {variable.name for variable in VARIABLES}
    about = [
        (r["code"], r["getal"], r["label"], r["rol"]) for r in rows if r["variabele"] == "reden"
    ]
    assert about[1:] == [
        ("02", "2", "overlijden", "waarde"),
        ("31", "31", "volgens plan", "waarde"),
    ]
    school = [row["rol"] for row in rows if row["variabele"] == "school"]
    assert school == ["variabele", *["waarde"] * 3, *["ontbreekt"] * 3]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"school": "3"}, "Kolom “school”: De kolom bevat een code"),
        ({"cijfer": -97.0}, "Kolom “cijfer”: De kolom bevat een waarde die gelijk is"),
        ({"cijfer": 1.0, "cijfer__gap": "onbekend"}, "Een waarde en een reden"),
        ({"cijfer__gap": "zomaar"}, "reden is onbekend"),
    ],
)
def test_a_frame_that_would_mix_value_and_gap_is_refused(row: dict[str, Any], said: str) -> None:
    with pytest.raises(FileRefused, match=said):
        sheet_of([row])


def test_a_column_without_a_description_is_refused() -> None:
    with pytest.raises(FileRefused, match="verschillen: geheim"):
        Sheet("a", "A", frame_of(ROWS).assign(geheim=1), VARIABLES, GAPS)


def test_short_names_stay_apart_and_within_the_limit() -> None:
    names = tuple(f"{LONG}_{end}" for end in ("a", "b"))
    short = short_names(names, 32)
    assert len(set(short.values())) == 2 and max(map(len, short.values())) == 32
