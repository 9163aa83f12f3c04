"""Checks on the declared changes of a version against the version itself."""

from __future__ import annotations

from collections.abc import Iterator

from instruments.model import Change, Instrument
from instruments.problems import Problem, Where
from instruments.reading import suggestion


def check(instrument: Instrument) -> Iterator[Problem]:
    """Faults of the declared changes."""
    changes = instrument.changes
    if changes is None:
        return
    if changes.since == instrument.version:
        yield Problem(
            ("changes", "since"),
            "De vorige versie is dezelfde als deze.",
            "Noem bij since de versie waarvan deze afstamt.",
        )
    seen: set[str] = set()
    for index, change in enumerate(changes.items):
        where = ("changes", "items", index)
        yield from _change(where, change, instrument)
        if change.item in seen:
            yield Problem(
                (*where, "item"), f"“{change.item}” staat er twee keer.", "Laat er één staan."
            )
        seen.add(change.item)


def _change(where: Where, change: Change, instrument: Instrument) -> Iterator[Problem]:
    present = change.item in instrument.fields
    if change.change == "dropped" and present:
        yield Problem(
            (*where, "change"),
            f"“{change.item}” is vervallen verklaard maar staat er nog.",
            "Haal de vraag weg of schrijf een andere verandering.",
        )
    if change.change != "dropped" and not present:
        yield Problem(
            (*where, "item"),
            f"De vraag “{change.item}” bestaat niet in deze versie.",
            suggestion(change.item, instrument.fields),
        )
    if change.change == "renamed" and not change.was:
        yield Problem(
            (*where, "change"), "De vorige naam ontbreekt.", "Schrijf bij was hoe de vraag heette."
        )
    if change.change == "recoded" and not change.codes:
        yield Problem(
            (*where, "change"),
            "Hoe de codes veranderden ontbreekt.",
            'Schrijf codes: {"oud": "nieuw"}.',
        )
    if change.codes and present and change.change == "recoded":
        codes = instrument.fields[change.item].codes
        for old, new in change.codes.items():
            if codes and new and new not in codes:
                yield Problem(
                    (*where, "codes", old),
                    f"De nieuwe code “{new}” bestaat niet bij “{change.item}”.",
                    "Gebruik een code van deze versie, of laat hem leeg als er geen is.",
                )
