"""Answers as columns of a frame: types from the instrument, gaps beside values, no free text."""

from collections.abc import Iterable, Mapping
from typing import Literal

from instruments.answers import Answer
from instruments.dates import PartialDate
from instruments.item import Item
from instruments.model import Instrument
from register.extract.recipients import LEAVES_THE_STUDY

FREE_TEXT = frozenset({"text", "note"})
Kind = Literal["text", "int", "number", "flag", "date"]
Known = Literal["ret", "nobody"]
KINDS: Mapping[str, Kind] = {
    "integer": "int",
    "slider": "int",
    "number": "number",
    "calculated": "number",
}


def columns(instrument: Instrument) -> list[tuple[str, Kind, str, Known]]:
    """(name, kind, Dutch label, known_to) of every column that an instrument gives."""
    found: list[tuple[str, Kind, str, Known]] = []
    for item in _items(instrument):
        known: Known = "ret" if item.known_to == "ret" else "nobody"
        found.append((item.id, KINDS.get(item.type, "text"), item.label or item.id, known))
        gap = f"Reden waarom ontbreekt: {item.label or item.id}"
        found.append((f"{item.id}__gap", "text", gap, known))
    return found


def row(
    instrument: Instrument, answers: Mapping[str, Answer], allowed: Mapping[str, bool], purpose: str
) -> dict[str, object]:
    """The item columns of one sheet; an item whose consent class is not allowed stays out."""
    found: dict[str, object] = {}
    for item in _items(instrument):
        answer = answers.get(item.id)
        if answer is None or not allowed.get(item.consent_class, False):
            continue
        if answer.gap is not None:
            found[f"{item.id}__gap"] = str(answer.gap)
        elif item.type == "date" and purpose in LEAVES_THE_STUDY:
            found[item.id] = PartialDate.parse(str(answer.value)).text[:4]
        else:
            found[item.id] = _value(item, answer)
    return found


def classes(instrument: Instrument) -> frozenset[str]:
    """The consent classes that an instrument's items fall under."""
    return frozenset(item.consent_class for item in instrument.fields.values())


def _items(instrument: Instrument) -> Iterable[Item]:
    return (item for item in instrument.fields.values() if item.type not in FREE_TEXT)


def _value(item: Item, answer: Answer) -> object:
    value = answer.value
    if isinstance(value, tuple):
        return ";".join(value)
    return value if KINDS.get(item.type) else str(value)
