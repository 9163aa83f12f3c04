"""The web application: declared pages behind sessions, permissions and form tokens."""

import logging
import traceback
from importlib import resources
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.formparsers import MultiPartParser
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from instruments.browser import SCRIPTS, script
from register.domain.errors import Conflict, Denied, NotFound, RegisterError
from register.domain.people import may, roles_that_may
from register.installation import Installation
from register.services import sessions
from register.web import carrying, nouns
from register.web.login import log_in_page
from register.web.pages import MAX_UPLOAD, PAGES, Open, Page
from register.web.security import COOKIE, SecurityHeaders, same_origin, token_fits
from register.web.visit import Visit

log = logging.getLogger("casusregister.web")
# A scan that is being sent stays in memory: spooled to disk it would lie there in the clear.
MultiPartParser.spool_max_size = MAX_UPLOAD


def create(installation: Installation) -> Starlette:
    """The application on an opened installation."""
    installation.require_definitions()
    nouns.declare()
    here = resources.files("register.web")
    routes: list[BaseRoute] = [
        Route("/static/instruments/{name}", _twin),
        Mount("/static", StaticFiles(directory=Path(str(here / "static"))), name="static"),
        *(_route(page) for page in PAGES),
    ]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(SecurityHeaders)],
        exception_handlers={404: _lost, 405: _lost},
    )
    app.state.installation = installation
    return app


def _route(page: Page) -> Route:
    async def endpoint(request: Request) -> Response:
        visit = Visit(request, request.app.state.installation)
        if page.method == "POST":
            length = int(request.headers.get("content-length") or 0)
            if length > page.largest:
                return _error(visit, "Dit formulier is te groot.", "Deel het op.", 413)
            visit.form_data = await request.form(max_fields=6000)
        return await run_in_threadpool(_answer, page, visit)

    return Route(page.path, endpoint, methods=[page.method], name=page.name)


def _answer(page: Page, visit: Visit) -> Response:
    try:
        _recognise(visit)
        refused = _refused(page, visit)
        return refused if refused is not None else page.answer(visit)
    except NotFound as error:
        return _error(visit, "Niet gevonden", str(error), 404)
    except Denied as error:
        return _error(visit, "Dit mag u niet", str(error), 403)
    except Conflict as error:
        return _error(visit, "Intussen gewijzigd", str(error), 409)
    except RegisterError as error:
        return _error(visit, "Dit kan nu niet", str(error), 422)
    except Exception as error:
        # Type and places only: the message of an exception may hold a value of a case.
        places = "".join(traceback.format_tb(error.__traceback__))
        log.error("page %s failed: %s\n%s", page.name, type(error).__name__, places)
        return _error(
            visit,
            "Er ging iets mis",
            "Wat u hebt opgeslagen, is bewaard. Probeer het opnieuw; lukt het weer niet, vraag dan "
            "de beheerder om in het logboek te kijken.",
            500,
        )


def _recognise(visit: Visit) -> None:
    token = visit.request.cookies.get(COOKIE)
    if token is None:
        return
    store = visit.installation.store
    with store.reading(visit.actor) as work:
        found = sessions.current(work, token, at=visit.at)
        stale = found is not None and sessions.stale(work, token, at=visit.at)
    if found is None:
        return
    visit.actor, visit.csrf, visit.token = found.actor, found.csrf, token
    if stale:
        with store.writing(visit.actor) as work:
            sessions.seen(work, token, at=visit.at)


def _refused(page: Page, visit: Visit) -> Response | None:
    if page.method == "POST":
        own = same_origin(visit.request)
        given = visit.field("_token") or visit.request.headers.get("x-form-token", "")
        if not own or (page.needs is not Open.PUBLIC and not token_fits(given, visit.csrf)):
            return _unrecognised(visit)
    if page.needs is Open.PUBLIC:
        return None
    if visit.token is None:
        return _unrecognised(visit)
    if page.needs is Open.LOGGED_IN:
        return None
    if not may(visit.actor.roles, page.needs):
        with visit.writing() as work:
            work.require(page.needs, by=visit.actor, at=visit.at)
        raise Denied(page.needs.value, (role.label for role in roles_that_may(page.needs)))
    return None


def _unrecognised(visit: Visit) -> Response:
    if "application/json" in visit.request.headers.get("accept", ""):
        return JSONResponse({"fout": "log_in"}, status_code=401)
    if visit.request.method == "POST":
        carried = carrying.from_form(visit)
        if carried and visit.token is None and same_origin(visit.request):
            return log_in_page(visit, status=401, carried=carried)
        return _error(
            visit,
            "U bent niet (meer) ingelogd",
            "Log opnieuw in. Wat u op een formulier had ingevuld en wat was opgeslagen als "
            "concept, staat er nog.",
            401,
        )
    return visit.go("/inloggen")


def _error(visit: Visit, title: str, text: str, status: int) -> Response:
    if "application/json" in visit.request.headers.get("accept", ""):
        return JSONResponse({"fout": title, "uitleg": text}, status_code=status)
    return visit.render("errors/error.html", status=status, title=title, text=text)


async def _twin(request: Request) -> Response:
    """The browser's twins of the instruments' logic, from the room where both twins live."""
    name = request.path_params["name"]
    if name not in SCRIPTS:
        return PlainTextResponse("", status_code=404)
    return Response(script(name), media_type="text/javascript; charset=utf-8")


async def _lost(request: Request, error: Exception) -> Response:
    visit = Visit(request, request.app.state.installation)
    await run_in_threadpool(_recognise, visit)
    return _error(visit, "Deze pagina is er niet", "Ga terug naar Mijn werk en kies opnieuw.", 404)
