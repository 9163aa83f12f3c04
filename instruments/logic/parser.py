"""From tokens to a tree, by the precedence ``or · and · not · = < > · + - · * / · - · ^``."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from instruments.logic.functions import FUNCTIONS
from instruments.logic.tokens import Token, tokens
from instruments.logic.tree import (
    Call,
    Chain,
    Compare,
    Field,
    Junction,
    LogicError,
    Minus,
    Not,
    Number,
    Power,
    Text,
    Tree,
)
from instruments.reading import suggestion

_FIELD = re.compile(r"^\s*([a-z][a-z0-9_]*)\s*(?:\(\s*([^()]*?)\s*\))?\s*$", re.ASCII)
_EVENT = re.compile(r"^\s*([A-Za-z0-9][A-Za-z0-9_-]*)\s*$", re.ASCII)
_COMPARISONS = frozenset({"=", "<>", "<", "<=", ">", ">="})
DEEPEST = 50


@lru_cache(maxsize=20_000)
def parse(text: str) -> Tree:
    """The tree of an expression; raises `LogicError` with the position of the fault."""
    return _Parser(text).whole()


class _Parser:
    def __init__(self, text: str) -> None:
        self._tokens = list(tokens(text))
        self._next = 0
        self._depth = 0

    def whole(self) -> Tree:
        if self._peek.kind == "end":
            raise LogicError(0, "De uitdrukking is leeg.", "Schrijf bijvoorbeeld [veld] = '1'.")
        tree = self._or()
        if self._peek.kind != "end":
            raise self._unexpected()
        return tree

    @property
    def _peek(self) -> Token:
        return self._tokens[self._next]

    def _take(self) -> Token:
        token = self._tokens[self._next]
        self._next += 1
        return token

    def _is(self, *ops: str) -> bool:
        return self._peek.kind == "op" and self._peek.text in ops

    def _or(self) -> Tree:
        self._depth += 1
        if self._depth > DEEPEST:
            raise LogicError(
                self._peek.at,
                f"De uitdrukking is dieper dan {DEEPEST} haakjes.",
                "Splits haar met een berekend veld.",
            )
        at, operands = self._peek.at, [self._and()]
        while self._is("or"):
            self._take()
            operands.append(self._and())
        self._depth -= 1
        return operands[0] if len(operands) == 1 else Junction("or", tuple(operands), at)

    def _and(self) -> Tree:
        at, operands = self._peek.at, [self._not()]
        while self._is("and"):
            self._take()
            operands.append(self._not())
        return operands[0] if len(operands) == 1 else Junction("and", tuple(operands), at)

    def _not(self) -> Tree:
        if not self._is("not"):
            return self._compare()
        at = self._take().at
        self._depth += 1
        if self._depth > DEEPEST:
            raise LogicError(at, "Te vaak “not” achter elkaar.", "Schrijf not één keer.")
        operand = self._not()
        self._depth -= 1
        return Not(operand, at)

    def _compare(self) -> Tree:
        left = self._chain("+", "-")
        if not self._is(*_COMPARISONS):
            return left
        operator = self._take()
        right = self._chain("+", "-")
        if self._is(*_COMPARISONS):
            raise LogicError(
                self._peek.at,
                "Twee vergelijkingen achter elkaar kan niet.",
                "Schrijf [a] > 1 and [a] < 5.",
            )
        return Compare(operator.text, left, right, operator.at)

    def _chain(self, *ops: str) -> Tree:
        at = self._peek.at
        operand = self._product if "+" in ops else self._unary
        first, rest = operand(), []
        while self._is(*ops):
            sign = self._take().text
            rest.append((sign, operand()))
        return Chain(first, tuple(rest), at) if rest else first

    def _product(self) -> Tree:
        return self._chain("*", "/")

    def _unary(self) -> Tree:
        sign = 0
        at = self._peek.at
        while self._is("-", "+"):
            sign += self._take().text == "-"
        tree = self._power()
        return Minus(tree, at) if sign % 2 else tree

    def _power(self) -> Tree:
        operands = [self._atom()]
        places = []
        while self._is("^"):
            places.append(self._take().at)
            minus = self._is("-") and self._take()
            operand = self._atom()
            operands.append(Minus(operand, minus.at) if minus else operand)
        tree = operands.pop()
        while operands:
            tree = Power(operands.pop(), tree, places.pop())
        return tree

    def _atom(self) -> Tree:
        token = self._take()
        if token.kind == "number":
            value = float(token.text)
            if not math.isfinite(value):
                raise LogicError(token.at, "Dit getal is te groot.", "Gebruik een kleiner getal.")
            return Number(value, token.at)
        if token.kind == "text":
            return Text(token.text[1:-1], token.at)
        if token.kind == "field":
            return self._field(token)
        if token.kind == "name":
            return self._call(token)
        if token.kind == "op" and token.text == "(":
            tree = self._or()
            self._close(token)
            return tree
        self._next -= 1
        raise self._unexpected()

    def _close(self, opened: Token) -> None:
        if not self._is(")"):
            if self._peek.kind == "end":
                raise LogicError(opened.at, "Een haakje is niet gesloten.", "Voeg ) toe.")
            raise self._unexpected()
        self._take()

    def _call(self, token: Token) -> Tree:
        name = token.text.lower()
        if not self._is("("):
            raise LogicError(
                token.at,
                f"“{token.text}” staat los.",
                f"Bedoelde u een veld, schrijf [{name}]; een tekst, schrijf '{token.text}'.",
            )
        if name not in FUNCTIONS:
            raise LogicError(
                token.at,
                f"De functie “{token.text}” bestaat niet.",
                suggestion(name, FUNCTIONS),
            )
        opened, arguments = self._take(), []
        while not self._is(")"):
            arguments.append(self._or_flag())
            if not self._is(","):
                break
            self._take()
        self._close(opened)
        self._count(token, name, len(arguments))
        return Call(name, tuple(arguments), token.at)

    def _or_flag(self) -> Tree:
        """An argument; a bare true or false (of datediff) reads as text."""
        token = self._peek
        if token.kind == "name" and token.text.lower() in ("true", "false"):
            self._take()
            return Text(token.text.lower(), token.at)
        return self._or()

    def _count(self, token: Token, name: str, count: int) -> None:
        function = FUNCTIONS[name]
        if count < function.least or (function.most is not None and count > function.most):
            wanted = str(function.least)
            if function.most is None:
                wanted += " of meer"
            elif function.most > function.least:
                wanted += f" tot {function.most}"
            raise LogicError(
                token.at,
                f"De functie {name} heeft {wanted} onderdelen, hier staan er {count}.",
                "Scheid de onderdelen met komma's.",
            )

    def _field(self, token: Token) -> Tree:
        inside = token.text[1:-1]
        event = None
        if self._peek.kind == "field":
            found = _EVENT.match(inside)
            second = self._take()
            if found is None or not _FIELD.match(second.text[1:-1]):
                raise LogicError(
                    second.at,
                    "Herhaalde instanties ([veld][1], [first-instance]) worden niet gelezen.",
                    "Schrijf [meting][veld], bijvoorbeeld [t6][school].",
                )
            event, inside = found[1].lower(), second.text[1:-1]
        found = _FIELD.match(inside)
        if found is None:
            raise LogicError(
                token.at,
                f"“{token.text[:60]}” is geen veld.",
                "Schrijf [veld] of [veld(code)] met kleine letters, cijfers en _.",
            )
        if found[2] == "":
            raise LogicError(token.at, "Tussen de haakjes staat geen code.", "Schrijf [veld(1)].")
        return Field(found[1], found[2], event, token.at)

    def _unexpected(self) -> LogicError:
        token = self._peek
        if token.kind == "end":
            return LogicError(token.at, "De uitdrukking breekt af.", "Maak haar af.")
        return LogicError(
            token.at,
            f"“{token.text[:40]}” staat op een plek waar het niet kan.",
            "Controleer wat ervoor staat: een teken, een komma of een haakje ontbreekt.",
        )
