"""All values of the consent ledger under one roof (each noun lives in a module of its own)."""

from consent.datum import AgreementEnd, Datum, RetAgreement
from consent.event import ActingAs, Event, EventType, Method, Outcome, Scope
from consent.ledger import Ledger
from consent.letter import Audience, LetterVersion
from consent.party import Authority, AuthorityKind, Capacity, Party, PartyKind, Seat
from consent.policy import Band, ExistingAfterGrace, ParentsRequired, Policy, YouthRole
from consent.purpose import ALL, FRAME, DataClass, Purpose
from consent.zuidwest import ZUID_WEST

__all__ = [
    "ALL",
    "FRAME",
    "ZUID_WEST",
    "ActingAs",
    "AgreementEnd",
    "Audience",
    "Authority",
    "AuthorityKind",
    "Band",
    "Capacity",
    "DataClass",
    "Datum",
    "Event",
    "EventType",
    "ExistingAfterGrace",
    "Ledger",
    "LetterVersion",
    "Method",
    "Outcome",
    "ParentsRequired",
    "Party",
    "PartyKind",
    "Policy",
    "Purpose",
    "RetAgreement",
    "Scope",
    "Seat",
    "YouthRole",
]
