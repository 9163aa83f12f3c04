"""Handing in, reopening, missing, refusing a contribution: its life cycle, every reason against."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from register.domain.calendar import shown
from register.domain.errors import Blocker
from register.domain.lifecycle import LifeCycle, Step
from register.domain.people import Permission
from register.domain.states import Stored

_E, _R = Permission.CONTRIBUTION_EDIT, Permission.CONTRIBUTION_REOPEN
_P, _I, _D = Stored.PLANNED, Stored.INVITED, Stored.PARTLY
_WORK = "postdoc"

LIFE = LifeCycle(
    "contribution",
    "Een bijdrage aan een meting",
    _P,
    {
        _P: _WORK,
        _I: _WORK,
        _D: _WORK,
        Stored.DONE: "datamanager",
        Stored.REFUSED: "",
        Stored.MISSED: "",
        Stored.NOT_APPLICABLE: "",
        Stored.WITHDRAWN: "",
    },
    (
        Step("invite", _P, _I, "uitnodigen", _E),
        Step("begin", _P, _D, "beginnen", _E),
        Step("begin", _I, _D, "beginnen", _E),
        Step("submit", _P, Stored.DONE, "inleveren", _E),
        Step("submit", _I, Stored.DONE, "inleveren", _E),
        Step("submit", _D, Stored.DONE, "inleveren", _E),
        Step("refuse", _P, Stored.REFUSED, "weigering noteren", _E),
        Step("refuse", _I, Stored.REFUSED, "weigering noteren", _E),
        Step("refuse", _D, Stored.REFUSED, "weigering noteren", _E),
        Step("miss", _P, Stored.MISSED, "gemist noteren", _E),
        Step("miss", _I, Stored.MISSED, "gemist noteren", _E),
        Step("miss", _D, Stored.MISSED, "gemist noteren", _E),
        Step("set_aside", _P, Stored.NOT_APPLICABLE, "niet van toepassing", _E),
        Step("set_aside", _I, Stored.NOT_APPLICABLE, "niet van toepassing", _E),
        Step("cancel", _P, Stored.WITHDRAWN, "intrekking verwerken", _E),
        Step("cancel", _I, Stored.WITHDRAWN, "intrekking verwerken", _E),
        Step("cancel", _D, Stored.WITHDRAWN, "intrekking verwerken", _E),
        Step("reopen", Stored.DONE, _D, "heropenen", _R),
        Step("reopen", Stored.MISSED, _P, "heropenen", _R),
        Step("reopen", Stored.REFUSED, _P, "heropenen", _R),
        Step("reopen", Stored.NOT_APPLICABLE, _P, "heropenen", _R),
        # An undone withdrawal brings back exactly what it cancelled.
        Step("restore", Stored.WITHDRAWN, _P, "terugdraaien", _R),
    ),
)

MISS_REASONS = {
    "ziek": "ziek",
    "geen_contact": "geen contact gekregen",
    "crisis": "crisis in het gezin",
    "niet_bereikbaar": "instelling niet bereikbaar",
    "geen_tijd": "geen tijd",
    "afwezig": "vakantie of afwezig",
    "gestopt": "gestopt met het onderzoek",
    "onderzoeker": "door de onderzoeker niet gedaan",
    "anders": "anders",
}


@dataclass(frozen=True)
class Filled:
    """What stands on a form when it is handed in.

    collected_on: day of the talk or of filling in; unexplained: labels of required questions with
    neither an answer nor a reason; hard_errors: labels of answers outside what is possible;
    unanswered_warnings: soft warnings without an answer; consent_reason: why collecting on that day
    is not allowed (from the consent rules), or None; conversation: mode and who was present known.
    """

    collected_on: date | None
    unexplained: Collection[str] = ()
    hard_errors: Collection[str] = ()
    unanswered_warnings: Collection[str] = ()
    consent_reason: str | None = None
    conversation: bool = True
    signed_off: bool = False


def submit_blockers(state: Stored, filled: Filled, *, today: date) -> tuple[Blocker, ...]:
    """Every reason why a contribution cannot be handed in; a late or early day is no reason."""
    found = list(LIFE.blockers(state, "submit"))
    found += _day_blockers(filled.collected_on, today)
    if filled.consent_reason:
        found.append(
            Blocker(
                "no_consent",
                f"Op deze dag mocht dit niet gevraagd worden: {filled.consent_reason}",
                "Leg eerst de toestemming vast, of noteer de bijdrage als gemist.",
            )
        )
    if not filled.conversation:
        found.append(
            Blocker(
                "conversation",
                "Er staat niet hoe, waar en met wie erbij dit is ingevuld.",
                "Vul “Over dit gesprek” in.",
            )
        )
    found += _listed("unexplained", "Nog zonder antwoord of reden", filled.unexplained)
    found += _listed("hard_error", "Dit kan niet kloppen", filled.hard_errors)
    found += _listed("warning", "Kijk hier nog naar", filled.unanswered_warnings)
    return tuple(found)


def _day_blockers(collected_on: date | None, today: date) -> list[Blocker]:
    if collected_on is None:
        return [Blocker("no_day", "De dag van invullen ontbreekt.", "Vul de dag in.")]
    if collected_on > today:
        return [
            Blocker(
                "future_day",
                "De dag van invullen ligt in de toekomst.",
                f"Kies {shown(today)} of eerder.",
            )
        ]
    return []


def _listed(code: str, what: str, labels: Collection[str]) -> list[Blocker]:
    return [
        Blocker(code, f"{what}: {label}.", "Antwoord, of kies een reden waarom niet.")
        for label in labels
    ]


def reopen_blockers(
    state: Stored, reason: str, *, signed_off: bool = False, definitive: bool = False
) -> tuple[Blocker, ...]:
    """Every reason why a closed contribution cannot be opened again."""
    found = list(LIFE.blockers(state, "reopen"))
    if definitive:
        found.append(
            Blocker(
                "definitive",
                "Deze meting is definitief.",
                "Vraag de datamanager om het definitief eraf te halen.",
            )
        )
    if signed_off and not reason.strip():
        found.append(
            Blocker("signed_off", "Een ander heeft hiervoor getekend.", "Schrijf wat er mis was.")
        )
    elif not reason.strip():
        found.append(Blocker("no_reason", "Er staat geen reden bij.", "Schrijf waarom."))
    return tuple(found)


def miss_blockers(
    state: Stored, reason: str, note: str, *, opens_on: date | None, today: date
) -> tuple[Blocker, ...]:
    """Every reason why a contribution cannot be noted as missed."""
    found = list(LIFE.blockers(state, "miss"))
    if reason not in MISS_REASONS:
        found.append(
            Blocker(
                "no_reason",
                "De reden van het missen ontbreekt.",
                f"Kies uit: {', '.join(MISS_REASONS.values())}.",
            )
        )
    if reason == "anders" and not note.strip():
        found.append(Blocker("no_note", "“Anders” zegt nog niets.", "Schrijf in een paar woorden."))
    if opens_on is None or today < opens_on:
        found.append(
            Blocker(
                "not_open",
                "De periode van deze meting is nog niet begonnen.",
                "Wacht tot de periode begint, of verzet de meting.",
            )
        )
    return tuple(found)


def attempt_blockers(
    attempts_on: Collection[date], *, on: date, most: int, days_between: int, crisis: bool
) -> tuple[Blocker, ...]:
    """Why a next contact attempt in a wave is not made now (RULES D15)."""
    found: list[Blocker] = []
    if crisis:
        found.append(
            Blocker("crisis", "Er is een crisis in dit gezin.", "Wacht tot de crisis voorbij is.")
        )
    if len(attempts_on) >= most:
        found.append(
            Blocker(
                "enough_attempts",
                f"Er is al {len(attempts_on)} keer contact gezocht.",
                "Noteer de bijdrage als gemist: geen contact gekregen.",
            )
        )
    elif attempts_on and (on - max(attempts_on)).days < days_between:
        found.append(
            Blocker(
                "too_soon",
                f"Tussen twee pogingen zitten minstens {days_between} dagen.",
                "Probeer het later opnieuw.",
            )
        )
    return tuple(found)
