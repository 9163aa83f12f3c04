"""Made-up answers for a preview: one of everything, the same every time, and never at fault."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from instruments.item import Item
from instruments.limits import limits
from instruments.logic.evaluate import Context
from instruments.model import Instrument
from instruments.sheet import read_form
from register.fictive.replies import Typed, formatted
from register.fictive.words import sentences

ROW = 1


def example(instrument: Instrument, *, today: date) -> dict[str, Typed]:
    """A form in which every question that can show has a readable answer, and every repeated
    group one row."""
    form: dict[str, Typed] = {}
    for at, item in enumerate(instrument.fields.values()):
        if item.type == "group":
            for place, column in enumerate(item.items):
                _put(form, f"{item.id}.{ROW}.{column.id}", column, place, today)
        else:
            _put(form, item.id, item, at, today)
    # What the definition does not take (a limit from elsewhere, a ranking) is left empty.
    sheet = read_form(instrument, form, Context(today=today.isoformat()), complete=False)
    for error in sheet.errors:
        form.pop(error.item, None)
    return form


def _put(form: dict[str, Typed], name: str, item: Item, at: int, today: date) -> None:
    for typed in _typed(item, at, today):
        form[name] = typed


def _typed(item: Item, at: int, today: date) -> Iterator[Typed]:
    codes = [code for code in item.codes if code not in item.exclusive]
    if item.type in ("choice", "yesno") and codes:
        yield codes[at % len(codes)]
    elif item.type == "multichoice" and codes:
        yield codes[at % len(codes) :][:2]
    elif item.type in ("integer", "number", "slider"):
        yield str(_number(item, today))
    elif item.type == "date":
        yield (today - timedelta(days=30 + at)).strftime("%d-%m-%Y")
    elif item.type == "time":
        yield "14:30"
    elif item.type == "note":
        yield sentences(item.id)[0]
    elif item.type == "text":
        yield formatted(item.format, today) or "Een verzonnen antwoord"


def _number(item: Item, today: date) -> int:
    bounds = limits(item, today)
    low = bounds.low if bounds.low is not None else bounds.soft_low or 0
    high = bounds.soft_high if bounds.soft_high is not None else bounds.high
    return round(low if high is None else low + (high - low) / 3)
