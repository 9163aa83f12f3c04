"""The one-time link: made once, shown once, used once; it sets a password and the phone's code."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyotp
from sqlalchemy import select

from register.db.tables.people import Account, Invitation, LoginSession
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.errors import Blocker, NotFound, Refusal, refuse_if
from register.domain.people import Permission
from register.keys import seal, unseal
from register.services import accounts
from register.services.people_admin import RESET

LASTS = timedelta(days=7)
CODES = 8
_USED = Blocker(
    "link_used",
    "Deze link is al gebruikt, vervangen of verlopen.",
    "Vraag de privacy officer om een nieuwe.",
)
# No letters or digits that are read wrong from paper.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Entrance:
    """An open link: for whom, and the phone's secret as text and as an otpauth address."""

    name: str
    login: str
    kind: str
    secret: str
    address: str

    @property
    def asks_old_code(self) -> bool:
        """Whether the owner must show a code of the phone or a recovery code."""
        return self.kind == RESET


def make_link(work: Work, invitation: str, *, by: Actor, at: datetime) -> str:
    """The token of a link, shown once to who hands it over; an earlier one stops working."""
    work.require(Permission.INVITATION_HAND_OVER, by=by, at=at, object_id=invitation)
    row = work.session.get(Invitation, invitation)
    if row is None or row.used_at is not None:
        raise NotFound("Deze uitnodiging")
    if row.asked_by == by.id or row.account_id == by.id:
        raise Refusal(
            [
                Blocker(
                    "same_person",
                    "Wie uitnodigt, geeft de link niet zelf over, en niemand aan zichzelf.",
                    "Laat een andere privacy officer dit doen.",
                )
            ]
        )
    token = secrets.token_urlsafe(32)
    key = work.keys.register.get("accounts")
    row.digest, row.handed_by, row.expires_at = _digest(token), by.id, at + LASTS
    row.seed = seal(key, pyotp.random_base32().encode(), place=f"invitation.seed.{row.id}")
    work.record(
        "invitation.hand_over",
        Action.CREATE,
        by=by,
        at=at,
        object_type="account",
        object_id=row.account_id,
    )
    return token


def look(work: Work, token: str, *, at: datetime) -> Entrance:
    """What an open link is for; raises ``NotFound`` once it was used, replaced or expired."""
    row, account = _found(work, token, at)
    secret = _secret(work, row)
    address = pyotp.TOTP(secret).provisioning_uri(name=account.login, issuer_name="Casusregister")
    return Entrance(account.name, account.login, row.kind, secret, address)


def enter(
    work: Work, token: str, *, password: str, code: str, old_code: str, at: datetime
) -> tuple[str, ...]:
    """Set password and phone; returns the recovery codes, which are never shown again.

    All other sessions of the account end.
    """
    row, account = _found(work, token, at)
    secret = _secret(work, row)
    refuse_if(_blockers(work, row, account, password, code, old_code, at))
    key = work.keys.register.get("accounts")
    codes = tuple(_code() for _ in range(CODES))
    account.password = accounts.hashed(password)
    account.totp = seal(key, secret.encode(), place=f"account.totp.{account.id}")
    account.recovery = [accounts.recovery_digest(one) for one in codes]
    account.failed, account.locked_until = 0, None
    row.used_at, row.seed = at, None
    for one in work.session.scalars(
        select(LoginSession).where(LoginSession.account_id == account.id)
    ):
        work.session.delete(one)
    who = Actor(account.id, account.name, frozenset(), "web")
    work.record(
        "account.enter",
        Action.UPDATE,
        by=who,
        at=at,
        object_type="account",
        object_id=account.id,
        field_group=row.kind,
    )
    return codes


def _found(work: Work, token: str, at: datetime) -> tuple[Invitation, Account]:
    query = (
        select(Invitation, Account)
        .join(Account, Account.id == Invitation.account_id)
        .where(Invitation.digest == _digest(token), Invitation.used_at.is_(None))
    )
    found = work.session.execute(query).first()
    if found is None or found[0].expires_at is None or found[0].expires_at <= at:
        raise Refusal([_USED])
    return found[0], found[1]


def _secret(work: Work, row: Invitation) -> str:
    if row.seed is None:
        raise Refusal([_USED])
    key = work.keys.register.get("accounts")
    return unseal(key, row.seed, place=f"invitation.seed.{row.id}").decode()


def _blockers(
    work: Work,
    row: Invitation,
    account: Account,
    password: str,
    code: str,
    old_code: str,
    at: datetime,
) -> list[Blocker]:
    found = accounts.password_blockers(password, account.login)
    phone = pyotp.TOTP(_secret(work, row))
    if not phone.verify(code.replace(" ", ""), for_time=at, valid_window=1):
        found.append(
            Blocker(
                "code_wrong",
                "De code van uw telefoon klopt niet.",
                "Neem de zes cijfers die er nu staan; kijk of de klok van de telefoon goed staat.",
            )
        )
    if not found and row.kind == RESET and not accounts.code_fits(work, account, old_code, at=at):
        found.append(
            Blocker(
                "old_code_wrong",
                "De oude code of herstelcode klopt niet.",
                "Zijn telefoon en herstelcodes allebei weg, vraag de beheerder dan om een nieuw "
                "begin.",
            )
        )
    return found


def _code() -> str:
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(5)) for _ in range(3))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
