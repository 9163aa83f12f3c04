"""From typed plain values to items, sections and scales, with inherited defaults filled in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from instruments.frozen import EMPTY, FrozenMap
from instruments.item import Item, Translation
from instruments.model import Change, Changes, Instrument, Licence, Scale, Section
from instruments.schema import CLASSIFIED
from instruments.words import SECONDS

Raw = dict[str, Any]
Choices = Callable[[str], FrozenMap[str] | None]
CLASSES = frozenset(key.name for key in CLASSIFIED)


def instrument(raw: Raw, choices: Choices) -> Instrument:
    """The instrument of a read definition; raises `InvalidInstrument`."""
    defaults: Raw = raw.get("defaults", {})
    given = {name: value for name, value in raw.items() if name != "defaults"}
    given["sections"] = tuple(_section(one, defaults, choices) for one in raw.get("sections", []))
    given["scales"] = tuple(_scale(one) for one in raw.get("scales", []))
    given["licence"] = Licence(**raw.get("licence", {}))
    given["changes"] = _changes(raw["changes"]) if "changes" in raw else None
    return Instrument(**{"id": "onbekend", "version": "0", "title": "–", **given})


def _section(raw: Raw, defaults: Raw, choices: Choices) -> Section:
    inherited = {**defaults, "part": raw.get("part", defaults.get("part", "core"))}
    items = tuple(item(one, inherited, choices) for one in raw.get("items", []))
    return Section(**{"id": "onbekend", "title": "–", **raw, "items": items})


def item(raw: Raw, defaults: Raw, choices: Choices) -> Item:
    """One item; what it does not say about its class it takes from ``defaults``."""
    given: Raw = {"id": "onbekend", "type": "text", "label": "–", **defaults, **raw}
    kind = given["type"]
    given.setdefault("seconds", SECONDS[kind])
    if kind in ("descriptive", "calculated"):
        # Nobody can answer these, so a default "required" cannot be meant for them.
        given["required"] = raw.get("required", False)
    if not given.get("choices") and given.get("choices_from"):
        given["choices"] = choices(given["choices_from"]) or EMPTY
    given["translations"] = tuple(
        Translation(**{"language": "en", **one}) for one in raw.get("translations", [])
    )
    inherited = {name: given[name] for name in CLASSES if name in given and name != "seconds"}
    columns = inherited | {"required": False}
    given["items"] = tuple(item(one, columns, choices) for one in raw.get("items", []))
    given["rows"] = tuple(
        item(one, inherited | _shared(given, raw, defaults), choices) for one in raw.get("rows", [])
    )
    if kind == "matrix":
        given["seconds"] = 0
    return Item(**given)


def _shared(given: Raw, raw: Raw, defaults: Raw) -> Raw:
    """What the rows of a matrix take from it besides its class."""
    shared = {
        "type": "multichoice" if given.get("multiple") else "choice",
        "choices": given.get("choices", EMPTY),
        "exclusive": given.get("exclusive", ()),
        "matrix": given["id"],
    }
    if "seconds" in raw or "seconds" in defaults:
        shared["seconds"] = given["seconds"]
    return shared


def _scale(raw: Raw) -> Scale:
    return Scale(**{"id": "onbekend", **raw})


def _changes(raw: Raw) -> Changes:
    items = tuple(
        Change(**{"item": "onbekend", "change": "kept", **one}) for one in raw.get("items", [])
    )
    return Changes(raw.get("since", ""), items)
