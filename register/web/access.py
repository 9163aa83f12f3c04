"""Who saw what: the access log by case and by person, for the privacy officer."""

from starlette.responses import Response

from register.domain.errors import NotFound, Refusal
from register.domain.people import Permission
from register.services import access_log
from register.services.access_log import Period, Seen
from register.web import typed
from register.web.pages import page
from register.web.visit import Visit


@page("/inzage", needs=Permission.AUDIT_READ)
def start(visit: Visit) -> Response:
    """Choose a case or a person."""
    return _start(visit)


@page("/inzage", needs=Permission.AUDIT_READ, method="POST")
def find(visit: Visit) -> Response:
    """Find a case by pseudonym, which never stands in an URL."""
    try:
        with visit.reading() as work:
            case = access_log.find(work, visit.field("pseudoniem"), by=visit.actor, at=visit.at)
    except (NotFound, Refusal) as error:
        return _start(visit, error=str(error), status=422)
    return visit.go(f"/inzage/casus/{case}")


@page("/inzage/casus/{case}", needs=Permission.AUDIT_READ)
def of_case(visit: Visit) -> Response:
    """Who saw this case."""
    period = _period(visit)
    with visit.reading() as work:
        found = access_log.of_case(
            work,
            visit.house.protocol,
            visit.path("case"),
            period,
            by=visit.actor,
            at=visit.at,
        )
    return _seen(visit, found, period, about="case")


@page("/inzage/medewerker/{account}", needs=Permission.AUDIT_READ)
def of_person(visit: Visit) -> Response:
    """What this person did."""
    period = _period(visit)
    with visit.reading() as work:
        found = access_log.of_person(
            work,
            visit.house.protocol,
            visit.path("account"),
            period,
            by=visit.actor,
            at=visit.at,
        )
    return _seen(visit, found, period, about="person")


def _start(visit: Visit, *, error: str = "", status: int = 200) -> Response:
    with visit.reading() as work:
        found = access_log.people(work, by=visit.actor, at=visit.at)
    return visit.render("access/start.html", status=status, people=found, error=error)


def _seen(visit: Visit, found: Seen, period: Period, *, about: str) -> Response:
    return visit.render("access/seen.html", found=found, period=period, about=about)


def _period(visit: Visit) -> Period:
    asked = visit.request.query_params
    return Period(
        typed.maybe_day(asked.get("van", ""), label="De eerste dag"),
        typed.maybe_day(asked.get("tot", ""), label="De laatste dag"),
    )
