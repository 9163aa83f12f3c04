"""The chain of change (RESEARCH_DESIGN §9): from insight to a change that was stated beforehand.

A link is evidence only when it came in time: a change that was expected after it was seen proves
nothing, and an observed change says what else can explain it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from register.domain.errors import Blocker


class Kind(StrEnum):
    """The links in their order."""

    INSIGHT = "inzicht"
    FEEDBACK = "terugkoppeling"
    RESPONSE = "reactie"
    ADVICE = "advies"
    EXPECTATION = "verwachte verandering"
    COMMITMENT = "toezegging"
    ACTION = "actie"
    CHANGE = "waargenomen verandering"


ORDER = tuple(Kind)


class Strength(StrEnum):
    """How strong the evidence for a change is; against counts as much as for."""

    STRONG = "sterk"
    WEAK = "zwak"
    AGAINST = "tegen"


class Reply(StrEnum):
    """What those who were told made of it."""

    RECOGNISED = "herkend"
    DOUBTED = "betwijfeld"
    REJECTED = "afgewezen"


@dataclass(frozen=True)
class Link:
    """One link. Only what its kind needs is filled in.

    evidence: how many sources an insight rests on; reached: how many people a feedback moment
    reached; reply: of a response; seen_by: how an expectation is to be seen; by_when: its term;
    who: of a commitment or action, by role; strength and other_explanations: of a change.
    """

    kind: Kind
    on: date
    evidence: int = 0
    reached: int = 0
    reply: Reply | None = None
    seen_by: str = ""
    by_when: date | None = None
    who: str = ""
    strength: Strength | None = None
    other_explanations: str = ""


def link_blockers(chain: Sequence[Link], link: Link, *, today: date) -> tuple[Blocker, ...]:
    """Every reason why a link cannot be added to a chain."""
    return (*_lacking(link), *_untimely(chain, link, today))


def _lacking(link: Link) -> list[Blocker]:
    needs = {
        Kind.INSIGHT: (("evidence", "waar het inzicht op rust", link.evidence > 0),),
        Kind.FEEDBACK: (("reached", "hoeveel mensen bereikt zijn", link.reached > 0),),
        Kind.RESPONSE: (("reply", "herkend, betwijfeld of afgewezen", link.reply is not None),),
        Kind.ADVICE: (("who", "voor wie het advies is", bool(link.who.strip())),),
        Kind.EXPECTATION: (
            ("seen_by", "waaraan de verandering te zien zal zijn", bool(link.seen_by.strip())),
            ("by_when", "wanneer", link.by_when is not None),
        ),
        Kind.COMMITMENT: (("who", "wie het toezegt", bool(link.who.strip())),),
        Kind.ACTION: (("who", "wie het deed", bool(link.who.strip())),),
        Kind.CHANGE: (
            ("strength", "hoe sterk het bewijs is", link.strength is not None),
            ("other", "welke andere verklaring er kan zijn", bool(link.other_explanations.strip())),
        ),
    }[link.kind]
    return [
        Blocker(f"no_{name}", f"Er staat niet {what}.", "Vul het in; “onbekend” mag ook.")
        for name, what, present in needs
        if not present
    ]


def _untimely(chain: Sequence[Link], link: Link, today: date) -> list[Blocker]:
    found = []
    if link.on > today:
        found.append(Blocker("future", "Deze dag ligt in de toekomst.", "Kies vandaag of eerder."))
    before = [other for other in chain if ORDER.index(other.kind) < ORDER.index(link.kind)]
    if link.kind is not Kind.INSIGHT and not any(o.kind is Kind.INSIGHT for o in chain):
        found.append(
            Blocker("no_insight", "De keten begint niet bij een inzicht.", "Noteer eerst dat.")
        )
    if any(other.kind is Kind.INSIGHT and other.on > link.on for other in before):
        found.append(
            Blocker("before_insight", "Dit ligt vóór het inzicht.", "Controleer de datums.")
        )
    if link.kind is Kind.EXPECTATION:
        seen = [o for o in chain if o.kind is Kind.CHANGE and o.on <= link.on]
        if seen:
            found.append(
                Blocker(
                    "after_the_fact",
                    "De verandering is al waargenomen: verwachten kan niet meer achteraf.",
                    "Noteer de verandering zonder verwachting; die telt als zwak.",
                )
            )
    if link.kind is Kind.CHANGE and link.strength is Strength.STRONG and not stated(chain, link):
        found.append(
            Blocker(
                "not_stated",
                "Zonder verwachting vooraf kan het bewijs niet sterk zijn.",
                "Kies zwak of tegen.",
            )
        )
    return found


def stated(chain: Sequence[Link], change: Link) -> bool:
    """Whether an expectation was stated on a day before the change was seen."""
    return any(link.kind is Kind.EXPECTATION and link.on < change.on for link in chain)


def missing(chain: Sequence[Link]) -> tuple[Kind, ...]:
    """The links that a chain still lacks, in order: what to ask about next."""
    kinds = {link.kind for link in chain}
    return tuple(kind for kind in ORDER if kind not in kinds)
