"""Tables of the identity vault: a database of its own, no foreign key to the register."""

from datetime import date

from sqlalchemy import JSON, Date, Integer, LargeBinary, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class VaultBase(DeclarativeBase):
    """Tables of the vault."""

    metadata = MetaData(naming_convention=NAMES)


def _info(privacy: str) -> dict[str, str]:
    return {"privacy": privacy}


class Person(VaultBase):
    """A person: everything that identifies stands sealed under the person's own key."""

    __tablename__ = "person"
    id: Mapped[str] = mapped_column(String(24), primary_key=True, info=_info("identifying"))
    subject_key: Mapped[str] = mapped_column(String(64), info=_info("secret"))
    identity: Mapped[bytes] = mapped_column(LargeBinary, info=_info("identifying"))


class RoleInCase(VaultBase):
    """Which person is which party of which case."""

    __tablename__ = "role_in_case"
    pseudonym: Mapped[str] = mapped_column(String(8), primary_key=True, info=_info("pseudonymous"))
    party: Mapped[str] = mapped_column(String(12), primary_key=True, info=_info("pseudonymous"))
    person_id: Mapped[str] = mapped_column(String(24), index=True, info=_info("identifying"))
    kind: Mapped[str] = mapped_column(String(40), info=_info("pseudonymous"))


class DuplicateKey(VaultBase):
    """Keyed hash of normalised fields of a person, to find the same person twice."""

    __tablename__ = "duplicate_key"
    person_id: Mapped[str] = mapped_column(String(24), primary_key=True, info=_info("identifying"))
    fields: Mapped[str] = mapped_column(String(40), primary_key=True, info=_info("config"))
    mac: Mapped[str] = mapped_column(String(64), index=True, info=_info("identifying"))


class SafetyFlag(VaultBase):
    """``geheim_adres_voor``, ``niet_samen_uitnodigen``, ``contactverbod`` (RULES D5)."""

    __tablename__ = "safety_flag"
    id: Mapped[str] = mapped_column(String(24), primary_key=True, info=_info("identifying"))
    pseudonym: Mapped[str] = mapped_column(String(8), index=True, info=_info("pseudonymous"))
    kind: Mapped[str] = mapped_column(String(40), info=_info("sensitive"))
    parties: Mapped[list[str]] = mapped_column(JSON, info=_info("sensitive"))
    since: Mapped[date] = mapped_column(Date, info=_info("sensitive"))


class SafetySignal(VaultBase):
    """A *zorgsignaal* (RULES D13), sealed; for contactbeheerders and the person named."""

    __tablename__ = "safety_signal"
    id: Mapped[str] = mapped_column(String(24), primary_key=True, info=_info("identifying"))
    pseudonym: Mapped[str] = mapped_column(String(8), index=True, info=_info("pseudonymous"))
    subject_key: Mapped[str] = mapped_column(String(64), info=_info("secret"))
    content: Mapped[bytes] = mapped_column(LargeBinary, info=_info("sensitive"))


class HeadCopy(VaultBase):
    """The last head of the register's audit log and consent ledger, kept in the other store."""

    __tablename__ = "head_copy"
    chain: Mapped[str] = mapped_column(String(20), primary_key=True, info=_info("config"))
    seq: Mapped[int] = mapped_column(Integer, info=_info("config"))
    hash: Mapped[str] = mapped_column(String(64), info=_info("config"))
