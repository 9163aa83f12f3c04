"""The keys of the definition language: one source for reader, JSON Schema and docs.

A shape is a tuple of keys; a key has a kind: ``text, id, flag, whole, number, one, texts, ids,
some, map, maps`` or the name of another shape (``shape`` for one, ``shapes`` for a list).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from instruments import words

ID_PATTERN = r"^[a-z][a-z0-9_]{0,99}$"
FLAGS = {"ja": True, "yes": True, "true": True, "nee": False, "no": False, "false": False}


@dataclass(frozen=True)
class Key:
    """One key of a shape: its name, kind, Dutch explanation and, for ``one``/``some``, values."""

    name: str
    kind: str
    help: str
    required: bool = False
    values: tuple[str, ...] = ()
    shape: str = ""


def _one(name: str, help: str, values: Iterable[str], required: bool = False) -> Key:
    return Key(name, "one", help, required, tuple(values))


CLASSIFIED = (
    _one("privacy", "hoe herleidbaar of gevoelig het antwoord is", words.PRIVACY),
    _one("about", "over wie het antwoord gaat", words.ABOUT),
    Key("consent_class", "id", "gegevenssoort waarvoor toestemming nodig is"),
    _one("known_to", "wie dit gegeven buiten het onderzoek al kent", words.KNOWN_TO),
    _one("vorige", "wanneer het vorige antwoord te zien is", words.PREVIOUS),
    _one("part", "kern of extra; extra overslaan is nooit te laat", words.PARTS),
    Key("seconds", "whole", "verwachte seconden om te beantwoorden"),
    Key("required", "flag", "of een antwoord of een reden nodig is"),
)
_TEXTS = (
    Key("id", "id", "vaste naam: kleine letters, cijfers en _", required=True),
    Key("label", "text", "de vraag zoals die op het scherm staat", required=True),
    Key("help", "text", "toelichting onder de vraag"),
    Key("branching", "text", "alleen tonen als dit waar is (REDCap-schrijfwijze)"),
    Key("pictogram", "text", "naam van het plaatje naast de vraag"),
    Key("translations", "shapes", "teksten in andere talen", shape="translation"),
    Key("redcap", "map", "wat uit een REDCap-codeboek kwam en hier niet werkt, per kolom"),
)
ROW = _TEXTS + CLASSIFIED
ITEM = (
    *_TEXTS,
    _one("type", "soort vraag", words.ITEM_TYPES, required=True),
    Key("choices", "map", "antwoordcodes met hun tekst"),
    Key("choices_from", "id", "id van een codelijst, in plaats van choices"),
    Key("exclusive", "texts", "codes die alle andere keuzes uitsluiten"),
    Key("unit", "text", "eenheid achter een getal"),
    Key("min", "text", "harde ondergrens: lager wordt geweigerd"),
    Key("max", "text", "harde bovengrens: hoger wordt geweigerd"),
    Key("soft_min", "text", "zachte ondergrens: lager geeft een waarschuwing"),
    Key("soft_max", "text", "zachte bovengrens: hoger geeft een waarschuwing"),
    Key("decimals", "whole", "hoogste aantal cijfers achter de komma"),
    _one("format", "vorm van een korte tekst", words.FORMATS),
    Key("calculation", "text", "berekening (REDCap-schrijfwijze)"),
    Key("precision", "some", "toegestane precisie van een datum", values=tuple(words.PRECISIONS)),
    Key("slider_labels", "texts", "tekst links, (midden) en rechts bij een schuif"),
    _one("binds", "waaraan een herhaalde groep is gebonden", words.ENTITIES),
    Key("multiple", "flag", "rooster waarin per rij meer keuzes kunnen"),
    Key("ranking", "flag", "rooster waarin elke keuze maar één keer mag"),
    Key("rows", "shapes", "de rijen van een rooster", shape="row"),
    Key("items", "shapes", "de kolommen van een herhaalde groep", shape="item"),
    *CLASSIFIED,
)
SHAPES: dict[str, tuple[Key, ...]] = {
    "instrument": (
        Key("id", "id", "vaste naam van het instrument", required=True),
        Key("version", "text", "versie, bijvoorbeeld 1 of 1.2", required=True),
        Key("title", "text", "titel zoals die op het scherm staat", required=True),
        Key("titles", "map", "titel in andere talen, per taalcode"),
        Key("purpose", "text", "doel van het gebruik, P0–P12 (standaard P1)"),
        Key("informants", "some", "wie het invult of over wie", values=tuple(words.INFORMANTS)),
        Key("language", "text", "taal van de teksten (standaard nl)"),
        _one("audience", "voor wie de taal is geschreven", words.AUDIENCES),
        Key("read_aloud", "flag", "of de vragen voorgelezen kunnen worden"),
        _one("unit", "waarover een ingevuld formulier gaat", words.UNITS),
        _one("store", "waar de antwoorden staan", words.STORES),
        Key("source", "text", "waar de vragen vandaan komen"),
        Key("note", "text", "opmerking voor onderzoekers"),
        Key("licence", "shape", "van wie de teksten zijn", shape="licence"),
        Key(
            "defaults", "shape", "kenmerken voor elke vraag die niets anders zegt", shape="defaults"
        ),
        Key("elsewhere", "map", "velden van andere instrumenten die gelezen worden, met hun soort"),
        Key(
            "sections", "shapes", "de onderdelen van het formulier", required=True, shape="section"
        ),
        Key("scales", "shapes", "de schalen", shape="scale"),
        Key("changes", "shape", "wat er veranderde sinds de vorige versie", shape="changes"),
        Key("redcap", "map", "wat uit een REDCap-codeboek kwam, per kolom"),
    ),
    "section": (
        Key("id", "id", "vaste naam van het onderdeel", required=True),
        Key("title", "text", "kop boven het onderdeel", required=True),
        Key("titles", "map", "kop in andere talen, per taalcode"),
        _one("part", "kern of extra", words.PARTS),
        Key("help", "text", "inleiding bij het onderdeel"),
        Key("branching", "text", "alleen tonen als dit waar is"),
        Key("one_per_screen", "flag", "één vraag per scherm"),
        Key("items", "shapes", "de vragen", shape="item"),
    ),
    "item": ITEM,
    "row": ROW,
    "defaults": CLASSIFIED,
    "translation": (
        Key("language", "id", "taalcode, bijvoorbeeld en", required=True),
        Key("label", "text", "de vraag"),
        Key("help", "text", "de toelichting"),
        Key("choices", "map", "antwoordcodes met hun tekst"),
    ),
    "scale": (
        Key("id", "id", "vaste naam van de schaal", required=True),
        Key("label", "text", "naam op het scherm"),
        Key("items", "ids", "de vragen van de schaal"),
        Key("of", "ids", "de schalen waarvan dit het totaal is"),
        Key("reversed", "ids", "vragen die omgekeerd tellen"),
        _one("method", "hoe de score ontstaat", words.METHODS),
        Key("min_answered", "whole", "zoveel vragen moeten minstens beantwoord zijn"),
        Key("prorate", "flag", "ontbrekende vragen naar rato bijschatten"),
        _one("round", "afronding", words.ROUNDINGS),
        Key("decimals", "whole", "aantal cijfers achter de komma na afronding"),
        Key("item_min", "number", "laagste score van een vraag"),
        Key("item_max", "number", "hoogste score van een vraag"),
        Key("count_codes", "texts", "codes die meetellen bij method: count"),
        Key("weights", "map", "gewicht per vraag"),
        _one("higher_is", "of een hogere score gunstiger is", words.DIRECTIONS),
        Key("bands", "maps", "grenzen met hun betekenis"),
        Key("norms", "maps", "normen naar leeftijd en geslacht"),
        Key("table", "map", "omzetting van ruwe score"),
        Key("reliability", "map", "betrouwbaarheid: alpha, retest, sd"),
        Key("options", "map", "verdere gegevens van de methode"),
        Key("source", "text", "bron van de scoring"),
        Key("note", "text", "opmerking"),
    ),
    "licence": (
        Key("holder", "text", "rechthebbende"),
        Key("text", "text", "wat de licentie zegt"),
        _one("electronic", "of de teksten op een scherm mogen", words.ELECTRONIC),
        Key("permission_holder", "text", "wie toestemming gaf"),
        Key("permission_reference", "text", "kenmerk van de toestemming"),
        Key("permission_date", "text", "datum van de toestemming"),
    ),
    "changes": (
        Key("since", "text", "de vorige versie", required=True),
        Key("items", "shapes", "wat er per vraag veranderde", shape="change"),
    ),
    "change": (
        Key("item", "id", "de vraag", required=True),
        _one("change", "wat er veranderde", words.CHANGES, required=True),
        Key("was", "id", "vorige naam van een hernoemde vraag"),
        Key("codes", "map", "oude code → nieuwe code"),
        Key("note", "text", "waarom"),
    ),
}


def json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a definition file, for completion and help in editors."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Definitie van een instrument",
        "$ref": "#/$defs/instrument",
        "$defs": {name: _object(keys) for name, keys in SHAPES.items()},
    }


def _object(keys: tuple[Key, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [key.name for key in keys if key.required],
        "properties": {key.name: {"description": key.help, **_kind(key)} for key in keys},
    }


_SCALAR = {"type": ["string", "number", "boolean"]}
_KINDS: dict[str, dict[str, Any]] = {
    "text": _SCALAR,
    "id": {"type": "string", "pattern": ID_PATTERN},
    "flag": {"enum": [True, False, *FLAGS]},
    "whole": {"type": ["integer", "string"]},
    "number": {"type": ["number", "string"]},
    "texts": {"type": "array", "items": _SCALAR},
    "ids": {"type": "array", "items": {"type": "string", "pattern": ID_PATTERN}},
    "map": {"type": "object", "additionalProperties": _SCALAR},
    "maps": {"type": "array", "items": {"type": "object", "additionalProperties": _SCALAR}},
}


def _kind(key: Key) -> dict[str, Any]:
    if key.kind == "one":
        return {"enum": list(key.values)}
    if key.kind == "some":
        return {"type": "array", "items": {"enum": list(key.values)}}
    reference = {"$ref": f"#/$defs/{key.shape}"}
    if key.kind == "shape":
        return reference
    if key.kind == "shapes":
        return {"type": "array", "items": reference}
    return _KINDS[key.kind]
