"""Instruments as they will be entered: every one of them, with made-up answers, without a case."""

from starlette.responses import Response

from instruments.browser import SCRIPTS
from instruments.licence import why_no_texts
from instruments.logic.evaluate import Context
from instruments.model import Instrument
from instruments.sheet import Message, read_form
from register.domain.people import Permission
from register.fictive.examples import example
from register.services import previews
from register.web import forms
from register.web.pages import page
from register.web.visit import Visit

OWN = frozenset({"_token", "_weiger", "_versie"})


@page("/instrumenten", needs=Permission.INSTRUMENT_PREVIEW)
def overview(visit: Visit) -> Response:
    """Every instrument in every version, and in which waves it is asked."""
    return visit.render("previews/overview.html", found=previews.listed(visit.house))


@page("/instrumenten/{instrument}", needs=Permission.INSTRUMENT_PREVIEW)
def show(visit: Visit) -> Response:
    """One instrument as it will be entered: empty, or with made-up answers."""
    instrument = _found(visit, visit.request.query_params.get("versie"))
    empty = visit.request.query_params.get("leeg") == "ja"
    return _page(visit, instrument, {} if empty else example(instrument, today=visit.today))


@page("/instrumenten/{instrument}", needs=Permission.INSTRUMENT_PREVIEW, method="POST")
def check(visit: Visit) -> Response:
    """Say what handing in would say; nothing is kept."""
    instrument = _found(visit, visit.field("_versie"))
    typed: dict[str, str | list[str]] = {
        name: value for name, value in visit.fields().items() if name not in OWN
    }
    opened = previews.opened(instrument, on=visit.today)
    if visit.field("_weiger"):
        typed |= forms.refused(opened, typed, visit.field("_weiger"), today=visit.today)
        return _page(visit, instrument, typed)
    sheet = read_form(instrument, typed, Context(today=visit.today.isoformat()))
    return _page(visit, instrument, typed, errors=sheet.errors, checked=True)


def _found(visit: Visit, version: str | None) -> Instrument:
    return previews.find(visit.house, visit.path("instrument"), version or None, on=visit.today)


def _page(
    visit: Visit,
    instrument: Instrument,
    typed: forms.Typed,
    *,
    errors: tuple[Message, ...] = (),
    checked: bool = False,
) -> Response:
    opened = previews.opened(instrument, on=visit.today)
    return visit.render(
        "previews/form.html",
        status=422 if errors else 200,
        instrument=instrument,
        form=forms.form_page(opened, typed, today=visit.today, errors=errors),
        scripts=SCRIPTS,
        licence=why_no_texts(instrument),
        checked=checked,
    )
