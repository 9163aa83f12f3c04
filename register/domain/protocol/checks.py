"""What must agree between the parts of a protocol, each fault with its place and its fix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

from register.domain.people import Role
from register.domain.protocol.model import Protocol
from register.domain.protocol.schedule import Expected

Location: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """A place in the file (keys and list positions from 0), what is wrong, how to mend it."""

    at: Location
    text: str
    fix: str


def faults(protocol: Protocol) -> list[Fault]:
    """Every disagreement in a protocol whose parts are sound by themselves."""
    return [fault for check in _CHECKS for fault in check(protocol)]


def _unique(parts: Sequence[Any], at: Location, *fields: str) -> Iterator[Fault]:
    seen: set[tuple[object, ...]] = set()
    for position, part in enumerate(parts):
        key = tuple(getattr(part, field) for field in fields)
        if key in seen:
            shown = " ".join(map(str, key))
            yield Fault(
                (*at, position), f"“{shown}” staat er twee keer.", "Geef elk een eigen naam."
            )
        seen.add(key)


def _known(
    names: Iterable[str], known: Iterable[str], at: Location, what: str, listed: str
) -> Iterator[Fault]:
    allowed = sorted(set(known))
    for name in names:
        if name not in allowed:
            yield Fault(
                at,
                f"{what} “{name}” bestaat niet.",
                f"Kies uit {', '.join(allowed)}, of voeg toe bij {listed}.",
            )


def _ids_unique(p: Protocol) -> Iterator[Fault]:
    g, pl, s, a, m = p.governance, p.places, p.schedule, p.agreement, p.measures
    lists: tuple[tuple[Sequence[Any], Location, tuple[str, ...]], ...] = (
        (g.controllers, ("governance", "controllers"), ("id",)),
        (g.processors, ("governance", "processors"), ("id",)),
        (g.study_roles, ("governance", "study_roles"), ("id",)),
        (g.budget, ("governance", "budget"), ("id",)),
        (g.retention, ("governance", "retention"), ("id",)),
        (pl.region_groups, ("places", "region_groups"), ("id",)),
        (pl.regions, ("places", "regions"), ("id",)),
        (pl.rets, ("places", "rets"), ("id",)),
        (pl.setting_groups, ("places", "setting_groups"), ("id",)),
        (pl.settings, ("places", "settings"), ("id",)),
        (pl.states, ("places", "states"), ("code",)),
        (pl.states, ("places", "states"), ("priority",)),
        (s.phases, ("schedule", "phases"), ("id",)),
        (s.cohorts, ("schedule", "cohorts"), ("no",)),
        (s.contribution_sets, ("schedule", "contribution_sets"), ("id",)),
        (s.waves, ("schedule", "waves"), ("code",)),
        (s.limits.burden, ("schedule", "limits", "burden"), ("informant",)),
        (s.instrument_versions, ("schedule", "instrument_versions"), ("instrument", "version")),
        (s.instrument_versions, ("schedule", "instrument_versions"), ("instrument", "valid_from")),
        (a.data_classes, ("agreement", "data_classes"), ("code",)),
        (a.purposes, ("agreement", "purposes"), ("code",)),
        (a.age_bands, ("agreement", "age_bands"), ("id",)),
        (a.letters, ("agreement", "letters"), ("id", "version")),
        (m.targets, ("measures", "targets"), ("cohort", "region", "setting_group")),
        (m.disclosure, ("measures", "disclosure"), ("id",)),
        (m.quality, ("measures", "quality"), ("id",)),
        (m.hierarchies, ("measures", "hierarchies"), ("id",)),
        (m.codelists, ("measures", "codelists"), ("id",)),
    )
    for parts, at, fields in lists:
        yield from _unique(parts, at, *fields)


def _places(p: Protocol) -> Iterator[Fault]:
    pl = p.places
    regions, states = [r.id for r in pl.regions], [s.code for s in pl.states]
    region_groups = [g.id for g in pl.region_groups]
    setting_groups = [g.id for g in pl.setting_groups]
    for n, region in enumerate(pl.regions):
        at: Location = ("places", "regions", n, "group")
        yield from _known([region.group], region_groups, at, "Regiogroep", "region_groups")
        if not p.rets_of(region.id):
            yield Fault(
                ("places", "regions", n),
                f"Regio “{region.id}” heeft geen RET.",
                "Noem de regio bij een RET (rets, regions).",
            )
    for n, ret in enumerate(pl.rets):
        yield from _known(
            ret.regions, regions, ("places", "rets", n, "regions"), "Regio", "regions"
        )
    for n, setting in enumerate(pl.settings):
        at = ("places", "settings", n)
        yield from _known(
            [setting.group], setting_groups, (*at, "group"), "Settinggroep", "setting_groups"
        )
        yield from _known(setting.states, states, (*at, "states"), "Verblijfstoestand", "states")
    if pl.inclusion.age_from >= pl.inclusion.age_to:
        yield Fault(
            ("places", "inclusion", "age_to"),
            "De hoogste leeftijd ligt niet boven de laagste.",
            "age_to is de eerste leeftijd die niet meer mag.",
        )


def _governance(p: Protocol) -> Iterator[Fault]:
    settings = [s.id for s in p.places.settings]
    for n, permission in enumerate(p.governance.permissions):
        at: Location = ("governance", "permissions", n)
        yield from _known(permission.settings, settings, (*at, "settings"), "Setting", "settings")
        if permission.expires_on < permission.given_on:
            yield Fault(
                (*at, "expires_on"),
                "De toestemming eindigt vóór zij begint.",
                "Controleer given_on en expires_on.",
            )
    for n, role in enumerate(p.governance.study_roles):
        at = ("governance", "study_roles", n, "accounts")
        yield from _known(role.accounts, list(Role), at, "Rol", "de rollen van het register")


def _schedule(p: Protocol) -> Iterator[Fault]:
    s = p.schedule
    if s.waves[0].months != 0 or s.waves[0].anchor != "inclusion":
        yield Fault(
            ("schedule", "waves", 0),
            "De eerste meting is niet de 0-meting.",
            "Begin met een meting met months: 0 en anchor: inclusion.",
        )
    sets = [c.id for c in s.contribution_sets]
    last_months = -1
    for n, wave in enumerate(s.waves):
        at: Location = ("schedule", "waves", n)
        yield from _known(
            [wave.expects], sets, (*at, "expects"), "Bijdragenlijst", "contribution_sets"
        )
        if n > 0 and wave.anchor == "inclusion":
            yield Fault(
                (*at, "anchor"),
                "Alleen de 0-meting telt vanaf de inclusie.",
                "Kies t0, previous_wave of event.",
            )
        if wave.anchor == "t0":
            if wave.months <= last_months:
                yield Fault(
                    (*at, "months"),
                    f"{wave.code} valt niet na de vorige meting.",
                    "Zet de metingen in volgorde, met oplopende maanden.",
                )
            last_months = wave.months
    for n, cohort in enumerate(s.cohorts):
        at = ("schedule", "cohorts", n, "to_month")
        if cohort.to_month <= cohort.from_month:
            yield Fault(at, "Het cohort eindigt vóór het begint.", "Zet to_month na from_month.")
        if cohort.to_month > p.months:
            yield Fault(at, "Het cohort eindigt na de studie.", f"Blijf binnen {p.months} maanden.")


def _expectations(p: Protocol) -> Iterator[Fault]:
    burdened = {b.informant for b in p.schedule.limits.burden}
    known = {e.instrument for c in p.schedule.contribution_sets for e in c.contributions}
    for n, listed in enumerate(p.schedule.contribution_sets):
        for k, expected in enumerate(listed.contributions):
            at: Location = ("schedule", "contribution_sets", n, "contributions", k)
            if expected.condition:
                yield from _known(
                    [expected.condition.instrument],
                    known,
                    (*at, "if_answer"),
                    "Instrument",
                    "contributions",
                )
            if expected.informant != "dossier" and expected.informant not in burdened:
                yield Fault(
                    (*at, "informant"),
                    f"Voor {expected.informant} staat geen grens aan de belasting.",
                    "Voeg de informant toe bij limits, burden.",
                )
        yield from _gaps_in_age(p, n, listed.contributions)


def _gaps_in_age(p: Protocol, n: int, contributions: tuple[Expected, ...]) -> Iterator[Fault]:
    """Core instruments of the youth must cover each includable age exactly once."""
    own = [e for e in contributions if e.informant == "jeugdige" and e.part == "core"]
    plain = [e for e in own if e.if_answer is None]
    for age in range(p.places.inclusion.age_from, p.places.inclusion.age_to):
        fitting = [e for e in plain if e.fits_age(age)]
        if plain and len(fitting) != 1:
            many = "geen enkele" if not fitting else "meer dan één"
            yield Fault(
                ("schedule", "contribution_sets", n, "contributions"),
                f"Op leeftijd {age} past {many} vragenlijst van de jeugdige.",
                "Laat age_from en age_to op elkaar aansluiten.",
            )
            return


def _agreement(p: Protocol) -> Iterator[Fault]:
    a = p.agreement
    purposes = [purpose.code for purpose in a.purposes]
    for n, letter in enumerate(a.letters):
        at: Location = ("agreement", "letters", n, "purposes")
        yield from _known(letter.purposes, purposes, at, "Doel", "purposes")
    if not any(purpose.needed for purpose in a.purposes):
        yield Fault(
            ("agreement", "purposes"),
            "Geen enkel doel is nodig voor deelname.",
            "Zet needed: ja bij het doel deelname.",
        )
    codes = [c.code for c in a.data_classes]
    for n, data_class in enumerate(a.data_classes):
        at = ("agreement", "data_classes", n, "collected_under")
        yield from _known([data_class.collected_under], purposes, at, "Doel", "purposes")
    for n, purpose in enumerate(a.purposes):
        at = ("agreement", "purposes", n)
        yield from _known(
            purpose.data_classes, codes, (*at, "data_classes"), "Soort gegevens", "data_classes"
        )
        yield from _known(purpose.rests_on, purposes, (*at, "rests_on"), "Doel", "purposes")
    ages = [band.age_from for band in a.age_bands]
    if ages[0] != 0 or any(later <= earlier for earlier, later in pairwise(ages)):
        yield Fault(
            ("agreement", "age_bands"),
            "De leeftijdsgroepen beginnen niet bij 0 of lopen niet op.",
            "Begin met age_from: 0 en zet de groepen in volgorde.",
        )
    if not a.consent_from <= a.decides_from <= a.adult_from:
        yield Fault(
            ("agreement", "decides_from"),
            "De leeftijden waarop iemand meetekent, beslist en volwassen is, lopen niet op.",
            "Zet consent_from ≤ decides_from ≤ adult_from.",
        )


def _targets(p: Protocol) -> Iterator[Fault]:
    cohorts = {c.no: c.size for c in p.schedule.cohorts}
    regions = [r.id for r in p.places.regions]
    groups = [g.id for g in p.places.setting_groups]
    for n, target in enumerate(p.measures.targets):
        at: Location = ("measures", "targets", n)
        if target.cohort not in cohorts:
            yield Fault(
                (*at, "cohort"),
                f"Cohort {target.cohort} bestaat niet.",
                "Voeg het toe bij cohorts.",
            )
        if (target.region is None) == (target.setting_group is None):
            yield Fault(
                at, "Een streefaantal geldt voor één indeling.", "Noem region of setting_group."
            )
        if target.region:
            yield from _known([target.region], regions, (*at, "region"), "Regio", "regions")
        if target.setting_group:
            yield from _known(
                [target.setting_group],
                groups,
                (*at, "setting_group"),
                "Settinggroep",
                "setting_groups",
            )
    for no, size in cohorts.items():
        for kind in ("region", "setting_group"):
            own = [t for t in p.measures.targets if t.cohort == no and getattr(t, kind)]
            if own and sum(t.cases for t in own) != size:
                yield Fault(
                    ("measures", "targets"),
                    f"De streefaantallen per {kind} van cohort {no} tellen niet op tot {size}.",
                    "Pas de aantallen of de grootte van het cohort aan.",
                )


def _hierarchies(p: Protocol) -> Iterator[Fault]:
    for n, hierarchy in enumerate(p.measures.hierarchies):
        for child in hierarchy.parents:
            seen, step = {child}, hierarchy.parents.get(child)
            while step is not None and step not in seen:
                seen.add(step)
                step = hierarchy.parents.get(step)
            if step is not None:
                yield Fault(
                    ("measures", "hierarchies", n, "parents", child),
                    f"“{child}” komt boven zichzelf uit.",
                    "Laat elke tak eindigen bij één hoogste klasse.",
                )


_CHECKS: tuple[Callable[[Protocol], Iterator[Fault]], ...] = (
    _ids_unique,
    _places,
    _governance,
    _schedule,
    _expectations,
    _agreement,
    _targets,
    _hierarchies,
)
