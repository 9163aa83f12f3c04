"""A quality finding as a question to a person (controlevraag): its life, and what stands against.

A finding that was accepted or closed stays away at later waves unless what it looked at changes.
Nothing closes because a check disappears.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from register.domain.errors import Blocker
from register.domain.lifecycle import LifeCycle, Step
from register.domain.people import Permission

OPEN, ANSWERED, CLOSED = "open", "beantwoord", "gesloten"
ACCEPTED, GONE = "aanvaard", "hersteld"
UNRESOLVED = frozenset({OPEN, ANSWERED})
ERROR, WARNING = "fout", "waarschuwing"
ASKED = frozenset({ERROR, WARNING})
_R = Permission.QUALITY_RESOLVE

LIFE = LifeCycle(
    "finding",
    "Een controlevraag",
    OPEN,
    {
        OPEN: "wie gevraagd is",
        ANSWERED: "datamanager",
        CLOSED: "niemand, tot de waarde verandert",
        ACCEPTED: "niemand, tot de waarde verandert",
        GONE: "niemand, tot het terugkomt",
    },
    (
        Step("answer", OPEN, ANSWERED, "beantwoorden", _R),
        Step("accept", OPEN, ACCEPTED, "aanvaarden met reden", _R),
        Step("vanish", OPEN, GONE, "hersteld: de controle gaat niet meer af", _R),
        Step("close", ANSWERED, CLOSED, "sluiten", _R),
        Step("accept", ANSWERED, ACCEPTED, "aanvaarden met reden", _R),
        Step("return", ANSWERED, OPEN, "terugvragen", _R),
        Step("vanish", ANSWERED, GONE, "hersteld: de controle gaat niet meer af", _R),
        Step("reopen", CLOSED, OPEN, "de waarde veranderde", _R),
        Step("reopen", ACCEPTED, OPEN, "de waarde veranderde", _R),
        Step("reopen", GONE, OPEN, "de controle gaat weer af", _R),
    ),
)

# Why a value is as it is; an answer names one, so that one cause can be answered at once.
CAUSES: Mapping[str, str] = {
    "klopt": "het klopt zo",
    "typefout": "typefout, hersteld",
    "verkeerd_gekoppeld": "bij de verkeerde meting of casus, hersteld",
    "bron": "de bron zegt dit, niet na te gaan",
    "niet_te_achterhalen": "niet meer te achterhalen",
    "techniek": "door invoer of import, gemeld",
    "toestemming": "toestemming is er, alsnog vastgelegd",
}

TERMS = {ERROR: timedelta(days=14), WARNING: timedelta(days=28)}
SHORTEST = 5


def due_on(severity: str, on: date) -> date:
    """By when a question of this severity is to be answered."""
    return on + TERMS[severity]


@dataclass(frozen=True)
class Reply:
    """What a person says to a question: a cause from the list, and words of their own."""

    cause: str
    explanation: str = ""


def blockers(state: str, verb: str, reply: Reply | None = None) -> tuple[Blocker, ...]:
    """Every reason against a verb on a question."""
    found = list(LIFE.blockers(state, verb))
    if verb not in ("answer", "accept"):
        return tuple(found)
    if reply is None or reply.cause not in CAUSES:
        found.append(
            Blocker("no_cause", "Er is geen oorzaak gekozen.", "Kies er een uit de lijst.")
        )
    elif verb == "accept" and len(reply.explanation.strip()) < SHORTEST:
        found.append(
            Blocker(
                "no_reason",
                "Aanvaarden kan alleen met een reden.",
                "Schrijf in een zin waarom de waarde zo mag blijven.",
            )
        )
    return tuple(found)
