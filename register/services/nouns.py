"""What every table with a case key holds, and what a withdrawal or an erasure does to its rows.

A table that is not declared here fails a guard test: nothing about a case may be forgotten.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from consent.withdrawal import (
    ANALYSIS_FILES,
    CONSENT_EVENTS,
    CONTRIBUTIONS,
    COPIES,
    INVITATIONS,
    RELEASES,
    Behaviour,
    Effect,
    behaviour,
)
from register.db.tables.cases import Case, Episode, LifeCourse, Party, Wave
from register.db.tables.consent import AuthorityRow, CapacityRow, ConsentInterval, ConsentRow
from register.db.tables.contributions import Contribution, Draft, DraftPatch, Revision
from register.db.tables.facts import CaseFact
from register.db.tables.findings import Finding, FindingStep
from register.db.tables.withdrawals import RightsRequest, Withdrawal
from register.db.tables.work import AnalysisFileCase


class OnErase(StrEnum):
    """What happens to the rows themselves, after the key that opens them is destroyed."""

    DELETED = "verwijderd"
    BLANKED = "leeggemaakt"
    KEPT = "blijft staan, zonder sleutel of zonder inhoud"


CASE = behaviour(
    "case",
    "Casus",
    "geboortedatum, geslacht, regio en setting",
)
PERSONS = behaviour(
    "person",
    "Namen en contactgegevens",
    "wie de jeugdige en de betrokkenen zijn, in de kluis",
    no_further_use=Effect.UNTOUCHED,
)
PARTIES = behaviour(
    "party", "Betrokkenen", "wie welke rol heeft, met een code", no_further_use=Effect.UNTOUCHED
)
WAVES = behaviour("wave", "Metingen", "wanneer wie iets gevraagd wordt")
DRAFTS = behaviour("draft", "Concepten", "antwoorden die nog niet zijn ingeleverd")
EPISODES = behaviour("episode", "Levenslijn", "periodes van wonen, hulp en school")
FACTS = behaviour("case_fact", "Feiten door de tijd", "gebeurtenissen, doelen, adviezen, afspraken")
QUESTIONS = behaviour(
    "finding", "Controlevragen", "wat opviel in de gegevens, en wat daarop is geantwoord"
)
LIFE_COURSE = behaviour("life_course", "Verloop van het volgen", "pauze, verhuizing, einde")
AUTHORITY = behaviour(
    "authority",
    "Gezag",
    "wie mag beslissen, van wanneer tot wanneer",
    no_further_use=Effect.UNTOUCHED,
)
ACCOUNTS_OF_WITHDRAWAL = behaviour(
    "withdrawal",
    "Intrekkingen en verzoeken",
    "wat er gevraagd is en wat er gedaan is",
    no_new_data=Effect.UNTOUCHED,
    no_further_use=Effect.KEPT_AS_PROOF,
    erase=Effect.KEPT_AS_PROOF,
)


@dataclass(frozen=True)
class Held:
    """How one table takes part. ``blank``: the values that take the place of what stood there."""

    table: type[Any]
    noun: Behaviour
    on_erase: OnErase
    blank: tuple[tuple[str, object], ...] = ()


def _blank(**values: object) -> tuple[tuple[str, object], ...]:
    return tuple(values.items())


# In the order in which rows can be deleted: what points at a row goes before it.
HELD = (
    Held(DraftPatch, DRAFTS, OnErase.DELETED),
    Held(Draft, DRAFTS, OnErase.DELETED),
    Held(FindingStep, QUESTIONS, OnErase.DELETED),
    Held(Finding, QUESTIONS, OnErase.DELETED),
    Held(Revision, CONTRIBUTIONS, OnErase.KEPT),
    Held(
        Contribution,
        CONTRIBUTIONS,
        OnErase.BLANKED,
        _blank(
            party_id=None,
            state="ingetrokken",
            state_reason=None,
            appointment_on=None,
            collected_on=None,
            circumstances=None,
        ),
    ),
    Held(
        Wave,
        WAVES,
        OnErase.BLANKED,
        _blank(
            target_on=None,
            due_on=None,
            opens_on=None,
            closes_on=None,
            explanation="",
            moved_to=None,
            moved_by=None,
            moved_because=None,
            moved_at=None,
        ),
    ),
    Held(Episode, EPISODES, OnErase.DELETED),
    Held(CaseFact, FACTS, OnErase.DELETED),
    Held(LifeCourse, LIFE_COURSE, OnErase.DELETED),
    Held(ConsentInterval, CONSENT_EVENTS, OnErase.DELETED),
    Held(AuthorityRow, AUTHORITY, OnErase.DELETED),
    Held(CapacityRow, AUTHORITY, OnErase.DELETED),
    Held(ConsentRow, CONSENT_EVENTS, OnErase.KEPT),
    Held(AnalysisFileCase, ANALYSIS_FILES, OnErase.KEPT),
    Held(Withdrawal, ACCOUNTS_OF_WITHDRAWAL, OnErase.KEPT),
    Held(RightsRequest, ACCOUNTS_OF_WITHDRAWAL, OnErase.KEPT),
    Held(Party, PARTIES, OnErase.DELETED),
    Held(
        Case,
        CASE,
        OnErase.BLANKED,
        _blank(
            alias="",
            birth_date=None,
            gender="",
            region="",
            team="",
            setting="",
            family=None,
            baseline_on=None,
            ended_on=None,
            end_reason=None,
            owner=None,
        ),
    ),
)

BEHAVIOURS: tuple[Behaviour, ...] = tuple(
    {
        one.noun: one
        for one in (*(held.noun for held in HELD), PERSONS, INVITATIONS, COPIES, RELEASES)
    }.values()
)
