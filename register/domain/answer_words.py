"""An answer as people read it, and as they would type it."""

from instruments.answers import Answer
from instruments.dates import PartialDate
from instruments.item import Item
from instruments.sheet import shown_value


def words(item: Item, answer: Answer) -> str:
    """An answer in words: labels of choices, a date as understood, the reason for a gap."""
    if answer.gap is not None:
        return f"geen antwoord: {answer.gap.label}"
    if item.type == "group":
        count = len(answer.value) if isinstance(answer.value, tuple) else 0
        return f"{count} regel" if count == 1 else f"{count} regels"
    if item.type == "date":
        return PartialDate.parse(str(answer.value)).shown()
    codes = answer.value if isinstance(answer.value, tuple) else (shown_value(item, answer),)
    return ", ".join(item.codes.get(code, code) for code in codes)


def as_typed(item: Item, answer: Answer) -> str:
    """A single value as a person would type it: 12-03-2021, maart 2021, zomer 2021, 2021?"""
    if item.type != "date" or answer.value is None:
        return shown_value(item, answer)
    found = PartialDate.parse(str(answer.value))
    if found.season:
        text = f"{found.season} {found.year}"
    else:
        text = PartialDate(found.year, found.month, found.day).shown()
    return f"{text}?" if found.estimated else text
