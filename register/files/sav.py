"""SPSS files (.sav): Dutch labels, codes in order, reasons for a gap as user-missing values."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from register.files.labels import GAP_SUFFIX, Sheet, Variable, coded, decoded, short_names

if TYPE_CHECKING:
    import pandas as pd

_LONGEST_NAME = 64
_LONGEST_LABEL = 255
_FORMATS = {"int": "F8.0", "flag": "F1.0", "date": "EDATE10"}


def write_sav(sheet: Sheet, path: Path) -> None:
    """Write one frame. SPSS shows a gap as missing and still says why."""
    import pandas as pd
    import pyreadstat

    frame = sheet.ordered_rows()
    columns: dict[str, pd.Series[Any]] = {}
    labels: dict[str, str | None] = {}
    value_labels: dict[str, dict[int | float, str]] = {}
    missing: dict[str, Any] = {}
    names = _names(sheet)
    for variable in sheet.variables:
        name = names[variable.name]
        values = coded(variable, frame[variable.name])
        labels[name] = variable.label[:_LONGEST_LABEL]
        held: dict[int | float, str] = dict(variable.value_labels.items())
        if variable.gap and variable.is_numeric:
            numbers = {code: number for code, (_, number) in sheet.gaps.items()}
            values = values.fillna(frame[variable.name + GAP_SUFFIX].map(numbers).astype("float64"))
            held |= _gap_labels(sheet)
            low, high = min(numbers.values()), max(numbers.values())
            missing[name] = [{"lo": low, "hi": high}]
        if held:
            value_labels[name] = held
        columns[name] = values
        if variable.gap and not variable.is_numeric:
            beside = names[variable.name + GAP_SUFFIX]
            columns[beside] = _gap_numbers(sheet, frame[variable.name + GAP_SUFFIX])
            labels[beside] = f"Waarom ontbreekt: {variable.label}"[:_LONGEST_LABEL]
            value_labels[beside] = _gap_labels(sheet)
    pyreadstat.write_sav(
        pd.DataFrame(columns),
        path,
        file_label=sheet.label[:64],
        column_labels=labels,
        variable_value_labels=value_labels,
        missing_ranges=missing,
        variable_measure={names[v.name]: v.measure for v in sheet.variables},
        variable_format={
            names[v.name]: "F8.0" if v.codes else _FORMATS[v.kind]
            for v in sheet.variables
            if v.codes or v.kind in _FORMATS
        },
    )


def read_sav(path: Path, sheet: Sheet) -> pd.DataFrame:
    """The frame that `write_sav` wrote, by the variables of `sheet`, in the order written."""
    import pandas as pd
    import pyreadstat

    held, _ = pyreadstat.read_sav(path, user_missing=True)
    names = _names(sheet)
    codes = {float(number): code for code, (_, number) in sheet.gaps.items()}
    columns: dict[str, pd.Series[Any]] = {}
    for variable in sheet.variables:
        values = held[names[variable.name]]
        if variable.gap:
            beside = values if variable.is_numeric else held[names[variable.name + GAP_SUFFIX]]
            columns[variable.name + GAP_SUFFIX] = beside.map(codes).astype("string")
            if variable.is_numeric:
                values = values.where(~values.isin(list(codes)))
        columns[variable.name] = decoded(variable, values)
    return pd.DataFrame(columns)[list(sheet.frame.columns)]


def _names(sheet: Sheet) -> dict[str, str]:
    beside = (v.name + GAP_SUFFIX for v in sheet.variables if _has_column(v))
    return short_names((*(v.name for v in sheet.variables), *beside), _LONGEST_NAME)


def _has_column(variable: Variable) -> bool:
    return variable.gap and not variable.is_numeric


def _gap_labels(sheet: Sheet) -> dict[int | float, str]:
    return {number: label for label, number in sheet.gaps.values()}


def _gap_numbers(sheet: Sheet, gaps: pd.Series[Any]) -> pd.Series[Any]:
    return gaps.map({code: number for code, (_, number) in sheet.gaps.items()}).astype("float64")
