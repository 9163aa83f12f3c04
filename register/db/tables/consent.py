"""The consent ledger as stored: authority, capacity, letters, events; and the list projection."""

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
    structure,
    text,
    word,
)
from register.db.tables.nouns import CaseNoun

PSEUDONYMOUS = Privacy.PSEUDONYMOUS


class AuthorityRow(CaseNoun, Base):
    """Who holds authority over whom, from when until when; append-only (``replaces``)."""

    __tablename__ = "authority"
    __table_args__ = (UniqueConstraint("case_id", "no"),)
    id: Mapped[str] = key(PSEUDONYMOUS)
    no: Mapped[int] = number(PSEUDONYMOUS)
    subject: Mapped[str] = word(PSEUDONYMOUS, size=12)
    party: Mapped[str] = word(PSEUDONYMOUS, size=12)
    kind: Mapped[str] = word(PSEUDONYMOUS)
    valid_from: Mapped[date] = day()
    valid_to: Mapped[date | None] = day(nullable=True)
    evidence: Mapped[str] = word(PSEUDONYMOUS, default="")
    replaces: Mapped[int | None] = number(PSEUDONYMOUS, nullable=True)
    recorded_at: Mapped[datetime] = instant()


class CapacityRow(CaseNoun, Base):
    """Whether somebody is able to judge the own interest, by whom assessed; append-only."""

    __tablename__ = "capacity"
    __table_args__ = (UniqueConstraint("case_id", "no"),)
    id: Mapped[str] = key(PSEUDONYMOUS)
    no: Mapped[int] = number(PSEUDONYMOUS)
    subject: Mapped[str] = word(PSEUDONYMOUS, size=12)
    able: Mapped[bool] = flag(PSEUDONYMOUS)
    valid_from: Mapped[date] = day()
    valid_to: Mapped[date | None] = day(nullable=True)
    assessor: Mapped[str] = word(PSEUDONYMOUS)
    replaces: Mapped[int | None] = number(PSEUDONYMOUS, nullable=True)
    recorded_at: Mapped[datetime] = instant()


class LetterRow(Base):
    """A version of an information letter with consent form, as used; immutable."""

    __tablename__ = "letter"
    id: Mapped[str] = word(size=80, primary_key=True)
    audience: Mapped[str] = word()
    language: Mapped[str] = word(size=8)
    version: Mapped[int] = number()
    text: Mapped[str] = text()
    sha256: Mapped[str] = word(size=64)
    valid_from: Mapped[date] = day(Privacy.CONFIG)
    valid_to: Mapped[date | None] = day(Privacy.CONFIG, nullable=True)
    approved_on: Mapped[date | None] = day(Privacy.CONFIG, nullable=True)
    reopens: Mapped[bool] = flag(default=False)
    purposes: Mapped[list[list[object]]] = structure()


class ConsentRow(CaseNoun, Base):
    """A consent event: append-only, bitemporal, chained with a key outside the database."""

    __tablename__ = "consent_event"
    seq: Mapped[int] = number(primary_key=True, autoincrement=False)
    event: Mapped[dict[str, object]] = structure(PSEUDONYMOUS)
    recorded_at: Mapped[datetime] = instant()
    prev_hash: Mapped[str] = word(size=64, unique=True)
    hash: Mapped[str] = word(size=64, unique=True)


class ConsentInterval(CaseNoun, Base):
    """From when until when a party allows a purpose: rebuilt from the events, serves lists."""

    __tablename__ = "consent_projection"
    id: Mapped[str] = key(PSEUDONYMOUS)
    party: Mapped[str] = word(PSEUDONYMOUS, size=12)
    subject: Mapped[str] = word(PSEUDONYMOUS, size=12)
    purpose: Mapped[str] = word(Privacy.CONFIG, size=8)
    from_on: Mapped[date] = day()
    to_on: Mapped[date | None] = day(nullable=True)
