"""The cells of an item: what REDCap's 18 columns can say of it, and which parts each covers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from instruments.redcap.columns import CHOICES, COLUMNS, MAXIMUM, MINIMUM, VALIDATION, Cells
from instruments.redcap.kinds import BACK, validation_of
from instruments.redcap.texts import choices_cell

COVERS: Final[Mapping[str, frozenset[str]]] = {
    "field_name": frozenset({"id"}),
    "field_type": frozenset(
        {"type", "choices", "calculation", "slider_labels", "min", "max", "format", "decimals"}
    ),
    "field_label": frozenset({"label"}),
    CHOICES: frozenset({"choices", "calculation", "slider_labels"}),
    "field_note": frozenset({"help"}),
    VALIDATION: frozenset({"format", "decimals", "precision"}),
    MINIMUM: frozenset({"min"}),
    MAXIMUM: frozenset({"max"}),
    "identifier": frozenset({"privacy"}),
    "branching_logic": frozenset({"branching"}),
    "required_field": frozenset({"required"}),
    "field_annotation": frozenset({"exclusive"}),
}
"""Which keys of an item each column decides; a changed key makes a kept cell of it stale."""


def cells_of(item: Mapping[str, Any], form: str) -> Cells:
    """The cells of one field (a matrix row: with the type and choices of its matrix)."""
    kind = str(item["type"])
    cells = dict.fromkeys(COLUMNS, "")
    cells |= {
        "field_name": str(item["id"]),
        "form_name": form,
        "field_type": BACK[kind],
        "field_label": str(item["label"]),
        CHOICES: _choices(item, kind),
        "field_note": str(item.get("help", "")),
        VALIDATION: validation_of(item),
        "identifier": "y" if item.get("privacy") in ("identifying", "secret") else "",
        "branching_logic": str(item.get("branching", "")),
        "required_field": "y" if item.get("required") == "ja" else "",
    }
    if kind != "calculated":
        cells[MINIMUM], cells[MAXIMUM] = str(item.get("min", "")), str(item.get("max", ""))
    if item.get("exclusive"):
        cells["field_annotation"] = f"@NONEOFTHEABOVE='{','.join(item['exclusive'])}'"
    return cells


def _choices(item: Mapping[str, Any], kind: str) -> str:
    if kind in ("choice", "multichoice"):
        return choices_cell(item["choices"])
    if kind == "calculated":
        return str(item["calculation"])
    if kind == "slider":
        return " | ".join(item.get("slider_labels", ()))
    return ""
