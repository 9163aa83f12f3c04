"""Signing: taken over from paper by a researcher, or on the tablet by the person."""

from datetime import date

from starlette.responses import Response

from consent.event import Method
from consent.recording import Concern
from register.domain.errors import Blocker, Refusal
from register.domain.people import Permission
from register.services import signing
from register.services.consents import Said, Saying
from register.services.signing import Sheet
from register.web import typed
from register.web.pages import MAX_UPLOAD, page
from register.web.visit import Visit

PAPER_METHODS = (
    (Method.PAPER, "op papier ondertekend"),
    (Method.ORAL_WITNESSED, "mondeling, met een getuige"),
)


@page("/casussen/{case}/toestemming/papier", needs=Permission.CONSENT_RECORD)
def paper(visit: Visit) -> Response:
    """The form to take over a signed letter."""
    asked = visit.request.query_params
    return _paper(
        visit, party=asked.get("wie", ""), on=_asked_day(visit), letter=asked.get("brief", "")
    )


@page(
    "/casussen/{case}/toestemming/papier",
    needs=Permission.CONSENT_RECORD,
    method="POST",
    largest=MAX_UPLOAD,
)
def from_paper(visit: Visit) -> Response:
    """Record what stands on paper; concerns are shown before anything is kept."""
    party, letter = visit.field("wie"), visit.field("brief")
    on = typed.day(visit, "dag", label="De dag van ondertekenen")
    try:
        saying = Saying(party, letter, on, _method(visit), _answers(visit))
        with visit.reading() as work:
            found = signing.concerns(
                visit.house, work, visit.path("case"), saying, by=visit.actor, at=visit.at
            )
        if any(one.blocking for one in found) or (found and visit.field("_toch") != "ja"):
            return _paper(visit, party=party, on=on, letter=letter, found=found, status=422)
        signing.from_paper(
            visit.house,
            visit.path("case"),
            saying,
            scan=typed.upload(visit, "scan"),
            by=visit.actor,
            at=visit.at,
        )
    except Refusal as refusal:
        return _paper(visit, party=party, on=on, letter=letter, errors=refusal.reasons, status=422)
    return _back(visit)


@page("/casussen/{case}/toestemming/tablet", needs=Permission.CONSENT_RECORD)
def tablet(visit: Visit) -> Response:
    """The letter, in the hands of the person who reads and signs it."""
    return _tablet(visit, visit.request.query_params.get("wie", ""))


@page("/casussen/{case}/toestemming/tablet", needs=Permission.CONSENT_RECORD, method="POST")
def sign(visit: Visit) -> Response:
    """Take the answers and the signature; with anything missing the page comes back."""
    party = visit.field("wie")
    try:
        saying = Saying(party, visit.field("brief"), visit.today, Method.E_SIGN, _answers(visit))
        signing.on_tablet(
            visit.house,
            visit.path("case"),
            saying,
            signed_as=visit.field("naam"),
            drawn=visit.field("handtekening"),
            by=visit.actor,
            at=visit.at,
        )
    except Refusal as refusal:
        return _tablet(visit, party, errors=refusal.reasons, status=422)
    return visit.go(f"/casussen/{visit.path('case')}/toestemming/getekend")


@page("/casussen/{case}/toestemming/getekend", needs=Permission.CONSENT_RECORD)
def thanks(visit: Visit) -> Response:
    """Thank the person, who hands the tablet back."""
    return visit.render("consents/thanks.html", case=visit.path("case"))


def _paper(
    visit: Visit,
    *,
    party: str,
    on: date,
    letter: str,
    found: list[Concern] | None = None,
    errors: tuple[Blocker, ...] = (),
    status: int = 200,
) -> Response:
    laid = _sheet(visit, party, on, letter)
    return visit.render(
        "consents/paper.html",
        status=status,
        sheet=laid,
        concerns=laid.concerns if found is None else found,
        asked=found is not None,
        errors=errors,
        given=visit.fields(),
        methods=PAPER_METHODS,
    )


def _tablet(
    visit: Visit, party: str, *, errors: tuple[Blocker, ...] = (), status: int = 200
) -> Response:
    laid = _sheet(visit, party, visit.today, visit.field("brief"))
    return visit.render(
        "consents/tablet.html", status=status, sheet=laid, errors=errors, given=visit.fields()
    )


def _sheet(visit: Visit, party: str, on: date, letter: str) -> Sheet:
    with visit.reading() as work:
        return signing.sheet(
            visit.house,
            work,
            visit.path("case"),
            party=party,
            on=on,
            letter=letter,
            by=visit.actor,
            at=visit.at,
        )


def _answers(visit: Visit) -> dict[str, Said]:
    known = {one.value for one in Said}
    return {
        name.removeprefix("doel-"): Said(value)
        for name, value in visit.fields().items()
        if name.startswith("doel-") and isinstance(value, str) and value in known
    }


def _method(visit: Visit) -> Method:
    known = {one.value for one, _ in PAPER_METHODS}
    return Method(typed.one_of(visit, "wijze", known, label="Hoe"))


def _asked_day(visit: Visit) -> date:
    given = visit.request.query_params.get("dag", "")
    return typed.maybe_day(given, label="De dag van ondertekenen") or visit.today


def _back(visit: Visit) -> Response:
    if not visit.may(Permission.CONSENT_VIEW):
        return visit.go("/")
    return visit.go(f"/casussen/{visit.path('case')}/toestemming")
