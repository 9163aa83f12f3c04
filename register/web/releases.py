"""Reports on their way out: how one stands, what can be done and why not; what was released."""

from starlette.responses import Response

from register.domain.errors import Refusal
from register.domain.people import Permission
from register.services import released, releases
from register.web.pages import page
from register.web.reports import as_page, as_pdf
from register.web.visit import Visit


@page("/rapporten/{report}/stand", needs=Permission.REPORT_DRAFT)
def show(visit: Visit) -> Response:
    """Where a report stands, and every verb with the reasons against it."""
    return _standing(visit)


@page("/rapporten/{report}/stand", needs=Permission.REPORT_DRAFT, method="POST")
def act(visit: Visit) -> Response:
    """Carry out a verb; refused, the page says why and keeps what was written."""
    try:
        releases.act(
            visit.house,
            visit.path("report"),
            visit.field("doe"),
            by=visit.actor,
            at=visit.at,
            today=visit.today,
            reason=visit.field("reden"),
            part=visit.field("onderdeel"),
        )
    except Refusal as refused:
        return _standing(visit, refused)
    return visit.go(f"/rapporten/{visit.path('report')}/stand")


@page("/vrijgegeven", needs=Permission.REPORT_READ_RELEASED)
def listed(visit: Visit) -> Response:
    """The reports that were released for this reader."""
    with visit.reading() as work:
        found = released.listed(work, by=visit.actor)
    return visit.render("reports/released.html", found=found)


@page("/vrijgegeven/{report}", needs=Permission.REPORT_READ_RELEASED)
def read(visit: Visit) -> Response:
    """A released report, as it left."""
    return as_page(released.read(visit.house, visit.path("report"), by=visit.actor, at=visit.at))


@page("/vrijgegeven/{report}/pdf", needs=Permission.REPORT_READ_RELEASED)
def print_out(visit: Visit) -> Response:
    """A released report as a PDF."""
    found = released.read(
        visit.house, visit.path("report"), by=visit.actor, at=visit.at, kind="pdf"
    )
    return as_pdf(found, "halfjaarrapport.pdf")


def _standing(visit: Visit, refused: Refusal | None = None) -> Response:
    with visit.reading() as work:
        found = releases.standing(
            visit.house,
            work,
            visit.path("report"),
            by=visit.actor,
            at=visit.at,
            today=visit.today,
        )
    return visit.render(
        "reports/standing.html",
        status=200 if refused is None else 422,
        found=found,
        errors=refused.reasons if refused else (),
        written=visit.field("reden"),
        chosen=visit.field("doe"),
    )
