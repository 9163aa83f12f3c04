"""Accounts, roles and log-in sessions."""

from register.db.kinds import (
    Base,
    Mapped,
    Privacy,
    datetime,
    flag,
    instant,
    key,
    number,
    ref,
    sealed,
    structure,
    word,
)


class Account(Base):
    """A person who works with the register."""

    __tablename__ = "account"
    id: Mapped[str] = key()
    login: Mapped[str] = word(unique=True)
    name: Mapped[str] = word()
    password: Mapped[str] = word(Privacy.SECRET, size=200)
    totp: Mapped[bytes | None] = sealed(Privacy.SECRET, nullable=True)
    recovery: Mapped[list[str]] = structure(Privacy.SECRET, default=list)
    active: Mapped[bool] = flag(default=True)
    failed: Mapped[int] = number(default=0)
    locked_until: Mapped[datetime | None] = instant(nullable=True)
    created_at: Mapped[datetime] = instant()


class AccountRole(Base):
    """A role of an account; data roles carry who confirmed them."""

    __tablename__ = "account_role"
    account_id: Mapped[str] = ref("account.id", Privacy.CONFIG, primary_key=True, index=False)
    role: Mapped[str] = word(primary_key=True, size=40)
    given_by: Mapped[str] = word(size=24)
    confirmed_by: Mapped[str | None] = word(size=24, nullable=True)
    given_at: Mapped[datetime] = instant()


class LoginSession(Base):
    """A log-in; only a digest of the cookie stands here."""

    __tablename__ = "login_session"
    digest: Mapped[str] = word(Privacy.SECRET, size=64, primary_key=True)
    account_id: Mapped[str] = ref("account.id", Privacy.CONFIG)
    csrf: Mapped[str] = word(Privacy.SECRET, size=64)
    access_point: Mapped[str] = word(size=20)
    created_at: Mapped[datetime] = instant()
    seen_at: Mapped[datetime] = instant()
    expires_at: Mapped[datetime] = instant()


class RoleProposal(Base):
    """A role that somebody proposed to give; data roles wait for a second person."""

    __tablename__ = "role_proposal"
    id: Mapped[str] = key()
    account_id: Mapped[str] = ref("account.id", Privacy.CONFIG)
    role: Mapped[str] = word(size=40)
    state: Mapped[str] = word(size=12)
    proposed_by: Mapped[str] = word(size=24)
    proposed_at: Mapped[datetime] = instant()
    decided_by: Mapped[str | None] = word(size=24, nullable=True)
    decided_at: Mapped[datetime | None] = instant(nullable=True)


class Invitation(Base):
    """A one-time link to choose a password and set up the code; only its digest stands here.

    ``digest`` is empty until the privacy officer makes the link, which is shown once.
    """

    __tablename__ = "invitation"
    id: Mapped[str] = key()
    account_id: Mapped[str] = ref("account.id", Privacy.CONFIG)
    kind: Mapped[str] = word(size=12)
    asked_by: Mapped[str] = word(size=24)
    asked_at: Mapped[datetime] = instant()
    digest: Mapped[str | None] = word(Privacy.SECRET, size=64, nullable=True, unique=True)
    seed: Mapped[bytes | None] = sealed(Privacy.SECRET, nullable=True)
    handed_by: Mapped[str | None] = word(size=24, nullable=True)
    expires_at: Mapped[datetime | None] = instant(nullable=True)
    used_at: Mapped[datetime | None] = instant(nullable=True)


class NoName(Base):
    """A word that this installation learnt is no name (notes guard); only its keyed hash."""

    __tablename__ = "no_name"
    mac: Mapped[str] = word(size=64, primary_key=True)
    learnt_by: Mapped[str] = word(size=24)
    learnt_at: Mapped[datetime] = instant()
