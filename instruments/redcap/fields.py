"""One row of a dictionary as an item in the definition language, and what that cannot hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from instruments.redcap.columns import CHOICES, MAXIMUM, MINIMUM, VALIDATION
from instruments.redcap.kinds import TYPES, validated
from instruments.redcap.names import Names
from instruments.redcap.texts import action_tags, choices, has_html, plain_text, without_own_tag

Plain = dict[str, Any]
Tell = Callable[[str, str], None]
"""Takes the column and what becomes of it."""

_NONE_OF = re.compile(r"@NONEOFTHEABOVE(?:\s*=\s*['\"]?([^'\"@]*)['\"]?)?")
_HONOURED = frozenset({"@NONEOFTHEABOVE"})
_YES = frozenset({"y", "yes", "1", "true"})
_LIMITED = frozenset({"integer", "number", "date", "time"})
_ONTOLOGY = re.compile(r"^\s*[A-Z0-9_]+:[A-Za-z0-9_-]+\s*$")


def silent(column: str, message: str) -> None:
    """For a second reading of cells that were reported before."""


def to_item(cells: Mapping[str, str], names: Names, tell: Tell = silent) -> Plain:
    """The item as keys of the definition language (all text), without our own action tag.

    ``names`` knows what each field is called here.
    """
    name = cells["field_name"].strip()
    label = plain_text(cells["field_label"])
    item: Plain = {"id": names.ids.get(name, name)}
    item |= _typed(cells, names, tell)
    item["label"] = label or ("–" if item["type"] == "descriptive" else item["id"])
    if plain_text(cells.get("field_note", "")):
        item["help"] = plain_text(cells["field_note"])
    if cells.get("identifier", "").strip().lower() in _YES:
        item["privacy"] = "identifying"
        tell("identifier", "direct herleidbaar: zulke gegevens horen in de kluis, niet hier")
    required = cells.get("required_field", "").strip().lower() in _YES
    if required and item["type"] not in ("descriptive", "calculated"):
        item["required"] = "ja"
    if cells.get("branching_logic", "").strip():
        item["branching"] = names.expression(cells["branching_logic"].strip())
    _exclusive(cells, item)
    _tell_rest(cells, tell)
    return item


def _typed(cells: Mapping[str, str], names: Names, tell: Tell) -> Plain:
    raw = cells["field_type"].strip().lower()
    kind = TYPES.get(raw)
    if kind is None:
        named = f"soort “{raw}” bestaat hier niet" if raw else "de soort ontbreekt"
        tell("field_type", f"{named}; het wordt een korte tekst")
        return {"type": "text"}
    if raw == "file":
        tell("field_type", "een bestand toevoegen kan hier niet; alleen de tekst blijft staan")
    elif raw == "sql":
        tell("field_type", "een keuzelijst uit sql kan hier niet; het wordt een korte tekst")
    elif kind in ("choice", "multichoice"):
        return _coded(cells, kind, tell)
    elif kind == "calculated":
        return _calculated(cells, names, tell)
    elif kind == "slider":
        return _slider(cells, tell)
    elif raw == "truefalse":
        return {"type": "yesno", "choices": {"1": "Waar", "0": "Niet waar"}}
    elif kind == "text":
        return _text(cells, tell)
    return {"type": kind}


def _coded(cells: Mapping[str, str], kind: str, tell: Tell) -> Plain:
    found = choices(cells.get(CHOICES, ""))
    whole = [part for part in cells.get(CHOICES, "").split("|") if part.strip()]
    if not found or any(not code or "\n" in code for code in found):
        tell(CHOICES, "geen leesbare keuzes; het wordt een korte tekst")
        return {"type": "text"}
    if len(found) < len(whole):
        tell(CHOICES, "een code staat er twee keer; alleen de eerste telt")
    if any(has_html(part) for part in whole):
        tell(CHOICES, "opmaak in een antwoord wordt niet getoond, alleen de woorden")
    return {"type": kind, "choices": found}


def _calculated(cells: Mapping[str, str], names: Names, tell: Tell) -> Plain:
    text = cells.get(CHOICES, "").strip()
    if not text:
        tell(CHOICES, "een berekening zonder formule; het wordt een korte tekst")
        return {"type": "text"}
    return {"type": "calculated", "calculation": names.expression(text)}


def _slider(cells: Mapping[str, str], tell: Tell) -> Plain:
    item: Plain = {"type": "slider"}
    labels = [plain_text(part) for part in cells.get(CHOICES, "").split("|")]
    if len(labels) in (2, 3) and all(labels):
        item["slider_labels"] = labels
    elif any(labels):
        tell(CHOICES, "een schuif heeft twee of drie teksten; deze worden niet getoond")
    for key, column in (("min", MINIMUM), ("max", MAXIMUM)):
        if cells.get(column, "").strip():
            item[key] = cells[column].strip()
    return item


def _text(cells: Mapping[str, str], tell: Tell) -> Plain:
    validation = cells.get(VALIDATION, "").strip().lower()
    if validation == "signature":
        tell(VALIDATION, "een handtekening kan hier niet; het wordt een korte tekst")
        return {"type": "text"}
    item: Plain | None = validated(validation)
    if item is None:
        tell(VALIDATION, f"controle “{validation}” wordt hier niet gedaan; elke tekst mag")
        item = {"type": "text"}
    elif "comma_decimal" in validation:
        tell(VALIDATION, "een decimale komma wordt als punt bewaard")
    if _ONTOLOGY.match(cells.get(CHOICES, "")):
        tell(CHOICES, "zoeken in een ontologie kan hier niet; het wordt een gewone tekst")
    for key, column in (("min", MINIMUM), ("max", MAXIMUM)):
        limit = cells.get(column, "").strip()
        if limit and item["type"] in _LIMITED:
            item[key] = limit
        elif limit:
            tell(column, "een grens bij deze soort wordt hier niet gecontroleerd")
    return item


def _exclusive(cells: Mapping[str, str], item: Plain) -> None:
    found = _NONE_OF.search(cells.get("field_annotation", ""))
    if found and item["type"] == "multichoice":
        codes = [code.strip() for code in (found[1] or list(item["choices"])[-1]).split(",")]
        held = [code for code in dict.fromkeys(codes) if code in item["choices"]]
        if held:
            item["exclusive"] = held


_UNUSED = {
    "custom_alignment": "de uitlijning wordt hier niet gebruikt",
    "question_number": "het vraagnummer wordt hier niet gebruikt",
}


def _tell_rest(cells: Mapping[str, str], tell: Tell) -> None:
    for column, message in _UNUSED.items():
        if cells.get(column, "").strip():
            tell(column, message)
    for column in ("field_label", "field_note"):
        if has_html(cells.get(column, "")):
            tell(column, "opmaak wordt niet getoond, alleen de woorden")
    annotation, _ = without_own_tag(cells.get("field_annotation", ""))
    for tag in dict.fromkeys(action_tags(annotation)):
        if tag not in _HONOURED:
            tell("field_annotation", f"{tag} werkt hier niet")
    if annotation.strip() and not action_tags(annotation):
        tell("field_annotation", "een aantekening wordt hier niet getoond")
