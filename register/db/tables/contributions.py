"""Contributions, their append-only revisions, and drafts."""

from sqlalchemy import UniqueConstraint

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
    word,
)
from register.db.tables.nouns import CaseNoun

PSEUDONYMOUS = Privacy.PSEUDONYMOUS


class Contribution(CaseNoun, Base):
    """What one informant is asked at one wave with one instrument."""

    __tablename__ = "contribution"
    __table_args__ = (UniqueConstraint("wave_id", "informant", "instrument", "party_id"),)
    id: Mapped[str] = key(PSEUDONYMOUS)
    wave_id: Mapped[str] = ref("wave.id")
    party_id: Mapped[str | None] = ref("party.id", nullable=True)
    informant: Mapped[str] = word(PSEUDONYMOUS)
    instrument: Mapped[str] = word(Privacy.CONFIG)
    instrument_version: Mapped[str | None] = word(Privacy.CONFIG, size=20, nullable=True)
    part: Mapped[str] = word(Privacy.CONFIG, size=10, default="core")
    state: Mapped[str] = word(PSEUDONYMOUS, default="gepland")
    state_reason: Mapped[str | None] = word(PSEUDONYMOUS, nullable=True)
    appointment_on: Mapped[date | None] = day(nullable=True)
    collected_on: Mapped[date | None] = day(nullable=True)
    circumstances: Mapped[dict[str, str] | None] = structure(PSEUDONYMOUS, nullable=True)


class Revision(CaseNoun, Base):
    """One version of the answers, sealed under the key of who told it; the latest is current.

    ``sealed_with``: the name of that key; empty where it is the key of the case.
    """

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("contribution_id", "no"),)
    id: Mapped[str] = key(PSEUDONYMOUS)
    contribution_id: Mapped[str] = ref("contribution.id")
    no: Mapped[int] = number(PSEUDONYMOUS)
    instrument_version: Mapped[str] = word(Privacy.CONFIG, size=20)
    recorded_at: Mapped[datetime] = instant()
    recorded_by: Mapped[str] = word(Privacy.CONFIG, size=24)
    reason: Mapped[str] = word(Privacy.CONFIG)
    answers: Mapped[bytes] = sealed()
    answers_mac: Mapped[str] = word(PSEUDONYMOUS, size=64)
    sealed_with: Mapped[str | None] = word(PSEUDONYMOUS, size=64, nullable=True)


class Draft(CaseNoun, Base):
    """The unfinished answers of a contribution: overwritten, gone once handed in."""

    __tablename__ = "draft"
    contribution_id: Mapped[str] = ref("contribution.id", primary_key=True, index=False)
    opened_by: Mapped[str] = word(Privacy.CONFIG, size=24)
    opened_at: Mapped[datetime] = instant()
    based_on: Mapped[int] = number(PSEUDONYMOUS)
    saved_at: Mapped[datetime] = instant()
    answers: Mapped[bytes] = sealed()


class DraftPatch(CaseNoun, Base):
    """The highest number taken per tab, so that the server takes each patch once."""

    __tablename__ = "draft_patch"
    contribution_id: Mapped[str] = ref("contribution.id", primary_key=True, index=False)
    tab: Mapped[str] = word(Privacy.CONFIG, size=24, primary_key=True)
    number: Mapped[int] = number(Privacy.CONFIG)
