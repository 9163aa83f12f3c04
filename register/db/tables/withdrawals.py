"""Withdrawals as carried out, copies of analysis files, and requests under the law's rights."""

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
    structure,
    word,
)
from register.db.tables.nouns import CaseNoun

PSEUDONYMOUS = Privacy.PSEUDONYMOUS


class Withdrawal(CaseNoun, Base):
    """What was done when somebody withdrew: enough to account for it, and no content.

    ``was``: the state that each contribution had before; ``counts``: things by noun;
    ``confirmed_by``: the second person who confirmed an erasure.
    """

    __tablename__ = "withdrawal"
    id: Mapped[str] = key(PSEUDONYMOUS)
    event_seq: Mapped[int] = number(PSEUDONYMOUS)
    party: Mapped[str] = word(PSEUDONYMOUS, size=12)
    subject: Mapped[str] = word(PSEUDONYMOUS, size=12)
    purpose: Mapped[str] = word(size=8)
    scope: Mapped[str] = word(size=20)
    state: Mapped[str] = word(PSEUDONYMOUS, size=20)
    received_on: Mapped[date] = day()
    was: Mapped[dict[str, str]] = structure(PSEUDONYMOUS)
    counts: Mapped[dict[str, int]] = structure(PSEUDONYMOUS)
    files: Mapped[list[str]] = structure()
    recorded_at: Mapped[datetime] = instant()
    recorded_by: Mapped[str] = word(size=24)
    confirmed_at: Mapped[datetime | None] = instant(nullable=True)
    confirmed_by: Mapped[str | None] = word(size=24, nullable=True)
    undone_at: Mapped[datetime | None] = instant(nullable=True)
    undone_by: Mapped[str | None] = word(size=24, nullable=True)


class AnalysisCopy(Base):
    """A copy of an analysis file that somebody took along, until its holder says it is gone."""

    __tablename__ = "analysis_copy"
    id: Mapped[str] = key()
    file_id: Mapped[str] = ref("analysis_file.id", Privacy.CONFIG)
    holder: Mapped[str] = word(size=120)
    handed_on: Mapped[date] = day(Privacy.CONFIG)
    handed_by: Mapped[str] = word(size=24)
    recalled_at: Mapped[datetime | None] = instant(nullable=True)
    deleted_on: Mapped[date | None] = day(Privacy.CONFIG, nullable=True)
    confirmed_at: Mapped[datetime | None] = instant(nullable=True)
    confirmed_by: Mapped[str | None] = word(size=24, nullable=True)


class RightsRequest(CaseNoun, Base):
    """Access, rectification, restriction, objection or erasure asked by a data subject (D6)."""

    __tablename__ = "rights_request"
    id: Mapped[str] = key(PSEUDONYMOUS)
    party: Mapped[str] = word(PSEUDONYMOUS, size=12)
    kind: Mapped[str] = word(size=20)
    received_on: Mapped[date] = day()
    due_on: Mapped[date] = day()
    extended_because: Mapped[str | None] = word(size=40, nullable=True)
    state: Mapped[str] = word(size=20)
    ground: Mapped[str | None] = word(size=40, nullable=True)
    recorded_at: Mapped[datetime] = instant()
    recorded_by: Mapped[str] = word(size=24)
    decided_at: Mapped[datetime | None] = instant(nullable=True)
    decided_by: Mapped[str | None] = word(size=24, nullable=True)
