"""Cells that our items cannot make again: kept beside the item, and used while they still hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from instruments.redcap.cells import COVERS
from instruments.redcap.columns import Cells
from instruments.redcap.fields import to_item
from instruments.redcap.names import Names
from instruments.redcap.texts import without_own_tag

Plain = dict[str, Any]


def kept(original: Mapping[str, str], generated: Mapping[str, str]) -> Cells:
    """The cells of a dictionary row that differ from what would be written, by column."""
    found: Cells = {}
    for column, cell in original.items():
        made = generated.get(column, "")
        if column == "field_annotation":
            cell = without_own_tag(cell)[0]
        if cell != made:
            found[column] = cell
    return found


def overlaid(
    item: Mapping[str, Any], generated: Cells, overrides: Mapping[str, str], names: Names
) -> Cells:
    """The generated cells with the kept ones in their place, where the item still says the same.

    A kept cell is stale when someone changed what it covers: the change wins. What could not be
    read at import (a formula in words we lack) is absent in the item, and its cell stays.
    """
    cells = generated | dict(overrides)
    again = to_item(cells, names)
    stale = {
        column
        for column in overrides
        if any(key in item and item.get(key) != again.get(key) for key in _covered(column, item))
    }
    for column in stale:
        cells[column] = generated.get(column, "")
    return cells


def _covered(column: str, item: Mapping[str, Any]) -> Iterable[str]:
    keys = COVERS.get(column, frozenset[str]())
    if column == "field_type" and item["type"] == "text":
        return keys - {"type"}  # the type that a field gets when its own cannot be honoured
    return keys


def unsaid(
    item: Mapping[str, Any], cells: Cells, overrides: Iterable[str], names: Names
) -> dict[str, Any]:
    """Keys of the item that its cells do not say, for our own action tag; None = not there."""
    again = to_item(cells, names)
    silent = set().union(*(COVERS.get(column, frozenset()) for column in overrides))
    found = {
        key: value
        for key, value in item.items()
        if key not in ("redcap", "rows", "items") and not _same(value, again.get(key))
    }
    absent = {key: None for key in again if key not in item and key not in silent}
    kept_type = "type" in silent and item["type"] == "text"
    return {key: value for key, value in (found | absent).items() if key != "type" or not kept_type}


def _same(one: object, other: object) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one.items()) == list(other.items())
    return one == other
