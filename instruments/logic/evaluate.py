"""What an expression gives for a set of answers. Blank is ``''``, as in REDCap; never ``eval``."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from instruments.logic import moments
from instruments.logic.numbers import (
    BLANKS,
    Result,
    deviation,
    divided,
    median,
    number,
    ordinary,
    power,
    rounded,
    summed,
)
from instruments.logic.tree import (
    Call,
    Chain,
    Compare,
    Field,
    Junction,
    Minus,
    Not,
    Number,
    Power,
    Text,
    Tree,
)

Given: TypeAlias = str | int | float | tuple[str, ...]
Sheet: TypeAlias = Mapping[str, Given]


@dataclass(frozen=True)
class Context:
    """What an expression may read.

    ``values``: answers of this sheet by field (absent = blank); ``events``: those of other waves
    by lower-case wave; ``gaps``: reason for a gap by field; ``today`` as ``2026-01-31`` and
    ``now`` as ``2026-01-31 14:03:00`` (blank = not known).
    """

    values: Sheet = field(default_factory=dict)
    events: Mapping[str, Sheet] = field(default_factory=dict)
    gaps: Mapping[str, str] = field(default_factory=dict)
    today: str = ""
    now: str = ""


def evaluate(tree: Tree, context: Context) -> Result:
    """A number, a text, true/false, or ``''`` for blank."""
    match tree:
        case Number(value=value):
            return value
        case Text(value=text):
            return text
        case Field():
            return _field(tree, context)
        case Call(name="if", arguments=(condition, then, other)):
            return evaluate(then if holds(condition, context) else other, context)
        case Call(name=name, arguments=arguments):
            return _call(name, arguments, context)
        case Chain(first=first, rest=rest):
            return _chain(first, rest, context)
        case Power(base=base, exponent=exponent):
            low, high = number(evaluate(base, context)), number(evaluate(exponent, context))
            return "" if low is None or high is None else power(low, high)
        case Compare(op=op, left=left, right=right):
            return compare(op, _compared(left, context), _compared(right, context))
        case Junction(op="and", operands=operands):
            return all(holds(operand, context) for operand in operands)
        case Junction(operands=operands):
            return any(holds(operand, context) for operand in operands)
        case Not(operand=operand):
            return not holds(operand, context)
        case Minus(operand=operand):
            held = number(evaluate(operand, context))
            return "" if held is None else ordinary(-held)


def holds(tree: Tree, context: Context) -> bool:
    """Whether the expression is true: not blank, not 0, not false."""
    return truth(evaluate(tree, context))


def truth(value: Result) -> bool:
    if isinstance(value, str):
        return value != "" and number(value) != 0
    return bool(value)


def compare(op: str, left: Result, right: Result) -> bool:
    """``=`` and ``<>`` as numbers where both are, else as text; an order only between two numbers,
    two days, two moments or two times: with a blank it is false, both ways."""
    low, high = number(left), number(right)
    if low is not None and high is not None:
        return _ORDER[op]((low > high) - (low < high))
    if op in ("=", "<>"):
        same = (
            isinstance(left, str)
            and isinstance(right, str)
            and left.strip(BLANKS) == right.strip(BLANKS)
        )
        return same == (op == "=")
    if not (isinstance(left, str) and isinstance(right, str)):
        return False
    first, second = moments.seconds(left), moments.seconds(right)
    if first is not None and second is not None:
        return _ORDER[op]((first > second) - (first < second))
    if moments.TIME.match(left) and moments.TIME.match(right):
        return _ORDER[op]((left > right) - (left < right))
    return False


_ORDER: dict[str, Callable[[int], bool]] = {
    "=": lambda sign: sign == 0,
    "<>": lambda sign: sign != 0,
    "<": lambda sign: sign < 0,
    "<=": lambda sign: sign <= 0,
    ">": lambda sign: sign > 0,
    ">=": lambda sign: sign >= 0,
}


def _compared(tree: Tree, context: Context) -> Result:
    """An operand of a comparison, in which the words today and now mean the day and the moment."""
    value = evaluate(tree, context)
    return _moment(value, context) if isinstance(tree, Text) else value


def _field(tree: Field, context: Context) -> Result:
    sheet = context.values if tree.event is None else context.events.get(tree.event, {})
    held = sheet.get(tree.name, "")
    if tree.code is not None:
        codes = held if isinstance(held, tuple) else (held,)
        return "1" if tree.code in codes else "0"
    if isinstance(held, tuple):
        return ",".join(held)
    return held if isinstance(held, str) else float(held)


def _chain(first: Tree, rest: tuple[tuple[str, Tree], ...], context: Context) -> Result:
    total = number(evaluate(first, context))
    for sign, operand in rest:
        other = number(evaluate(operand, context))
        if total is None or other is None:
            return ""
        if sign == "/":
            total = number(divided(total, other))
            continue
        step = {"+": total + other, "-": total - other, "*": total * other}[sign]
        total = number(ordinary(step))
    return "" if total is None else ordinary(total)


def _call(name: str, arguments: tuple[Tree, ...], context: Context) -> Result:
    if name in ("ismissingcode", "hasmissingcode"):
        return _missing(arguments, context)
    values = [evaluate(argument, context) for argument in arguments]
    if name in _LISTS:
        numbers = [held for held in (number(value) for value in values) if held is not None]
        return ordinary_or_blank(_LISTS[name](numbers)) if numbers else ""
    if name in ("round", "roundup", "rounddown"):
        value, places = number(values[0]), number(values[1]) if len(values) > 1 else 0.0
        return "" if value is None or places is None else rounded(value, places, name)
    if name == "datediff":
        return _datediff(values, context)
    if name in _PARTS:
        known = moments.part(_moment(values[0], context), _PARTS[name])
        return "" if known is None else float(known)
    return _ONE[name](values)


def ordinary_or_blank(value: Result) -> Result:
    return value if isinstance(value, str) else ordinary(float(value))


_LISTS: dict[str, Callable[[list[float]], Result]] = {
    "sum": summed,
    "mean": lambda values: summed(values) / len(values),
    "median": median,
    "stdev": deviation,
    "min": min,
    "max": max,
}
_PARTS = {"year": 1, "month": 2, "day": 3}


def _missing(arguments: tuple[Tree, ...], context: Context) -> bool:
    asked = arguments[0]
    gap = context.gaps.get(asked.name, "") if isinstance(asked, Field) else ""
    if len(arguments) == 1:
        return gap != ""
    codes = evaluate(arguments[1], context)
    return (
        gap != "" and isinstance(codes, str) and gap in [c.strip(BLANKS) for c in codes.split(",")]
    )


def _moment(value: Result, context: Context) -> str:
    if not isinstance(value, str):
        return ""
    return {"today": context.today, "now": context.now}.get(value, value)


def _datediff(values: list[Result], context: Context) -> Result:
    first = moments.seconds(_moment(values[0], context))
    second = moments.seconds(_moment(values[1], context))
    length = moments.LENGTHS.get(str(values[2]))
    if first is None or second is None or length is None:
        return ""
    signed = any(value is True or value in ("true", 1.0) for value in values[3:])
    apart = second - first
    return (apart if signed else abs(apart)) / length


def _lower(value: Result) -> str:
    """ASCII only: other letters change case differently in Python and in the browser."""
    text = value if isinstance(value, str) else ""
    return "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in text)


def _root(values: list[Result]) -> Result:
    held = number(values[0])
    return "" if held is None or held < 0 else ordinary(math.sqrt(held))


def _rest(values: list[Result]) -> Result:
    left, right = number(values[0]), number(values[1])
    return "" if left is None or not right else ordinary(math.fmod(left, right))


def _absolute(values: list[Result]) -> Result:
    held = number(values[0])
    return "" if held is None else abs(held)


_ONE: dict[str, Callable[[list[Result]], Result]] = {
    "abs": _absolute,
    "sqrt": _root,
    "mod": _rest,
    "isblank": lambda values: values[0] == "",
    "isblankormissingcode": lambda values: values[0] == "",
    "isnumber": lambda values: number(values[0]) is not None,
    "isinteger": lambda values: (held := number(values[0])) is not None and held == int(held),
    "contains": lambda values: _lower(values[1]) in _lower(values[0]),
    "not_contain": lambda values: _lower(values[1]) not in _lower(values[0]),
    "starts_with": lambda values: _lower(values[0]).startswith(_lower(values[1])),
    "ends_with": lambda values: _lower(values[0]).endswith(_lower(values[1])),
    "length": lambda values: float(len(values[0])) if isinstance(values[0], str) else "",
}
