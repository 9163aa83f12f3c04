"""What each scope of a withdrawal does to what the register holds.

Every noun with a case key declares its behaviour as a ``Behaviour``: what it holds, in Dutch,
and one effect per scope. The preview a person sees is made from these declarations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from consent.event import Scope


class Effect(StrEnum):
    """What happens to a thing; from nothing to gone."""

    UNTOUCHED = "untouched"
    STOPPED = "stopped"
    HIDDEN = "hidden"
    CLOSED = "closed"
    RECALLED = "recalled"
    CITED_ONLY = "cited_only"
    ERASED = "erased"
    KEPT_AS_PROOF = "kept_as_proof"


EFFECT_WORDS: dict[Effect, str] = {
    Effect.UNTOUCHED: "blijft zoals het is",
    Effect.STOPPED: "komt niets meer bij",
    Effect.HIDDEN: "blijft bewaard, wordt niet meer gebruikt",
    Effect.CLOSED: "wordt meteen gesloten",
    Effect.RECALLED: "de houder bevestigt dat de kopie is verwijderd",
    Effect.CITED_ONLY: "is al openbaar: mag genoemd, niet meer doorgerekend",
    Effect.ERASED: "wordt gewist",
    Effect.KEPT_AS_PROOF: "blijft als bewijs, zonder inhoud",
}

SCOPE_WORDS: dict[Scope, str] = {
    Scope.CONTACT_ONLY: "alleen geen contact meer",
    Scope.NO_NEW_DATA: "geen nieuwe gegevens",
    Scope.NO_FURTHER_USE: "niet verder gebruiken",
    Scope.ERASE: "wissen",
}


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One noun with a case key: what it is called, what it holds, what each scope does to it."""

    noun: str
    title: str
    holds: str
    effects: Mapping[Scope, Effect]

    def __post_init__(self) -> None:
        if missing := set(Scope) - set(self.effects):
            raise ValueError(
                f"{self.noun} does not say what happens on {sorted(missing)}; state every scope"
            )

    def effect(self, scope: Scope) -> Effect:
        return self.effects[scope]


def behaviour(
    noun: str,
    title: str,
    holds: str,
    *,
    contact_only: Effect = Effect.UNTOUCHED,
    no_new_data: Effect = Effect.STOPPED,
    no_further_use: Effect = Effect.HIDDEN,
    erase: Effect = Effect.ERASED,
) -> Behaviour:
    """A declaration with the usual effects; name what differs."""
    effects = {
        Scope.CONTACT_ONLY: contact_only,
        Scope.NO_NEW_DATA: no_new_data,
        Scope.NO_FURTHER_USE: no_further_use,
        Scope.ERASE: erase,
    }
    return Behaviour(noun, title, holds, effects)


CONTRIBUTIONS = behaviour("contribution", "Bijdragen", "antwoorden en aantekeningen van een meting")
INVITATIONS = behaviour(
    "invitation",
    "Uitnodigingen",
    "geplande afspraken en herinneringen",
    contact_only=Effect.STOPPED,
    no_further_use=Effect.STOPPED,
)
ANALYSIS_FILES = behaviour(
    "analysis_file",
    "Analysebestanden",
    "bestanden waarin deze jeugdige voorkomt",
    no_new_data=Effect.UNTOUCHED,
    no_further_use=Effect.CLOSED,
    erase=Effect.CLOSED,
)
COPIES = behaviour(
    "copy",
    "Uitgegeven kopieën",
    "analysebestanden die iemand heeft meegenomen",
    no_new_data=Effect.UNTOUCHED,
    no_further_use=Effect.RECALLED,
    erase=Effect.RECALLED,
)
RELEASES = behaviour(
    "release",
    "Vrijgegeven rapporten",
    "groepsuitkomsten die al gedeeld zijn",
    no_new_data=Effect.UNTOUCHED,
    no_further_use=Effect.CITED_ONLY,
    erase=Effect.CITED_ONLY,
)
CONSENT_EVENTS = behaviour(
    "consent_event",
    "Toestemming",
    "wie wanneer ja of nee zei",
    no_new_data=Effect.UNTOUCHED,
    no_further_use=Effect.KEPT_AS_PROOF,
    erase=Effect.KEPT_AS_PROOF,
)

USUAL = (CONTRIBUTIONS, INVITATIONS, ANALYSIS_FILES, COPIES, RELEASES, CONSENT_EVENTS)


@dataclass(frozen=True, slots=True)
class Consequence:
    """One line of the preview: how many of a noun, and what happens to them."""

    title: str
    count: int
    effect: Effect
    text: str


def preview(
    behaviours: Iterable[Behaviour], counts: Mapping[str, int], scope: Scope
) -> tuple[Consequence, ...]:
    """What a withdrawal would do, noun by noun; nouns of which there are none are left out.

    Raises KeyError for a count of a noun that declared no behaviour: nothing may be forgotten.
    """
    declared = {b.noun: b for b in behaviours}
    found = []
    for noun, count in counts.items():
        rule = declared[noun]
        if count:
            effect = rule.effect(scope)
            text = f"{rule.title} ({count}): {EFFECT_WORDS[effect]}."
            found.append(Consequence(rule.title, count, effect, text))
    return tuple(found)


def needs_advice(scope: Scope, age: int, by_representative: bool) -> bool:
    """Whether this withdrawal may be frozen, so that the FG's written advice is asked (D3).

    Ages 12–15, asked by a representative, wider than *no new data*. Whether it is frozen for a
    datum, ``consent.rules.may_use`` says.
    """
    wide = scope in (Scope.NO_FURTHER_USE, Scope.ERASE)
    return by_representative and wide and 12 <= age < 16
