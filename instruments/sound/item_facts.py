"""Checks on each item: whether its keys fit its type and each other."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date

from instruments.item import Item
from instruments.limits import LIMITED, point, valid
from instruments.model import Instrument
from instruments.problems import Problem, Where
from instruments.sound.places import placed
from instruments.words import ITEM_TYPES, PRECISIONS

# key → the types it belongs to
FITS: dict[str, frozenset[str]] = {
    "choices": frozenset({"choice", "multichoice", "yesno", "matrix"}),
    "choices_from": frozenset({"choice", "multichoice", "matrix"}),
    "exclusive": frozenset({"multichoice", "matrix"}),
    "unit": frozenset({"integer", "number", "slider", "calculated", "text"}),
    "min": LIMITED,
    "max": LIMITED,
    "soft_min": LIMITED,
    "soft_max": LIMITED,
    "decimals": frozenset({"number", "calculated"}),
    "format": frozenset({"text"}),
    "calculation": frozenset({"calculated"}),
    "precision": frozenset({"date"}),
    "slider_labels": frozenset({"slider"}),
    "binds": frozenset({"group"}),
    "multiple": frozenset({"matrix"}),
    "ranking": frozenset({"matrix"}),
    "rows": frozenset({"matrix"}),
    "items": frozenset({"group"}),
}
# type → the keys it cannot do without
NEEDS: dict[str, tuple[str, ...]] = {
    "choice": ("choices",),
    "multichoice": ("choices",),
    "matrix": ("choices", "rows"),
    "calculated": ("calculation",),
    "group": ("binds", "items"),
}
# What a repeated group cannot hold: a table row has no further tables, and no computed columns.
_NOT_IN_GROUP = frozenset({"group", "matrix", "calculated"})
_EXAMPLE = {
    "choices": 'Voeg choices toe, bijvoorbeeld {"1": ja, "2": soms}.',
    "rows": "Voeg rows toe: een lijst met id en label per rij.",
    "calculation": "Voeg calculation toe, bijvoorbeeld sum([a], [b]).",
    "binds": "Voeg binds toe, bijvoorbeeld episode.",
    "items": "Voeg items toe: de kolommen van de groep.",
}
_DAY_LIMIT = date(2000, 1, 1)


def check(instrument: Instrument) -> Iterator[Problem]:
    """Faults of single items."""
    for where, item in placed(instrument):
        if item.type not in ITEM_TYPES:
            yield Problem(
                (*where, "type"), f"De soort “{item.type}” bestaat niet.", "Kies een bekende soort."
            )
            continue
        yield from _fitting(where, item)
        yield from _choices(where, item)
        yield from _limits(where, item)
        yield from _forms(where, item)
        for index, column in enumerate(item.items):
            if column.type in _NOT_IN_GROUP:
                yield Problem(
                    (*where, "items", index, "type"),
                    f"Een herhaalde groep kan geen “{column.type}” bevatten.",
                    "Zet deze vraag buiten de groep of kies een andere soort.",
                )


def _fitting(where: Where, item: Item) -> Iterator[Problem]:
    kind = ITEM_TYPES[item.type]
    for key, types in FITS.items():
        # A row has its choices from its matrix; an item with a code list has them from there.
        if getattr(item, key) and item.type not in types:
            yield Problem(
                (*where, key),
                f"“{key}” past niet bij de soort {item.type} ({kind}).",
                f"Haal “{key}” weg of kies een andere soort ({', '.join(sorted(types))}).",
            )
    # What a row lacks, its matrix lacks: one fault, one message.
    for key in () if item.matrix else NEEDS.get(item.type, ()):
        if not getattr(item, key) and not (key == "choices" and item.choices_from):
            yield Problem(
                (*where, "type"),
                f"Een vraag van de soort {item.type} heeft “{key}” nodig.",
                _EXAMPLE[key],
            )
    if not item.label.strip() and item.type != "descriptive":
        yield Problem((*where, "label"), "De vraag heeft geen tekst.", "Vul label in.")


def _choices(where: Where, item: Item) -> Iterator[Problem]:
    if item.choices_from and not item.choices:
        yield Problem(
            (*where, "choices_from"),
            f"De codelijst “{item.choices_from}” bestaat niet.",
            "Kies een codelijst uit instruments/codelists of schrijf choices uit.",
        )
    if item.type == "yesno" and item.choices and set(item.choices) != {"0", "1"}:
        yield Problem(
            (*where, "choices"),
            "Een ja-neevraag heeft de codes 1 (ja) en 0 (nee).",
            "Schrijf choices met 1 en 0, of kies de soort choice.",
        )
    if item.matrix:
        return
    for code, label in item.choices.items():
        if not code.strip() or code != code.strip() or any(sign in code for sign in ",|\n"):
            yield Problem(
                (*where, "choices", code),
                "Een code is leeg of heeft een spatie aan de rand, een komma of een streep (|).",
                "Gebruik een korte code zoals 1 of thuis.",
            )
        elif not label.strip():
            yield Problem(
                (*where, "choices", code),
                f"De code “{code}” heeft geen tekst.",
                "Schrijf achter de code wat er op het scherm staat.",
            )
    for code in item.exclusive:
        if code not in item.choices:
            yield Problem(
                (*where, "exclusive"),
                f"De uitsluitende code “{code}” staat niet bij choices.",
                "Gebruik een code die bij choices staat.",
            )


def _limits(where: Where, item: Item) -> Iterator[Problem]:
    if item.type not in LIMITED:
        return
    wrong = [key for key in ("min", "max", "soft_min", "soft_max") if not _limit(item, key)]
    for key in wrong:
        yield Problem(
            (*where, key),
            f"“{key}” is geen grens die past bij de soort {item.type}.",
            _LIMIT_FORM.get(item.type, "Schrijf een getal met een punt, bijvoorbeeld 2.5."),
        )
    if wrong:
        return
    bounds = {
        key: point(item.type, getattr(item, key), today=_DAY_LIMIT, last="max" in key)
        for key in ("min", "soft_min", "soft_max", "max")
        if getattr(item, key) not in ("", "today")
    }
    order = [(key, value) for key, value in bounds.items() if value is not None]
    for (low, first), (high, second) in itertools.pairwise(order):
        if first > second:
            yield Problem(
                (*where, high),
                f"“{low}” is hoger dan “{high}”.",
                "De volgorde is: min ≤ soft_min ≤ soft_max ≤ max.",
            )


def _limit(item: Item, key: str) -> bool:
    text: str = getattr(item, key)
    return not text or valid(item.type, text)


_LIMIT_FORM = {
    "date": "Schrijf een datum als 2021-03-12, of today voor vandaag.",
    "time": "Schrijf een tijd als 08:30.",
    "integer": "Schrijf een geheel getal, bijvoorbeeld 10.",
    "slider": "Schrijf een geheel getal, bijvoorbeeld 10.",
}


def _forms(where: Where, item: Item) -> Iterator[Problem]:
    if item.slider_labels and len(item.slider_labels) not in (2, 3):
        yield Problem(
            (*where, "slider_labels"),
            "Een schuif heeft twee of drie teksten.",
            "Geef links en rechts, of links, midden en rechts.",
        )
    if item.precision and not set(item.precision) & (set(PRECISIONS) - {"geschat"}):
        yield Problem(
            (*where, "precision"),
            "Alleen “geschat” zegt niet hoe precies de datum is.",
            "Voeg dag, maand, seizoen of jaar toe.",
        )
    if item.type in ("descriptive", "calculated") and item.required:
        yield Problem(
            (*where, "required"),
            f"Een {item.type} kan niet verplicht zijn: niemand vult het in.",
            "Haal required weg.",
        )
    if item.ranking and item.multiple:
        yield Problem(
            (*where, "ranking"),
            "Een rooster kan niet én meer keuzes per rij hebben én elke keuze één keer.",
            "Kies multiple of ranking.",
        )
    languages = [one.language for one in item.translations]
    if len(set(languages)) != len(languages):
        yield Problem(
            (*where, "translations"), "Een taal staat er twee keer.", "Laat er één staan."
        )
    for index, one in enumerate(item.translations):
        for code in one.choices:
            if code not in item.codes:
                yield Problem(
                    (*where, "translations", index, "choices", code),
                    f"De vertaling noemt de code “{code}”, die de vraag niet heeft.",
                    "Gebruik dezelfde codes als bij choices.",
                )
