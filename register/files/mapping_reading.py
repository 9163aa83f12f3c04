"""From YAML text to a mapping, or to every fault at once: file, line, what is wrong, the fix."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ValidationError

from instruments.yamltext import Node, YamlError, load
from register.domain.errors import RegisterError
from register.domain.imports import ImportKind
from register.files.mapping import Column, Mapping
from register.files.refused import FileRefused
from register.files.vocabulary import Vocabulary

Place = tuple[str | int, ...]


@dataclass(frozen=True, order=True)
class MappingFault:
    """One fault in a mapping file."""

    source: str
    line: int
    text: str
    fix: str

    def __str__(self) -> str:
        return f"{self.source}, regel {self.line}: {self.text} {self.fix}"


class MappingFaults(RegisterError):
    """All faults of one mapping file, in the order of its lines."""

    def __init__(self, faults: tuple[MappingFault, ...]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True)
class LoadedMapping:
    """A mapping, the SHA-256 (hex) of its text, and the vocabulary it was judged by."""

    mapping: Mapping
    sha256: str
    vocabulary: Vocabulary

    @property
    def states(self) -> dict[str, str]:
        """Code → label of the states that its trajectories may hold."""
        own = self.mapping.states.labels if self.mapping.states else {}
        return dict(own or self.vocabulary.codes("state"))


def read_mapping(text: str, *, source: str, vocabulary: Vocabulary) -> LoadedMapping:
    """Parse, type and cross-check a mapping file. Raises `MappingFaults` with every fault."""
    try:
        root = load(text, source=source)
    except YamlError as error:
        raise MappingFaults(
            (MappingFault(source, error.line, error.message, error.fix),)
        ) from error
    try:
        mapping = Mapping.model_validate(root.plain())
    except ValidationError as error:
        shape = [_shape_fault(root, source, dict(item)) for item in error.errors()]
        raise MappingFaults(tuple(shape)) from error
    crossed = tuple(
        MappingFault(source, _line(root, at), said, fix)
        for at, said, fix in _cross_faults(mapping, vocabulary)
    )
    if crossed:
        raise MappingFaults(crossed)
    return LoadedMapping(mapping, hashlib.sha256(text.encode()).hexdigest(), vocabulary)


def shipped_mapping(name: str, vocabulary: Vocabulary) -> LoadedMapping:
    """One of the example mappings that ship: ret_monitor, ret_regionaal, mvad, trajecten."""
    place = files("register.files") / "mappings" / f"{name}.yaml"
    if not name.replace("_", "").isalnum() or not place.is_file():
        raise FileRefused(
            "Deze koppeling bestaat niet.",
            f"Kies uit {', '.join(shipped_names())}, of een bestand.",
        )
    text = place.read_text(encoding="utf-8")
    return read_mapping(text, source=f"{name}.yaml", vocabulary=vocabulary)


def shipped_names() -> tuple[str, ...]:
    """Names of the shipped mappings, sorted."""
    found = (files("register.files") / "mappings").iterdir()
    return tuple(sorted(p.name.removesuffix(".yaml") for p in found if p.name.endswith(".yaml")))


_CODED = ("ret", "region_group", "age_band", "gender", "setting", "referrer", "flow_step", "themes")


def _cross_faults(mapping: Mapping, words: Vocabulary) -> Iterator[tuple[Place, str, str]]:
    yield from _kind_faults(mapping)
    for target in _CODED if mapping.ret is not None else ():
        column = getattr(mapping.ret, target)
        if column is not None:
            named = {"codes": column.codes, "flags": getattr(column, "flags", {})}
            yield from _code_faults(("ret", target), named, words.codes(target))
    if mapping.states is not None:
        known = mapping.states.labels or words.codes("state")
        yield from _code_faults(("states",), {"codes": mapping.states.codes}, known)
    for at, event in enumerate(mapping.consent.events if mapping.consent else ()):
        if event.date.value is not None:
            place = ("consent", "events", at, "date")
            yield place, "Een vaste toestemmingsdatum kan niet.", "Geef een kolom."


def _code_faults(
    at: Place, named: dict[str, Iterable[str]], known: Iterable[str]
) -> Iterator[tuple[Place, str, str]]:
    codes = list(known)
    for part, used in named.items():
        for code in used:
            if code not in codes:
                near = get_close_matches(code, codes, n=1)
                fix = f"Bedoelt u “{near[0]}”?" if near else f"Kies uit {', '.join(codes)}."
                yield (*at, part, code), f"De code “{code}” kent het protocol niet.", fix


def _kind_faults(mapping: Mapping) -> Iterator[tuple[Place, str, str]]:
    needed: dict[ImportKind, tuple[str, ...]] = {
        ImportKind.RET: ("basis",),
        ImportKind.SPELLS: ("consent", "states", "spells"),
        ImportKind.MONTHS: ("consent", "states", "months"),
        ImportKind.RECORDS: ("consent", "records"),
    }
    for name in needed[mapping.kind]:
        if getattr(mapping, name) is None:
            why = _WHY.get(name, "Dit hoort bij deze soort koppeling.")
            yield ("kind",), f"“{name}” ontbreekt bij kind: {mapping.kind}.", why
    if mapping.kind is ImportKind.RET and mapping.ret is None and mapping.monthly is None:
        yield ("kind",), "Er is niets om te lezen.", "Geef ret (aanmeldingen), monthly, of beide."
    if mapping.kind is ImportKind.RET:
        beside: tuple[str, ...] = (*_CASES, "consent", "states", "attributes")
    else:
        others = (name for name in _CASES if name not in needed[mapping.kind])
        beside = ("basis", "ret", "monthly", "totals", "stated", *others)
    if mapping.kind is ImportKind.RECORDS:
        beside = (*beside, "states", "attributes")
    for name in beside:
        if getattr(mapping, name):
            yield (name,), f"“{name}” hoort niet bij kind: {mapping.kind}.", "Haal het weg."


_CASES = ("spells", "months", "records")
_WHY = {
    "basis": "Noem doel P0 en de overeenkomst met het RET (basis: {purpose: P0, agreement: …}).",
    "consent": "Noem de kolommen met toestemming (events), of public_data: ja bij openbare data.",
}


def _line(root: Node, at: Place) -> int:
    """The line of a place, or of the deepest part of it that stands in the file."""
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


def _shape_fault(root: Node, source: str, item: dict[str, Any]) -> MappingFault:
    at: Place = tuple(item["loc"])
    name = str(at[-1]) if at else "bestand"
    kind, context = str(item["type"]), item.get("ctx", {})
    line = _line(root, at)
    if kind == "missing":
        return MappingFault(source, line, f"“{name}” ontbreekt.", f"Voeg “{name}:” toe.")
    if kind == "extra_forbidden":
        return MappingFault(source, line, f"“{name}” bestaat hier niet.", _nearest(at))
    if kind == "value_error":
        fix = f"{str(context['error'])[:1].upper()}{str(context['error'])[1:]}."
        return MappingFault(source, line, f"“{name}” klopt niet.", fix)
    if kind in ("literal_error", "enum"):
        options = str(context["expected"]).replace("'", "").replace(" or ", " of ")
        return MappingFault(
            source, line, f"“{name}” heeft een waarde die niet bestaat.", f"Kies uit {options}."
        )
    said, fix = _KINDS.get(kind, ("heeft niet de juiste vorm.", "Zie een meegeleverd voorbeeld."))
    return MappingFault(source, line, f"“{name}” {said}", fix)


_KINDS = {
    "string_too_short": ("is leeg.", "Vul het in of laat de regel weg."),
    "string_pattern_mismatch": (
        "heeft niet de juiste vorm.",
        "Gebruik kleine letters, cijfers en _; een maand als jjjj-mm.",
    ),
    "int_parsing": ("is geen heel getal.", "Schrijf alleen cijfers."),
    "greater_than_equal": ("is te klein.", "Schrijf een groter getal."),
    "less_than_equal": ("is te groot.", "Schrijf een kleiner getal."),
    "dict_type": ("hoort paren te hebben.", "Schrijf “code: tekst”, elk op een regel."),
    "tuple_type": ("hoort een lijst te zijn.", "Begin elke regel met een streepje en een spatie."),
    "model_type": ("hoort velden te hebben.", "Schrijf bijvoorbeeld “{from: Kolomnaam}”."),
}


def _nearest(at: Place) -> str:
    part: Any = Mapping
    for step in at[:-1]:
        if isinstance(step, str):
            fields = getattr(part, "model_fields", {})
            part = _model_in(fields[step].annotation) if step in fields else Column
    known = [field.alias or key for key, field in getattr(part, "model_fields", {}).items()]
    near = get_close_matches(str(at[-1]), known, n=1)
    return f"Bedoelt u “{near[0]}”?" if near else f"Hier mag: {', '.join(sorted(known))}."


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = getattr(annotation, "__args__", ())
    return next((found for arg in inner if (found := _model_in(arg)) is not None), None)
