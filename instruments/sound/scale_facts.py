"""Checks on scales: they rest on questions that exist and can be counted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from instruments.model import Instrument, Scale
from instruments.problems import Problem, Where
from instruments.reading import suggestion

_NUMBER = re.compile(r"^-?[0-9]*\.?[0-9]+$")
_COUNTABLE = frozenset(
    {"choice", "multichoice", "yesno", "integer", "number", "slider", "calculated"}
)


def check(instrument: Instrument) -> Iterator[Problem]:
    """Faults of scales."""
    scales = {scale.id: scale for scale in instrument.scales}
    for index, scale in enumerate(instrument.scales):
        where = ("scales", index)
        yield from _parts(where, scale, instrument)
        yield from _numbers(where, scale)
        for other in scale.of:
            if other not in scales:
                yield Problem(
                    (*where, "of"),
                    f"De schaal “{other}” bestaat niet.",
                    suggestion(other, scales),
                )
        if _circular(scale, scales):
            yield Problem(
                (*where, "of"),
                f"De schaal “{scale.id}” telt zichzelf mee.",
                "Haal de kring uit “of”.",
            )


def _parts(where: Where, scale: Scale, instrument: Instrument) -> Iterator[Problem]:
    if bool(scale.items) == bool(scale.of) and not (scale.method == "none" and not scale.items):
        yield Problem(
            where,
            f"De schaal “{scale.id}” heeft items of andere schalen (of) nodig, één van beide.",
            "Noem bij items de vragen, of bij of de schalen.",
        )
    for name in scale.items:
        item = instrument.fields.get(name)
        if item is None:
            yield Problem(
                (*where, "items"),
                f"De vraag “{name}” van schaal “{scale.id}” bestaat niet.",
                suggestion(name, instrument.fields),
            )
        elif item.type not in _COUNTABLE and scale.method != "gas":
            yield Problem(
                (*where, "items"),
                f"De vraag “{name}” is van de soort {item.type} en kan niet meetellen.",
                "Neem vragen met codes of getallen.",
            )
        elif scale.method in ("sum", "mean") and item.codes:
            words = [code for code in item.codes if not _NUMBER.match(code)]
            if words:
                yield Problem(
                    (*where, "items"),
                    f"De vraag “{name}” heeft codes die geen getal zijn en kan niet meetellen.",
                    "Geef de antwoorden cijfers als code, of gebruik method: count.",
                )
    parts = scale.items or scale.of
    for key in ("reversed", "weights"):
        for name in getattr(scale, key):
            if name not in parts:
                yield Problem(
                    (*where, key),
                    f"“{name}” bij {key} hoort niet bij de schaal “{scale.id}”.",
                    suggestion(name, parts),
                )
    if scale.min_answered is not None and not 1 <= scale.min_answered <= max(len(parts), 1):
        yield Problem(
            (*where, "min_answered"),
            f"min_answered kan niet hoger zijn dan het aantal vragen ({len(parts)}) of 0 zijn.",
            f"Kies een getal van 1 tot en met {len(parts)}.",
        )


def _numbers(where: Where, scale: Scale) -> Iterator[Problem]:
    if scale.item_min and scale.item_max and float(scale.item_min) >= float(scale.item_max):
        yield Problem(
            (*where, "item_max"), "item_max moet hoger zijn dan item_min.", "Verwissel ze."
        )
    if scale.method == "count" and not scale.count_codes:
        yield Problem(
            (*where, "method"),
            "Bij method: count ontbreekt wat er geteld wordt.",
            "Noem bij count_codes de codes die meetellen.",
        )
    if scale.method == "table" and not scale.table:
        yield Problem(
            (*where, "method"), "De omzettingstabel ontbreekt.", "Voeg table toe: ruwe score: T."
        )
    for name, weight in scale.weights.items():
        if not _NUMBER.match(weight):
            yield Problem(
                (*where, "weights", name),
                f"Het gewicht van “{name}” is geen getal.",
                "Schrijf een getal met een punt, bijvoorbeeld 1.5.",
            )


def _circular(scale: Scale, scales: dict[str, Scale]) -> bool:
    seen: set[str] = set()
    waiting = list(scale.of)
    while waiting:
        name = waiting.pop()
        if name == scale.id:
            return True
        if name in scales and name not in seen:
            seen.add(name)
            waiting.extend(scales[name].of)
    return False
