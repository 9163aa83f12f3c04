"""From YAML nodes to typed plain values, by the keys of `instruments.schema`.

Reading never stops at the first fault: each gives a problem with its line, and a harmless value
takes its place so that the rest can still be checked.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from instruments.frozen import FrozenMap
from instruments.problems import DefinitionError, Where
from instruments.schema import FLAGS, ID_PATTERN, SHAPES, Key
from instruments.yamltext import Node

_ID = re.compile(ID_PATTERN)
_NUMBER = re.compile(r"^-?[0-9]+(\.[0-9]+)?$")
Raw = dict[str, Any]


def suggestion(word: str, known: Iterable[str]) -> str:
    """What the writer may have meant, or the list of what is possible."""
    options = list(known)
    close = difflib.get_close_matches(word, options, n=1)
    if close:
        return f"Bedoelde u “{close[0]}”?"
    shown = ", ".join(options[:20])
    return f"Mogelijk is: {shown}." if options else "Laat het weg."


@dataclass
class Reader:
    """Collects faults and lines while one file is read."""

    source: str
    errors: list[DefinitionError] = field(default_factory=list)
    lines: dict[Where, int] = field(default_factory=dict)
    broken: set[Where] = field(default_factory=set)

    def fault(self, where: Where, line: int, message: str, fix: str) -> None:
        self.broken.add(where)
        self.errors.append(DefinitionError(self.source, line, message, fix))

    def line_of(self, where: Where) -> int:
        """The line of a path, or of the nearest thing around it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def read(self, node: Node, shape: str, where: Where = ()) -> Raw:
        """The keys of one shape as typed values; unknown and missing keys are faults."""
        self.lines.setdefault(where, node.line)
        if node.entries is None:
            self.fault(
                where,
                node.line,
                "Hier hoort een blok met sleutels te staan.",
                f"Schrijf bijvoorbeeld “{SHAPES[shape][0].name}: …” met inspringing.",
            )
            return {}
        keys = {key.name: key for key in SHAPES[shape]}
        for name in node.entries:
            if name not in keys:
                self.fault(
                    (*where, name),
                    node.key_lines[name],
                    f"De sleutel “{name}” bestaat hier niet.",
                    suggestion(name, keys),
                )
        values: Raw = {}
        for name, key in keys.items():
            if name in node.entries:
                at = (*where, name)
                self.lines[at] = node.key_lines[name]
                values[name] = self._value(node.entries[name], key, at)
            elif key.required:
                self.fault(
                    (*where, name),
                    node.line,
                    f"De sleutel “{name}” ontbreekt.",
                    f"Voeg “{name}:” toe: {key.help}.",
                )
        return {name: value for name, value in values.items() if value is not None}

    def _value(self, node: Node, key: Key, where: Where) -> Any:
        if key.kind in _SCALARS:
            return self._scalar(node, key, where)
        if key.kind in ("texts", "ids", "some"):
            return self._texts(node, key, where)
        if key.kind == "map":
            return self._map(node, where)
        if key.kind == "maps":
            return tuple(
                self._map(one, (*where, index))
                for index, one in enumerate(self._list(node, key, where))
            )
        if key.kind == "shape":
            return self.read(node, key.shape, where)
        return [
            self.read(one, key.shape, (*where, index))
            for index, one in enumerate(self._list(node, key, where))
        ]

    def _list(self, node: Node, key: Key, where: Where) -> tuple[Node, ...]:
        if node.items is None:
            self.fault(
                where,
                self.line_of(where),
                f"Bij “{key.name}” hoort een lijst.",
                "Zet elk onderdeel op een eigen regel met een streepje ervoor.",
            )
            return ()
        return node.items

    def _scalar(self, node: Node, key: Key, where: Where) -> Any:
        if node.text is None:
            self.fault(
                where,
                self.line_of(where),
                f"Bij “{key.name}” hoort één tekst, geen lijst of blok.",
                f"Schrijf {key.help} achter de dubbele punt.",
            )
            return None
        text = node.text
        wrong = _SCALARS[key.kind](text, key)
        if wrong:
            self.fault(where, self.line_of(where), *wrong)
            return None
        if key.kind == "flag":
            return FLAGS[text.lower()]
        return int(text) if key.kind == "whole" else text

    def _texts(self, node: Node, key: Key, where: Where) -> tuple[str, ...]:
        inner = Key(key.name, _INNER[key.kind], key.help, values=key.values)
        found: list[str] = []
        for index, one in enumerate(self._list(node, key, where)):
            at = (*where, index)
            self.lines[at] = one.line
            value = self._scalar(one, inner, at)
            if value in found:
                self.fault(
                    at,
                    one.line,
                    f"“{value}” staat twee keer bij “{key.name}”.",
                    "Laat er één staan.",
                )
            elif value is not None:
                found.append(value)
        return tuple(found)

    def _map(self, node: Node, where: Where) -> FrozenMap[str]:
        if node.entries is None:
            self.fault(
                where,
                self.line_of(where),
                "Hier horen paren te staan.",
                'Schrijf elk paar op een eigen regel, bijvoorbeeld "1": thuis.',
            )
            return FrozenMap()
        pairs: dict[str, str] = {}
        for name, one in node.entries.items():
            at = (*where, name)
            self.lines[at] = one.line
            if one.text is None:
                self.fault(at, one.line, f"Bij “{name}” hoort één tekst.", "Schrijf één tekst.")
            else:
                pairs[name] = one.text
        return FrozenMap(pairs)


Wrong = tuple[str, str] | None


def _text(text: str, key: Key) -> Wrong:
    if text.strip() or not key.required:
        return None
    return (f"“{key.name}” is leeg.", f"Vul in: {key.help}.")


def _id(text: str, key: Key) -> Wrong:
    if _ID.match(text):
        return None
    return (
        f"“{text[:40]}” kan geen naam zijn bij “{key.name}”.",
        "Gebruik kleine letters a–z, cijfers en _, begin met een letter (hoogstens 100 tekens).",
    )


def _one(text: str, key: Key) -> Wrong:
    if text in key.values:
        return None
    return (f"“{text[:40]}” bestaat niet bij “{key.name}”.", suggestion(text, key.values))


def _flag(text: str, key: Key) -> Wrong:
    return None if text.lower() in FLAGS else (f"“{key.name}” is ja of nee.", "Schrijf ja of nee.")


def _whole(text: str, key: Key) -> Wrong:
    if text.isascii() and text.isdigit() and len(text) <= 9:
        return None
    return (f"Bij “{key.name}” hoort een geheel getal.", "Schrijf alleen cijfers, bijvoorbeeld 10.")


def _number(text: str, key: Key) -> Wrong:
    if _NUMBER.match(text):
        return None
    return (
        f"Bij “{key.name}” hoort een getal.",
        "Schrijf een getal met een punt, bijvoorbeeld 2.5.",
    )


_SCALARS: dict[str, Callable[[str, Key], Wrong]] = {
    "text": _text,
    "id": _id,
    "one": _one,
    "flag": _flag,
    "whole": _whole,
    "number": _number,
}
_INNER = {"texts": "text", "ids": "id", "some": "one"}
