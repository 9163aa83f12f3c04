"""All tables of the register, and which of them need a grant to be touched."""

from register.db.kinds import Base
from register.db.tables import (
    cases,
    consent,
    contributions,
    facts,
    findings,
    frame,
    people,
    releases,
    withdrawals,
    work,
)
from register.db.tables.nouns import CaseNoun

CASE_TABLES = frozenset(
    mapper.local_table.name  # type: ignore[attr-defined]
    for mapper in Base.registry.mappers
    if issubclass(mapper.class_, CaseNoun) or mapper.class_ is cases.Case
)

CONTENT_TABLES = frozenset({"revision", "draft", "draft_patch", "episode", "case_fact"})

__all__ = [
    "CASE_TABLES",
    "CONTENT_TABLES",
    "Base",
    "cases",
    "consent",
    "contributions",
    "facts",
    "findings",
    "frame",
    "people",
    "releases",
    "withdrawals",
    "work",
]
