"""From the keys of an imported form to a sound instrument; what does not hold is left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from instruments import building
from instruments.frozen import FrozenMap
from instruments.model import Instrument
from instruments.problems import InvalidInstrument, Problem, Where
from instruments.reading import Reader
from instruments.store import choices
from instruments.yamltext import Node

Plain = dict[str, Any]
Dropped = Callable[[Plain, str, Problem], None]
"""Told of each item, the key left out of it, and the problem it gave."""


def node_of(content: object) -> Node:
    """Plain content as the tree that a YAML file gives."""
    if isinstance(content, Mapping):
        return Node(
            1,
            entries=FrozenMap((str(key), node_of(one)) for key, one in content.items()),
            key_lines=FrozenMap((str(key), 1) for key in content),
        )
    if isinstance(content, Sequence) and not isinstance(content, str):
        return Node(1, items=tuple(node_of(one) for one in content))
    return Node(1, text=str(content))


def built(content: Plain, dropped: Dropped) -> Instrument:
    """The instrument of imported keys; leaves out of ``content`` what the model refuses.

    Raises `InvalidInstrument` where leaving out does not help.
    """
    while True:  # each round leaves out at least one key, or ends
        reader = Reader(str(content["id"]))
        raw = reader.read(node_of(content), "instrument")
        refused = {where: Problem(where, "", "") for where in reader.broken}
        try:
            instrument = building.instrument(raw, choices)
        except InvalidInstrument as error:
            refused |= {problem.where: problem for problem in error.problems}
            if not _left_out(content, refused, dropped):
                raise
            continue
        if not refused:
            return instrument
        if not _left_out(content, refused, dropped):
            raise InvalidInstrument(refused.values())


def _left_out(content: Plain, refused: Mapping[Where, Problem], dropped: Dropped) -> bool:
    changed = False
    for where, problem in refused.items():
        item, key = _place(content, where)
        if item is None or key not in item or key in ("id", "label", "type"):
            if item is None or item.get("type") not in ("choice", "multichoice", "calculated"):
                continue
            key = "choices" if "choices" in item else "calculation"
        dropped(item, key, problem)
        item.pop(key, None)
        if key in ("choices", "calculation") and item.get("type") != "yesno":
            item["type"] = "text"
            for other in ("exclusive", "calculation", "min", "max"):
                item.pop(other, None)
        changed = True
    return changed


def _place(content: Plain, where: Where) -> tuple[Plain | None, str]:
    """The innermost item on a path, and the key of it that the path goes on with."""
    here: Any = content
    item: Plain | None = None
    key = ""
    for index, step in enumerate(where):
        inside = isinstance(here, dict) and step in here
        if inside or (isinstance(here, list) and isinstance(step, int) and step < len(here)):
            here = here[step]
        else:
            break
        if isinstance(here, dict) and "label" in here and "id" in here and index:
            item, rest = here, where[index + 1 :]
            key = str(rest[0]) if rest else ""
    return item, key
