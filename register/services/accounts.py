"""Accounts: make, give roles, check a password. Passwords are argon2id; TOTP seeds are sealed."""

import hashlib
from datetime import datetime, timedelta

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import func, select

from register.db.tables.people import Account, AccountRole
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.audit import Action, Outcome
from register.domain.errors import Blocker, NotFound, Refusal, refuse_if
from register.domain.people import Permission, Role, combination_blockers, grant_blockers
from register.keys import seal, unseal

MIN_PASSWORD = 12
FREE_TRIES = 5
_WAIT = timedelta(minutes=1)
_LONGEST = timedelta(minutes=15)
_hasher = PasswordHasher()
# Compared against when the account does not exist, so that both answers take as long.
_NOBODY = _hasher.hash("niemand heeft dit wachtwoord")


class LoginRefused(Refusal):
    """Wrong name, password or code; says the same for each."""

    def __init__(self) -> None:
        super().__init__(
            [
                Blocker(
                    "login_refused",
                    "Deze combinatie van naam, wachtwoord en code klopt niet, of er is te vaak "
                    "geprobeerd.",
                    "Controleer ze en probeer het over een minuut opnieuw.",
                )
            ]
        )


def password_blockers(password: str, login: str) -> list[Blocker]:
    """Reasons against a password: length and the obvious; no rules about signs."""
    found = []
    if len(password) < MIN_PASSWORD:
        found.append(
            Blocker(
                "password_short",
                f"Het wachtwoord is korter dan {MIN_PASSWORD} tekens.",
                "Neem een zin van vier of meer woorden.",
            )
        )
    if login.casefold() in password.casefold() or len(set(password)) < 5:
        found.append(
            Blocker(
                "password_weak",
                "Het wachtwoord is te makkelijk te raden.",
                "Neem een zin die niets met uw naam te maken heeft.",
            )
        )
    return found


def create(
    work: Work, *, login: str, name: str, password: str, with_totp: bool, by: Actor, at: datetime
) -> tuple[Account, str | None]:
    """A new account without roles; returns it and the TOTP seed to show once (or ``None``)."""
    work.require(Permission.ACCOUNT_MANAGE, by=by, at=at)
    login = login.strip().casefold()
    blockers = password_blockers(password, login)
    if work.session.scalar(select(Account.id).where(Account.login == login)) is not None:
        blockers.append(
            Blocker("login_taken", "Deze inlognaam bestaat al.", "Kies een andere inlognaam.")
        )
    refuse_if(blockers)
    account = Account(
        id=work.ids.new(),
        login=login,
        name=name,
        password=_hasher.hash(password),
        created_at=at,
    )
    seed = pyotp.random_base32() if with_totp else None
    if seed is not None:
        key = work.keys.register.get("accounts")
        account.totp = seal(key, seed.encode(), place=f"account.totp.{account.id}")
    work.session.add(account)
    work.flush()
    work.record(
        "account.create", Action.CREATE, by=by, at=at, object_type="account", object_id=account.id
    )
    return account, seed


def give_role(
    work: Work, *, account: str, role: Role, confirmed_by: str | None, by: Actor, at: datetime
) -> None:
    """Give a role; roles that see case or vault data need a second person (ARCHITECTURE §3)."""
    work.require(Permission.ROLE_PROPOSE, by=by, at=at, object_id=account)
    held = roles_of(work, account)
    refuse_if(
        combination_blockers({*held, role})
        if by.is_system
        else grant_blockers(
            role=role,
            to=account,
            held=held,
            by=by.id,
            by_roles=by.roles,
            approved_by=confirmed_by,
            approver_roles=roles_of(work, confirmed_by) if confirmed_by else (),
        )
    )
    if role not in held:
        work.session.add(
            AccountRole(
                account_id=account,
                role=role.value,
                given_by=by.id,
                confirmed_by=confirmed_by,
                given_at=at,
            )
        )
        work.flush()
        work.record(
            "role.give",
            Action.UPDATE,
            by=by,
            at=at,
            object_type="account",
            object_id=account,
            field_group=role.value,
        )


def roles_of(work: Work, account: str) -> frozenset[Role]:
    """The roles an account holds."""
    query = select(AccountRole.role).where(AccountRole.account_id == account)
    return frozenset(Role(role) for role in work.session.scalars(query))


def actor(work: Work, account: Account, access_point: str, session: str | None = None) -> Actor:
    """The account as the one who acts."""
    return Actor(account.id, account.name, roles_of(work, account.id), access_point, session)


def as_actor(work: Work, account_id: str, *, access_point: str) -> Actor:
    """The account with this identifier as the one who acts; raises ``NotFound`` when inactive."""
    account = work.session.get(Account, account_id)
    if account is None or not account.active:
        raise NotFound("Dit account")
    return actor(work, account, access_point)


def authenticate(
    work: Work, *, login: str, password: str, code: str | None, access_point: str, at: datetime
) -> Account | None:
    """The account when name, password and (where set) TOTP code fit, else ``None``; always logged.

    After five wrong tries each further one waits longer, at most 15 minutes; that ends by itself,
    so that nobody can lock another out.
    """
    query = select(Account).where(Account.login == login.strip().casefold(), Account.active)
    account = work.session.scalars(query).first()
    waiting = account is not None and account.locked_until is not None and account.locked_until > at
    fits = _fits(account.password if account else _NOBODY, password) and account is not None
    if account is not None and fits and not waiting and code_fits(work, account, code, at=at):
        account.failed, account.locked_until = 0, None
        if _hasher.check_needs_rehash(account.password):
            account.password = _hasher.hash(password)
        who = actor(work, account, access_point)
        work.record(
            "login", Action.LOGIN, by=who, at=at, object_type="account", object_id=account.id
        )
        return account
    if account is not None and not waiting:
        account.failed += 1
        if account.failed >= FREE_TRIES:
            account.locked_until = at + min(_WAIT * (account.failed - FREE_TRIES + 1), _LONGEST)
    who = Actor(account.id if account else "onbekend", "", frozenset(), access_point)
    work.record("login", Action.LOGIN, by=who, at=at, object_type="account", outcome=Outcome.DENIED)
    return None


def by_login(work: Work, login: str) -> Account:
    """The account with this log-in name; raises ``NotFound``."""
    account = work.session.scalars(
        select(Account).where(func.lower(Account.login) == login.casefold())
    ).first()
    if account is None:
        raise NotFound("Dit account")
    return account


def _fits(hashed: str, password: str) -> bool:
    try:
        return _hasher.verify(hashed, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def hashed(password: str) -> str:
    """What is stored of a password."""
    return _hasher.hash(password)


def recovery_digest(code: str) -> str:
    """What is stored of a recovery code; spaces, dashes and capitals do not matter."""
    return hashlib.sha256("".join(filter(str.isalnum, code.lower())).encode()).hexdigest()


def code_fits(work: Work, account: Account, code: str | None, *, at: datetime) -> bool:
    """Whether a code is right now: of the phone, or a recovery code, which is used up by it."""
    if account.totp is None:
        return True
    given = (code or "").replace(" ", "")
    key = work.keys.register.get("accounts")
    seed = unseal(key, account.totp, place=f"account.totp.{account.id}").decode()
    if pyotp.TOTP(seed).verify(given, for_time=at, valid_window=1):
        return True
    digest = recovery_digest(given)
    if digest not in account.recovery:
        return False
    account.recovery = [one for one in account.recovery if one != digest]
    return True
