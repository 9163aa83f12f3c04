"""Texts of licensed questionnaires: loaded from a site's own file that states the permission.

The shipped definition holds structure and scoring only. Without a permission for electronic use
the items have no texts on a screen; numbers are entered from paper, and `why_no_texts` says why.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from instruments.frozen import EMPTY, FrozenMap
from instruments.item import Item
from instruments.model import Instrument
from instruments.problems import DefinitionError, DefinitionErrors
from instruments.yamltext import Node, YamlError, load

_KEYS = ("instrument", "version", "holder", "reference", "date", "labels", "choices")
_NEEDED = ("instrument", "version", "holder", "reference", "date", "labels")


@dataclass(frozen=True)
class Texts:
    """Item texts with the permission to show them: who gave it, under what reference, when."""

    instrument: str
    version: str
    holder: str
    reference: str
    date: str
    labels: FrozenMap[str]
    choices: FrozenMap[str] = EMPTY


def load_texts(text: str, *, source: str = "teksten.yaml") -> Texts:
    """The texts of a site file; raises `DefinitionErrors` with file and line."""
    try:
        return _texts(load(text, source=source), source)
    except YamlError as error:
        raise DefinitionErrors(
            [DefinitionError(error.source, error.line, error.message, error.fix)]
        ) from error


def _texts(root: Node, source: str) -> Texts:
    entries = root.entries or FrozenMap[Node]()
    for name in entries:
        if name not in _KEYS:
            raise YamlError(
                source,
                root.key_lines[name],
                f"De sleutel “{name}” bestaat hier niet.",
                f"Mogelijk is: {', '.join(_KEYS)}.",
            )
    for name in _NEEDED:
        node = entries.get(name)
        if node is None or not (node.entries if name == "labels" else (node.text or "").strip()):
            raise YamlError(
                source,
                node.line if node else root.line,
                f"“{name}” ontbreekt of is leeg.",
                "Noem instrument, version, labels, en holder, reference en date (toestemming).",
            )
    given = {name: entries[name].text or "" for name in _NEEDED if name != "labels"}
    return Texts(**given, labels=_pairs(entries["labels"]), choices=_pairs(entries.get("choices")))


def _pairs(node: Node | None) -> FrozenMap[str]:
    entries = node.entries if node is not None else None
    return FrozenMap((name, one.text or "") for name, one in (entries or {}).items())


def with_texts(instrument: Instrument, texts: Texts) -> Instrument:
    """The instrument with the licensed texts in place and the permission in its licence.

    Raises `ValueError` where the texts are of another instrument or version, or name items that
    it does not have.
    """
    if (texts.instrument, texts.version) != (instrument.id, instrument.version):
        raise ValueError(
            f"Deze teksten zijn van {texts.instrument} versie {texts.version}, niet van "
            f"{instrument.id} versie {instrument.version}. Pas instrument en version aan."
        )
    known = {one.id for item in instrument.items() for one in (item, *item.rows)}
    unknown = [name for name in texts.labels if name not in known]
    if unknown:
        raise ValueError(
            f"Deze vragen bestaan niet in {instrument.key}: {', '.join(unknown)}. "
            "Gebruik de namen uit de definitie."
        )
    sections = tuple(
        replace(section, items=tuple(_labelled(item, texts) for item in section.items))
        for section in instrument.sections
    )
    licence = replace(
        instrument.licence,
        permission_holder=texts.holder,
        permission_reference=texts.reference,
        permission_date=texts.date,
    )
    return replace(instrument, sections=sections, licence=licence)


def _labelled(item: Item, texts: Texts) -> Item:
    choices = FrozenMap(
        (code, texts.choices.get(code, label)) for code, label in item.choices.items()
    )
    rows = tuple(_labelled(row, texts) for row in item.rows)
    return replace(item, label=texts.labels.get(item.id, item.label), choices=choices, rows=rows)


def why_no_texts(instrument: Instrument) -> str:
    """Why only numbers can be entered, in Dutch; empty where the texts may be shown."""
    if instrument.licence.texts_allowed:
        return ""
    return (
        f"De vragen van {instrument.title} staan hier niet: voor gebruik op een scherm is "
        f"toestemming nodig van {instrument.licence.holder or 'de rechthebbende'}. Neem de lijst "
        "op papier af en vul hier de getallen in. Met toestemming kan de datamanager de teksten "
        "toevoegen."
    )
