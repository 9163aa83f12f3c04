"""What the browser needs to show and compute a form as the server will: data for `sheet.js`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from typing import Any

from instruments.gaps import Gap
from instruments.item import Item
from instruments.limits import limits
from instruments.logic.browser import as_json
from instruments.logic.parser import parse
from instruments.logic.tree import Tree
from instruments.model import Instrument

# In the order in which a page loads them.
SCRIPTS = ("logic.js", "sheet.js")


def script(name: str) -> str:
    """The text of one of `SCRIPTS`, for the web application to serve as its own static file."""
    if name not in SCRIPTS:
        raise LookupError(f"There is no script {name}.")
    return files("instruments").joinpath("logic", name).read_text(encoding="utf-8")


def form_as_json(instrument: Instrument, today: date | None = None) -> dict[str, Any]:
    """``{items, steps, groups, gaps}``: how each control is read, in which order branching and
    calculations are worked out, the columns of repeated groups, and the reasons for a gap."""
    return {
        "items": {name: _item(item, today) for name, item in instrument.fields.items()},
        "steps": [
            {
                "id": step.item.id,
                "conditions": _trees(step.conditions),
                "calculation": None if step.calculation is None else as_json(step.calculation),
            }
            for step in instrument.plan
        ],
        "groups": {
            name: [_column(column, today) for column in group.items]
            for name, group in instrument.groups.items()
        },
        "gaps": [str(gap) for gap in Gap],
    }


def _trees(trees: Sequence[Tree]) -> list[list[Any]]:
    return [as_json(tree) for tree in trees]


def _item(item: Item, today: date | None) -> dict[str, Any]:
    bounds = limits(item, today)
    return {
        "type": item.type,
        "codes": list(item.codes),
        "exclusive": list(item.exclusive),
        "decimals": item.decimals,
        "precision": list(item.precision or ("dag",)),
        "low": bounds.low,
        "high": bounds.high,
    }


def _column(column: Item, today: date | None) -> dict[str, Any]:
    conditions = (parse(column.branching),) if column.branching.strip() else ()
    return {"id": column.id, "conditions": _trees(conditions), **_item(column, today)}
