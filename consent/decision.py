"""The answer to a question about consent: a verdict, its step, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Step(IntEnum):
    """The steps of RULES §1.4; the first that fails decides."""

    ERASED = 1
    RETENTION = 2
    SCOPE = 3
    COLLECTION = 4
    WITHDRAWAL = 5
    GROWING_UP = 6
    AUTHORITY = 7
    ALLOWED = 8


class Reason(StrEnum):
    """Why, as a code; every code has a Dutch sentence in ``REASON_WORDS``."""

    ERASED = "erased"
    RETENTION = "retention"
    SCOPE = "scope"
    NOT_RELEASED = "not_released"
    COLLECTION_UNLAWFUL = "collection_unlawful"
    RESTRICTED = "restricted"
    NO_NEW_DATA = "no_new_data"
    FROZEN = "frozen"
    NO_FURTHER_USE = "no_further_use"
    ERASE = "erase"
    RECONSENT_PENDING = "reconsent_pending"
    RECONSENT_MISSING = "reconsent_missing"
    OBJECTED = "objected"
    ALLOWED = "allowed"


SEVERITY: tuple[Reason, ...] = (
    Reason.RESTRICTED,
    Reason.NO_NEW_DATA,
    Reason.FROZEN,
    Reason.NO_FURTHER_USE,
    Reason.ERASE,
)
"""Step 5, from light to heavy: where several hold, the heaviest is the answer."""

REASON_WORDS: dict[Reason, str] = {
    Reason.ERASED: "De gegevens zijn op verzoek gewist.",
    Reason.RETENTION: "De bewaartermijn is voorbij.",
    Reason.SCOPE: "Dit soort gegevens of deze ontvanger valt niet onder dit doel.",
    Reason.NOT_RELEASED: "De bron heeft dit niet vrijgegeven voor deze lezer.",
    Reason.COLLECTION_UNLAWFUL: "Bij het verzamelen was niet alle toestemming geldig.",
    Reason.RESTRICTED: "Het gebruik is op verzoek tijdelijk stilgezet.",
    Reason.NO_NEW_DATA: "Deze gegevens zijn verzameld na een nee.",
    Reason.FROZEN: (
        "Bevroren: een ouder wil wissen of stoppen, de jeugdige niet. De "
        "verwerkingsverantwoordelijke beslist na schriftelijk advies van de FG."
    ),
    Reason.NO_FURTHER_USE: "Er is gevraagd om deze gegevens niet verder te gebruiken.",
    Reason.ERASE: "Er is gevraagd om deze gegevens te wissen.",
    Reason.RECONSENT_PENDING: "Nieuwe toestemming is nodig en nog niet gegeven.",
    Reason.RECONSENT_MISSING: "Nieuwe toestemming is nodig en op tijd uitgebleven.",
    Reason.OBJECTED: "De betrokkene maakt bezwaar; zonder eigen toestemming stopt het gebruik.",
    Reason.ALLOWED: "Gebruik is toegestaan.",
}

STEP_WORDS: dict[Step, str] = {
    Step.ERASED: "Gewist?",
    Step.RETENTION: "Binnen de bewaartermijn?",
    Step.SCOPE: "Past het bij doel, soort gegevens en ontvanger?",
    Step.COLLECTION: "Was het verzamelen toegestaan?",
    Step.WITHDRAWAL: "Is er daarna nee gezegd?",
    Step.GROWING_UP: "Is na 12 of 16 jaar opnieuw toestemming gegeven?",
    Step.AUTHORITY: "Heeft een nieuwe vertegenwoordiger bevestigd?",
    Step.ALLOWED: "Toegestaan",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Why a step fails: the reason, a Dutch detail naming roles only, the events behind it."""

    reason: Reason
    detail: str
    events: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """One step as taken: passed or not, in Dutch, with the events looked at."""

    step: Step
    passed: bool
    text: str
    events: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict. ``flags`` mark what a person should look at although it is allowed."""

    allowed: bool
    step: Step
    reason: Reason
    explanation: str
    events: tuple[int, ...]
    trace: tuple[Trace, ...]
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The bare answer, for many data at once."""

    allowed: bool
    step: Step
    reason: Reason


def decided(trace: list[Trace], reason: Reason, flags: tuple[str, ...] = ()) -> Decision:
    """The decision that a finished trace amounts to: its last step decides."""
    last = trace[-1]
    events = last.events
    if last.passed:
        events = tuple(sorted({seq for step in trace for seq in step.events}))
    explanation = REASON_WORDS[reason]
    if not last.passed and last.text:
        explanation = f"{explanation} {last.text[0].upper()}{last.text[1:]}"
    return Decision(last.passed, last.step, reason, explanation, events, tuple(trace), flags)
