"""The 18 columns of a REDCap data dictionary (REDCAP §3.5), under any of their names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from instruments.redcap.report import RedcapError
from instruments.redcap.table import read_table

COLUMNS: Final[Mapping[str, str]] = {
    "field_name": "Variable / Field Name",
    "form_name": "Form Name",
    "section_header": "Section Header",
    "field_type": "Field Type",
    "field_label": "Field Label",
    "select_choices_or_calculations": "Choices, Calculations, OR Slider Labels",
    "field_note": "Field Note",
    "text_validation_type_or_show_slider_number": "Text Validation Type OR Show Slider Number",
    "text_validation_min": "Text Validation Min",
    "text_validation_max": "Text Validation Max",
    "identifier": "Identifier?",
    "branching_logic": "Branching Logic (Show field only if...)",
    "required_field": "Required Field?",
    "custom_alignment": "Custom Alignment",
    "question_number": "Question Number (surveys only)",
    "matrix_group_name": "Matrix Group Name",
    "matrix_ranking": "Matrix Ranking?",
    "field_annotation": "Field Annotation",
}
CHOICES = "select_choices_or_calculations"
VALIDATION = "text_validation_type_or_show_slider_number"
MINIMUM, MAXIMUM = "text_validation_min", "text_validation_max"
_REQUIRED = ("field_name", "form_name", "field_type", "field_label")
_OLDER = {"choices or calculations": CHOICES, "text validation type": VALIDATION}

Cells = dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """A dictionary as read: header as typed, the key of each column, and the rows by key.

    A key is the API name of one of the 18 columns, or the header text of a further column.
    """

    header: tuple[str, ...]
    keys: tuple[str, ...]
    rows: tuple[Cells, ...]
    encoding: str


def key_of(header: str) -> str:
    """The API name of a column, or the header itself for a column that REDCap does not know."""
    plain = re.sub(r"\s+", " ", header.strip().strip('"')).lower()
    for key, text in COLUMNS.items():
        if plain in (key, text.lower()):
            return key
    return _OLDER.get(plain, header.strip())


def read_sheet(source: Path | bytes) -> Sheet:
    """The rows of a dictionary file; raises `RedcapError` where it is none."""
    table = read_table(source)
    keys = tuple(key_of(name) for name in table.header)
    missing = [COLUMNS[name] for name in _REQUIRED if name not in keys]
    if missing:
        raise RedcapError(
            f"Dit is geen codeboek van REDCap: de kolom “{missing[0]}” ontbreekt. "
            "Download in REDCap het Data Dictionary opnieuw als CSV."
        )
    double = next((key for key in keys if key and keys.count(key) > 1), "")
    if double:
        raise RedcapError(f"De kolom “{double}” staat er twee keer. Laat er één staan.")
    pairs = tuple(zip(table.header, keys, strict=True))
    rows = tuple({key: row[name] for name, key in pairs if key} for row in table.rows)
    return Sheet(table.header, keys, rows, table.encoding)
