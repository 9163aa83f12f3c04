"""Accounts and roles: the administrator invites and proposes, the privacy officer agrees."""

from markupsafe import Markup
from starlette.responses import Response

from register.domain import qr
from register.domain.errors import Blocker, Refusal
from register.domain.people import SECOND_PERSON, Permission, Role, combination_blockers
from register.services import entrances, open_sessions, people_admin
from register.web.pages import Open, page
from register.web.visit import Visit

KINDS = {
    people_admin.NEW: "uitnodiging",
    people_admin.RESET: "nieuw wachtwoord of nieuwe telefoon",
    people_admin.ANEW: "nieuw begin (telefoon en herstelcodes kwijt)",
}


@page("/accounts", needs=Permission.ACCOUNT_MANAGE)
def listed(visit: Visit) -> Response:
    """Every account, its roles, and what waits for a second person."""
    return _list(visit)


@page("/accounts", needs=Permission.ACCOUNT_MANAGE, method="POST")
def invite(visit: Visit) -> Response:
    """Invite somebody; the privacy officer hands over the link."""
    try:
        with visit.writing() as work:
            people_admin.invite(
                work,
                login=visit.field("inlognaam"),
                name=visit.field("naam"),
                roles=_roles(visit),
                by=visit.actor,
                at=visit.at,
            )
    except Refusal as refusal:
        return _list(visit, errors=refusal.reasons, status=422)
    return visit.go("/accounts")


@page("/accounts/{account}", needs=Permission.ACCOUNT_MANAGE)
def show(visit: Visit) -> Response:
    """One account: roles to propose or take, sessions to end, a new link."""
    return _one(visit)


@page("/accounts/{account}", needs=Permission.ACCOUNT_MANAGE, method="POST")
def change(visit: Visit) -> Response:
    """Carry out one act on an account."""
    account, act = visit.path("account"), visit.field("doe")
    try:
        with visit.writing() as work:
            by, at = visit.actor, visit.at
            if act == "stel_voor":
                for role in _roles(visit):
                    people_admin.propose(work, account=account, role=role, by=by, at=at)
            elif act == "neem":
                for role in _roles(visit):
                    people_admin.take(work, account=account, role=role, by=by, at=at)
            elif act in ("herstel", "opnieuw"):
                people_admin.ask_reset(work, account, anew=act == "opnieuw", by=by, at=at)
            elif act in ("sluit", "open"):
                people_admin.set_active(work, account, active=act == "open", by=by, at=at)
            elif act == "beeindig":
                open_sessions.end(work, account, visit.field("sessie"), by=by, at=at)
    except Refusal as refusal:
        return _one(visit, errors=refusal.reasons, status=422)
    return visit.go(f"/accounts/{account}")


@page("/goedkeuren", needs=Permission.ROLE_APPROVE)
def to_approve(visit: Visit) -> Response:
    """Roles that wait for a second person, and links to hand over."""
    return _approve(visit)


@page("/goedkeuren", needs=Permission.ROLE_APPROVE, method="POST")
def approve(visit: Visit) -> Response:
    """The second person's yes or no."""
    try:
        with visit.writing() as work:
            people_admin.decide(
                work,
                visit.field("voorstel"),
                give=visit.field("besluit") == "ja",
                by=visit.actor,
                at=visit.at,
            )
    except Refusal as refusal:
        return _approve(visit, errors=refusal.reasons, status=422)
    return visit.go("/goedkeuren")


@page("/goedkeuren/link", needs=Permission.INVITATION_HAND_OVER, method="POST")
def hand_over(visit: Visit) -> Response:
    """Make a link and show it, this once."""
    try:
        with visit.writing() as work:
            token = entrances.make_link(
                work, visit.field("uitnodiging"), by=visit.actor, at=visit.at
            )
    except Refusal as refusal:
        return _approve(visit, errors=refusal.reasons, status=422)
    base = str(visit.request.base_url).rstrip("/")
    return visit.render("accounts/link.html", link=f"{base}/uitnodiging/{token}")


@page("/uitnodiging/{token}", needs=Open.PUBLIC)
def entrance(visit: Visit) -> Response:
    """Choose a password and set up the phone."""
    return _entrance(visit)


@page("/uitnodiging/{token}", needs=Open.PUBLIC, method="POST")
def enter(visit: Visit) -> Response:
    """Take password and code; show the recovery codes, this once."""
    try:
        with visit.writing() as work:
            codes = entrances.enter(
                work,
                visit.path("token"),
                password=str(visit.form_data.get("wachtwoord", "")),
                code=visit.field("code"),
                old_code=visit.field("oude_code"),
                at=visit.at,
            )
    except Refusal as refusal:
        return _entrance(visit, errors=refusal.reasons, status=422)
    return visit.render("accounts/codes.html", codes=codes)


@page("/account", needs=Open.LOGGED_IN)
def own(visit: Visit) -> Response:
    """The own sessions."""
    with visit.reading() as work:
        found = open_sessions.of_account(work, visit.actor.id, by=visit.actor, at=visit.at)
    return visit.render("accounts/own.html", sessions=found)


@page("/account", needs=Open.LOGGED_IN, method="POST")
def end_own(visit: Visit) -> Response:
    """End one of the own sessions."""
    with visit.writing() as work:
        open_sessions.end(work, visit.actor.id, visit.field("sessie"), by=visit.actor, at=visit.at)
    return visit.go("/account")


def _list(visit: Visit, *, errors: tuple[Blocker, ...] = (), status: int = 200) -> Response:
    with visit.reading() as work:
        found = people_admin.listed(work, by=visit.actor, at=visit.at)
    return visit.render(
        "accounts/list.html",
        status=status,
        found=found,
        errors=errors,
        given=visit.fields(),
        roles=list(Role),
        second=SECOND_PERSON,
        kinds=KINDS,
    )


def _one(visit: Visit, *, errors: tuple[Blocker, ...] = (), status: int = 200) -> Response:
    with visit.reading() as work:
        found = people_admin.listed(work, by=visit.actor, at=visit.at)
        line = next((one for one in found if one.id == visit.path("account")), None)
        if line is None:
            return visit.go("/accounts")
        sessions = open_sessions.of_account(work, line.id, by=visit.actor, at=visit.at)
    held = {*line.roles, *line.waiting}
    return visit.render(
        "accounts/account.html",
        status=status,
        line=line,
        sessions=sessions,
        errors=errors,
        own=line.id == visit.actor.id,
        kinds=KINDS,
        second=SECOND_PERSON,
        offered=[(role, combination_blockers({*held, role})) for role in Role if role not in held],
    )


def _approve(visit: Visit, *, errors: tuple[Blocker, ...] = (), status: int = 200) -> Response:
    with visit.reading() as work:
        proposals = people_admin.proposals(work, by=visit.actor, at=visit.at)
        links = people_admin.invitations(work, by=visit.actor, at=visit.at)
    return visit.render(
        "accounts/approve.html",
        status=status,
        proposals=proposals,
        links=links,
        errors=errors,
        kinds=KINDS,
    )


def _entrance(visit: Visit, *, errors: tuple[Blocker, ...] = (), status: int = 200) -> Response:
    with visit.reading() as work:
        found = entrances.look(work, visit.path("token"), at=visit.at)
    picture = Markup(qr.encode(found.address).svg("QR-code voor de app op uw telefoon"))
    return visit.render(
        "accounts/entrance.html", status=status, found=found, errors=errors, picture=picture
    )


def _roles(visit: Visit) -> list[Role]:
    known = {role.value for role in Role}
    return [Role(one) for one in visit.form_data.getlist("rol") if one in known]
