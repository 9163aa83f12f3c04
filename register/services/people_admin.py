"""Accounts and roles: who is invited, which roles were proposed, and the second person's yes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from register.db.tables.people import Account, AccountRole, Invitation, LoginSession, RoleProposal
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.bsn import bsn_blockers
from register.domain.errors import Blocker, NotFound, refuse_if
from register.domain.people import (
    SECOND_PERSON,
    Permission,
    Role,
    combination_blockers,
    grant_blockers,
)
from register.services import accounts

WAITING, GIVEN, REFUSED = "wacht", "gegeven", "geweigerd"
NEW, RESET, ANEW = "uitnodiging", "herstel", "opnieuw"
NO_PASSWORD = "geen"


@dataclass(frozen=True)
class Line:
    """An account in the list: its roles, what waits for a second person, its open sessions."""

    id: str
    login: str
    name: str
    active: bool
    has_code: bool
    roles: tuple[Role, ...]
    waiting: tuple[Role, ...]
    sessions: int
    invitation: str


@dataclass(frozen=True)
class Proposal:
    """A role that waits for a second person, and what is against giving it now."""

    id: str
    who: str
    role: Role
    by: str
    at: datetime
    blockers: tuple[Blocker, ...]


@dataclass(frozen=True)
class Waiting:
    """An invitation whose link was not made yet, or is open."""

    id: str
    who: str
    kind: str
    at: datetime
    handed: bool


def listed(work: Work, *, by: Actor, at: datetime) -> list[Line]:
    """Every account, by name; a look that is logged with the number only."""
    work.require(Permission.ACCOUNT_MANAGE, by=by, at=at, object_type="account")
    found = []
    for account in work.session.scalars(select(Account).order_by(Account.name)):
        open_one = _open_invitation(work, account.id)
        waiting = select(RoleProposal.role).where(
            RoleProposal.account_id == account.id, RoleProposal.state == WAITING
        )
        sessions = select(LoginSession).where(
            LoginSession.account_id == account.id, LoginSession.expires_at > at
        )
        found.append(
            Line(
                account.id,
                account.login,
                account.name,
                account.active,
                account.totp is not None,
                tuple(sorted(accounts.roles_of(work, account.id))),
                tuple(Role(role) for role in work.session.scalars(waiting)),
                len(list(work.session.scalars(sessions))),
                "" if open_one is None else open_one.kind,
            )
        )
    work.record("account.list", Action.READ, by=by, at=at, object_type="account", count=len(found))
    return found


def invite(work: Work, *, login: str, name: str, roles: list[Role], by: Actor, at: datetime) -> str:
    """An account without a password, an invitation for it, and the roles as proposals."""
    work.require(Permission.ACCOUNT_MANAGE, by=by, at=at, object_type="account")
    login, name = login.strip().casefold(), name.strip()
    blockers = list(bsn_blockers({"inlognaam": login, "naam": name}))
    if not login or not name:
        blockers.append(Blocker("no_login", "Inlognaam of naam ontbreekt.", "Vul beide in."))
    if work.session.scalar(select(Account.id).where(Account.login == login)) is not None:
        blockers.append(
            Blocker("login_taken", "Deze inlognaam bestaat al.", "Kies een andere inlognaam.")
        )
    refuse_if([*blockers, *combination_blockers(roles)])
    account = Account(
        id=work.ids.new(), login=login, name=name, password=NO_PASSWORD, created_at=at
    )
    work.session.add(account)
    work.flush()
    _ask(work, account.id, NEW, by=by, at=at)
    work.record(
        "account.invite", Action.CREATE, by=by, at=at, object_type="account", object_id=account.id
    )
    for role in roles:
        propose(work, account=account.id, role=role, by=by, at=at)
    return account.id


def propose(work: Work, *, account: str, role: Role, by: Actor, at: datetime) -> None:
    """Propose a role; one that gives no sight of data is given at once."""
    work.require(Permission.ROLE_PROPOSE, by=by, at=at, object_type="account", object_id=account)
    _account(work, account)
    if role not in SECOND_PERSON:
        accounts.give_role(work, account=account, role=role, confirmed_by=None, by=by, at=at)
        return
    refuse_if(_proposal_blockers(work, account, role, by))
    work.session.add(
        RoleProposal(
            id=work.ids.new(),
            account_id=account,
            role=role.value,
            state=WAITING,
            proposed_by=by.id,
            proposed_at=at,
        )
    )
    work.flush()
    _record(work, "role.propose", account, role, by, at)


def take(work: Work, *, account: str, role: Role, by: Actor, at: datetime) -> None:
    """Take a role away at once; nobody changes the own roles."""
    work.require(Permission.ROLE_PROPOSE, by=by, at=at, object_type="account", object_id=account)
    refuse_if(_own(account, by))
    row = work.session.get(AccountRole, (account, role.value))
    if row is None:
        raise NotFound("Deze rol")
    work.session.delete(row)
    _record(work, "role.take", account, role, by, at)


def proposals(work: Work, *, by: Actor, at: datetime) -> list[Proposal]:
    """Roles that wait for a second person, each with what is against it."""
    work.require(Permission.ROLE_APPROVE, by=by, at=at, object_type="account")
    query = (
        select(RoleProposal, Account)
        .join(Account, Account.id == RoleProposal.account_id)
        .where(RoleProposal.state == WAITING)
        .order_by(RoleProposal.proposed_at, RoleProposal.id)
    )
    found = []
    for row, account in work.session.execute(query):
        role = Role(row.role)
        found.append(
            Proposal(
                row.id,
                account.name,
                role,
                _name(work, row.proposed_by),
                row.proposed_at,
                grant_blockers(
                    role=role,
                    to=account.id,
                    held=accounts.roles_of(work, account.id),
                    by=row.proposed_by,
                    by_roles=accounts.roles_of(work, row.proposed_by),
                    approved_by=by.id,
                    approver_roles=by.roles,
                ),
            )
        )
    return found


def decide(work: Work, proposal: str, *, give: bool, by: Actor, at: datetime) -> None:
    """The second person's yes or no to a proposed role."""
    work.require(Permission.ROLE_APPROVE, by=by, at=at, object_type="account", object_id=proposal)
    row = work.session.get(RoleProposal, proposal)
    if row is None or row.state != WAITING:
        raise NotFound("Dit voorstel")
    role = Role(row.role)
    if give:
        proposer = accounts.as_actor(work, row.proposed_by, access_point=by.access_point)
        accounts.give_role(
            work, account=row.account_id, role=role, confirmed_by=by.id, by=proposer, at=at
        )
    row.state, row.decided_by, row.decided_at = GIVEN if give else REFUSED, by.id, at
    _record(work, "role.approve" if give else "role.refuse", row.account_id, role, by, at)


def invitations(work: Work, *, by: Actor, at: datetime) -> list[Waiting]:
    """Invitations and resets that are not used yet, for who hands over the links."""
    work.require(Permission.INVITATION_HAND_OVER, by=by, at=at, object_type="account")
    query = (
        select(Invitation, Account)
        .join(Account, Account.id == Invitation.account_id)
        .where(Invitation.used_at.is_(None))
        .order_by(Invitation.asked_at, Invitation.id)
    )
    return [
        Waiting(row.id, account.name, row.kind, row.asked_at, row.digest is not None)
        for row, account in work.session.execute(query)
    ]


def ask_reset(work: Work, account: str, *, anew: bool, by: Actor, at: datetime) -> None:
    """Ask a new link for an account. ``anew``: phone and recovery codes are both lost."""
    work.require(Permission.ACCOUNT_MANAGE, by=by, at=at, object_type="account", object_id=account)
    _account(work, account)
    refuse_if(_own(account, by))
    before = _open_invitation(work, account)
    if before is not None:
        work.session.delete(before)
        work.flush()
    _ask(work, account, ANEW if anew else RESET, by=by, at=at)
    work.record(
        "account.reset",
        Action.UPDATE,
        by=by,
        at=at,
        object_type="account",
        object_id=account,
        field_group=ANEW if anew else RESET,
    )


def set_active(work: Work, account: str, *, active: bool, by: Actor, at: datetime) -> None:
    """Close an account (its sessions end at once) or open it again."""
    work.require(Permission.ACCOUNT_MANAGE, by=by, at=at, object_type="account", object_id=account)
    refuse_if(_own(account, by))
    found = _account(work, account)
    found.active = active
    for row in work.session.scalars(select(LoginSession).where(LoginSession.account_id == account)):
        work.session.delete(row)
    work.record(
        "account.open" if active else "account.close",
        Action.UPDATE,
        by=by,
        at=at,
        object_type="account",
        object_id=account,
    )


def _ask(work: Work, account: str, kind: str, *, by: Actor, at: datetime) -> None:
    work.session.add(
        Invitation(id=work.ids.new(), account_id=account, kind=kind, asked_by=by.id, asked_at=at)
    )
    work.flush()


def _open_invitation(work: Work, account: str) -> Invitation | None:
    query = select(Invitation).where(Invitation.account_id == account, Invitation.used_at.is_(None))
    return work.session.scalars(query.order_by(Invitation.asked_at.desc())).first()


def _proposal_blockers(work: Work, account: str, role: Role, by: Actor) -> list[Blocker]:
    held = accounts.roles_of(work, account)
    waits = work.session.scalar(
        select(RoleProposal.id).where(
            RoleProposal.account_id == account,
            RoleProposal.role == role.value,
            RoleProposal.state == WAITING,
        )
    )
    found = [*_own(account, by), *combination_blockers({*held, role})]
    if role in held or waits is not None:
        found.append(Blocker("has_role", "Deze rol is al gegeven of voorgesteld.", ""))
    return found


def _own(account: str, by: Actor) -> list[Blocker]:
    if account != by.id:
        return []
    return [
        Blocker(
            "own_role",
            "Niemand verandert het eigen account of de eigen rollen.",
            "Laat een ander het doen.",
        )
    ]


def _account(work: Work, account: str) -> Account:
    found = work.session.get(Account, account)
    if found is None:
        raise NotFound("Dit account")
    return found


def _name(work: Work, account: str) -> str:
    found = work.session.get(Account, account)
    return "systeem" if found is None else found.name


def _record(work: Work, kind: str, account: str, role: Role, by: Actor, at: datetime) -> None:
    work.record(
        kind,
        Action.UPDATE,
        by=by,
        at=at,
        object_type="role",
        object_id=account,
        field_group=role.value,
    )
