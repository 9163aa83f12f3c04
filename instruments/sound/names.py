"""Checks on names: ids are well formed, unique and do not clash with the names of columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from instruments.model import Instrument
from instruments.problems import Problem, Where
from instruments.schema import ID_PATTERN
from instruments.sound.places import placed

_ID = re.compile(ID_PATTERN)
# Endings that the analysis file and the form use beside an item, and REDCap for checkboxes.
_RESERVED = ("__gap", "__remark", "__precision")
_COLUMNS = frozenset({"pid", "wave", "party", "informant", "collected_on"})


def check(instrument: Instrument) -> Iterator[Problem]:
    """Faults of names."""
    yield from _well_formed("instrument", [((), instrument.id)])
    items = [((*where, "id"), item.id) for where, item in placed(instrument)]
    yield from _well_formed("vraag", items)
    yield from _unique("vraag", items)
    sections = [(("sections", i, "id"), one.id) for i, one in enumerate(instrument.sections)]
    yield from _well_formed("onderdeel", sections)
    yield from _unique("onderdeel", sections)
    scales = [(("scales", i, "id"), one.id) for i, one in enumerate(instrument.scales)]
    yield from _well_formed("schaal", scales)
    yield from _unique("schaal", scales)
    own = {name for _, name in items}
    for name in instrument.elsewhere:
        if name in own:
            yield Problem(
                ("elsewhere", name),
                f"“{name}” is een vraag van dit instrument zelf.",
                "Haal het weg bij elsewhere.",
            )
    for where, name in items:
        if name in _COLUMNS or name.endswith(_RESERVED) or "___" in name:
            yield Problem(
                where,
                f"De naam “{name}” is al in gebruik voor een kolom van het analysebestand.",
                "Kies een andere naam, zonder ___ en zonder __gap, __remark of __precision.",
            )


def _well_formed(what: str, names: Iterable[tuple[Where, str]]) -> Iterator[Problem]:
    for where, name in names:
        if not _ID.match(name):
            yield Problem(
                where,
                f"“{name[:40]}” kan geen naam van een {what} zijn.",
                "Gebruik kleine letters a–z, cijfers en _, begin met een letter.",
            )


def _unique(what: str, names: Iterable[tuple[Where, str]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for where, name in names:
        if name in seen and name != "onbekend":
            yield Problem(
                where,
                f"De naam “{name}” is al van een eerdere {what}.",
                "Geef deze een eigen naam.",
            )
        seen.add(name)
