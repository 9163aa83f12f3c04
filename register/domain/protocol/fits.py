"""Whether instruments fit the protocol: known, about the right informant, not too long (D15)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from instruments.model import Instrument
from register.domain.errors import Blocker
from register.domain.protocol.model import Protocol
from register.domain.protocol.schedule import ContributionSet, Expected


def instrument_blockers(protocol: Protocol, known: Mapping[str, Instrument]) -> tuple[Blocker, ...]:
    """Why these instruments (newest version by id) cannot serve this protocol."""
    return (*_each(protocol, known), *_burden(protocol, known))


def _each(protocol: Protocol, known: Mapping[str, Instrument]) -> Iterator[Blocker]:
    for listed in protocol.schedule.contribution_sets:
        for asked in listed.contributions:
            yield from _one(listed, asked, known)


def _one(
    listed: ContributionSet, asked: Expected, known: Mapping[str, Instrument]
) -> Iterator[Blocker]:
    instrument = known.get(asked.instrument)
    if instrument is None:
        yield Blocker(
            "unknown_instrument",
            f"Het protocol vraagt bij {listed.id} om “{asked.instrument}”, dat niet bestaat.",
            "Voeg het instrument toe of pas het protocol aan.",
        )
    elif instrument.informants and asked.informant not in instrument.informants:
        yield Blocker(
            "wrong_informant",
            f"“{asked.instrument}” is niet bedoeld voor {asked.informant}.",
            f"Kies uit {', '.join(instrument.informants)}.",
        )
    condition = asked.condition
    earlier = known.get(condition.instrument) if condition else None
    if condition and earlier is not None and condition.item not in earlier.fields:
        yield Blocker(
            "unknown_item",
            f"“{condition.instrument}” heeft geen vraag “{condition.item}” (if_answer).",
            "Controleer de naam van de vraag.",
        )


def _burden(protocol: Protocol, known: Mapping[str, Instrument]) -> Iterator[Blocker]:
    first = protocol.schedule.waves[0]
    limits = {burden.informant: burden for burden in protocol.schedule.limits.burden}
    ages = range(protocol.places.inclusion.age_from, protocol.places.inclusion.age_to)
    seen: set[str] = set()
    for wave in protocol.schedule.waves:
        if wave.expects in seen:
            continue
        seen.add(wave.expects)
        for informant, limit in limits.items():
            asked = [e for e in protocol.expected(wave.code) if e.informant == informant]
            most = max((_minutes(asked, age, known) for age in ages), default=0.0)
            allowed = limit.t0_minutes if wave is first else limit.follow_up_minutes
            if most > allowed:
                yield Blocker(
                    "too_long",
                    f"{wave.code} vraagt van {informant} {most:.0f} minuten; het protocol staat er "
                    f"{allowed} toe.",
                    "Maak vragen extra, haal er weg, of pas de grens aan.",
                )


def _minutes(asked: list[Expected], age: int, known: Mapping[str, Instrument]) -> float:
    """Core minutes of one informant at an age: extra parts may be skipped and do not count."""
    return (
        sum(
            known[e.instrument].seconds("core")
            for e in asked
            if e.part == "core" and e.fits_age(age) and e.instrument in known
        )
        / 60
    )
