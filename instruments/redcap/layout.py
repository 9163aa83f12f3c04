"""Which column of a record file belongs to which question, and what REDCap adds of its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from instruments.item import Item
from instruments.model import Instrument

EVENT, REPEAT, INSTANCE = (
    "redcap_event_name",
    "redcap_repeat_instrument",
    "redcap_repeat_instance",
)
ADDED = (EVENT, REPEAT, INSTANCE, "redcap_data_access_group", "redcap_survey_identifier")
EAV = frozenset({"record", "field_name", "value"})


@dataclass(frozen=True)
class Place:
    """Where a column belongs: an instrument, an item, and for a checkbox the code."""

    instrument: Instrument
    item: Item
    code: str = ""
    gap: bool = False


@dataclass
class Layout:
    """The columns of a set of instruments by their names in REDCap."""

    places: dict[str, Place] = field(default_factory=dict)
    fields: dict[str, Place] = field(default_factory=dict)
    status: dict[str, Instrument] = field(default_factory=dict)
    stamps: dict[str, Instrument] = field(default_factory=dict)
    forms: dict[str, Instrument] = field(default_factory=dict)
    calculated: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)


def checkbox_column(name: str, code: str) -> str:
    """``field___code``: lower case, every other character an underscore (``-4`` → ``_4``)."""
    return f"{name}___{re.sub(r'[^a-z0-9_]', '_', code.lower())}"


def layout(instruments: Iterable[Instrument], missing_codes: Collection[str] = ()) -> Layout:
    """The columns that record files of these instruments may have."""
    found = Layout()
    for instrument in instruments:
        form = instrument.redcap.get("form_name", instrument.id).strip().lower()
        found.forms[form] = instrument
        found.status[f"{form}_complete"] = instrument
        found.stamps[f"{form}_timestamp"] = instrument
        for item in instrument.items():
            for one in (item, *item.rows):
                _add(found, instrument, one, missing_codes)
    return found


def _add(found: Layout, instrument: Instrument, item: Item, missing_codes: Collection[str]) -> None:
    name = item.redcap.get("field_name", item.id).strip().lower()
    if item.redcap.get("field_type") == "file":
        found.files.add(name)
    elif item.type == "calculated":
        found.calculated.add(name)
    elif item.answerable and item.type != "group":
        found.fields.setdefault(name, Place(instrument, item))
        if item.type != "multichoice":
            found.places.setdefault(name, Place(instrument, item))
            return
        for code in item.codes:
            column = checkbox_column(name, code)
            found.places.setdefault(column, Place(instrument, item, code))
        for code in missing_codes:
            place = Place(instrument, item, code, gap=True)
            found.places.setdefault(checkbox_column(name, code), place)


def is_eav(header: Iterable[str]) -> bool:
    """Whether a record file has a row per value (EAV) instead of a row per form."""
    return EAV.issubset(name.strip().lower() for name in header)


def lowered(row: Mapping[str, str]) -> dict[str, str]:
    """A row by lower-case column name, without the white-space around its cells."""
    return {name.strip().lower(): cell.strip() for name, cell in row.items()}
