"""An expression in Dutch words, for codebook and preview."""

from __future__ import annotations

from collections.abc import Mapping

from instruments.item import Item
from instruments.logic.functions import FUNCTIONS, UNITS
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

_SIGNS = {
    "=": "is",
    "<>": "is niet",
    "<": "is lager dan",
    "<=": "is hoogstens",
    ">": "is hoger dan",
    ">=": "is minstens",
}
_JOINED = {"and": " en ", "or": " of "}
_SUMS = {"+": "plus", "-": "min", "*": "keer", "/": "gedeeld door"}
_SPECIAL = {"today": "vandaag", "now": "nu", "": "niets"}


def in_words(tree: Tree, fields: Mapping[str, Item]) -> str:
    """The expression as a Dutch phrase; fields by their question, codes by their text.

    ``fields`` is `Instrument.fields`; a field that is not in it is named by its id.
    """
    return _Speaker(fields).say(tree)


class _Speaker:
    def __init__(self, fields: Mapping[str, Item]) -> None:
        self._fields = fields

    def say(self, tree: Tree) -> str:
        match tree:
            case Number(value=value):
                return f"{value:g}".replace(".", ",")
            case Text(value=text):
                return _SPECIAL.get(text, f"“{text}”")
            case Field():
                return self._field(tree)
            case Call():
                return self._call(tree)
            case Compare():
                return self._compare(tree)
            case Junction(op=op, operands=operands):
                return _JOINED[op].join(self._inner(one) for one in operands)
            case Not(operand=operand):
                return f"niet: {self._inner(operand)}"
            case Chain(first=first, rest=rest):
                steps = [f"{_SUMS[sign]} {self._inner(one)}" for sign, one in rest]
                return " ".join([self._inner(first), *steps])
            case Power(base=base, exponent=exponent):
                return f"{self._inner(base)} tot de macht {self._inner(exponent)}"
            case Minus(operand=operand):
                return f"min {self._inner(operand)}"

    def _inner(self, tree: Tree) -> str:
        """A part of a larger phrase: in brackets where it is a phrase of several parts itself."""
        said = self.say(tree)
        return f"({said})" if isinstance(tree, (Junction, Chain, Not)) else said

    def _field(self, tree: Field) -> str:
        item = self._fields.get(tree.name)
        name = f"“{item.label}”" if item is not None else f"het veld {tree.name}"
        if tree.code is not None:
            name = f"de keuze “{self._label(tree.name, tree.code)}” bij {name}"
        return f"{name} bij meting {tree.event.upper()}" if tree.event else name

    def _label(self, field: str, code: str) -> str:
        item = self._fields.get(field)
        return item.codes.get(code, code) if item is not None else code

    def _compare(self, tree: Compare) -> str:
        left, right, op = tree.left, tree.right, tree.op
        if isinstance(left, (Text, Number)) and isinstance(right, Field):
            left, right, op = right, left, _MIRRORED[op]
        if isinstance(left, Field) and isinstance(right, (Text, Number)):
            code = right.value if isinstance(right, Text) else f"{right.value:g}"
            if left.code is not None and op in ("=", "<>") and code in ("0", "1"):
                chosen = "gekozen" if (code == "1") == (op == "=") else "niet gekozen"
                return f"{self._field(left)} is {chosen}"
            if code == "" and op in ("=", "<>"):
                return f"{self._field(left)} is {'niet ' if op == '=' else ''}ingevuld"
            if self._label(left.name, code) != code:
                return f"{self._field(left)} {_SIGNS[op]} “{self._label(left.name, code)}”"
        return f"{self._inner(left)} {_SIGNS[op]} {self._inner(right)}"

    def _call(self, tree: Call) -> str:
        said = [self.say(one) for one in tree.arguments]
        if tree.name == "datediff" and isinstance(tree.arguments[2], Text):
            said[2] = UNITS.get(tree.arguments[2].value, said[2])
        if tree.name.startswith("round") and len(said) == 1:
            said.append("0")
        listed = " en ".join(filter(None, [", ".join(said[:-1]), said[-1]]))
        return FUNCTIONS[tree.name].words.format(*said, all=listed)


_MIRRORED = {"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
