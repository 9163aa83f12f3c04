"""Consent on screen: a case at a glance, why something may be used, and what is coming."""

from starlette.responses import Response

from register.domain.people import Permission
from register.services import cases, consent, consentview, evidence
from register.web import typed
from register.web.pages import page
from register.web.visit import Visit


@page("/casussen/{case}/toestemming", needs=Permission.CONSENT_VIEW)
def show(visit: Visit) -> Response:
    """A case's consent: what may now, what is missing and who must do what, and the timeline."""
    with visit.reading() as work:
        found = consentview.glance(
            visit.house, work, visit.path("case"), by=visit.actor, at=visit.at, on=visit.today
        )
    kept = evidence.of_case(visit.house, found.case.pseudonym)
    return visit.render("consents/glance.html", found=found, kept=kept)


@page("/casussen/{case}/toestemming/uitleg", needs=Permission.CONSENT_VIEW)
def explain(visit: Visit) -> Response:
    """The numbered steps of one decision, for a purpose on a day."""
    asked = visit.request.query_params
    on = typed.maybe_day(asked.get("dag", ""), label="De dag") or visit.today
    with visit.reading() as work:
        found = consentview.explain(
            visit.house,
            work,
            visit.path("case"),
            purpose=asked.get("doel", "P1"),
            on=on,
            by=visit.actor,
            at=visit.at,
        )
    return visit.render("consents/explain.html", found=found)


@page("/toestemming/vooruit", needs=Permission.CONSENT_VIEW)
def ahead(visit: Visit) -> Response:
    """Birthdays that count, new letters, new guardians and terms that end, in all cases."""
    with visit.reading() as work:
        found = consentview.ahead(visit.house, work, by=visit.actor, at=visit.at, on=visit.today)
    return visit.render("consents/ahead.html", found=found)


@page("/casussen/{case}/toestemming/bewijs/{evidence}", needs=Permission.VAULT_NAMES)
def document(visit: Visit) -> Response:
    """A signed page or scan, as a file; its name says nothing."""
    with visit.reading() as work:
        with consent.planning(work):
            pseudonym = cases.find(work, visit.path("case")).pseudonym
        found = evidence.open_document(
            visit.house, work, pseudonym, visit.path("evidence"), by=visit.actor, at=visit.at
        )
    return Response(
        found.data,
        media_type=found.media_type,
        headers={"content-disposition": f'attachment; filename="toestemming.{found.ending}"'},
    )
