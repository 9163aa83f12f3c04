"""YAML in which every scalar stays the text that was typed, with the line it stands on.

Plain YAML turns ``01`` into 1, ``12:30`` into 750 and ``no`` into False; a definition written by
a researcher must not change under her hands. The schema gives each text its type.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml

from instruments.frozen import FrozenMap

Plain: TypeAlias = "str | Sequence[Plain] | Mapping[str, Plain]"

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlError(ValueError):
    """The text is not YAML as we accept it; carries where and what to do."""

    def __init__(self, source: str, line: int, message: str, fix: str) -> None:
        super().__init__(f"{source}, regel {line}: {message} {fix}")
        self.source, self.line, self.message, self.fix = source, line, message, fix


# What plain YAML text resolves to; any other tag was written by hand.
_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value", "map", "seq")
)
_NO_LINES: FrozenMap[int] = FrozenMap()


@dataclass(frozen=True)
class Node:
    """One scalar (``text``), list (``items``) or mapping (``entries``) and its line (from 1)."""

    line: int
    text: str | None = None
    items: tuple[Node, ...] | None = None
    entries: FrozenMap[Node] | None = None
    key_lines: FrozenMap[int] = _NO_LINES

    def plain(self) -> Plain:
        """The same content as text, lists and dicts."""
        if self.entries is not None:
            return {key: node.plain() for key, node in self.entries.items()}
        if self.items is not None:
            return [node.plain() for node in self.items]
        return self.text or ""


def load(text: str, *, source: str = "definitie") -> Node:
    """Node tree of one YAML document. Raises `YamlError` with line and fix."""
    try:
        return _read(text, source)
    except RecursionError as error:
        raise YamlError(
            source, 1, "Dit bestand is te diep ingesprongen.", "Gebruik minder niveaus."
        ) from error


def _read(text: str, source: str) -> Node:
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlError(
            source,
            mark.line + 1 if mark else 1,
            "Dit is geen geldige YAML.",
            "Controleer de inspringing, de dubbele punt met spatie erna en de aanhalingstekens.",
        ) from error
    except yaml.YAMLError as error:
        raise YamlError(
            source,
            1,
            "Dit bestand bevat een teken dat in YAML niet mag.",
            "Bewaar het bestand als gewone tekst in UTF-8.",
        ) from error
    if root is None:
        raise YamlError(source, 1, "Het bestand is leeg.", "Begin met id, version en title.")
    return _node(root, source, set())


def load_file(path: Path) -> Node:
    """Node tree of a UTF-8 file (a byte order mark is accepted)."""
    return load(path.read_text(encoding="utf-8-sig"), source=path.name)


def _node(raw: yaml.Node, source: str, seen: set[int]) -> Node:
    line = raw.start_mark.line + 1
    # An alias gives the same object twice: refused, since aliases can grow without bound.
    if id(raw) in seen:
        raise YamlError(
            source, line, "Verwijzingen (& en *) worden niet gelezen.", "Schrijf de tekst uit."
        )
    seen.add(id(raw))
    if raw.tag not in _TAGS:
        raise YamlError(source, line, "Een eigen YAML-type (!) mag niet.", "Laat het type weg.")
    if isinstance(raw, yaml.ScalarNode):
        return Node(line, text=raw.value)
    if isinstance(raw, yaml.SequenceNode):
        return Node(line, items=tuple(_node(child, source, seen) for child in raw.value))
    entries: dict[str, Node] = {}
    lines: dict[str, int] = {}
    for key, value in raw.value:
        at = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode) or key.tag not in _TAGS:
            raise YamlError(source, at, "Een sleutel moet gewone tekst zijn.", "Gebruik één woord.")
        if key.value in entries:
            raise YamlError(
                source, at, f"De sleutel “{key.value}” staat er twee keer.", "Laat er één staan."
            )
        entries[key.value], lines[key.value] = _node(value, source, seen), at
    return Node(line, entries=FrozenMap(entries), key_lines=FrozenMap(lines))


class _Writer(yaml.SafeDumper):
    """Writes blocks indented under their key, long text unbroken."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def dump(content: Plain) -> str:
    """YAML text; texts that another reader might take for a number or yes/no are quoted."""
    return yaml.dump(
        content, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=100, indent=2
    )
