"""Contributions: the form of one informant at one wave, its draft, and handing it in."""

import json
from datetime import date

from starlette.responses import JSONResponse, Response

from instruments.dates import PartialDate
from instruments.sheet import Message
from register.domain.errors import Blocker, Conflict, Refusal
from register.domain.people import Permission
from register.domain.states import Stored
from register.services import contributions
from register.services.contributions import Opened
from register.web import forms
from register.web.pages import page
from register.web.visit import Visit

MODES = (
    ("gesprek", "gesprek, aan tafel"),
    ("telefoon", "telefoon of beeldbellen"),
    ("papier", "op papier ingevuld"),
    ("scherm", "zelf ingevuld op het scherm"),
    ("dossier", "uit het dossier"),
)
CIRCUMSTANCES = ("wijze", "plaats", "duur", "aanwezig", "tolk", "leeshulp")
OWN = frozenset({"_token", "_versie", "_afname", "_reden", *(f"_{c}" for c in CIRCUMSTANCES)})
REASONS = (
    ("ziek", "ziek"),
    ("geen contact", "geen contact gekregen"),
    ("crisis", "crisis: nu niet"),
    ("geen tijd", "geen tijd"),
    ("anders", "anders"),
)


@page("/bijdragen/{contribution}", needs=Permission.CONTRIBUTION_EDIT)
def show(visit: Visit) -> Response:
    """Open the form."""
    with visit.reading() as work:
        opened = contributions.open_form(
            visit.house,
            work,
            visit.path("contribution"),
            by=visit.actor,
            at=visit.at,
            on=visit.today,
        )
    return _page(visit, opened, forms.typed_from(opened))


@page("/bijdragen/{contribution}", needs=Permission.CONTRIBUTION_EDIT, method="POST")
def hand_in(visit: Visit) -> Response:
    """Hand in; with faults, or overtaken by another, the form comes back with all typed."""
    contribution, typed = visit.path("contribution"), _typed(visit)
    based_on = int(visit.field("_versie") or 0)
    collected_on = _day(visit.field("_afname"))
    if collected_on is None:
        fault = Message("_afname", "Vul de dag van de afname in als dd-mm-jjjj.")
        return _again(visit, contribution, typed, (fault,))
    try:
        with visit.writing() as work:
            done = contributions.hand_in(
                visit.house,
                work,
                contribution,
                based_on=based_on,
                form=typed,
                collected_on=collected_on,
                circumstances=_circumstances(visit),
                reason=visit.field("_reden") or "ingevuld",
                by=visit.actor,
                at=visit.at,
                on=visit.today,
            )
    except Conflict as conflict:
        return _overtaken(visit, contribution, typed, conflict)
    except Refusal as refusal:
        return _again(visit, contribution, typed, _faults(refusal))
    if done.revision is None:
        return _again(visit, contribution, typed, done.sheet.errors)
    return visit.go(f"/bijdragen/{contribution}/ingeleverd")


@page("/bijdragen/{contribution}/ingeleverd", needs=Permission.CONTRIBUTION_EDIT)
def done(visit: Visit) -> Response:
    """Say that it is in, and what comes next."""
    with visit.reading() as work:
        row, case, wave, following = contributions.after(
            work, visit.path("contribution"), by=visit.actor, at=visit.at
        )
    return visit.render(
        "contributions/done.html", row=row, case=case, wave=wave, following=following
    )


@page("/bijdragen/{contribution}/concept", needs=Permission.CONTRIBUTION_EDIT, method="POST")
def autosave(visit: Visit) -> Response:
    """Take the changed items of one tab into the draft."""
    patch = json.loads(visit.field("wijzigingen") or "{}")
    with visit.writing() as work:
        number = contributions.autosave(
            visit.house,
            work,
            visit.path("contribution"),
            tab=visit.field("tab")[:24],
            number=int(visit.field("nummer") or 0),
            based_on=int(visit.field("versie") or 0),
            patch={name: value for name, value in patch.items() if name not in OWN},
            by=visit.actor,
            at=visit.at,
            on=visit.today,
        )
    return JSONResponse({"nummer": number, "om": visit.clock()})


@page("/bijdragen/{contribution}/niet-gedaan", needs=Permission.CONTRIBUTION_EDIT, method="POST")
def not_done(visit: Visit) -> Response:
    """Note that the informant refused, or that it was missed, with the reason."""
    state = Stored.REFUSED if visit.field("stand") == "geweigerd" else Stored.MISSED
    with visit.writing() as work:
        case = contributions.mark(
            work,
            visit.path("contribution"),
            state=state,
            reason=visit.field("waarom"),
            by=visit.actor,
            at=visit.at,
        )
    return visit.go(f"/casussen/{case}")


def _page(
    visit: Visit,
    opened: Opened,
    typed: forms.Typed,
    *,
    errors: tuple[Message, ...] = (),
    overtaken: str = "",
    status: int = 200,
) -> Response:
    shown = forms.form_page(
        opened,
        typed,
        today=visit.today.isoformat(),
        errors=errors,
        latest=opened.answers if overtaken else None,
    )
    return visit.render(
        "contributions/form.html",
        status=status,
        opened=opened,
        form=shown,
        modes=MODES,
        reasons=REASONS,
        overtaken=overtaken,
        collected_on=_collected(visit, opened),
        circumstances={c: visit.field(f"_{c}") for c in CIRCUMSTANCES}
        if visit.request.method == "POST"
        else dict(opened.contribution.circumstances or {}),
    )


def _again(
    visit: Visit,
    contribution: str,
    typed: dict[str, str | list[str]],
    errors: tuple[Message, ...],
) -> Response:
    opened = _keep(visit, contribution, typed)
    return _page(visit, opened, typed, errors=errors, status=422)


def _overtaken(
    visit: Visit, contribution: str, typed: dict[str, str | list[str]], conflict: Conflict
) -> Response:
    opened = _keep(visit, contribution, typed)
    return _page(visit, opened, typed, overtaken=str(conflict), status=409)


def _keep(visit: Visit, contribution: str, typed: dict[str, str | list[str]]) -> Opened:
    """Keep what was typed as the draft, and open the form afresh beside it."""
    with visit.writing() as work:
        contributions.autosave(
            visit.house,
            work,
            contribution,
            tab=f"keer-{visit.installation.ids.new()[:16]}",
            number=1,
            based_on=int(visit.field("_versie") or 0),
            patch=typed,
            by=visit.actor,
            at=visit.at,
            on=visit.today,
        )
    with visit.reading() as work:
        return contributions.open_form(
            visit.house, work, contribution, by=visit.actor, at=visit.at, on=visit.today
        )


def _typed(visit: Visit) -> dict[str, str | list[str]]:
    return {name: value for name, value in visit.fields().items() if name not in OWN}


def _circumstances(visit: Visit) -> dict[str, str]:
    found = {name: visit.field(f"_{name}") for name in CIRCUMSTANCES}
    return {name: value for name, value in found.items() if value}


def _collected(visit: Visit, opened: Opened) -> str:
    if visit.request.method == "POST":
        return visit.field("_afname")
    day = opened.contribution.collected_on or visit.today
    return day.strftime("%d-%m-%Y")


def _day(typed: str) -> date | None:
    try:
        found = PartialDate.parse(typed)
    except ValueError:
        return None
    return found.earliest if found.precision == "dag" else None


def _faults(refusal: Refusal) -> tuple[Message, ...]:
    def place(blocker: Blocker) -> str:
        return "_afname" if blocker.code in ("future_date", "before_inclusion") else ""

    return tuple(Message(place(blocker), str(blocker)) for blocker in refusal.reasons)
