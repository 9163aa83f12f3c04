"""Reports: ask for the half-yearly report, read the concept."""

from starlette.responses import Response

from register.domain.people import Permission
from register.services import analysis_files, jobs, released, reports
from register.web.pages import page
from register.web.security import REPORT_POLICY
from register.web.visit import Visit


@page("/rapporten", needs=Permission.REPORT_DRAFT)
def show(visit: Visit) -> Response:
    """What was built, and from which analysis file one can be built."""
    with visit.reading() as work:
        built = reports.listed(work)
        open_files = analysis_files.still_open(work)
        under_way = [job for job in jobs.recent(work) if job.kind == "halfjaarrapport"]
    return visit.render("reports/reports.html", built=built, files=open_files, jobs=under_way)


@page("/rapporten", needs=Permission.REPORT_DRAFT, method="POST")
def ask(visit: Visit) -> Response:
    """Queue a half-yearly report on the analysis file chosen."""
    with visit.writing() as work:
        work.require(Permission.REPORT_DRAFT, by=visit.actor, at=visit.at)
        jobs.ask(
            work,
            "halfjaarrapport",
            {
                "analysis_file": visit.field("analysebestand"),
                "without": visit.field("zonder"),
            },
            by=visit.actor,
            at=visit.at,
        )
    return visit.go("/rapporten")


@page("/rapporten/{report}", needs=Permission.REPORT_DRAFT)
def read(visit: Visit) -> Response:
    """The concept itself, as a page of its own."""
    found = reports.read(visit.house, visit.path("report"), by=visit.actor, at=visit.at)
    return as_page(found)


@page("/rapporten/{report}/pdf", needs=Permission.REPORT_DRAFT)
def print_out(visit: Visit) -> Response:
    """The concept as a PDF."""
    found = reports.read(visit.house, visit.path("report"), by=visit.actor, at=visit.at)
    return as_pdf(released.pdf(found), "rapport-concept.pdf")


def as_page(found: bytes) -> Response:
    """A report as a page of its own, which loads and runs nothing."""
    return Response(
        found,
        media_type="text/html; charset=utf-8",
        headers={"content-security-policy": REPORT_POLICY},
    )


def as_pdf(found: bytes, name: str) -> Response:
    """A PDF to keep, under a name without anything of the report in it."""
    return Response(
        found,
        media_type="application/pdf",
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )
