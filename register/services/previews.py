"""Any instrument as it will be entered, without a case: what a preview shows, nothing that stays.

The rows of the place where the form would stand are made here and never reach a database.
"""

from dataclasses import dataclass
from datetime import date

from instruments.burden import burden
from instruments.logic.evaluate import Context
from instruments.model import Instrument
from instruments.store import UnknownInstrument, available
from register.db.tables.cases import Case, Wave
from register.db.tables.contributions import Contribution
from register.domain.errors import NotFound
from register.services.house import House
from register.services.opening import Opened

NOWHERE = "voorbeeld"


@dataclass(frozen=True)
class Listed:
    """One version of one instrument in the list, and in which waves the protocol asks it."""

    instrument: Instrument
    length: str
    waves: tuple[str, ...]


def listed(house: House) -> tuple[Listed, ...]:
    """Every instrument in every version, by title; newest version first."""
    waves: dict[str, list[str]] = {}
    for wave in house.protocol.schedule.waves:
        for name in dict.fromkeys(one.instrument for one in house.protocol.expected(wave.code)):
            waves.setdefault(name, []).append(wave.code)
    found = [
        Listed(one, burden(one).in_words(), tuple(waves.get(name, ())))
        for name, versions in available(house.home / "instruments").items()
        for one in (house.instrument(name, version) for version in reversed(versions))
    ]
    return tuple(sorted(found, key=lambda one: one.instrument.title.casefold()))


def find(house: House, name: str, version: str | None, *, on: date) -> Instrument:
    """One version of an instrument, else the one that applies on a day; raises ``NotFound``."""
    try:
        found = house.instrument(name, version) if version else house.instrument_on(name, on)
    except UnknownInstrument as error:
        raise NotFound("Dit instrument") from error
    return house.worded(found)


def opened(instrument: Instrument, *, on: date) -> Opened:
    """An empty form at no wave of no case."""
    return Opened(
        case=Case(id=NOWHERE),
        wave=Wave(id=NOWHERE, code="T0"),
        party=None,
        contribution=Contribution(id=NOWHERE, instrument=instrument.id),
        instrument=instrument,
        revision=0,
        answers={},
        draft=None,
        draft_saved_at=None,
        draft_by=None,
        draft_by_name="",
        previous=None,
        rows={},
        context=Context(today=on.isoformat()),
    )
