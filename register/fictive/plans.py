"""One fictive case as decided beforehand: who, where, when; nothing of it touches a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from register.domain.calendar import add_months, age_on
from register.domain.protocol import Protocol
from register.fictive import families, pathways, stories
from register.fictive.course import Course
from register.fictive.draws import Draws, dealt
from register.fictive.families import Family
from register.fictive.replies import Youth
from register.fictive.study import inclusion_days

T = TypeVar("T")
_SETTINGS = {"jzplus": 33, "jji": 14, "jggz": 24, "obc": 29}
_AGES = {
    "jzplus": (12, 17),
    "jji": (14, 19),
    "jggz": (9, 18),
    "obc": (8, 16),
}
_SCHOOLS = {"regulier": 17, "speciaal": 25, "intern": 17, "deels": 12, "dagbesteding": 2}
NO_SCHOOL = 0.27  # published share without education, Noord-Holland 2024 (RESEARCH_DESIGN §6)
_PROBLEMS = {
    "agressie": 0.5,
    "suicidaliteit": 0.2,
    "zelfbeschadiging": 0.2,
    "eetstoornis": 0.07,
    "trauma": 0.5,
    "hechting": 0.4,
    "autisme": 0.35,
    "adhd": 0.35,
    "lvb": 0.3,
    "verslaving": 0.2,
    "delicten": 0.25,
    "weglopen": 0.25,
    "seksuele_uitbuiting": 0.1,
    "schoolverzuim": 0.4,
    "psychiatrie_ouders": 0.3,
    "complexe_scheiding": 0.25,
    "huiselijk_geweld": 0.2,
    "geldzorgen": 0.2,
    "gezin_uitgeput": 0.45,
}


@dataclass(frozen=True)
class Plan:
    """A case before anything is written."""

    no: int
    topic: str
    cohort: int
    included_on: date
    t0_on: date
    born_on: date
    gender: str
    region: str
    team: str
    setting: str
    family: Family
    youth: Youth
    owner: str
    story: str

    @property
    def may_have_sibling(self) -> bool:
        """Whether a brother or sister may be included too, with the same parents."""
        return not self.family.code and self.family.form in ("samen", "gescheiden", "alleen")


def draw(protocol: Protocol, *, cases: int, seed: int, today: date) -> list[Plan]:
    """All cases, by day of inclusion."""
    days = inclusion_days(protocol, cases, today)
    whole = Draws(seed, "cohort")
    forms = shuffled(whole, dealt(families.FORMS, cases))
    settings = shuffled(whole, dealt(_SETTINGS, cases))
    shares = {
        target.region: float(target.cases)
        for target in protocol.measures.targets
        if target.region and target.cohort == 1
    }
    regions = shuffled(whole, dealt(shares, cases))
    tales = shuffled(whole, dealt(stories.SHARES, cases))
    schooled = shuffled(whole, dealt({False: NO_SCHOOL, True: 1 - NO_SCHOOL}, cases))
    plans: list[Plan] = []
    for no, (cohort, first, last) in enumerate(days):
        topic = f"{seed}|{no}"
        draws = Draws(topic, "gezin")
        included = draws.day(first, last)
        t0 = included + timedelta(days=draws.whole(3, 48) if draws.chance(0.93) else 62)
        setting = settings[no]
        born = _birth(draws, setting, included)
        gender = draws.weighted({"m": 52 if setting != "jji" else 85, "v": 47, "x": 1})
        story = tales[no]
        family = families.draw(
            draws,
            form=forms[no],
            gender=gender,
            born_on=born,
            on=included,
            watched=story == stories.GUARDIAN or draws.chance(0.25),
        )
        before = plans[-1] if plans else None
        if before is not None and draws.chance(0.07) and before.may_have_sibling:
            code = f"gezin{no}"
            family = families.sibling(draws, before.family, code=code, gender=gender, born_on=born)
            plans[-1] = replace(before, family=replace(before.family, code=code))
        region = regions[no]
        team = draws.one([ret.id for ret in protocol.rets_of(region)])
        youth = _youth(topic, born, included, t0, setting, today, at_school=schooled[no])
        owner = "postdoc" if draws.chance(0.55) else "onderzoeker"
        plans.append(
            Plan(
                no,
                topic,
                cohort,
                included,
                t0,
                born,
                gender,
                region,
                team,
                setting,
                family,
                youth,
                owner,
                story,
            )
        )
    return sorted(plans, key=lambda plan: (plan.included_on, plan.no))


def _birth(draws: Draws, setting: str, included: date) -> date:
    low, high = _AGES[setting]
    age = min(max(round(draws.normal((low + high) / 2 + 0.6, 1.9)), low), high)
    return add_months(included, -12 * age) - timedelta(days=draws.whole(0, 360))


def _youth(
    topic: str, born: date, included: date, t0: date, setting: str, today: date, *, at_school: bool
) -> Youth:
    draws = Draws(topic, "jeugdige")
    odds = _SCHOOLS if age_on(born, included) < 17 else {**_SCHOOLS, "mbo_hbo": 20, "regulier": 3}
    school = draws.weighted(odds) if at_school else "thuiszitter"
    schooling = {0: school}
    for months in range(6, 48, 6):
        if draws.chance(0.24 if school != "thuiszitter" else 0.42):
            school = draws.weighted({**odds, "thuiszitter": 9})
        schooling[months] = school
    return Youth(
        topic=topic,
        course=Course.draw(Draws(topic, "beloop"), topic=topic, t0_on=t0),
        pathway=pathways.draw(
            Draws(topic, "pad"), born=born, included=included, setting=setting, today=today
        ),
        problems=tuple(code for code, share in _PROBLEMS.items() if draws.chance(share)),
        schooling=schooling,
        analysis_made=draws.chance(0.45),
        harmed=draws.chance(0.5),
    )


def shuffled(draws: Draws, dealt_out: Sequence[T]) -> list[T]:
    """The same in another order."""
    return sorted(dealt_out, key=lambda _: draws.normal())
