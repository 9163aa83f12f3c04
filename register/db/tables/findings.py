"""Quality runs, findings as questions to people, and what was said to them; never a value."""

from typing import Any

from sqlalchemy.orm import declared_attr

from register.db.kinds import (
    Base,
    Mapped,
    Privacy,
    date,
    datetime,
    day,
    instant,
    key,
    number,
    ref,
    sealed,
    structure,
    text,
    word,
)
from register.db.tables.nouns import CaseNoun

PSEUDONYMOUS = Privacy.PSEUDONYMOUS


class QualityRun(Base):
    """One run of the checks over a quality extract: counts per check, never a row."""

    __tablename__ = "quality_run"
    id: Mapped[str] = key()
    file_id: Mapped[str] = word(size=24)
    at: Mapped[datetime] = instant(index=True)
    by: Mapped[str] = word(size=24)
    as_of: Mapped[date] = day(Privacy.CONFIG)
    result_hash: Mapped[str] = word(size=64)
    errors: Mapped[int] = number()
    warnings: Mapped[int] = number()
    summary: Mapped[dict[str, Any]] = structure()


class Finding(CaseNoun, Base):
    """A check that fires at a place; ``mark`` makes it the same finding at every run.

    ``case_id`` is empty for a question about the register as a whole. ``value_mac``: keyed hash of
    what the check looked at. ``asked``: the account, or else the role, that is to answer.
    """

    __tablename__ = "finding"
    id: Mapped[str] = key(PSEUDONYMOUS)
    mark: Mapped[str] = word(PSEUDONYMOUS, size=64, unique=True)
    check_id: Mapped[str] = word(size=120, index=True)
    check_version: Mapped[str] = word(size=20)
    severity: Mapped[str] = word(size=12)
    title: Mapped[str] = word(size=200)
    message: Mapped[str] = text()
    wave: Mapped[str] = word(PSEUDONYMOUS, size=12)
    place: Mapped[str] = word(PSEUDONYMOUS, size=200)
    contribution_id: Mapped[str | None] = ref("contribution.id", nullable=True)
    value_mac: Mapped[str] = word(PSEUDONYMOUS, size=64)
    state: Mapped[str] = word(size=12, index=True)
    asked: Mapped[str] = word(size=40)
    due_on: Mapped[date] = day(Privacy.CONFIG)
    first_seen_at: Mapped[datetime] = instant()
    last_seen_at: Mapped[datetime] = instant()

    @declared_attr
    def case_id(self) -> Mapped[Any]:
        return ref("research_case.id", nullable=True)


class FindingStep(CaseNoun, Base):
    """What happened to a question, in order; the words stand sealed under the subject's key."""

    __tablename__ = "finding_step"
    id: Mapped[str] = key(PSEUDONYMOUS)
    finding_id: Mapped[str] = ref("finding.id")
    no: Mapped[int] = number(PSEUDONYMOUS)
    verb: Mapped[str] = word(size=20)
    cause: Mapped[str | None] = word(size=40, nullable=True)
    explanation: Mapped[bytes | None] = sealed(nullable=True)
    at: Mapped[datetime] = instant()
    by: Mapped[str] = word(size=24)

    @declared_attr
    def case_id(self) -> Mapped[Any]:
        return ref("research_case.id", nullable=True)
