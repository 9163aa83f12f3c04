"""Checks on the head of a definition: version, purpose, audience, licence, sections."""

from __future__ import annotations

import re
from collections.abc import Iterator

from instruments.model import Instrument
from instruments.problems import Problem
from instruments.words import ITEM_TYPES

_VERSION = re.compile(r"^[0-9A-Za-z]+([.-][0-9A-Za-z]+)*$")
_PURPOSE = re.compile(r"^P([0-9]|1[0-2])$")
_LANGUAGE = re.compile(r"^[a-z]{2,3}$")


def check(instrument: Instrument) -> Iterator[Problem]:
    """Faults of the head."""
    if not _VERSION.match(instrument.version):
        yield Problem(
            ("version",),
            "De versie mag alleen letters, cijfers, punten en streepjes hebben.",
            'Schrijf bijvoorbeeld version: "1" of "1.2".',
        )
    if not _PURPOSE.match(instrument.purpose):
        yield Problem(
            ("purpose",), "Dit doel bestaat niet.", "Kies een doel van P0 tot en met P12."
        )
    if not _LANGUAGE.match(instrument.language):
        yield Problem(
            ("language",), "Dit is geen taalcode.", "Schrijf een code van twee letters, zoals nl."
        )
    if not any(section.items for section in instrument.sections):
        yield Problem(
            ("sections",),
            "Het instrument heeft geen enkele vraag.",
            "Voeg bij een onderdeel items toe.",
        )
    if instrument.audience.startswith("youth") and "jeugdige" not in instrument.informants:
        yield Problem(
            ("audience",),
            "De taal is voor een jeugdige, maar de jeugdige staat niet bij informants.",
            "Voeg jeugdige toe aan informants, of kies een andere audience.",
        )
    yield from _licence(instrument)
    for name, kind in instrument.elsewhere.items():
        if kind not in ITEM_TYPES:
            yield Problem(
                ("elsewhere", name),
                f"De soort van het veld “{name}” bestaat niet.",
                f"Kies uit: {', '.join(ITEM_TYPES)}.",
            )


def _licence(instrument: Instrument) -> Iterator[Problem]:
    licence = instrument.licence
    given = (licence.permission_holder, licence.permission_reference, licence.permission_date)
    if any(given) and not all(given):
        yield Problem(
            ("licence",),
            "De toestemming voor gebruik op het scherm is niet volledig.",
            "Vul permission_holder, permission_reference en permission_date alle drie in.",
        )
    if licence.electronic == "needs_permission" and not licence.holder:
        yield Problem(
            ("licence",), "De rechthebbende ontbreekt.", "Vul holder in: van wie zijn de teksten?"
        )
