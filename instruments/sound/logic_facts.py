"""Checks on branching and calculations: they can be read, know their fields and do not circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from instruments.item import Item
from instruments.logic.checking import Readable, cycles
from instruments.logic.checking import check as check_types
from instruments.logic.parser import parse
from instruments.logic.tree import LogicError, Tree, fields_of
from instruments.model import Instrument
from instruments.problems import Problem, Where
from instruments.sound.places import placed
from instruments.visibility import reads

_WANTS = {"branching": "bool", "calculation": "number"}


def check(instrument: Instrument) -> Iterator[Problem]:
    """Faults of branching and calculations."""
    fields = readable(instrument)
    sound = True
    for where, text, scope in _expressions(instrument, fields):
        for problem in _expression(where, text, scope):
            sound = False
            yield problem
    if sound:
        yield from _circles(instrument)
        yield from _later_columns(instrument)


def readable(instrument: Instrument) -> dict[str, Readable]:
    """What an expression of this instrument may name: own items, and ``elsewhere``."""
    fields = {name: Readable(kind) for name, kind in instrument.elsewhere.items()}
    for item in instrument.items():
        for one in (item, *item.rows):
            fields[one.id] = _readable(one)
    return fields


def _readable(item: Item) -> Readable:
    return Readable(item.type, frozenset(item.codes))


def _expressions(
    instrument: Instrument, fields: Mapping[str, Readable]
) -> Iterator[tuple[Where, str, Mapping[str, Readable]]]:
    for number, section in enumerate(instrument.sections):
        yield ("sections", number, "branching"), section.branching, fields
    columns = {
        column.id: {**fields, **{other.id: _readable(other) for other in group.items}}
        for group in instrument.groups.values()
        for column in group.items
    }
    for where, item in placed(instrument):
        scope = columns.get(item.id, fields)
        yield (*where, "branching"), item.branching, scope
        if item.type == "calculated":
            yield (*where, "calculation"), item.calculation, scope


def _expression(where: Where, text: str, fields: Mapping[str, Readable]) -> Iterator[Problem]:
    if not text.strip():
        return
    try:
        tree: Tree = parse(text)
    except LogicError as error:
        yield _problem(where, error)
        return
    for fault in check_types(tree, fields, _WANTS[str(where[-1])]):
        yield _problem(where, fault)


def _problem(where: Where, error: LogicError) -> Problem:
    return Problem(where, f"Bij {where[-1]}, teken {error.at + 1}: {error.message}", error.fix)


def _later_columns(instrument: Instrument) -> Iterator[Problem]:
    """A row is worked out from left to right, so a column can only read the columns before it."""
    for where, group in placed(instrument):
        later = {column.id for column in group.items}
        for index, column in enumerate(group.items):
            if column.branching.strip():
                read = {field.name for field in fields_of(parse(column.branching))}
                for name in sorted(read & later):
                    yield Problem(
                        (*where, "items", index, "branching"),
                        f"“{column.id}” leest “{name}”, die in de rij later komt of dezelfde is.",
                        "Zet de kolom die gelezen wordt ervoor.",
                    )
            later.discard(column.id)


def _circles(instrument: Instrument) -> Iterator[Problem]:
    places = {item.id: where for where, item in placed(instrument)}
    seen: set[frozenset[str]] = set()
    for circle in cycles(reads(instrument)):
        if frozenset(circle) in seen:
            continue
        seen.add(frozenset(circle))
        item = instrument.fields.get(circle[0])
        key = "calculation" if item is not None and item.calculation else "branching"
        yield Problem(
            (*places[circle[0]], key),
            f"“{circle[0]}” hangt van zichzelf af: {' → '.join((*circle, circle[0]))}.",
            "Verbreek de kring: laat één van deze velden niet van de andere afhangen.",
        )
