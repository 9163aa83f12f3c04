"""Every item of an instrument with its path, so that a fault can name its line."""

from __future__ import annotations

from collections.abc import Iterator

from instruments.item import Item
from instruments.model import Instrument
from instruments.problems import Where


def placed(instrument: Instrument) -> Iterator[tuple[Where, Item]]:
    """Each item, matrix row and group column with its path, in order."""
    for number, section in enumerate(instrument.sections):
        for index, item in enumerate(section.items):
            yield from _within(("sections", number, "items", index), item)


def _within(where: Where, item: Item) -> Iterator[tuple[Where, Item]]:
    yield where, item
    for index, row in enumerate(item.rows):
        yield from _within((*where, "rows", index), row)
    for index, column in enumerate(item.items):
        yield from _within((*where, "items", index), column)
