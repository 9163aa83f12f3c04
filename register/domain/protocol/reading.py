"""From YAML text to a protocol, or to every fault at once: file, line, what is wrong, the fix."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from instruments.yamltext import Node, YamlError, load
from register.domain.errors import Blocker, RegisterError
from register.domain.protocol.checks import Fault, Location, faults
from register.domain.protocol.model import Protocol


@dataclass(frozen=True)
class ProtocolError:
    """One fault in a protocol file."""

    source: str
    line: int
    where: str
    text: str
    fix: str

    def __str__(self) -> str:
        where = f"{self.where}: " if self.where else ""
        return f"{self.source}, regel {self.line}: {where}{self.text} {self.fix}"


class ProtocolErrors(RegisterError):
    """All faults of one file, in the order of its lines."""

    def __init__(self, errors: tuple[ProtocolError, ...]) -> None:
        self.errors = errors
        super().__init__("\n".join(map(str, errors)))

    @property
    def blockers(self) -> tuple[Blocker, ...]:
        """The same faults as reasons on a screen."""
        return tuple(
            Blocker("protocol_fault", f"Regel {e.line}: {e.text}", e.fix) for e in self.errors
        )


def read(text: str, *, source: str) -> Protocol:
    """Parse, type and cross-check; raises `ProtocolErrors`."""
    try:
        root = load(text, source=source)
    except YamlError as error:
        fault = ProtocolError(error.source, error.line, "", error.message, error.fix)
        raise ProtocolErrors((fault,)) from error
    try:
        protocol = Protocol.model_validate(root.plain())
    except ValidationError as error:
        found = [_shape_fault(dict(item)) for item in error.errors()]
        raise ProtocolErrors(_placed(found, root, source)) from error
    crossed = faults(protocol)
    if crossed:
        raise ProtocolErrors(_placed(crossed, root, source))
    return protocol


def _placed(found: list[Fault], root: Node, source: str) -> tuple[ProtocolError, ...]:
    placed = (ProtocolError(source, line_of(root, f.at), _path(f.at), f.text, f.fix) for f in found)
    return tuple(sorted(placed, key=lambda error: (error.line, error.where)))


def line_of(root: Node, at: Location) -> int:
    """The line of a location, or of the deepest part of it that stands in the file."""
    node, line = root, root.line
    for step in at:
        if isinstance(step, str) and node.entries is not None and step in node.entries:
            line, node = node.key_lines[step], node.entries[step]
        elif isinstance(step, int) and node.items is not None and step < len(node.items):
            node = node.items[step]
            line = node.line
        else:
            break
    return line


def _path(at: Location) -> str:
    steps = (f" (nr. {step + 1})" if isinstance(step, int) else f".{step}" for step in at)
    return "".join(steps).lstrip(".")


def _shape_fault(item: dict[str, Any]) -> Fault:
    kind, at, context = item["type"], tuple(item["loc"]), item.get("ctx", {})
    name = str(at[-1]) if at else "bestand"
    if kind == "missing":
        return Fault(at, f"“{name}” ontbreekt.", f"Voeg “{name}:” toe.")
    if kind == "extra_forbidden":
        return Fault(at, f"“{name}” kent dit protocol niet.", _nearest(at))
    if kind == "value_error":
        return Fault(at, "Deze waarde klopt niet.", f"{_sentence(str(context['error']))}.")
    if kind == "literal_error":
        return Fault(at, "Deze keuze bestaat niet.", f"Kies uit {_or(context['expected'])}.")
    if kind == "string_pattern_mismatch":
        return Fault(at, "Deze code heeft niet de juiste vorm.", _pattern_fix(context["pattern"]))
    text, fix = _KINDS.get(kind, ("Deze waarde heeft niet de juiste vorm.", "Zie de handleiding."))
    return Fault(at, text, fix.format(**context))


_KINDS = {
    "int_parsing": ("Hier hoort een heel getal.", "Schrijf alleen cijfers."),
    "int_parsing_size": ("Dit getal is te groot.", "Controleer het aantal cijfers."),
    "int_type": ("Hier hoort een heel getal.", "Schrijf één getal achter de dubbele punt."),
    "int_from_float": ("Hier hoort een heel getal.", "Schrijf het zonder decimalen."),
    "decimal_type": ("Hier hoort een getal.", "Schrijf één getal achter de dubbele punt."),
    "decimal_parsing": ("Hier hoort een getal.", "Schrijf cijfers, met een punt voor decimalen."),
    "decimal_max_places": ("Te veel decimalen.", "Gebruik er hoogstens {decimal_places}."),
    "greater_than_equal": ("Dit getal is te klein.", "Het kleinste dat mag is {ge}."),
    "less_than_equal": ("Dit getal is te groot.", "Het grootste dat mag is {le}."),
    "string_too_short": ("Deze tekst is leeg.", "Vul hem in of laat de regel weg."),
    "string_too_long": ("Deze tekst is te lang.", "Gebruik hoogstens {max_length} tekens."),
    "string_type": ("Hier hoort tekst.", "Schrijf één waarde achter de dubbele punt."),
    "tuple_type": ("Hier hoort een lijst.", "Zet elk onderdeel op een regel die begint met “- ”."),
    "too_short": ("Deze lijst is leeg.", "Geef er minstens één."),
    "model_type": ("Hier horen velden.", "Schrijf ze als “naam: waarde”, elk op een regel."),
    "model_attributes_type": (
        "Hier horen velden.",
        "Schrijf ze als “naam: waarde”, elk op een regel.",
    ),
    "dict_type": ("Hier horen paren.", "Schrijf ze als “kind: ouder”, elk op een regel."),
}


def _pattern_fix(pattern: str) -> str:
    fixes = {
        "^T": "Schrijf een meting als T0, T6, T12.",
        "^P": "Schrijf een doel als P1, P2.",
        "^[A-Z]": "Schrijf een verblijfstoestand als drie hoofdletters.",
        "^(jeug": "Kies uit jeugdige, ouder, belangrijke_ander, professional, dossier.",
    }
    found = next((fix for start, fix in fixes.items() if pattern.startswith(start)), None)
    return found or "Gebruik kleine letters, cijfers en _ (bijvoorbeeld holland_rijnland)."


def _nearest(at: Location) -> str:
    known = _fields(at)
    near = get_close_matches(str(at[-1]), known, n=1)
    if near:
        return f"Bedoelt u “{near[0]}”?"
    return f"Haal het weg; hier mag: {', '.join(known)}." if known else "Haal het weg."


def _fields(at: Location) -> list[str]:
    part: Any = Protocol
    for step in at[:-1]:
        if isinstance(step, str):
            part = _model_in(part.model_fields[step].annotation)
    return sorted(part.model_fields) if part else []


def _model_in(annotation: Any) -> Any:
    if hasattr(annotation, "model_fields"):
        return annotation
    inner = getattr(annotation, "__args__", ())
    return next((found for arg in inner if (found := _model_in(arg))), None)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".")


def _or(expected: str) -> str:
    return expected.replace("'", "").replace(" or ", " of ")
