"""Reads the declared checks from their files; a fault in one names file and line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from instruments.checks.declaration import Check, Layer, Severity
from instruments.frozen import FrozenMap
from instruments.problems import DefinitionError, DefinitionErrors
from instruments.yamltext import Node, YamlError, load

FILES = ("sheet", "case", "register")
_TEXTS = ("id", "number", "severity", "indicator", "title", "rule", "message", "remedy", "answers")
_MORE = ("version", "needs", "limits")


@cache
def declared() -> tuple[Check, ...]:
    """Every check of RULES §5, in the order of the files."""
    folder = files("instruments.checks") / "declared"
    found: list[Check] = []
    for layer in FILES:
        text = (folder / f"{layer}.yaml").read_text(encoding="utf-8")
        found += read(text, Layer(layer), source=f"{layer}.yaml")
    if len({check.id for check in found}) != len(found):
        raise ValueError("two checks have one id")
    return tuple(found)


def read(text: str, layer: Layer, *, source: str) -> list[Check]:
    """The checks of one file. Raises `DefinitionErrors` with file, line and what would be right."""
    try:
        return [_check(node, layer, source) for node in load(text, source=source).items or ()]
    except YamlError as error:
        raise DefinitionErrors(
            [DefinitionError(error.source, error.line, error.message, error.fix)]
        ) from error


def _check(node: Node, layer: Layer, source: str) -> Check:
    entries: Mapping[str, Node] = node.entries or FrozenMap()
    for name in _TEXTS:
        if name not in entries or not entries[name].text:
            raise YamlError(source, node.line, f"“{name}” ontbreekt.", f"Voeg “{name}:” toe.")
    for name in entries:
        if name not in (*_TEXTS, *_MORE):
            raise YamlError(
                source,
                entries[name].line,
                f"De sleutel “{name}” bestaat niet.",
                f"Mogelijk is: {', '.join((*_TEXTS, *_MORE))}.",
            )
    texts = {name: entries[name].text or "" for name in _TEXTS}
    try:
        return Check(
            id=texts["id"],
            number=texts["number"],
            indicator=texts["indicator"],
            title=texts["title"],
            rule=texts["rule"],
            message=texts["message"],
            remedy=texts["remedy"],
            answers=texts["answers"],
            version=(entries["version"].text or "1") if "version" in entries else "1",
            layer=layer,
            severity=Severity(texts["severity"]),
            needs=_list(entries.get("needs")),
            limits=_list(entries.get("limits")),
        )
    except ValueError as error:
        raise YamlError(source, node.line, f"{error}.", "Verbeter deze controle.") from error


def _list(node: Node | None) -> tuple[str, ...]:
    return tuple(item.text or "" for item in (node.items or ())) if node is not None else ()
