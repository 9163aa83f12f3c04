"""Logging in and out."""

from collections.abc import Sequence

from starlette.responses import JSONResponse, Response

from register.domain.errors import Refusal
from register.services import accounts, sessions
from register.web import carrying
from register.web.pages import Open, page
from register.web.security import COOKIE
from register.web.visit import Visit

LOOPBACK = {"127.0.0.1", "localhost", "[::1]", "testserver"}


@page("/inloggen", needs=Open.PUBLIC)
def show(visit: Visit) -> Response:
    """The log-in page."""
    if visit.token is not None:
        return visit.go("/")
    return log_in_page(visit)


def log_in_page(
    visit: Visit,
    *,
    status: int = 200,
    refused: Refusal | None = None,
    carried: Sequence[tuple[str, str]] = (),
) -> Response:
    """The log-in page, with what has to come along."""
    return visit.render(
        "login/login.html",
        status=status,
        refused=refused,
        name=visit.field("naam") if refused else "",
        carried=carried,
        demo=_demo_accounts(visit),
    )


@page("/inloggen", needs=Open.PUBLIC, method="POST")
def enter(visit: Visit) -> Response:
    """Check name, password and code; open a session."""
    name, password = visit.field("naam"), str(visit.form_data.get("wachtwoord", ""))
    with visit.writing() as work:
        account = accounts.authenticate(
            work,
            login=name,
            password=password,
            code=visit.field("code") or None,
            access_point="web",
            at=visit.at,
        )
        opened = (
            None
            if account is None
            else sessions.open_session(work, account, access_point="web", at=visit.at)
        )
    over_a_page = "application/json" in visit.request.headers.get("accept", "")
    if opened is None and over_a_page:
        told = {"fout": "niet ingelogd", "uitleg": str(accounts.LoginRefused())}
        return JSONResponse(told, status_code=422)
    if opened is None:
        return log_in_page(
            visit, status=422, refused=accounts.LoginRefused(), carried=carrying.along(visit)
        )
    answer = JSONResponse({"token": opened.csrf}) if over_a_page else _onward(visit, opened)
    answer.set_cookie(
        COOKIE,
        opened.token,
        httponly=True,
        samesite="lax",
        secure=visit.request.url.hostname not in LOOPBACK,
        max_age=int(sessions.LASTS.total_seconds()),
        path="/",
    )
    return answer


def _onward(visit: Visit, opened: sessions.Opened) -> Response:
    """To the first page, or back to the form that the ended session interrupted."""
    found = carrying.onward(visit)
    if found is None:
        return visit.go("/")
    visit.csrf = opened.csrf
    return visit.render("login/onward.html", path=found[0], fields=found[1])


@page("/uitloggen", needs=Open.LOGGED_IN, method="POST")
def leave(visit: Visit) -> Response:
    """End the session."""
    with visit.writing() as work:
        sessions.close_session(work, visit.token or "", by=visit.actor, at=visit.at)
    answer = visit.go("/inloggen")
    answer.delete_cookie(COOKIE, path="/")
    return answer


def _demo_accounts(visit: Visit) -> list[tuple[str, str]]:
    """(log-in name, password) to show: only in a demo installation that is reached by loopback."""
    if not visit.house.is_demo or visit.request.url.hostname not in LOOPBACK:
        return []
    from register.fictive.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD

    return [(one.login, DEMO_PASSWORD) for one in DEMO_ACCOUNTS]
