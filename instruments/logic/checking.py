"""The type check of an expression against the fields it may read, when a definition is loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from instruments.logic.functions import FUNCTIONS, UNITS
from instruments.logic.moments import TIME, seconds
from instruments.logic.numbers import number
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
    children,
)
from instruments.reading import suggestion

_KINDS = {
    "integer": "number",
    "number": "number",
    "slider": "number",
    "calculated": "number",
    "date": "date",
    "time": "time",
    "choice": "code",
    "yesno": "code",
    "multichoice": "many",
    "group": "many",
    "text": "text",
    "note": "note",
}
_NAMES = {
    "number": "een getal",
    "date": "een datum",
    "time": "een tijdstip",
    "text": "een tekst",
    "note": "een lange tekst",
    "word": "een tekst",
    "bool": "waar of niet waar",
}
_COUNTS = frozenset({"number", "code", "text", "blank", "bool", "many"})


@dataclass(frozen=True)
class Readable:
    """A field that an expression may read: its item type and its codes (empty: not known)."""

    type: str
    codes: frozenset[str] = frozenset()


def check(tree: Tree, fields: Mapping[str, Readable], wants: str) -> list[LogicError]:
    """Every fault, by position. ``wants`` is ``bool`` (branching) or ``number`` (calculation)."""
    checker = _Checker(fields)
    kind = checker.kind(tree)
    found = checker.found
    if not found and wants == "bool" and kind not in ("bool", "code", "many"):
        found.append(
            LogicError(
                0, "Dit is geen voorwaarde.", "Vergelijk met iets, bijvoorbeeld [veld] = '1'."
            )
        )
    if not found and wants == "number" and kind in ("bool", "word", "date", "time", "note"):
        found.append(
            LogicError(
                0,
                f"Een berekening geeft een getal, dit geeft {_NAMES[kind]}.",
                "Gebruik bijvoorbeeld if([veld] = '1', 1, 0).",
            )
        )
    return sorted(found, key=lambda error: error.at)


class _Checker:
    """Walks a tree once; each node has a kind: number, bool, date, time, code, many, text, note,
    word (a text literal), blank or any."""

    def __init__(self, fields: Mapping[str, Readable]) -> None:
        self._fields = fields
        self.found: list[LogicError] = []

    def _fault(self, at: int, message: str, fix: str) -> None:
        self.found.append(LogicError(at, message, fix))

    def kind(self, tree: Tree) -> str:
        match tree:
            case Number():
                return "number"
            case Text(value=text):
                return _literal(text)
            case Field():
                return self._field(tree)
            case Call():
                return self._call(tree)
            case Compare():
                return self._compare(tree)
            case Chain() | Power() | Minus():
                for operand in children(tree):
                    self._countable(operand)
                return "number"
            case Junction() | Not():
                for operand in children(tree):
                    self._condition(operand)
                return "bool"

    def _field(self, tree: Field) -> str:
        known = self._fields.get(tree.name)
        if known is None:
            self._fault(
                tree.at,
                f"Het veld “{tree.name}” bestaat niet.",
                suggestion(tree.name, self._fields),
            )
            return "any"
        if known.type == "multichoice":
            return self._checkbox(tree, known)
        if tree.code is not None:
            self._fault(
                tree.at,
                f"“{tree.name}” is geen vraag met meer keuzes, dus ({tree.code}) kan niet.",
                f"Schrijf [{tree.name}] = '{tree.code}'.",
            )
        if known.type in ("descriptive", "matrix"):
            self._fault(
                tree.at, f"“{tree.name}” heeft zelf geen antwoord.", "Noem een vraag of een rij."
            )
        return _KINDS.get(known.type, "any")

    def _checkbox(self, tree: Field, known: Readable) -> str:
        if tree.code is None:
            example = sorted(known.codes)[0] if known.codes else "1"
            self._fault(
                tree.at,
                f"“{tree.name}” heeft meer keuzes; zeg welke.",
                f"Schrijf [{tree.name}({example})] = '1'.",
            )
        elif known.codes and tree.code not in known.codes:
            self._fault(
                tree.at,
                f"De code “{tree.code}” bestaat niet bij “{tree.name}”.",
                suggestion(tree.code, sorted(known.codes)),
            )
        return "code"

    def _countable(self, tree: Tree) -> None:
        kind = self.kind(tree)
        codes = self._codes(tree)
        if kind in _COUNTS and not (codes and all(number(code) is None for code in codes)):
            return
        if kind != "any":
            name = "een woord als code" if kind == "code" else _NAMES.get(kind, "geen getal")
            self._fault(
                tree.at, f"Hier hoort een getal, dit is {name}.", "Reken alleen met getallen."
            )

    def _condition(self, tree: Tree) -> None:
        kind = self.kind(tree)
        if kind not in ("bool", "code", "many", "any", "blank"):
            self._fault(
                tree.at,
                f"Hier hoort een voorwaarde, dit is {_NAMES.get(kind, 'iets anders')}.",
                "Vergelijk met iets, bijvoorbeeld [veld] > 0.",
            )

    def _codes(self, tree: Tree) -> frozenset[str]:
        if isinstance(tree, Field) and tree.code is None and tree.name in self._fields:
            return self._fields[tree.name].codes
        return frozenset()

    def _compare(self, tree: Compare) -> str:
        left, right = self.kind(tree.left), self.kind(tree.right)
        for one, kind, other in ((tree.left, left, tree.right), (tree.right, right, tree.left)):
            if isinstance(other, (Text, Number)):
                self._literal_fits(one, kind, other)
        if tree.op not in ("=", "<>") and "note" in (left, right):
            self._fault(tree.at, "Een lange tekst heeft geen volgorde.", "Gebruik = of <>.")
        literal = isinstance(tree.left, (Text, Number)) or isinstance(tree.right, (Text, Number))
        if {left, right} == {"date", "number"} and not literal:
            self._fault(
                tree.at, "Een datum en een getal zijn niet te vergelijken.", "Gebruik datediff."
            )
        return "bool"

    def _literal_fits(self, one: Tree, kind: str, literal: Text | Number) -> None:
        text = literal.value if isinstance(literal, Text) else f"{literal.value:g}"
        if text == "":
            return
        codes = self._codes(one)
        wrong, fix = "", ""
        if kind == "number" and number(text) is None:
            wrong, fix = "dit is een getal", "Vergelijk met een getal, bijvoorbeeld > 3."
        elif kind == "date" and text not in ("today", "now") and seconds(text) is None:
            wrong, fix = "dit is een datum", "Schrijf de datum als '2021-03-12'."
        elif kind == "time" and not TIME.match(text):
            wrong, fix = "dit is een tijdstip", "Schrijf de tijd als '08:30'."
        elif isinstance(one, Field) and one.code is not None and number(text) not in (0.0, 1.0):
            wrong, fix = "een keuze is aan of uit", "Vergelijk met '1' (gekozen) of '0' (niet)."
        elif codes and not _among(text, codes):
            wrong = f"de code “{text}” bestaat niet bij deze vraag"
            fix = suggestion(text, sorted(codes))
        if wrong:
            self._fault(literal.at, f"Deze vergelijking kan niet: {wrong}.", fix)

    def _call(self, tree: Call) -> str:
        function = FUNCTIONS[tree.name]
        if tree.name == "if":
            self._condition(tree.arguments[0])
            kinds = {self.kind(one) for one in tree.arguments[1:]} - {"blank"}
            return kinds.pop() if len(kinds) == 1 else ("number" if not kinds else "any")
        if tree.name == "datediff":
            self._datediff(tree)
        else:
            test = {"number": self._countable, "date": self._dated, "field": self._named}
            for argument in tree.arguments:
                self._argument(argument, test.get(function.takes), function.takes)
        return function.gives

    def _argument(self, tree: Tree, test: Callable[[Tree], None] | None, takes: str) -> None:
        if test is not None:
            test(tree)
        elif (
            takes == "text"
            and self.kind(tree) in ("number", "date", "time", "bool")
            and not isinstance(tree, Text)
        ):
            self._fault(tree.at, "Hier hoort een tekst.", "Noem een tekstveld of schrijf 'tekst'.")

    def _named(self, tree: Tree) -> None:
        """The first argument of the missing-code functions; the second is a list of codes."""
        if not isinstance(tree, (Field, Text)):
            self._fault(tree.at, "Hier hoort een veld.", "Schrijf [veld].")
        elif isinstance(tree, Field) and tree.name not in self._fields:
            self.kind(tree)

    def _dated(self, tree: Tree) -> None:
        kind = self.kind(tree)
        if isinstance(tree, Text) and tree.value not in ("today", "now", ""):
            if seconds(tree.value) is None:
                self._fault(tree.at, "Dit is geen datum.", "Schrijf '2021-03-12' of 'today'.")
        elif kind not in ("date", "text", "word", "blank", "any"):
            self._fault(
                tree.at,
                f"Hier hoort een datum, dit is {_NAMES.get(kind, 'een code')}.",
                "Noem een datumveld, of schrijf 'today'.",
            )

    def _datediff(self, tree: Call) -> None:
        for argument in tree.arguments[:2]:
            self._dated(argument)
        unit = tree.arguments[2]
        if not isinstance(unit, Text) or unit.value not in UNITS:
            self._fault(
                unit.at,
                "De eenheid van datediff bestaat niet.",
                "Kies 'y' (jaren), 'M' (maanden), 'd' (dagen), 'h', 'm' (minuten) of 's'.",
            )


def _literal(text: str) -> str:
    if text == "":
        return "blank"
    return "number" if number(text) is not None else "word"


def _among(text: str, codes: frozenset[str]) -> bool:
    """Whether a literal is one of the codes, as the comparison itself would see it."""
    return text in codes or (
        number(text) is not None and any(number(code) == number(text) for code in codes)
    )


def cycles(edges: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, ...]]:
    """Each knot of fields that depend on themselves, by the first field met on it."""
    state: dict[str, int] = {}
    for start in edges:
        path: list[str] = []
        waiting = [(start, False)]
        while waiting:
            name, leaving = waiting.pop()
            if leaving:
                path.pop()
                state[name] = 2
            elif state.get(name) == 1:
                yield tuple(path[path.index(name) :])
            elif name not in state:
                state[name] = 1
                path.append(name)
                waiting.append((name, True))
                waiting.extend((n, False) for n in sorted(edges.get(name, ())) if n in edges)
