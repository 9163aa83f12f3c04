"""Writing a definition as YAML: only what differs from the defaults, in the order of the schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from instruments.item import Item
from instruments.model import Instrument, Section
from instruments.schema import SHAPES
from instruments.words import SECONDS
from instruments.yamltext import dump

Plain = Any
_CLASS = ("privacy", "about", "consent_class", "known_to", "vorige", "part", "required")
_BARE = Item(id="x", type="text", label="x")


def to_yaml(instrument: Instrument) -> str:
    """YAML that `definition.load` reads back to an equal instrument."""
    return dump(plain(instrument))


def plain(instrument: Instrument) -> dict[str, Plain]:
    """The content of `to_yaml` as text, lists and mappings."""
    content = _shape(instrument, "instrument", skip=("sections", "defaults"))
    content["sections"] = [_section(section) for section in instrument.sections]
    order = [key.name for key in SHAPES["instrument"] if key.name in content]
    return {name: content[name] for name in order}


def _section(section: Section) -> Plain:
    inherited = {name: getattr(_BARE, name) for name in _CLASS} | {"part": section.part}
    content = _shape(section, "section", skip=("items",))
    content["items"] = [_item(item, inherited) for item in section.items]
    return content


def _item(item: Item, inherited: Mapping[str, Any], row: bool = False) -> Plain:
    skip = {"rows", "items", "seconds", *_CLASS}
    if item.choices_from:
        skip.add("choices")
    content = _shape(item, "row" if row else "item", skip=tuple(skip))
    own = {name: getattr(item, name) for name in _CLASS}
    expected = dict(inherited)
    if item.type in ("descriptive", "calculated"):
        expected["required"] = False
    content |= {name: _plain(own[name]) for name in _CLASS if own[name] != expected[name]}
    if item.type != "matrix" and item.seconds != SECONDS[item.type]:
        content["seconds"] = str(item.seconds)
    if item.rows:
        content["rows"] = [_item(one, own, row=True) for one in item.rows]
    if item.items:
        content["items"] = [_item(one, own | {"required": False}) for one in item.items]
    return content


def _shape(value: object, shape: str, skip: tuple[str, ...] = ()) -> dict[str, Plain]:
    """The keys of one shape that hold something, as text, lists and mappings."""
    content: dict[str, Plain] = {}
    for key in SHAPES[shape]:
        if key.name in skip:
            continue
        held = getattr(value, key.name)
        if (not key.required and held in ("", None, (), False)) or held == {}:
            continue
        if key.kind == "shapes":
            content[key.name] = [_shape(one, key.shape) for one in held]
        elif key.kind == "shape":
            inner = _shape(held, key.shape)
            if inner:
                content[key.name] = inner
        else:
            content[key.name] = _plain(held)
    return content


def _plain(held: Any) -> Plain:
    if isinstance(held, bool):
        return "ja" if held else "nee"
    if isinstance(held, Mapping):
        return {name: _plain(one) for name, one in held.items()}
    if isinstance(held, tuple):
        return [_plain(one) for one in held]
    return str(held)
