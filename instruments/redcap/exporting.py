"""One instrument as rows of a dictionary: our items in REDCap's columns, the rest in our tag."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from instruments.model import Instrument, Item, Section
from instruments.redcap.cells import cells_of
from instruments.redcap.columns import Cells
from instruments.redcap.forms import effective
from instruments.redcap.names import Names, clean, unique
from instruments.redcap.overrides import overlaid, unsaid
from instruments.redcap.report import Report
from instruments.redcap.texts import plain_text, with_own_tag
from instruments.writing import plain

Plain = dict[str, Any]
_OWN_COLUMNS = ("section_header", "matrix_group_name", "matrix_ranking", "form_name")


@dataclass(frozen=True)
class _Form:
    """What every row of one form needs: names both ways, and what an import must be told."""

    id: str
    name: str
    names: Names
    to_field: Mapping[str, str]
    named: frozenset[str]
    seen: set[str]


class Exporter:
    """Writes the forms of one dictionary; a field name occurs once in the whole of it."""

    def __init__(self, instruments: Sequence[Instrument], report: Report) -> None:
        self.used: set[str] = set()
        self.groups: set[str] = set()
        self.derived = Names()
        self.named: set[tuple[str, str]] = set()
        self.report = report
        self.contents = [_content(one) for one in instruments]
        self.names = [self._names(content) for content in self.contents]
        self.ids = {made for names in self.names for made in names.ids.values()}
        self.instruments = tuple(instruments)
        self.from_file = {one.id for one in instruments if "order" in one.redcap}

    def rows(self) -> Iterator[Cells]:
        """The rows of every instrument in turn."""
        for one, content, names in zip(self.instruments, self.contents, self.names, strict=True):
            yield from self._rows(one, content, names)

    def _rows(self, instrument: Instrument, content: Plain, names: Names) -> Iterator[Cells]:
        form = _Form(
            instrument.id,
            instrument.redcap.get("form_name", instrument.id),
            names,
            {made: name for name, made in names.ids.items()},
            frozenset(item for one, item in self.named if one == instrument.id),
            set(self.ids),
        )
        first = True
        for number, section in enumerate(content["sections"], 1):
            tag: Plain = {}
            if first:
                tag["instrument"] = _header(instrument, content)
            header = "" if first and section["title"] == content["title"] else section["title"]
            tag["section"] = _section(section, number, header, content["title"])
            if not section["items"]:
                self.report.add(
                    form.name, section["id"], "onderdeel", "heeft geen vragen, dus geen regel"
                )
            for item in section["items"]:
                for row in self._rows_of(item, form, header, tag):
                    yield row
                    header, tag, first = "", {}, False
                form.seen.add(item["id"])

    def _names(self, content: Plain) -> Names:
        names = Names()
        for section in content["sections"]:
            for item in section["items"]:
                for one in _fields(item):
                    aside = one.get("redcap", {}).get("field_name", "").strip()
                    field = unique(aside or one["id"], self.used)
                    if field != (aside or one["id"]):
                        self.report.add(
                            content["id"], one["id"], "field_name", f"heet in REDCap {field}"
                        )
                    self.used.add(field)
                    names.ids[field] = one["id"]
                    if self.derived.add(field) != one["id"]:
                        # An import would call it otherwise, so our tag has to say it.
                        self.derived.ids[field] = one["id"]
                        self.named.add((content["id"], one["id"]))
        return names

    def _rows_of(self, item: Plain, form: _Form, header: str, tag: Plain) -> Iterator[Cells]:
        matrix = item if item["type"] == "matrix" else None
        group = item if item["type"] == "group" else None
        if group is not None:
            held = {key: value for key, value in group.items() if key not in ("items", "type")}
            tag = {**tag, "group": {**held, "columns": str(len(group["items"]))}}
            self.report.add(
                form.name, group["id"], "groep", "een herhaalde groep staat er één keer in"
            )
        group_name = ""
        for index, one in enumerate(_fields(item)):
            if matrix is not None and index == 0:
                aside = one.get("redcap", {}).get("matrix_group_name", "").strip()
                group_name = aside or (
                    matrix["id"] if form.id in self.from_file else unique(matrix["id"], self.groups)
                )
                self.groups.add(group_name)
                made = unique(clean(group_name), form.seen)
                tag = {**tag, "matrix": _matrix(matrix, header, group_name, made)}
            cells = _row(one, matrix, form, header, tag)
            if matrix is not None and "matrix_group_name" not in one.get("redcap", {}):
                cells["matrix_group_name"] = group_name
            yield cells
            header, tag = "", {}


def _row(one: Plain, matrix: Plain | None, form: _Form, header: str, tag: Plain) -> Cells:
    whole = effective(one, matrix)
    made = cells_of(whole, form.name)
    field = form.to_field[one["id"]]
    renamed = Names(ids={own: name for own, name in form.to_field.items() if own != name})
    made["field_name"] = field
    for column in ("branching_logic", "select_choices_or_calculations"):
        if column == "branching_logic" or whole["type"] == "calculated":
            made[column] = renamed.expression(made[column])
    made["section_header"] = header
    if matrix is not None:
        made["matrix_group_name"] = matrix["id"]
        made["matrix_ranking"] = "y" if matrix.get("ranking") == "ja" else ""
    aside = {
        column: cell
        for column, cell in one.get("redcap", {}).items()
        if column != "section_header" or _same_header(cell, header)
    }
    cells = overlaid(whole, made, aside, form.names)
    held = [column for column in aside if cells.get(column) == aside[column]]
    extra = unsaid(whole, cells, held, form.names)
    if one["id"] in form.named:
        extra = {"id": one["id"], **extra}
    tag = {key: value for key, value in {**tag, "item": extra}.items() if value}
    cells["field_annotation"] = with_own_tag(cells["field_annotation"], tag)
    return cells


def _same_header(cell: str, header: str) -> bool:
    return not header or not cell.strip() or plain_text(cell) == header or header == "Vervolg"


def _fields(item: Plain) -> list[Plain]:
    if item["type"] == "matrix":
        return list(item["rows"])
    return list(item["items"]) if item["type"] == "group" else [item]


def _header(instrument: Instrument, content: Plain) -> Plain:
    """Keys of the instrument that its form name does not say."""
    form = instrument.redcap.get("form_name", instrument.id)
    title = plain_text(form.replace("_", " ").strip().capitalize()) or instrument.id
    expected = {**_bare(), "id": instrument.id, "version": "1", "title": title}
    skipped = ("sections", "redcap", "elsewhere" if "order" in instrument.redcap else "")
    return {
        key: value
        for key, value in content.items()
        if key not in skipped and expected.get(key) != value
    }


@cache
def _bare() -> Plain:
    """What is written of an instrument that says nothing of itself."""
    item = Item(id="x", type="text", label="x")
    return plain(Instrument("x", "1", "x", (Section("s", "x", (item,)),)))


def _section(section: Plain, number: int, header: str, title: str) -> Plain:
    said = {"id": f"s{number}", "title": plain_text(header) or title, "part": "core"}
    return {
        key: value for key, value in section.items() if key != "items" and said.get(key) != value
    }


def _matrix(matrix: Plain, header: str, group: str, made: str) -> Plain:
    """Keys of a matrix that its rows do not say; ``made``: the id that an import would give it."""
    said: Plain = {
        "id": made,
        "type": "matrix",
        "label": plain_text(header) or group.replace("_", " ").capitalize(),
        "multiple": matrix.get("multiple"),
        "ranking": matrix.get("ranking"),
    }
    skipped = ("rows", "choices", *(() if "choices_from" in matrix else ("exclusive",)))
    return {
        key: value for key, value in matrix.items() if key not in skipped and said.get(key) != value
    }


def _content(instrument: Instrument) -> Plain:
    """The definition as text, with the choices of items that take them from a code list."""
    content = plain(instrument)
    for section, shown in zip(content["sections"], instrument.sections, strict=True):
        for item, model in zip(section["items"], shown.items, strict=True):
            pairs = [(item, model), *zip(_fields(item), model.items, strict=False)]
            for one, other in pairs if model.type == "group" else pairs[:1]:
                if other.choices and other.type in ("choice", "multichoice", "matrix"):
                    one["choices"] = dict(other.choices)
    return content
