"""Bookkeeping of the installation: audit log, verbs under way, jobs, what was used and made."""

from register.db.kinds import (
    Base,
    Mapped,
    Privacy,
    date,
    datetime,
    day,
    flag,
    instant,
    key,
    number,
    ref,
    structure,
    text,
    word,
)
from register.db.tables.nouns import CaseNoun

PSEUDONYMOUS = Privacy.PSEUDONYMOUS


class AuditRow(Base):
    """One event of the access log (RULES §4); append-only, chained, never a value."""

    __tablename__ = "audit_event"
    seq: Mapped[int] = number(primary_key=True, autoincrement=False)
    event: Mapped[dict[str, object]] = structure(PSEUDONYMOUS)
    at: Mapped[datetime] = instant(index=True)
    actor: Mapped[str] = word(size=24, index=True)
    kind: Mapped[str] = word(size=60, index=True)
    pseudonym: Mapped[str | None] = word(PSEUDONYMOUS, size=8, nullable=True, index=True)
    prev_hash: Mapped[str] = word(size=64, unique=True)
    hash: Mapped[str] = word(size=64, unique=True)


class Pending(Base):
    """A verb that touches both stores or a file: written first, ended by ``recover``."""

    __tablename__ = "pending"
    id: Mapped[str] = key()
    verb: Mapped[str] = word(size=40)
    pseudonym: Mapped[str | None] = word(PSEUDONYMOUS, size=8, nullable=True)
    step: Mapped[str] = word(size=40)
    facts: Mapped[dict[str, object]] = structure(PSEUDONYMOUS)
    started_at: Mapped[datetime] = instant()


class Job(Base):
    """Background work; its arguments hold no personal data."""

    __tablename__ = "job"
    id: Mapped[str] = key()
    kind: Mapped[str] = word(size=40)
    arguments: Mapped[dict[str, object]] = structure()
    asked_by: Mapped[str] = word(size=24)
    asked_at: Mapped[datetime] = instant()
    state: Mapped[str] = word(size=12, default="wacht", index=True)
    attempts: Mapped[int] = number(default=0)
    heartbeat_at: Mapped[datetime | None] = instant(nullable=True)
    finished_at: Mapped[datetime | None] = instant(nullable=True)
    result: Mapped[dict[str, object] | None] = structure(nullable=True)


class Definition(Base):
    """A protocol or instrument as first used: canonical text and its SHA-256, immutable."""

    __tablename__ = "definition"
    kind: Mapped[str] = word(size=20, primary_key=True)
    name: Mapped[str] = word(primary_key=True)
    version: Mapped[str] = word(size=20, primary_key=True)
    canonical: Mapped[str] = text()
    sha256: Mapped[str] = word(size=64)
    first_used_at: Mapped[datetime] = instant()


class AnalysisFile(Base):
    """An analysis file (extract) and what became of it."""

    __tablename__ = "analysis_file"
    id: Mapped[str] = key()
    purpose: Mapped[str] = word(size=8)
    as_of: Mapped[date] = day(Privacy.CONFIG)
    recipient: Mapped[str] = word()
    asked_by: Mapped[str] = word(size=24)
    made_at: Mapped[datetime] = instant()
    expires_on: Mapped[date] = day(Privacy.CONFIG)
    folder: Mapped[str] = word(size=40)
    hash: Mapped[str] = word(size=64)
    cases: Mapped[int] = number()
    closed_at: Mapped[datetime | None] = instant(nullable=True)
    closed_because: Mapped[str | None] = word(nullable=True)


class AnalysisFileCase(CaseNoun, Base):
    """Which cases an analysis file holds, so that it can be closed when one of them withdraws."""

    __tablename__ = "analysis_file_case"
    file_id: Mapped[str] = ref("analysis_file.id", primary_key=True, index=False)
    case_id: Mapped[str] = ref("research_case.id", primary_key=True)


class ReportRow(Base):
    """A report that was built, with the analysis file it rests on."""

    __tablename__ = "report"
    id: Mapped[str] = key()
    kind: Mapped[str] = word(size=40)
    audience: Mapped[str] = word(size=40)
    state: Mapped[str] = word(size=20)
    analysis_file_id: Mapped[str] = ref("analysis_file.id", Privacy.CONFIG)
    built_by: Mapped[str] = word(size=24)
    built_at: Mapped[datetime] = instant()
    file: Mapped[str] = word(size=60)
    sha256: Mapped[str] = word(size=64)


class ImportRun(Base):
    """A file that was imported; the same file with the same mapping changes nothing twice."""

    __tablename__ = "import_run"
    id: Mapped[str] = key()
    file_mac: Mapped[str] = word(size=64, index=True)
    mapping_sha256: Mapped[str] = word(size=64)
    kind: Mapped[str] = word(size=20)
    counts: Mapped[dict[str, int]] = structure()
    public_data: Mapped[bool] = flag(default=False)
    at: Mapped[datetime] = instant()
    by: Mapped[str] = word(size=24)
