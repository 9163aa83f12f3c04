"""``/gezond``: whether the installation answers and is migrated; never a number of real cases."""

from starlette.responses import JSONResponse, Response

from register.services import cases, consent
from register.web.pages import Open, page
from register.web.visit import Visit


@page("/gezond", needs=Open.PUBLIC)
def show(visit: Visit) -> Response:
    """Answer for a monitor."""
    answer: dict[str, object] = {"migrated": visit.installation.migrated()}
    if visit.house.is_demo:
        with visit.reading() as work, consent.planning(work):
            answer["cases"] = cases.count(work)
    return JSONResponse(answer, status_code=200 if answer["migrated"] else 503)
