"""A case: who may be included, and how a family leaves, pauses and comes back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from register.domain.calendar import age_on, shown
from register.domain.errors import Blocker
from register.domain.lifecycle import LifeCycle, Step
from register.domain.people import Permission
from register.domain.protocol import Protocol

_E = Permission.CASE_EDIT
_ACTIVE, _PAUSED, _LOST = "volgt", "pauze", "contact verloren"
_STOPPED, _MOVED, _DIED, _DONE = "gestopt", "verhuisd", "overleden", "afgerond"

LIFE = LifeCycle(
    "case",
    "Meedoen van een gezin",
    _ACTIVE,
    {
        _ACTIVE: "postdoc",
        _PAUSED: "postdoc",
        _LOST: "contactbeheerder",
        _MOVED: "postdoc",
        _STOPPED: "",
        _DIED: "",
        _DONE: "",
    },
    (
        Step("pause", _ACTIVE, _PAUSED, "pauze", _E),
        Step("resume", _PAUSED, _ACTIVE, "weer verder", _E),
        Step("lose", _ACTIVE, _LOST, "contact verloren", _E),
        Step("lose", _PAUSED, _LOST, "contact verloren", _E),
        Step("resume", _LOST, _ACTIVE, "weer verder", _E),
        Step("move_away", _ACTIVE, _MOVED, "verhuisd buiten het landsdeel", _E),
        Step("resume", _MOVED, _ACTIVE, "blijft meedoen", _E),
        *(
            Step("stop", state, _STOPPED, "gestopt met het onderzoek", _E)
            for state in (_ACTIVE, _PAUSED, _LOST, _MOVED)
        ),
        *(
            Step("die", state, _DIED, "overleden", _E)
            for state in (_ACTIVE, _PAUSED, _LOST, _MOVED)
        ),
        # A mistaken notice must be undoable; it brings back exactly what it cancelled.
        Step("undo", _STOPPED, _ACTIVE, "terugdraaien", _E),
        Step("undo", _DIED, _ACTIVE, "terugdraaien", _E),
        Step("complete", _ACTIVE, _DONE, "afronden", _E),
        Step("complete", _LOST, _DONE, "afronden", _E),
    ),
)

# In these states nobody is invited, reminded or counted as too late.
SILENT = frozenset({_PAUSED, _STOPPED, _DIED, _DONE})
# `overleden` stops everything at once and is never a published category (RULES D13).
PUBLISHED_EXIT = {_STOPPED: "gestopt met het onderzoek", _LOST: "niet meer bereikt", _DONE: _DONE}


def published_exit(state: str) -> str | None:
    """The word for leaving that may be shown outside the team; None while taking part, and where
    it may not be shown."""
    return PUBLISHED_EXIT.get(state)


def invites(state: str) -> bool:
    """Whether a family in this state is invited and reminded."""
    return state not in SILENT


@dataclass(frozen=True)
class Candidate:
    """What is known of a youth at inclusion; `consent_reasons` come from the consent rules.

    permission_to_contact: the family allowed the RET to pass the name on. ground_18_plus: why help
    goes on after 18. recruited_by_treating: whether the own therapist asked the family.
    """

    born_on: date
    region: str
    setting: str
    cohort: int
    ret_discussed_on: date | None
    permission_to_contact: bool
    professionals_willing: int
    region_responsible: bool = True
    recruited_by_treating: bool = False
    ground_18_plus: str = ""
    consent_reasons: tuple[str, ...] = ()


def inclusion_blockers(
    protocol: Protocol, candidate: Candidate, *, on: date, active_cases: int, demo: bool = False
) -> tuple[Blocker, ...]:
    """Every reason why a youth cannot be included on a day.

    active_cases: how many families are followed now. demo: a fictive installation, in which
    stand-in verdicts and permissions count.
    """
    return (
        *_age(protocol, candidate, on),
        *_place(protocol, candidate, on),
        *_recruitment(protocol, candidate),
        *_room(protocol, candidate, on, active_cases),
        *permission_blockers(protocol, candidate.setting, on=on, demo=demo),
        *(
            Blocker("consent", reason, "Leg de toestemming vast van ieder die ja moet zeggen.")
            for reason in candidate.consent_reasons
        ),
    )


def _age(protocol: Protocol, candidate: Candidate, on: date) -> Iterable[Blocker]:
    rule = protocol.places.inclusion
    if candidate.born_on > on:
        yield Blocker(
            "born_later", "De geboortedatum ligt na de insluiting.", "Controleer de datum."
        )
        return
    age = age_on(candidate.born_on, on)
    if not rule.age_from <= age < rule.age_to:
        yield Blocker(
            "age",
            f"Meedoen kan van {rule.age_from} tot {rule.age_to} jaar.",
            "Controleer de geboortedatum; anders past deze jeugdige niet.",
        )
    elif age >= rule.ground_needed_from and not candidate.ground_18_plus.strip():
        yield Blocker(
            "ground",
            f"Vanaf {rule.ground_needed_from} jaar is een grond voor verlengde hulp nodig.",
            "Noteer waarom de jeugdhulp doorgaat.",
        )


def _place(protocol: Protocol, candidate: Candidate, on: date) -> Iterable[Blocker]:
    rule = protocol.places.inclusion
    if candidate.region not in {region.id for region in protocol.places.regions}:
        yield Blocker("region", "Deze regio hoort niet bij het onderzoek.", "Kies een regio.")
    if candidate.setting not in {setting.id for setting in protocol.places.settings}:
        yield Blocker("setting", "Deze setting hoort niet bij het onderzoek.", "Kies een setting.")
    if rule.region_responsible and not candidate.region_responsible:
        yield Blocker(
            "responsible",
            "De verantwoordelijke gemeente (woonplaatsbeginsel) ligt buiten de regio.",
            "Vraag het RET welke gemeente verantwoordelijk is.",
        )
    discussed = candidate.ret_discussed_on
    if rule.ret_discussed and (discussed is None or discussed > on):
        yield Blocker(
            "ret",
            "Deze jeugdige is nog niet in een RET besproken.",
            "Noteer de dag waarop het RET de jeugdige besprak.",
        )


def _recruitment(protocol: Protocol, candidate: Candidate) -> Iterable[Blocker]:
    rule = protocol.places.inclusion
    if not candidate.permission_to_contact:
        yield Blocker(
            "may_approach",
            "Het gezin heeft het RET niet toegestaan de naam door te geven.",
            "Wacht tot het RET “mag benaderd” doorgeeft.",
        )
    if rule.never_recruited_by_treating and candidate.recruited_by_treating:
        yield Blocker(
            "treating",
            "De eigen behandelaar heeft het gezin gevraagd.",
            "Laat een ander het opnieuw vragen, met de brief.",
        )
    if candidate.professionals_willing < rule.professionals_willing:
        yield Blocker(
            "professionals",
            f"Er moet minstens {rule.professionals_willing} professional meedoen.",
            "Vraag een betrokken professional om mee te doen aan de leersessies.",
        )


def _room(protocol: Protocol, candidate: Candidate, on: date, active: int) -> Iterable[Blocker]:
    limit = protocol.schedule.limits.max_active_cases
    if active >= limit:
        yield Blocker(
            "full",
            f"Het team volgt al {limit} gezinnen, het hoogste aantal van het protocol.",
            "Rond casussen af of pas het protocol aan.",
        )
    if candidate.cohort not in {cohort.no for cohort in protocol.schedule.cohorts}:
        yield Blocker("cohort", "Dit cohort bestaat niet.", "Kies een cohort.")
        return
    opens, closes = protocol.cohort_period(candidate.cohort)
    if not opens <= on < closes:
        yield Blocker(
            "cohort_closed",
            f"Dit cohort loopt van {shown(opens)} tot {shown(closes)}.",
            "Kies het cohort dat nu open is.",
        )


def permission_blockers(
    protocol: Protocol, setting: str, *, on: date, demo: bool = False
) -> tuple[Blocker, ...]:
    """Why nobody may be included in a setting on a day: verdict and permissions (RULES D6)."""
    found: list[Blocker] = []
    verdicts = [v for v in protocol.governance.verdicts if v.valid_on(on)]
    permissions = [
        p for p in protocol.governance.permissions if setting in p.settings and p.valid_on(on)
    ]
    if not verdicts:
        found.append(
            Blocker(
                "verdict",
                "Er is geen geldig oordeel van een METC.",
                "Vul het in het protocol in (governance, verdicts).",
            )
        )
    if not permissions:
        found.append(
            Blocker(
                "permission",
                "Voor deze setting is er geen geldige toestemming van de instelling.",
                "Vul haar in het protocol in (governance, permissions).",
            )
        )
    if not demo and (any(v.fictive for v in verdicts) or any(p.fictive for p in permissions)):
        found.append(
            Blocker(
                "fictive",
                "Het oordeel of de toestemming in het protocol is fictief.",
                "Vervang de fictieve nummers vóór het eerste echte gezin.",
            )
        )
    return tuple(found)


def cohort_caution(protocol: Protocol, *, cohort: int, active_cases: int) -> Blocker | None:
    """A warning before a cohort is opened that would bring the team over its limit."""
    coming = active_cases + protocol.cohort(cohort).size
    limit = protocol.schedule.limits.max_active_cases
    if coming <= limit:
        return None
    return Blocker(
        "cohort_too_many",
        f"Met dit cohort erbij volgt het team {coming} gezinnen; {limit} is het hoogste aantal.",
        "Rond casussen af, maak het cohort kleiner of pas het protocol aan.",
    )
