"""The nameless RET frame (RULES D1): outside the consent ledger, no case key, no free text."""

from sqlalchemy import UniqueConstraint

from register.db.kinds import (
    Base,
    Mapped,
    Privacy,
    date,
    day,
    key,
    number,
    structure,
    word,
)

QUASI = Privacy.QUASI


class RetRegistration(Base):
    """One registration of a youth with a regional expert team."""

    __tablename__ = "ret_registration"
    id: Mapped[str] = key(Privacy.PSEUDONYMOUS)
    row_mac: Mapped[str] = word(Privacy.PSEUDONYMOUS, size=64, unique=True)
    fingerprint: Mapped[str] = word(Privacy.PSEUDONYMOUS, size=64)
    team: Mapped[str] = word(QUASI)
    client_mac: Mapped[str] = word(Privacy.PSEUDONYMOUS, size=64, index=True)
    year: Mapped[int] = number(QUASI)
    region_group: Mapped[str | None] = word(QUASI, nullable=True)
    age_band: Mapped[str | None] = word(QUASI, nullable=True)
    gender: Mapped[str | None] = word(QUASI, nullable=True)
    setting: Mapped[str | None] = word(QUASI, nullable=True)
    referrer: Mapped[str | None] = word(QUASI, nullable=True)
    flow_step: Mapped[str | None] = word(QUASI, nullable=True)
    themes: Mapped[list[str]] = structure(Privacy.SENSITIVE)
    collected_on: Mapped[date] = day(Privacy.CONFIG)


class RetMonth(Base):
    """Registrations per team and month, apart from the frame."""

    __tablename__ = "ret_month"
    __table_args__ = (UniqueConstraint("team", "year", "month"),)
    id: Mapped[str] = key()
    team: Mapped[str] = word(QUASI)
    year: Mapped[int] = number(QUASI)
    month: Mapped[int] = number(QUASI)
    registrations: Mapped[int] = number(QUASI)
