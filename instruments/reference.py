"""Pages of docs/reference about the definition language, built from the language itself."""

from __future__ import annotations

from instruments.checks import reference as checks
from instruments.gaps import GAP_CODES, Gap
from instruments.schema import SHAPES, Key
from instruments.sound.item_facts import FITS, NEEDS
from instruments.words import (
    ABOUT,
    AUDIENCES,
    CHANGES,
    ENTITIES,
    FORMATS,
    INFORMANTS,
    ITEM_TYPES,
    KNOWN_TO,
    METHODS,
    PRECISIONS,
    PREVIOUS,
    PRIVACY,
    SECONDS,
)

_INTRO = """\
# De taal van een instrument

Een instrument is één YAML-bestand: daaruit komen het scherm, de controles, de scoring, het
codeboek en de soorten en labels van het analysebestand. Een onderzoeker kan het lezen en wijzigen
zonder te programmeren; `casusregister instruments check` zegt met bestand en regel wat er mis is
([alle fouten](definition-errors.md)), `instruments show` toont het formulier.

- Alles wordt als tekst gelezen: `01` blijft 01, `12:30` blijft 12:30, `nee` blijft nee.
- Verwijzingen (`&`, `*`) en eigen typen (`!`) mogen niet.
- Een ontbrekend antwoord is geen getal maar een reden ernaast.
- Wat onder een versie is beantwoord ligt vast; verander je een vraag, geef dan een nieuwe `version`
  en zeg bij `changes` wat er veranderde.
- Vertakking en berekening: zie [Vertakking en berekening](logic.md).

## Voorbeeld

```yaml
id: vervolg_ouder
version: "1"
title: Vervolgmeting ouder of verzorger
informants: [ouder]
sections:
  - id: nu
    title: Hoe gaat het nu?
    part: core
    items:
      - id: woonsituatie
        type: choice
        label: Waar woont uw kind nu?
        choices: {"1": thuis, "2": bij pleegouders}
        vorige: vooraf
        about: youth
        known_to: ret
        seconds: 10
      - id: sinds
        type: date
        label: Sinds wanneer?
        precision: [dag, maand, jaar, geschat]
        max: today
        branching: "[woonsituatie] = '2'"
      - id: klachten
        type: matrix
        label: Hoe vaak kwam dit voor?
        choices: {"0": niet, "1": soms, "2": vaak}
        rows:
          - {id: slaapt_slecht, label: Mijn kind slaapt slecht}
          - {id: heeft_vrienden, label: Mijn kind heeft vrienden}
scales:
  - id: klachten_som
    items: [slaapt_slecht, heeft_vrienden]
    reversed: [heeft_vrienden]
    item_min: "0"
    item_max: "2"
    min_answered: "2"
    source: eigen vragen
```

Een schema voor editors (aanvullen en controleren tijdens het typen) komt uit dezelfde bron:
`casusregister instruments schema`.
"""
_TITLES = {
    "instrument": "Het instrument",
    "section": "Onderdeel (sections)",
    "item": "Vraag (items)",
    "row": "Rij van een rooster (rows)",
    "defaults": "Kenmerken voor alle vragen (defaults)",
    "translation": "Vertaling (translations)",
    "scale": "Schaal (scales)",
    "licence": "Licentie (licence)",
    "changes": "Veranderingen (changes)",
    "change": "Eén verandering",
}
_KINDS = {
    "text": "tekst",
    "id": "naam",
    "flag": "ja of nee",
    "whole": "geheel getal",
    "number": "getal",
    "texts": "lijst van teksten",
    "ids": "lijst van namen",
    "map": "paren",
    "maps": "lijst van paren",
}
_LISTS = {
    "Privacyklassen (privacy)": PRIVACY,
    "Over wie (about)": ABOUT,
    "Bij wie al bekend (known_to)": KNOWN_TO,
    "Vorig antwoord (vorige)": PREVIOUS,
    "Informanten (informants)": INFORMANTS,
    "Voor wie de taal is (audience)": AUDIENCES,
    "Precisie van een datum (precision)": PRECISIONS,
    "Vormen van korte tekst (format)": FORMATS,
    "Waaraan een groep bindt (binds)": ENTITIES,
    "Scoring (method)": METHODS,
    "Veranderingen (change)": CHANGES,
}


def pages() -> dict[str, str]:
    """File name below docs/reference → Markdown."""
    lines = [_INTRO.rstrip(), "", "## Soorten vragen", ""]
    lines += ["| type | wat | past erbij | nodig | seconden |", "|---|---|---|---|---|"]
    for name, words in ITEM_TYPES.items():
        fits = ", ".join(f"`{key}`" for key, types in FITS.items() if name in types) or "–"
        needs = ", ".join(f"`{key}`" for key in NEEDS.get(name, ())) or "–"
        lines.append(f"| `{name}` | {words} | {fits} | {needs} | {SECONDS[name]} |")
    for shape, title in _TITLES.items():
        lines += ["", f"## {title}", "", "| sleutel | soort | wat |", "|---|---|---|"]
        lines += [_row(key) for key in SHAPES[shape]]
    for title, listed in _LISTS.items():
        lines += ["", f"## {title}", "", "| woord | betekenis |", "|---|---|"]
        lines += [f"| `{word}` | {meaning} |" for word, meaning in listed.items()]
    lines += ["", "## Redenen waarom een antwoord ontbreekt", ""]
    lines += ["| reden | op het scherm | code bij uitwisseling |", "|---|---|---|"]
    lines += [f"| `{gap}` | {gap.label} | {GAP_CODES[gap]} |" for gap in Gap]
    return {"instrument-language.md": "\n".join(lines), **checks.pages()}


def _row(key: Key) -> str:
    name = f"`{key.name}`" + (" (verplicht)" if key.required else "")
    return f"| {name} | {_kind(key)} | {key.help} |"


def _kind(key: Key) -> str:
    if key.kind in ("one", "some"):
        values = ", ".join(f"`{value}`" for value in key.values)
        return f"{'één van' if key.kind == 'one' else 'lijst uit'} {values}"
    if key.shape:
        title = _TITLES[key.shape].split(" (")[0].lower()
        return f"{'blok' if key.kind == 'shape' else 'lijst van blokken'}: {title}"
    return _KINDS[key.kind]
