"""CSV with a codebook beside it: values, labels and gaps each in a column of their own.

As Dutch spreadsheets and R's `read.csv2` expect: UTF-8 with BOM, semicolons, decimal comma. Text
that a spreadsheet would run as a formula is escaped; `read_csv` undoes that.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from register.files.escape import escaped, restored
from register.files.labels import GAP_SUFFIX, Sheet, Variable

if TYPE_CHECKING:
    import pandas as pd

LABEL_SUFFIX = "__label"
CODEBOOK_HEADERS = ("variabele", "betekenis", "soort", "code", "getal", "label", "rol")


def write_csv(sheet: Sheet) -> bytes:
    """The rows of a sheet; a choice gets a column `<name>__label`, a gap a column `<name>__gap`."""
    frame = sheet.ordered_rows()
    columns: dict[str, list[str]] = {}
    for variable in sheet.variables:
        held = [_cell(value) for value in frame[variable.name].astype(object)]
        columns[variable.name] = held
        if variable.codes:
            columns[variable.name + LABEL_SUFFIX] = [variable.codes.get(code, "") for code in held]
        if variable.gap:
            gaps = frame[variable.name + GAP_SUFFIX].astype(object)
            columns[variable.name + GAP_SUFFIX] = [_cell(gap) for gap in gaps]
        if variable.kind in ("int", "number"):
            continue
        columns[variable.name] = [escaped(text) for text in held]
    rows = zip(*columns.values(), strict=True)
    return _bytes([list(columns), *rows])


def write_codebook(sheet: Sheet) -> bytes:
    """What every column means: one row per variable, per code and per reason for a gap."""
    rows: list[Sequence[str]] = [CODEBOOK_HEADERS]
    for variable in sheet.variables:
        rows.append(_described(variable))
        for code, label in variable.codes.items():
            number = str(variable.numbers[code])
            rows.append((variable.name, "", "", escaped(code), number, escaped(label), "waarde"))
        if variable.gap:
            for code, (label, gap_number) in sheet.gaps.items():
                rows.append(
                    (variable.name, "", "", code, str(gap_number), escaped(label), "ontbreekt")
                )
    return _bytes(rows)


def _described(variable: Variable) -> tuple[str, ...]:
    words = {"text": "tekst", "int": "heel getal", "number": "getal", "flag": "ja/nee"}
    kind = "keuze" if variable.codes else words.get(variable.kind, "datum")
    return (variable.name, escaped(variable.label), kind, "", "", "", "variabele")


def read_csv(data: bytes, sheet: Sheet) -> pd.DataFrame:
    """The frame that `write_csv` wrote, by the variables of `sheet`, in the order written."""
    import pandas as pd

    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    held = {name: [row[at] for row in lines[1:]] for at, name in enumerate(lines[0])}
    columns: dict[str, pd.Series[Any]] = {}
    for variable in sheet.variables:
        columns[variable.name] = _column(variable, held[variable.name])
        if variable.gap:
            gaps = [gap or None for gap in held[variable.name + GAP_SUFFIX]]
            columns[variable.name + GAP_SUFFIX] = pd.Series(gaps, dtype="string")
    return pd.DataFrame(columns)[list(sheet.frame.columns)]


def _column(variable: Variable, texts: list[str]) -> pd.Series[Any]:
    import pandas as pd

    if variable.kind == "number":
        numbers = [float(text.replace(",", ".")) if text else None for text in texts]
        return pd.Series(numbers, dtype="float64")
    if variable.kind == "int":
        return pd.Series([int(text) if text else None for text in texts], dtype="Int64")
    plain = [restored(text) or None for text in texts]
    if variable.kind == "flag":
        known = {"ja": True, "nee": False, None: None}
        return pd.Series([known[text] for text in plain], dtype="boolean")
    if variable.kind == "date":
        return pd.Series(pd.to_datetime(pd.Series(plain, dtype=object)), dtype="datetime64[ns]")
    return pd.Series(plain, dtype="string")


def _cell(value: object) -> str:
    import pandas as pd

    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float):
        # Shortest text that reads back equal, never in powers of ten.
        return f"{Decimal(repr(value)):f}".replace(".", ",")
    if isinstance(value, date):
        return value.isoformat()[:10]
    return str(value)


def _bytes(rows: Iterable[Sequence[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerows(rows)
    return ("\ufeff" + buffer.getvalue()).encode()
