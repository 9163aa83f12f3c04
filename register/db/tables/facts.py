"""Things that live across waves and have no table of their own yet: events, moments, goals, …"""

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
    sealed,
    word,
)
from register.db.tables.nouns import CaseNoun

PSEUDONYMOUS = Privacy.PSEUDONYMOUS


class CaseFact(CaseNoun, Base):
    """A dated fact of a case, by noun; a change adds a revision of its series."""

    __tablename__ = "case_fact"
    __table_args__ = (UniqueConstraint("series", "no"),)
    id: Mapped[str] = key(PSEUDONYMOUS)
    series: Mapped[str] = word(PSEUDONYMOUS, size=24, index=True)
    no: Mapped[int] = number(PSEUDONYMOUS)
    current: Mapped[bool] = flag(PSEUDONYMOUS, default=True)
    noun: Mapped[str] = word(PSEUDONYMOUS, size=40)
    details: Mapped[bytes] = sealed()
    collected_on: Mapped[date] = day()
    recorded_at: Mapped[datetime] = instant()
    recorded_by: Mapped[str] = word(Privacy.CONFIG, size=24)
    reason: Mapped[str] = word(Privacy.CONFIG)
