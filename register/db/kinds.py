"""Kinds of columns: every column says its privacy class, so that no column is without one."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeEngine

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Privacy(StrEnum):
    """Privacy classes of ARCHITECTURE §3."""

    PUBLIC = "public"
    CONFIG = "config"
    PSEUDONYMOUS = "pseudonymous"
    QUASI = "quasi-identifying"
    SENSITIVE = "sensitive"
    CRIMINAL = "criminal"
    IDENTIFYING = "identifying"
    SECRET = "secret"


class Base(DeclarativeBase):
    """Tables of the register."""

    metadata = MetaData(naming_convention=NAMES)


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; SQLite gives datetimes back without a zone, so the zone is put back here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return None if value is None else value.astimezone(UTC)
        return value.replace(tzinfo=UTC)


def _column(kind: TypeEngine[Any], privacy: Privacy, **options: Any) -> Mapped[Any]:
    foreign = options.pop("to", None)
    places = (ForeignKey(foreign),) if foreign else ()
    return mapped_column(kind, *places, info={"privacy": privacy}, **options)


def key(privacy: Privacy = Privacy.CONFIG) -> Mapped[str]:
    """The random identifier of a row."""
    return _column(String(24), privacy, primary_key=True)


def ref(to: str, privacy: Privacy = Privacy.PSEUDONYMOUS, **options: Any) -> Mapped[Any]:
    """A reference to a row of another table of the same store."""
    return _column(String(24), privacy, to=to, index=options.pop("index", True), **options)


def word(privacy: Privacy = Privacy.CONFIG, *, size: int = 80, **options: Any) -> Mapped[Any]:
    """A code or short text."""
    return _column(String(size), privacy, **options)


def text(privacy: Privacy = Privacy.CONFIG, **options: Any) -> Mapped[Any]:
    """A longer text; never free text about a case, which is sealed."""
    return _column(Text(), privacy, **options)


def number(privacy: Privacy = Privacy.CONFIG, **options: Any) -> Mapped[Any]:
    """A whole number."""
    return _column(Integer(), privacy, **options)


def flag(privacy: Privacy = Privacy.CONFIG, **options: Any) -> Mapped[Any]:
    """Yes or no."""
    return _column(Boolean(), privacy, **options)


def day(privacy: Privacy = Privacy.PSEUDONYMOUS, **options: Any) -> Mapped[Any]:
    """A plain date, never shifted by time zones."""
    return _column(Date(), privacy, **options)


def instant(privacy: Privacy = Privacy.CONFIG, **options: Any) -> Mapped[Any]:
    """A moment in UTC."""
    return _column(Instant(), privacy, **options)


def sealed(privacy: Privacy = Privacy.SENSITIVE, **options: Any) -> Mapped[Any]:
    """Bytes sealed under a subject's key (``register.keys.seal``)."""
    return _column(LargeBinary(), privacy, **options)


def structure(privacy: Privacy = Privacy.CONFIG, **options: Any) -> Mapped[Any]:
    """A JSON value without personal data."""
    return _column(JSON(), privacy, **options)


__all__ = [
    "Base",
    "Instant",
    "Mapped",
    "Privacy",
    "date",
    "datetime",
    "day",
    "flag",
    "instant",
    "key",
    "number",
    "ref",
    "sealed",
    "structure",
    "text",
    "word",
]
