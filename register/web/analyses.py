"""Analysis files: ask for one, see how far it is, what was made."""

from datetime import date

from starlette.responses import Response

from register.domain.errors import Blocker, Refusal
from register.domain.people import Permission
from register.services import analysis_files, jobs
from register.web.pages import page
from register.web.visit import Visit

INSIDE = ("P1", "P2", "P6")


@page("/analyses", needs=Permission.EXTRACT_USE)
def show(visit: Visit) -> Response:
    """The files that were made and the jobs under way."""
    return _page(visit)


@page("/analyses", needs=Permission.EXTRACT_REQUEST, method="POST")
def ask(visit: Visit) -> Response:
    """Queue a new analysis file."""
    try:
        as_of = _as_of(visit)
    except Refusal as error:
        return _page(visit, error=error, status=422)
    with visit.writing() as work:
        work.require(Permission.EXTRACT_REQUEST, by=visit.actor, at=visit.at)
        jobs.ask(
            work,
            "analysebestand",
            {
                "purpose": visit.field("doel") or "P1",
                "as_of": as_of.isoformat(),
                "recipient": "onderzoeksteam",
                "anyway": visit.field("toch"),
            },
            by=visit.actor,
            at=visit.at,
        )
    return visit.go("/analyses")


def _page(visit: Visit, *, error: Refusal | None = None, status: int = 200) -> Response:
    with visit.reading() as work:
        files = analysis_files.every(work)
        under_way = [job for job in jobs.recent(work) if job.kind == "analysebestand"]
    purposes = [one for one in visit.house.protocol.agreement.purposes if one.code in INSIDE]
    return visit.render(
        "analyses/files.html",
        status=status,
        files=files,
        jobs=under_way,
        error=error,
        purposes=purposes,
        today=visit.today,
        given=visit.field("peildatum"),
    )


def _as_of(visit: Visit) -> date:
    typed = visit.field("peildatum")
    if not typed:
        return visit.today
    try:
        parts = [int(part) for part in typed.replace("/", "-").split("-")]
        day, month, year = parts if parts[0] <= 31 else reversed(parts)
        as_of = date(year, month, day)
    except ValueError:
        raise Refusal(
            [Blocker("no_date", "Dit is geen datum.", "Schrijf de peildatum als dd-mm-jjjj.")]
        ) from None
    if as_of > visit.today:
        raise Refusal(
            [Blocker("future_date", "De peildatum ligt in de toekomst.", "Kies vandaag of eerder.")]
        )
    return as_of
