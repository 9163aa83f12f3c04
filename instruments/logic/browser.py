"""The tree as JSON for `logic.js`: small lists, first what it is, then its parts."""

from __future__ import annotations

from typing import Any

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

Json = list[Any]


def as_json(tree: Tree) -> Json:
    """Lists of texts, numbers and lists; `logic.js` evaluates them without ever building code."""
    match tree:
        case Number(value=value):
            return ["number", value]
        case Text(value=text):
            return ["text", text]
        case Field(name=name, code=code, event=event):
            return ["field", name, code, event]
        case Call(name=name, arguments=arguments):
            return ["call", name, [as_json(one) for one in arguments]]
        case Chain(first=first, rest=rest):
            return ["chain", as_json(first), [[sign, as_json(one)] for sign, one in rest]]
        case Power(base=base, exponent=exponent):
            return ["power", as_json(base), as_json(exponent)]
        case Compare(op=op, left=left, right=right):
            return ["compare", op, as_json(left), as_json(right)]
        case Junction(op=op, operands=operands):
            return [op, [as_json(one) for one in operands]]
        case Not(operand=operand):
            return ["not", as_json(operand)]
        case Minus(operand=operand):
            return ["minus", as_json(operand)]
