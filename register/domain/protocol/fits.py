"""Whether instruments fit the protocol: known, about the right informant, not too long (D15)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from instruments.model import Instrument
from register.domain.errors import Blocker
from register.domain.protocol.model import Protocol
from register.domain.protocol.schedule import ContributionSet, Expected


@dataclass(frozen=True)
class Asked:
    """What one wave asks of one informant at most, and what the protocol allows, in minutes."""

    wave: str
    informant: str
    minutes: float
    allowed: int

    def __str__(self) -> str:
        return f"{self.wave} {self.informant}: {self.minutes:.0f} van {self.allowed} minuten"


def instrument_blockers(
    protocol: Protocol,
    known: Mapping[str, Instrument],
    versions: Mapping[str, Collection[str]] | None = None,
) -> tuple[Blocker, ...]:
    """Why these instruments (newest version by id) cannot serve this protocol.

    ``versions``: every version there is by id; with it, those that the protocol chooses are
    checked too.
    """
    chosen = () if versions is None else tuple(_versions(protocol, versions))
    return (*_each(protocol, known), *_burden(protocol, known), *chosen)


def burdens(protocol: Protocol, known: Mapping[str, Instrument]) -> Iterator[Asked]:
    """The core minutes of every informant with a limit (RULES D15), at the age that asks most;
    waves that ask the same are named once."""
    first = protocol.schedule.waves[0]
    ages = range(protocol.places.inclusion.age_from, protocol.places.inclusion.age_to)
    seen: set[str] = set()
    for wave in protocol.schedule.waves:
        if wave.expects in seen:
            continue
        seen.add(wave.expects)
        for limit in protocol.schedule.limits.burden:
            asked = [e for e in protocol.expected(wave.code) if e.informant == limit.informant]
            most = max((_minutes(asked, age, known) for age in ages), default=0.0)
            allowed = limit.t0_minutes if wave is first else limit.follow_up_minutes
            yield Asked(wave.code, limit.informant, most, allowed)


def _versions(protocol: Protocol, versions: Mapping[str, Collection[str]]) -> Iterator[Blocker]:
    named: dict[str, set[str]] = {}
    for one in protocol.schedule.instrument_versions:
        named.setdefault(one.instrument, set()).add(one.version)
        if one.version not in versions.get(one.instrument, ()):
            yield Blocker(
                "unknown_version",
                f"Het protocol noemt versie {one.version} van “{one.instrument}”, die er niet is.",
                "Zet die versie bij de definities, of pas schedule.instrument_versions aan.",
            )
    for name in dict.fromkeys(
        e.instrument for part in protocol.schedule.contribution_sets for e in part.contributions
    ):
        if len(versions.get(name, ())) > 1 and name not in named:
            yield Blocker(
                "version_not_chosen",
                f"Van “{name}” zijn er meer versies; het protocol zegt niet welke wanneer geldt.",
                "Noem ze bij schedule.instrument_versions, met de dag waarop elke ingaat.",
            )


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
    for one in burdens(protocol, known):
        if one.minutes > one.allowed:
            yield Blocker(
                "too_long",
                f"{one.wave} vraagt van {one.informant} {one.minutes:.0f} minuten; het protocol "
                f"staat er {one.allowed} toe.",
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
