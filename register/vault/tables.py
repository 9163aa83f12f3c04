"""Tables of the identity vault: a database of its own, no foreign key to the register."""

from datetime import date

from sqlalchemy import JSON, Boolean, Date, Integer, LargeBinary, MetaData, String
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
    until: Mapped[date | None] = mapped_column(Date, nullable=True, info=_info("sensitive"))


class SafetySignal(VaultBase):
    """A *zorgsignaal* (RULES D13), sealed; for contactbeheerders and the person named."""

    __tablename__ = "safety_signal"
    id: Mapped[str] = mapped_column(String(24), primary_key=True, info=_info("identifying"))
    pseudonym: Mapped[str] = mapped_column(String(8), index=True, info=_info("pseudonymous"))
    subject_key: Mapped[str] = mapped_column(String(64), info=_info("secret"))
    content: Mapped[bytes] = mapped_column(LargeBinary, info=_info("sensitive"))


class SignalStep(VaultBase):
    """What was decided or done after a *zorgsignaal*, sealed under the signal's own key."""

    __tablename__ = "signal_step"
    id: Mapped[str] = mapped_column(String(24), primary_key=True, info=_info("identifying"))
    signal_id: Mapped[str] = mapped_column(String(24), index=True, info=_info("identifying"))
    pseudonym: Mapped[str] = mapped_column(String(8), index=True, info=_info("pseudonymous"))
    content: Mapped[bytes] = mapped_column(LargeBinary, info=_info("sensitive"))


class CaseKey(VaultBase):
    """The key under which the vault seals what belongs to a case and to no single person."""

    __tablename__ = "case_key"
    pseudonym: Mapped[str] = mapped_column(String(8), primary_key=True, info=_info("pseudonymous"))
    subject_key: Mapped[str] = mapped_column(String(64), info=_info("secret"))


class ContactAttempt(VaultBase):
    """One attempt to reach somebody for a wave (RULES D15); with whom and how is sealed."""

    __tablename__ = "contact_attempt"
    id: Mapped[str] = mapped_column(String(24), primary_key=True, info=_info("identifying"))
    pseudonym: Mapped[str] = mapped_column(String(8), index=True, info=_info("pseudonymous"))
    wave: Mapped[str] = mapped_column(String(12), info=_info("pseudonymous"))
    tried_on: Mapped[date] = mapped_column(Date, info=_info("pseudonymous"))
    content: Mapped[bytes] = mapped_column(LargeBinary, info=_info("sensitive"))


class ContactPreference(VaultBase):
    """How a person wants to be reached, in which language; sealed under the person's key."""

    __tablename__ = "contact_preference"
    person_id: Mapped[str] = mapped_column(String(24), primary_key=True, info=_info("identifying"))
    content: Mapped[bytes] = mapped_column(LargeBinary, info=_info("identifying"))


class Evidence(VaultBase):
    """A signature, scan or paper of somebody, in a sealed file under a key of its own."""

    __tablename__ = "evidence"
    id: Mapped[str] = mapped_column(String(24), primary_key=True, info=_info("identifying"))
    pseudonym: Mapped[str] = mapped_column(String(8), index=True, info=_info("pseudonymous"))
    party: Mapped[str] = mapped_column(String(12), info=_info("pseudonymous"))
    subject_key: Mapped[str] = mapped_column(String(64), info=_info("secret"))
    blob: Mapped[str] = mapped_column(String(24), unique=True, info=_info("identifying"))
    kind: Mapped[str] = mapped_column(String(20), info=_info("config"))
    media_type: Mapped[str] = mapped_column(String(40), info=_info("config"))
    sha256: Mapped[str] = mapped_column(String(64), info=_info("identifying"))
    made_on: Mapped[date] = mapped_column(Date, info=_info("pseudonymous"))


class SamePerson(VaultBase):
    """A decision that two persons are the same, or are not; undone by a date, never deleted."""

    __tablename__ = "same_person"
    id: Mapped[str] = mapped_column(String(24), primary_key=True, info=_info("identifying"))
    person_id: Mapped[str] = mapped_column(String(24), index=True, info=_info("identifying"))
    other_id: Mapped[str] = mapped_column(String(24), index=True, info=_info("identifying"))
    same: Mapped[bool] = mapped_column(Boolean, info=_info("identifying"))
    decided_by: Mapped[str] = mapped_column(String(24), info=_info("config"))
    decided_on: Mapped[date] = mapped_column(Date, info=_info("config"))
    undone_on: Mapped[date | None] = mapped_column(Date, nullable=True, info=_info("config"))


class HeadCopy(VaultBase):
    """The last head of the register's audit log and consent ledger, kept in the other store."""

    __tablename__ = "head_copy"
    chain: Mapped[str] = mapped_column(String(20), primary_key=True, info=_info("config"))
    seq: Mapped[int] = mapped_column(Integer, info=_info("config"))
    hash: Mapped[str] = mapped_column(String(64), info=_info("config"))
