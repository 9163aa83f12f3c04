"""Stata files (.dta, version 118): Dutch labels, reasons for a gap as .a, .b, .c …"""

from __future__ import annotations

from pathlib import Path
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

from register.files.labels import GAP_SUFFIX, Sheet, coded, decoded, short_names
from register.files.refused import FileRefused

if TYPE_CHECKING:
    import pandas as pd

# Stata allows 32; readstat counts the closing zero byte in.
_LONGEST_NAME = 31
_LONGEST_LABEL = 80


def write_dta(sheet: Sheet, path: Path) -> None:
    """Write one frame. FileRefused where there are more reasons for a gap than letters."""
    import pandas as pd
    import pyreadstat

    frame, names, letters = sheet.ordered_rows(), _names(sheet), _letters(sheet)
    columns: dict[str, pd.Series[Any]] = {}
    labels: dict[str, str | None] = {}
    value_labels: dict[str, dict[Any, str]] = {}
    missing: dict[str, list[str]] = {}
    gap_labels = {letters[code]: label for code, (label, _) in sheet.gaps.items()}
    for variable in sheet.variables:
        name = names[variable.name]
        values = coded(variable, frame[variable.name])
        labels[name] = variable.label[:_LONGEST_LABEL]
        held: dict[Any, str] = {**variable.value_labels}
        if variable.gap:
            marks = frame[variable.name + GAP_SUFFIX].map(letters)
            if variable.is_numeric:
                values = values.astype(object).where(marks.isna(), marks)
                missing[name] = list(letters.values())
                held |= gap_labels
            else:
                beside = names[variable.name + GAP_SUFFIX]
                columns[beside] = _numbers(sheet, frame[variable.name + GAP_SUFFIX])
                labels[beside] = f"Waarom ontbreekt: {variable.label}"[:_LONGEST_LABEL]
                value_labels[beside] = {number: label for label, number in sheet.gaps.values()}
        if held:
            value_labels[name] = held
        columns[name] = values
    pyreadstat.write_dta(
        pd.DataFrame(columns),
        path,
        file_label=sheet.label[:80],
        column_labels=labels,
        variable_value_labels=value_labels,
        missing_user_values=missing,
    )


def read_dta(path: Path, sheet: Sheet) -> pd.DataFrame:
    """The frame that `write_dta` wrote, by the variables of `sheet`, in the order written."""
    import pandas as pd
    import pyreadstat

    held, _ = pyreadstat.read_dta(path, user_missing=True)
    names = _names(sheet)
    codes = {letter: code for code, letter in _letters(sheet).items()}
    numbers = {float(number): code for code, (_, number) in sheet.gaps.items()}
    columns: dict[str, pd.Series[Any]] = {}
    for variable in sheet.variables:
        values = held[names[variable.name]]
        if variable.gap and variable.is_numeric:
            marks = values.map(lambda value: codes.get(value) if isinstance(value, str) else None)
            columns[variable.name + GAP_SUFFIX] = marks.astype("string")
            values = values.where(marks.isna(), float("nan"))
        elif variable.gap:
            beside = held[names[variable.name + GAP_SUFFIX]]
            columns[variable.name + GAP_SUFFIX] = beside.map(numbers).astype("string")
        columns[variable.name] = decoded(variable, values)
    return pd.DataFrame(columns)[list(sheet.frame.columns)]


def _letters(sheet: Sheet) -> dict[str, str]:
    if len(sheet.gaps) > len(ascii_lowercase):
        raise FileRefused("Stata kent hoogstens 26 redenen.", "Voeg redenen van ontbreken samen.")
    return dict(zip(sheet.gaps, ascii_lowercase, strict=False))


def _names(sheet: Sheet) -> dict[str, str]:
    beside = (v.name + GAP_SUFFIX for v in sheet.variables if v.gap and not v.is_numeric)
    return short_names((*(v.name for v in sheet.variables), *beside), _LONGEST_NAME)


def _numbers(sheet: Sheet, gaps: pd.Series[Any]) -> pd.Series[Any]:
    return gaps.map({code: number for code, (_, number) in sheet.gaps.items()}).astype("float64")
