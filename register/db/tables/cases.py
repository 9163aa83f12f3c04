"""Cases, who belongs to them, and their waves."""

from sqlalchemy import UniqueConstraint

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
    sealed,
    structure,
    word,
)
from register.db.tables.nouns import CaseNoun

PSEUDONYMOUS, QUASI = Privacy.PSEUDONYMOUS, Privacy.QUASI


class Case(Base):
    """One youth who is followed, by pseudonym; the consent service reads the birth date.

    ``public_key`` marks a case of public data in a test installation: it has no birth date, no
    parties and no consent, and never stands beside real cases. ``erased_at``: the key is gone, and
    with it everything sealed; the row stays behind empty, so that the chains stay whole.
    """

    __tablename__ = "research_case"
    id: Mapped[str] = key(PSEUDONYMOUS)
    pseudonym: Mapped[str] = word(PSEUDONYMOUS, size=8, unique=True)
    alias: Mapped[str] = word(PSEUDONYMOUS)
    subject_key: Mapped[str] = word(PSEUDONYMOUS, size=64)
    birth_date: Mapped[bytes | None] = sealed(Privacy.IDENTIFYING, nullable=True)
    public_key: Mapped[str | None] = word(PSEUDONYMOUS, size=64, nullable=True, unique=True)
    gender: Mapped[str] = word(QUASI, size=20)
    cohort: Mapped[int] = number(QUASI)
    region: Mapped[str] = word(QUASI)
    team: Mapped[str] = word(QUASI)
    setting: Mapped[str] = word(QUASI)
    family: Mapped[str | None] = word(PSEUDONYMOUS, size=24, nullable=True)
    included_on: Mapped[date] = day(QUASI)
    baseline_on: Mapped[date | None] = day(QUASI, nullable=True)
    ended_on: Mapped[date | None] = day(QUASI, nullable=True)
    end_reason: Mapped[str | None] = word(QUASI, nullable=True)
    owner: Mapped[str | None] = ref("account.id", Privacy.CONFIG, nullable=True)
    protocol_version: Mapped[str] = word(Privacy.CONFIG)
    created_at: Mapped[datetime] = instant()
    erased_at: Mapped[datetime | None] = instant(nullable=True)


class Party(CaseNoun, Base):
    """Somebody in a case by code; who it is stands in the vault.

    ``subject_key``: seals what this party told, once it told something; the youth's is the case's.
    """

    __tablename__ = "party"
    __table_args__ = (UniqueConstraint("case_id", "code"),)
    id: Mapped[str] = key(PSEUDONYMOUS)
    code: Mapped[str] = word(PSEUDONYMOUS, size=12)
    kind: Mapped[str] = word(PSEUDONYMOUS)
    informant: Mapped[str | None] = word(PSEUDONYMOUS, nullable=True)
    relation: Mapped[str | None] = word(PSEUDONYMOUS, nullable=True)
    since: Mapped[date | None] = day(nullable=True)
    until: Mapped[date | None] = day(nullable=True)
    subject_key: Mapped[str | None] = word(PSEUDONYMOUS, size=64, nullable=True)


class Wave(CaseNoun, Base):
    """A planned wave of a case. What a date implies is derived on reading, never stored."""

    __tablename__ = "wave"
    __table_args__ = (UniqueConstraint("case_id", "code"),)
    id: Mapped[str] = key(PSEUDONYMOUS)
    code: Mapped[str] = word(PSEUDONYMOUS, size=12)
    label: Mapped[str] = word(Privacy.CONFIG)
    months: Mapped[int] = number(PSEUDONYMOUS)
    target_on: Mapped[date | None] = day(nullable=True)
    due_on: Mapped[date | None] = day(nullable=True)
    opens_on: Mapped[date | None] = day(nullable=True)
    closes_on: Mapped[date | None] = day(nullable=True)
    explanation: Mapped[str] = word(PSEUDONYMOUS, size=300)
    moved_to: Mapped[date | None] = day(nullable=True)
    moved_by: Mapped[str | None] = word(Privacy.CONFIG, nullable=True)
    moved_because: Mapped[str | None] = word(PSEUDONYMOUS, size=200, nullable=True)
    moved_at: Mapped[date | None] = day(nullable=True)


class Episode(CaseNoun, Base):
    """A stretch of care or living with uncertain ends; a change adds a revision."""

    __tablename__ = "episode"
    __table_args__ = (UniqueConstraint("series", "no"),)
    id: Mapped[str] = key(PSEUDONYMOUS)
    series: Mapped[str] = word(PSEUDONYMOUS, size=24, index=True)
    no: Mapped[int] = number(PSEUDONYMOUS)
    current: Mapped[bool] = flag(PSEUDONYMOUS, default=True)
    lane: Mapped[str] = word(PSEUDONYMOUS, default="verblijf")
    state: Mapped[str] = word(Privacy.SENSITIVE)
    start: Mapped[str | None] = word(QUASI, size=24, nullable=True)
    start_earliest: Mapped[date | None] = day(QUASI, nullable=True)
    start_latest: Mapped[date | None] = day(QUASI, nullable=True)
    end: Mapped[str | None] = word(QUASI, size=24, nullable=True)
    end_earliest: Mapped[date | None] = day(QUASI, nullable=True)
    end_latest: Mapped[date | None] = day(QUASI, nullable=True)
    source: Mapped[str] = word(PSEUDONYMOUS)
    details: Mapped[bytes | None] = sealed(nullable=True)
    collected_on: Mapped[date] = day()
    recorded_at: Mapped[datetime] = instant()
    recorded_by: Mapped[str] = word(Privacy.CONFIG, size=24)
    reason: Mapped[str] = word(Privacy.CONFIG)
    import_row: Mapped[str | None] = word(PSEUDONYMOUS, size=64, nullable=True, unique=True)


class LifeCourse(CaseNoun, Base):
    """A dated turn in following a case: paused, moved away, other guardian, flag set."""

    __tablename__ = "life_course"
    id: Mapped[str] = key(PSEUDONYMOUS)
    kind: Mapped[str] = word(PSEUDONYMOUS)
    happened_on: Mapped[date] = day()
    facts: Mapped[dict[str, str]] = structure(PSEUDONYMOUS)
    recorded_at: Mapped[datetime] = instant()
    recorded_by: Mapped[str] = word(Privacy.CONFIG, size=24)
