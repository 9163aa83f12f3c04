"""Which items of a sheet count: branching and calculations worked out in the right order.

A hidden field keeps its value but does not count: other expressions read it as blank.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from instruments.answers import Answers
from instruments.frozen import FrozenMap
from instruments.item import Item
from instruments.logic.evaluate import Context, Given, evaluate, holds
from instruments.logic.numbers import number
from instruments.logic.parser import parse
from instruments.logic.tree import Tree, fields_of
from instruments.model import Instrument


@dataclass(frozen=True)
class Step:
    """One item in the order of working out: when it shows, and how it is computed."""

    item: Item
    conditions: tuple[Tree, ...]
    calculation: Tree | None


@dataclass(frozen=True)
class Worked:
    """What branching and calculations give for one sheet of answers.

    ``visible``: ids of the items, rows and descriptive texts that show; ``calculated``: value per
    visible calculated item that has one; ``context``: what counts, for further expressions.
    """

    visible: frozenset[str]
    calculated: FrozenMap[float]
    context: Context


def visible(instrument: Instrument, answers: Answers, context: Context) -> frozenset[str]:
    """Ids of the items, rows and descriptive texts that show for these answers.

    ``context`` brings today, other waves (``events``) and fields of ``elsewhere`` (``values``).
    """
    return worked(instrument, answers, context).visible


def worked(instrument: Instrument, answers: Answers, context: Context) -> Worked:
    """Visibility and calculated values; see `visible`."""
    values: dict[str, Given] = dict(context.values)
    gaps: dict[str, str] = dict(context.gaps)
    now = replace(context, values=values, gaps=gaps)
    shown: set[str] = set()
    calculated: dict[str, float] = {}
    for step in instrument.plan:
        values.pop(step.item.id, None)
        if not all(holds(condition, now) for condition in step.conditions):
            continue
        shown.add(step.item.id)
        answer = answers.get(step.item.id)
        if step.calculation is not None:
            result = number(evaluate(step.calculation, now))
            if result is not None:
                values[step.item.id] = calculated[step.item.id] = result
        elif answer is not None and answer.gap is not None:
            gaps[step.item.id] = str(answer.gap)
        elif answer is not None and answer.value is not None:
            values[step.item.id] = answer.value
    return Worked(frozenset(shown), FrozenMap(calculated), now)


def visible_columns(group: Item, row: Answers, around: Context) -> frozenset[str]:
    """Ids of the columns of a repeated group that show for one row; ``around`` is the context of
    the sheet. A column may read the columns before it."""
    values: dict[str, Given] = dict(around.values)
    now = replace(around, values=values)
    shown: set[str] = set()
    for column in group.items:
        if not column.branching.strip() or holds(parse(column.branching), now):
            shown.add(column.id)
            answer = row.get(column.id)
            if answer is not None and answer.value is not None:
                values[column.id] = answer.value
    return frozenset(shown)


def plan(instrument: Instrument) -> tuple[Step, ...]:
    """The items of a sound instrument, each after the items that it reads."""
    steps = {step.item.id: step for step in _steps(instrument)}
    edges = reads(instrument)
    ordered: dict[str, Step] = {}
    for name in steps:
        waiting = [name]
        while waiting:
            here = waiting[-1]
            missing = [n for n in sorted(edges.get(here, ())) if n in steps and n not in ordered]
            if missing and here not in ordered:
                waiting.extend(missing)
            else:
                ordered.setdefault(waiting.pop(), steps[here])
    return tuple(ordered.values())


def reads(instrument: Instrument) -> Mapping[str, frozenset[str]]:
    """Item → the items of the same sheet that its showing and its calculation read."""
    return {
        step.item.id: frozenset(
            field.name for tree in _trees(step) for field in fields_of(tree) if field.event is None
        )
        for step in _steps(instrument)
    }


def _trees(step: Step) -> tuple[Tree, ...]:
    return step.conditions + (() if step.calculation is None else (step.calculation,))


def _steps(instrument: Instrument) -> Iterator[Step]:
    for section in instrument.sections:
        around = _parsed(section.branching)
        for item in section.items:
            own = around + _parsed(item.branching)
            calculation = parse(item.calculation) if item.type == "calculated" else None
            yield Step(item, own, calculation)
            for row in item.rows:
                yield Step(row, own + _parsed(row.branching), None)


def _parsed(text: str) -> tuple[Tree, ...]:
    return (parse(text),) if text.strip() else ()
