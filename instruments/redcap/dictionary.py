"""A REDCap data dictionary in and out, cell by cell the same (REDCAP §3.5)."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from instruments.model import Instrument
from instruments.redcap.columns import COLUMNS, Cells, Sheet, key_of, read_sheet
from instruments.redcap.exporting import Exporter
from instruments.redcap.fields import to_item
from instruments.redcap.forms import Form
from instruments.redcap.names import Names, clean, unique
from instruments.redcap.report import Report
from instruments.redcap.table import write_table
from instruments.redcap.texts import without_own_tag


@dataclass(frozen=True)
class Exported:
    """A dictionary as CSV text (UTF-8 when written), and what REDCap cannot hold of it."""

    text: str
    report: Report


def import_dictionary(
    source: Path | bytes, *, taken: Collection[str] = ()
) -> tuple[tuple[Instrument, ...], Report]:
    """One instrument per form, in the order of the file, and the report.

    ``taken``: ids that exist already; a form with such a name gets a number. Nothing is dropped:
    what cannot be honoured stands in the item's ``redcap`` and in the report, by name. Raises
    `RedcapError` where the file is no dictionary.
    """
    sheet = read_sheet(source)
    report = Report(sheet.encoding, len(sheet.header), len(sheet.rows))
    names = _names(sheet, report)
    forms = _by_form(sheet.rows, report)
    used = set(taken)
    made: list[Instrument] = []
    for order, (name, rows) in enumerate(forms.items(), 1):
        form_id = unique(clean(name or "formulier"), used)
        used.add(form_id)
        form = Form(name, form_id, rows, names, report)
        made.append(form.instrument(sheet.header, order))
    for key in sheet.keys:
        if key and key not in COLUMNS:
            report.add("–", "–", key, "een kolom die REDCap niet kent: bewaard, niet gebruikt")
    return tuple(made), report


def export_dictionary(instruments: Iterable[Instrument]) -> Exported:
    """The dictionary of these instruments: in the order and with the columns they came with."""
    ordered = sorted(instruments, key=lambda one: int(one.redcap.get("order", "0")))
    report = Report()
    header = _header(ordered)
    keys = [key_of(name) for name in header]
    lines = []
    for cells in Exporter(ordered, report).rows():
        lines.append([cells.get(key, "") for key in keys])
        for key in sorted(set(cells) - set(keys)):
            if cells[key]:
                name, form = cells["field_name"], cells["form_name"]
                report.add(form, name, key, "de kolom staat niet in het bestand")
    report.columns, report.fields = len(header), len(lines)
    return Exported(write_table(header, lines), report)


def _names(sheet: Sheet, report: Report) -> Names:
    names = Names()
    for cells in sheet.rows:
        name = cells["field_name"].strip()
        double = name in names.ids
        made = names.add(name)
        if double:
            cells["field_name"] = name = made
            names.ids[made] = made
            report.add(
                cells["form_name"], made, "field_name", "deze naam stond er al; kreeg een nummer"
            )
        tag = without_own_tag(cells.get("field_annotation", ""))[1].get("item", {})
        if "id" in tag:
            names.ids[name] = made = str(tag["id"])
        elif made != name:
            report.add(cells["form_name"], name, "field_name", f"heet hier {made}")
    for cells in sheet.rows:
        kind = to_item(cells, names)["type"]
        if kind != "descriptive":
            names.types[names.ids[cells["field_name"].strip()]] = str(kind)
    return names


def _by_form(rows: Sequence[Cells], report: Report) -> dict[str, list[Cells]]:
    forms: dict[str, list[Cells]] = {}
    last = ""
    for cells in rows:
        name = cells["form_name"]
        if name in forms and name != last:
            report.add(name, cells["field_name"], "form_name", "dit formulier staat verspreid")
        forms.setdefault(name, []).append(cells)
        last = name
    return forms


def _header(instruments: Sequence[Instrument]) -> list[str]:
    headers = [json.loads(one.redcap["header"]) for one in instruments if "header" in one.redcap]
    if headers and all(one == headers[0] for one in headers):
        return [str(name) for name in headers[0]]
    further = [name for one in headers for name in one if key_of(str(name)) not in COLUMNS]
    return [*COLUMNS.values(), *dict.fromkeys(further)]
