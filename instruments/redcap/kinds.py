"""REDCap's field and validation types, and the item types they become."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

Plain = dict[str, object]

TYPES: Final[Mapping[str, str]] = {
    "text": "text",
    "notes": "note",
    "radio": "choice",
    "dropdown": "choice",
    "checkbox": "multichoice",
    "calc": "calculated",
    "file": "descriptive",
    "descriptive": "descriptive",
    "slider": "slider",
    "yesno": "yesno",
    "truefalse": "yesno",
    "sql": "text",
    # The names of a project XML, which scripts that write dictionaries also use.
    "select": "choice",
    "textarea": "note",
}
BACK: Final[Mapping[str, str]] = {
    "text": "text",
    "note": "notes",
    "integer": "text",
    "number": "text",
    "date": "text",
    "time": "text",
    "choice": "radio",
    "multichoice": "checkbox",
    "yesno": "yesno",
    "slider": "slider",
    "calculated": "calc",
    "descriptive": "descriptive",
}
FORMATS: Final[Mapping[str, str]] = {
    "email": "email",
    "phone": "phone",
    "alpha_only": "letters",
    "datetime_dmy": "datetime",
    "datetime_mdy": "datetime",
    "datetime_ymd": "datetime",
    "datetime_seconds_dmy": "datetime_seconds",
    "datetime_seconds_mdy": "datetime_seconds",
    "datetime_seconds_ymd": "datetime_seconds",
    "time_hh_mm_ss": "time_seconds",
}
_FORMATS_BACK: Final[Mapping[str, str]] = {
    "email": "email",
    "phone": "phone",
    "letters": "alpha_only",
    "datetime": "datetime_ymd",
    "datetime_seconds": "datetime_seconds_ymd",
    "time_seconds": "time_hh_mm_ss",
}
_NUMBER = re.compile(r"^number(?:_([1-4])dp)?(?:_comma_decimal)?$|^number_comma_decimal$")


def validated(validation: str) -> Plain | None:
    """What a validation type of a text field makes of it, or None when it has no equal here."""
    if not validation:
        return {"type": "text"}
    if validation in FORMATS:
        return {"type": "text", "format": FORMATS[validation]}
    if validation in ("integer", "int"):
        return {"type": "integer"}
    if validation in ("date_dmy", "date_mdy", "date_ymd", "date"):
        return {"type": "date", "precision": ["dag"]}
    if validation == "time":
        return {"type": "time"}
    number = _NUMBER.match(validation)
    if number or validation == "float":
        places = number[1] if number else None
        return {"type": "number", "decimals": places} if places else {"type": "number"}
    return None


def validation_of(item: Mapping[str, object]) -> str:
    """The validation type that an item has in a dictionary."""
    kind = item.get("type")
    if kind == "text":
        return _FORMATS_BACK.get(str(item.get("format", "")), "")
    if kind == "number":
        places = str(item.get("decimals", ""))
        return f"number_{places}dp" if places in ("1", "2", "3", "4") else "number"
    return {"integer": "integer", "date": "date_dmy", "time": "time"}.get(str(kind), "")
