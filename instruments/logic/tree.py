"""The tree of an expression: frozen nodes, each with its position (from 0) in the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

Tree: TypeAlias = "Number | Text | Field | Call | Chain | Power | Compare | Junction | Not | Minus"


class LogicError(ValueError):
    """An expression that cannot be read; ``at`` is the position (from 0) of the fault."""

    def __init__(self, at: int, message: str, fix: str) -> None:
        super().__init__(f"{message} {fix}")
        self.at, self.message, self.fix = at, message, fix


@dataclass(frozen=True)
class Number:
    """A number as written."""

    value: float
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Text:
    """A text between quotes; ``''`` is blank."""

    value: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Field:
    """``[name]``, ``[name(code)]`` or ``[event][name]``."""

    name: str
    code: str | None = None
    event: str | None = None
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Call:
    """A function of `instruments.logic.functions`."""

    name: str
    arguments: tuple[Tree, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Chain:
    """Operands joined from left to right by ``+ -`` or ``* /`` (flat: long sums stay shallow)."""

    first: Tree
    rest: tuple[tuple[str, Tree], ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Power:
    """``base ^ exponent``."""

    base: Tree
    exponent: Tree
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Compare:
    """``left op right`` with op one of ``= <> < <= > >=``."""

    op: str
    left: Tree
    right: Tree
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Junction:
    """Operands joined by ``and`` or by ``or``."""

    op: str
    operands: tuple[Tree, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Not:
    """``not operand``."""

    operand: Tree
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Minus:
    """``- operand``."""

    operand: Tree
    at: int = field(default=0, compare=False)


def children(tree: Tree) -> tuple[Tree, ...]:
    """The direct operands of a node."""
    match tree:
        case Call(arguments=arguments):
            return arguments
        case Chain(first=first, rest=rest):
            return (first, *(operand for _, operand in rest))
        case Power(base=base, exponent=exponent):
            return (base, exponent)
        case Compare(left=left, right=right):
            return (left, right)
        case Junction(operands=operands):
            return operands
        case Not(operand=operand) | Minus(operand=operand):
            return (operand,)
        case _:
            return ()


def fields_of(tree: Tree) -> Iterator[Field]:
    """Every field that the expression reads, in order of appearance."""
    if isinstance(tree, Field):
        yield tree
    for child in children(tree):
        yield from fields_of(child)
