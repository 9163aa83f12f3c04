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
# How strongly a sign binds; "not" stands between "and" and the comparisons.
_NEGATED, _COMPARED = 3, 4
_STRENGTH = {"or": 1, "and": 2, "+": 5, "-": 5, "*": 6, "/": 6} | dict.fromkeys(
    ("=", "<>", "<", "<=", ">", ">="), _COMPARED
)
DEEPEST = 100


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
        tree = self._expression()
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

    def _expression(self, least: int = 1) -> Tree:
        """Operands joined by signs that bind at least as strongly as ``least``."""
        left = self._prefix(least)
        while True:
            token = self._peek
            strength = _STRENGTH.get(token.text, 0) if token.kind == "op" else 0
            if strength < least or strength == 0:
                return left
            left = self._joined(left, strength)

    def _joined(self, left: Tree, strength: int) -> Tree:
        """``left`` with everything that follows at the same strength."""
        first = self._peek
        if strength == _COMPARED:
            self._take()
            right = self._expression(strength + 1)
            if _STRENGTH.get(self._peek.text) == _COMPARED and self._peek.kind == "op":
                raise LogicError(
                    self._peek.at,
                    "Twee vergelijkingen achter elkaar kan niet.",
                    "Schrijf [a] > 1 and [a] < 5.",
                )
            return Compare(first.text, left, right, first.at)
        rest: list[tuple[str, Tree]] = []
        while self._peek.kind == "op" and _STRENGTH.get(self._peek.text) == strength:
            sign = self._take().text
            rest.append((sign, self._expression(strength + 1)))
        if strength > _COMPARED:
            return Chain(left, tuple(rest), left.at)
        return Junction(first.text, (left, *(operand for _, operand in rest)), left.at)

    def _prefix(self, least: int) -> Tree:
        at, negations = self._peek.at, 0
        while least <= _NEGATED and self._is("not"):
            self._take()
            negations += 1
        if negations:
            operand: Tree = self._expression(_NEGATED + 1)
            inner = Not(operand, at)
            return Not(inner, at) if negations % 2 == 0 else inner
        minus = False
        while self._is("-", "+"):
            minus ^= self._take().text == "-"
        tree = self._power()
        return Minus(tree, at) if minus else tree

    def _power(self) -> Tree:
        operands = [self._atom()]
        places = []
        while self._is("^"):
            places.append(self._take().at)
            minus = self._is("-") and self._take()
            operand = self._atom()
            operands.append(Minus(operand, minus.at) if minus else operand)
        if len(operands) > DEEPEST:
            raise LogicError(places[0], "Te veel machten achter elkaar.", "Gebruik haakjes.")
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
            tree = self._inside()
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
            arguments.append(self._argument())
            if not self._is(","):
                break
            self._take()
        self._close(opened)
        self._count(token, name, len(arguments))
        return Call(name, tuple(arguments), token.at)

    def _argument(self) -> Tree:
        """An argument; a bare true or false (of datediff) reads as text."""
        token = self._peek
        if token.kind == "name" and token.text.lower() in ("true", "false"):
            self._take()
            return Text(token.text.lower(), token.at)
        return self._inside()

    def _inside(self) -> Tree:
        """An expression within brackets, not deeper than the machine can follow."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise LogicError(
                self._peek.at,
                f"De uitdrukking is dieper dan {DEEPEST} haakjes.",
                "Splits haar met een berekend veld.",
            )
        tree = self._expression()
        self._depth -= 1
        return tree

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
