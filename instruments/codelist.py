"""Code lists: codes with a label, a version and a source, used by many items."""

from __future__ import annotations

from dataclasses import dataclass

from instruments.frozen import EMPTY, FrozenMap
from instruments.problems import DefinitionError, DefinitionErrors
from instruments.yamltext import Node, YamlError, load

_KEYS = ("id", "version", "title", "source", "codes", "note")


@dataclass(frozen=True)
class Code:
    """One code with its label; ``extra`` holds any further column of the list as text."""

    code: str
    label: str
    extra: FrozenMap[str] = EMPTY


@dataclass(frozen=True)
class CodeList:
    """One version of a code list, in the order of the file."""

    id: str
    version: str
    title: str
    source: str
    codes: tuple[Code, ...]

    def __post_init__(self) -> None:
        known = [code.code for code in self.codes]
        if len(set(known)) != len(known):
            raise ValueError(f"Codelijst {self.id}: een code staat er twee keer.")

    @property
    def choices(self) -> FrozenMap[str]:
        """Code → label."""
        return FrozenMap((code.code, code.label) for code in self.codes)


def load_codelist(text: str, *, source: str = "codelijst") -> CodeList:
    """The list of a file whose ``codes`` are pairs, or a list of blocks with code and label.

    Raises `DefinitionErrors` with file and line.
    """
    try:
        root = load(text, source=source)
        return _built(root, source)
    except YamlError as error:
        raise DefinitionErrors(
            [DefinitionError(error.source, error.line, error.message, error.fix)]
        ) from error


def _built(root: Node, source: str) -> CodeList:
    entries = root.entries or FrozenMap[Node]()
    for name in entries:
        if name not in _KEYS:
            raise YamlError(
                source,
                root.key_lines[name],
                f"De sleutel “{name}” bestaat niet in een codelijst.",
                f"Mogelijk is: {', '.join(_KEYS)}.",
            )
    for name in ("id", "version", "title", "source", "codes"):
        if name not in entries:
            raise YamlError(
                source, root.line, f"De sleutel “{name}” ontbreekt.", f"Voeg “{name}:” toe."
            )
    codes = _codes(entries["codes"], source)
    double = {code.code for code in codes if [c.code for c in codes].count(code.code) > 1}
    if double or not codes:
        raise YamlError(
            source,
            entries["codes"].line,
            "Een code staat er twee keer." if double else "De lijst heeft geen codes.",
            "Geef elke code één keer, met een tekst.",
        )
    texts = {name: entries[name].text or "" for name in ("id", "version", "title", "source")}
    return CodeList(**texts, codes=codes)


def _codes(node: Node, source: str) -> tuple[Code, ...]:
    if node.entries is not None:
        return tuple(Code(code, label.text or "") for code, label in node.entries.items())
    found = []
    for one in node.items or ():
        held = {name: value.text or "" for name, value in (one.entries or {}).items()}
        if "code" not in held or "label" not in held:
            raise YamlError(
                source, one.line, "Een regel mist code of label.", "Schrijf code: … en label: …."
            )
        extra = {name: value for name, value in held.items() if name not in ("code", "label")}
        found.append(Code(held["code"], held["label"], FrozenMap(extra)))
    return tuple(found)
