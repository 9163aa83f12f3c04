"""Who turned up at a wave and when: on time, late, early, missed, refused, or still to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from register.domain.contributions import MISS_REASONS
from register.domain.states import Stored
from register.domain.waves import PlannedWave
from register.fictive.draws import Draws
from register.fictive.plans import Plan
from register.fictive.stories import ENDING, Turn

_REFUSALS = ("heeft er geen zin in", "te zwaar op dit moment", "wil niet meer over vroeger praten")
# Chance that one informant does not take part in a wave in which the family does.
_ABSENT = {
    "jeugdige": 0.11,
    "ouder": 0.09,
    "belangrijke_ander": 0.2,
    "professional": 0.12,
    "dossier": 0.02,
}


@dataclass(frozen=True)
class Outcome:
    """What became of one contribution: its state, the day, why not, and what was agreed on."""

    state: Stored
    on: date
    reason: str = ""
    appointment_on: date | None = None


def outcome(
    plan: Plan, wave: PlannedWave, informant: str, party: str, today: date, turn: Turn | None
) -> Outcome | None:
    """What became of one contribution by today; None while nothing was done about it."""
    due, opens, closes = wave.due_on, wave.opens_on, wave.closes_on
    if due is None or opens is None or closes is None or opens > today:
        return None
    draws = Draws(plan.topic, "opkomst", wave.code, informant, party)
    visit = _visit(plan, wave, due)
    seen = (visit or due) + timedelta(days=_after_visit(draws, informant))
    if turn is not None and turn.away(seen):
        # Who left for good has been noted so for all that was still open.
        gone = turn.story in ENDING
        return None if gone else _missed(draws, closes, today, MISS_REASONS["geen_contact"])
    if visit is None:
        reason = Draws(plan.topic, "gemist", wave.code).one(list(MISS_REASONS)[:6])
        forgotten = (today - closes).days < 150 and draws.chance(0.25)
        return None if forgotten else _missed(draws, closes, today, MISS_REASONS[reason])
    on = seen
    if draws.chance(_ABSENT[informant]):
        if draws.chance(0.55):
            return Outcome(Stored.REFUSED, on, draws.one(_REFUSALS)) if on <= today else None
        return _missed(draws, closes, today, MISS_REASONS[draws.one(list(MISS_REASONS)[:6])])
    if on <= today:
        half = (today - on).days < 45 and draws.chance(0.12)
        return Outcome(Stored.PARTLY if half else Stored.DONE, on)
    if draws.chance(0.7):
        asked = max(opens, today - timedelta(days=draws.whole(0, 5)))
        return Outcome(Stored.INVITED, asked, appointment_on=on if draws.chance(0.7) else None)
    return None


def _missed(draws: Draws, closes: date, today: date, why: str) -> Outcome | None:
    """Noted as missed some days after the window; until then it is too late."""
    told = closes + timedelta(days=draws.whole(3, 14))
    return Outcome(Stored.MISSED, told, why) if told <= today else None


def _visit(plan: Plan, wave: PlannedWave, due: date) -> date | None:
    """The day on which the researcher saw the family; None when the wave was missed whole."""
    if wave.months == 0:
        return plan.t0_on
    draws = Draws(plan.topic, "bezoek", wave.code)
    leaving = Draws(plan.topic, "afhaken")
    tired = leaving.chance(0.10) and wave.months >= leaving.whole(2, 5) * 6
    if draws.chance(0.6 if tired else 0.07):
        return None
    kind = draws.weighted({"binnen": 86, "laat": 11, "vroeg": 3})
    if kind == "binnen":
        return due + timedelta(days=draws.whole(-11, 24))
    late = kind == "laat"
    return due + timedelta(days=draws.whole(30, 55) if late else draws.whole(-26, -16))


def _after_visit(draws: Draws, informant: str) -> int:
    low, high = {
        "jeugdige": (0, 3),
        "ouder": (0, 8),
        "belangrijke_ander": (1, 20),
        "professional": (0, 22),
        "dossier": (4, 40),
    }[informant]
    return draws.whole(low, high)
