"""The rows of one form as one instrument: sections, matrices, groups, and the cells kept aside."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from instruments.model import Instrument
from instruments.problems import Problem
from instruments.redcap.building import built
from instruments.redcap.cells import cells_of
from instruments.redcap.columns import Cells
from instruments.redcap.fields import to_item
from instruments.redcap.names import Names, clean, references, unique
from instruments.redcap.overrides import kept
from instruments.redcap.report import Report
from instruments.redcap.texts import plain_text, without_own_tag

Plain = dict[str, Any]
CLASSES = ("privacy", "about", "consent_class", "known_to", "vorige", "part", "required")
NEXT_SECTION = "Vervolg"


@dataclass
class Entry:
    """One row of the file, the item it became and, for a row of a matrix, that matrix."""

    cells: Cells
    item: Plain
    matrix: Plain | None = None
    header: str = ""
    first_of_form: bool = False


@dataclass
class Form:
    """One form while it is read."""

    name: str
    id: str
    rows: Sequence[Cells]
    names: Names
    report: Report
    entries: list[Entry] = field(default_factory=list)
    sections: list[Plain] = field(default_factory=list)
    head: Plain = field(default_factory=dict)
    _open_group: tuple[Plain, int] | None = None

    def instrument(self, header: Sequence[str], order: int) -> Instrument:
        """The instrument of this form; ``header`` and ``order`` return at export."""
        for cells in self.rows:
            self._add(cells)
        content = self._content(header, order)
        self._keep(content)

        def dropped(item: Plain, key: str, problem: Problem) -> None:
            message = problem.message or "dit kan hier niet"
            self.report.add(self.name, item["id"], key, f"bewaard maar niet gebruikt: {message}")
            content["redcap"] = dict(content["redcap"])

        before = json.dumps(content)
        instrument = built(content, dropped)
        if json.dumps(content) != before:
            self._keep(content)
            instrument = built(content, dropped)
        return instrument

    def _content(self, header: Sequence[str], order: int) -> Plain:
        title = plain_text(self.name.replace("_", " ").strip().capitalize()) or self.id
        kept_aside = {"header": json.dumps(list(header), ensure_ascii=False), "order": str(order)}
        if self.name != self.id:
            kept_aside["form_name"] = self.name
        content: Plain = {"id": self.id, "version": "1", "title": title}
        other = self._elsewhere()
        if other:
            content["elsewhere"] = other
        content |= {"redcap": kept_aside, "sections": self.sections}
        for key, value in self.head.items():
            content[key] = value
        if self.sections[0]["title"] == "":
            self.sections[0]["title"] = content["title"]
        return content

    def _elsewhere(self) -> dict[str, str]:
        own = {entry.item["id"] for entry in self.entries}
        own |= {one["id"] for section in self.sections for one in section["items"]}
        texts = (
            text
            for entry in self.entries
            for text in (entry.item.get("branching", ""), entry.item.get("calculation", ""))
        )
        named = sorted(set().union(*map(references, texts)) - own)
        return {name: self.names.types[name] for name in named if name in self.names.types}

    def _add(self, cells: Cells) -> None:
        name = cells["field_name"].strip()

        def tell(column: str, message: str) -> None:
            self.report.add(self.name, name, column, message)

        _, tag = without_own_tag(cells.get("field_annotation", ""))
        item = _patched(to_item(cells, self.names, tell), tag.get("item", {}))
        header = cells.get("section_header", "")
        if not self.entries:
            self.head = dict(tag.get("instrument", {}))
        if header.strip() or not self.sections or "section" in tag:
            title = plain_text(header) or (NEXT_SECTION if self.sections else "")
            section = {"id": f"s{len(self.sections) + 1}", "title": title, "items": []}
            self.sections.append(_patched(section, tag.get("section", {})))
            items = self.sections[-1].pop("items")
            self.sections[-1]["items"] = items
            header = header or " "
        self._place(Entry(cells, item, header=header, first_of_form=not self.entries), tag)

    def _place(self, entry: Entry, tag: Plain) -> None:
        items = self.sections[-1]["items"]
        self.entries.append(entry)
        if "group" in tag:
            held = dict(tag["group"])
            columns = int(held.pop("columns"))
            group = {**held, "type": "group", "items": []}
            items.append(group)
            self._open_group = (group, columns)
        if self._open_group is not None:
            group, left = self._open_group
            group["items"].append(entry.item)
            self._open_group = (group, left - 1) if left > 1 else None
            return
        if not self._joined_matrix(entry, items, tag):
            items.append(entry.item)

    def _joined_matrix(self, entry: Entry, items: list[Plain], tag: Plain) -> bool:
        group = entry.cells.get("matrix_group_name", "").strip()
        kind = entry.item["type"]
        if not group or kind not in ("choice", "multichoice"):
            return False
        last = self.entries[-2] if len(self.entries) > 1 else None
        matrix = last.matrix if last is not None and items else None
        same = (
            matrix is not None
            and last is not None
            and "matrix" not in tag
            and not entry.header
            and last.cells.get("matrix_group_name", "").strip() == group
            and list(matrix["choices"].items()) == list(entry.item["choices"].items())
            and ("multiple" in matrix) == (kind == "multichoice")
        )
        if not same:
            matrix = self._new_matrix(entry, group, tag)
            items.append(matrix)
        assert matrix is not None
        entry.matrix = matrix
        for key in ("type", "choices", "exclusive"):
            entry.item.pop(key, None)
        matrix["rows"].append(entry.item)
        return True

    def _new_matrix(self, entry: Entry, group: str, tag: Plain) -> Plain:
        earlier = {one["id"] for section in self.sections for one in section["items"]}
        used = set(self.names.ids.values()) | earlier
        title = self.sections[-1]["title"] if entry.header.strip() else ""
        matrix: Plain = {
            "id": unique(clean(group), used),
            "type": "matrix",
            "label": title or group.replace("_", " ").capitalize(),
            "choices": dict(entry.item["choices"]),
        }
        if entry.item["type"] == "multichoice":
            matrix["multiple"] = "ja"
            if entry.item.get("exclusive"):
                matrix["exclusive"] = entry.item["exclusive"]
        elif entry.cells.get("matrix_ranking", "").strip().lower() == "y":
            matrix["ranking"] = "ja"
        matrix = _patched(matrix, tag.get("matrix", {}))
        matrix["rows"] = []
        return matrix

    def _keep(self, content: Plain) -> None:
        """Put the cells that would not come out the same beside their item."""
        titles = {id(s["items"]): s["title"] for s in self.sections}
        firsts = {id(_first(s["items"])): titles[id(s["items"])] for s in self.sections}
        for entry in self.entries:
            made = cells_of(effective(entry.item, entry.matrix), self.name)
            if entry.matrix is not None:
                made["matrix_group_name"] = entry.matrix["id"]
                made["matrix_ranking"] = "y" if entry.matrix.get("ranking") == "ja" else ""
            title = firsts.get(id(entry.item), "")
            plain_first = entry.first_of_form and title == content["title"]
            made["section_header"] = "" if plain_first else title
            aside = kept(entry.cells, made)
            entry.item.pop("redcap", None)
            if aside:
                entry.item["redcap"] = aside


def effective(item: Plain, matrix: Plain | None) -> Plain:
    """A row of a matrix with what it takes from its matrix; any other item as it is."""
    if matrix is None:
        return item
    shared = {key: matrix[key] for key in (*CLASSES, "exclusive") if key in matrix}
    kind = "multichoice" if matrix.get("multiple") == "ja" else "choice"
    return {**shared, **item, "type": kind, "choices": matrix["choices"]}


def _first(items: Iterable[Plain]) -> Plain | None:
    """The first field below a section: of a matrix its first row, of a group its first column."""
    for one in items:
        inner = one.get("rows") or (one.get("items") if one["type"] == "group" else None)
        return inner[0] if inner else one
    return None


def _patched(content: Plain, patch: Plain) -> Plain:
    merged = {**content, **patch}
    return {key: value for key, value in merged.items() if value is not None}
