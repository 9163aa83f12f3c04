"""The nameless RET frame around the included: registrations as a monitor would hand them over.

Shares are the published ones of Noord-Holland 2024 (RESEARCH_DESIGN §6), scaled to the teams of
Zuid-West: 139 registrations over 137 clients, 34 % brought in by a GI, 27 % without education (34 %
of those of local teams, 41 % of care providers, 18 % of GIs). How many stop at which step is ours.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from register.domain.actor import Actor
from register.domain.calendar import age_on
from register.domain.imports import ImportKind, ImportPlan, MonthlyTotal, RetRow
from register.domain.protocol import Protocol
from register.fictive.draws import Draws, dealt
from register.fictive.plans import Plan, shuffled
from register.fictive.study import moment
from register.services import imports
from register.services.house import House
from register.services.terms import Marker

# Registrations per included youth: four years of a monitor against four cohorts.
PER_CASE = 139 / 50
CLIENTS = 137 / 139
REFERRERS = {
    "gi": 0.34,
    "aanbieder": 0.25,
    "lokaal_team": 0.24,
    "medisch": 0.06,
    "school": 0.04,
    "ouder": 0.03,
    "anders": 0.03,
    "jeugdige": 0.01,
}
WITHOUT_EDUCATION = {"lokaal_team": 0.34, "aanbieder": 0.41, "gi": 0.18}
NO_EDUCATION = 0.27
_STEPS = {"besproken": 0.34, "passend": 0.16, "benaderd": 0.36, "toestemming": 0.14}
_LOCAL = {"lvb": 0.5, "overbelasting": 0.55, "agressie": 0.3, "hechting": 0.2}
_OTHERS = {"lvb": 0.28, "overbelasting": 0.33, "agressie": 0.52, "hechting": 0.44}
_THEMES = {
    "autisme": 0.35,
    "trauma": 0.4,
    "suicidaliteit": 0.18,
    "verslaving": 0.15,
    "wachttijd_ggz": 0.3,
    "samenwerking_domeinen": 0.3,
    "aanbod_forensisch": 0.1,
    "alternatief_gesloten": 0.2,
    "inkoop": 0.15,
}
_BANDS = {"0-7": 0.03, "8-11": 0.16, "12-15": 0.44, "16-17": 0.3, "18+": 0.07}


@dataclass(frozen=True)
class Registration:
    """One registration before it is marked: when, where, and what of it may be kept."""

    on: date
    team: str
    client: str
    row: Mapping[str, str | None]
    themes: tuple[str, ...]


def make(house: House, plans: Sequence[Plan], *, seed: int, by: Actor, today: date) -> int:
    """Hand the registrations over year by year, as RETs do; returns how many there are."""
    made = draw(house.protocol, plans, seed=seed, today=today)
    marker = Marker(house.keys.register.get("imports"))
    for year in sorted({one.on.year for one in made}):
        own = [one for one in made if one.on.year == year]
        handed = min(date(year + 1, 1, 31), today)
        plan = _import(own, year, marker)
        imports.bring_in(house, plan, trial=False, by=by, at=moment(handed, 11), today=handed)
    return len(made)


def draw(
    protocol: Protocol, plans: Sequence[Plan], *, seed: int, today: date
) -> list[Registration]:
    """All registrations in order of time; every included youth is one of them."""
    count = max(round(len(plans) * PER_CASE), len(plans) + 3)
    draws = Draws(seed, "kader")
    referrers = shuffled(draws, dealt(REFERRERS, count))
    absent = _without_education(draws, referrers)
    repeated = count - round(count * CLIENTS)
    found: list[Registration] = []
    for no in range(count):
        if no < len(plans):
            found.append(_included(protocol, plans[no], draws, referrers[no], absent[no]))
        elif no >= count - repeated:
            found.append(_again(found[no - repeated * 3], draws, today))
        else:
            found.append(_other(protocol, draws, no, referrers[no], absent[no], today))
    return sorted(found, key=lambda one: (one.on, one.client))


def _without_education(draws: Draws, referrers: Sequence[str]) -> list[bool]:
    """Who follows no education: the published share per kind of referrer and in all."""
    places: dict[str, list[int]] = {kind: [] for kind in (*WITHOUT_EDUCATION, "overig")}
    for place, referrer in enumerate(referrers):
        kind = referrer if referrer in WITHOUT_EDUCATION else "overig"
        places[kind].append(place)
    wanted = {kind: round(share * len(places[kind])) for kind, share in WITHOUT_EDUCATION.items()}
    rest = max(round(NO_EDUCATION * len(referrers)) - sum(wanted.values()), 0)
    wanted["overig"] = min(rest, len(places["overig"]))
    chosen = {
        place for kind, number in wanted.items() for place in shuffled(draws, places[kind])[:number]
    }
    return [place in chosen for place in range(len(referrers))]


def _included(
    protocol: Protocol, plan: Plan, draws: Draws, referrer: str, absent: bool
) -> Registration:
    age = age_on(plan.born_on, plan.included_on)
    row = {
        "region_group": protocol.region(plan.region).group,
        "age_band": protocol.age_band(age).id,
        "gender": {"m": "jongen", "v": "meisje"}.get(plan.gender, "anders"),
        "setting": plan.setting,
        "referrer": referrer,
        "flow_step": "ingesloten",
    }
    on = plan.included_on - timedelta(days=draws.whole(20, 110))
    return Registration(on, plan.team, f"c{plan.no}", row, _themes(draws, referrer, absent))


def _other(
    protocol: Protocol, draws: Draws, no: int, referrer: str, absent: bool, today: date
) -> Registration:
    shares = {
        target.region: float(target.cases)
        for target in protocol.measures.targets
        if target.region and target.cohort == 1
    }
    region = draws.weighted(shares)
    step = draws.weighted(_STEPS)
    settings = {one.id: 1.0 for one in protocol.places.settings}
    setting = draws.weighted(settings) if step != "besproken" or draws.chance(0.45) else None
    bands = {k: v for k, v in _BANDS.items() if step == "besproken" or k != "0-7"}
    row = {
        "region_group": protocol.region(region).group,
        "age_band": draws.weighted(bands),
        "gender": draws.weighted({"jongen": 56, "meisje": 42, "anders": 1, "onbekend": 1}),
        "setting": setting,
        "referrer": referrer,
        "flow_step": step,
    }
    on = draws.day(protocol.start + timedelta(days=60), today - timedelta(days=7))
    team = draws.one([ret.id for ret in protocol.rets_of(region)])
    return Registration(on, team, f"c{no}", row, _themes(draws, referrer, absent))


def _again(first: Registration, draws: Draws, today: date) -> Registration:
    """The same youth brought in a second time: an own registration, no new client."""
    on = min(first.on + timedelta(days=draws.whole(90, 400)), today - timedelta(days=1))
    row = {**first.row, "flow_step": "besproken"}
    return Registration(on, first.team, first.client, row, first.themes)


def _themes(draws: Draws, referrer: str, absent: bool) -> tuple[str, ...]:
    likely = {**_THEMES, **(_LOCAL if referrer == "lokaal_team" else _OTHERS)}
    found = [code for code, share in likely.items() if draws.chance(share)]
    return tuple(sorted([*found, "thuiszitter"] if absent else found))


def _import(registrations: Sequence[Registration], year: int, marker: Marker) -> ImportPlan:
    rows = tuple(_row(line, one, marker) for line, one in enumerate(registrations, 2))
    name = f"fictieve RET-monitor {year}"
    return ImportPlan(
        kind=ImportKind.RET,
        mapping="fictief",
        mapping_version="1",
        mapping_sha256=hashlib.sha256(b"fictief").hexdigest(),
        file_sha256=hashlib.sha256(name.encode()).hexdigest(),
        encoding="utf-8",
        rows_read=len(rows),
        registrations=rows,
        monthly=tuple(_months(registrations, marker)),
    )


def _row(line: int, one: Registration, marker: Marker) -> RetRow:
    key = f"{one.on:%y}-{line:04d}"
    return RetRow(
        line=line,
        key=key,
        ret=one.team,
        year=one.on.year,
        region_group=one.row["region_group"],
        age_band=one.row["age_band"],
        gender=one.row["gender"],
        setting=one.row["setting"],
        referrer=one.row["referrer"],
        flow_step=one.row["flow_step"],
        themes=one.themes,
        client=marker.mark("ret-client", one.team, one.client),
        identity=marker.mark("ret", one.team, key),
        fingerprint=marker.mark("ret-row", one.team, key, one.on.year, _told(one.row)),
    )


def _told(row: Mapping[str, str | None]) -> dict[str, str]:
    """The row with empty text for what is unknown."""
    return {name: value or "" for name, value in row.items()}


def _months(registrations: Sequence[Registration], marker: Marker) -> list[MonthlyTotal]:
    counts: dict[tuple[str, date], int] = {}
    for one in registrations:
        place = (one.team, one.on.replace(day=1))
        counts[place] = counts.get(place, 0) + 1
    return [
        MonthlyTotal(line, team, month, number, marker.mark("ret-month", team, month.isoformat()))
        for line, ((team, month), number) in enumerate(sorted(counts.items()), 2)
    ]
