"""Contributions: the form of one informant at one wave, its draft, and handing it in."""

import json
from dataclasses import replace
from datetime import date

from starlette.responses import JSONResponse, Response

from instruments.browser import SCRIPTS
from instruments.dates import PartialDate
from instruments.sheet import Message
from register.domain.contributions import MISS_REASONS
from register.domain.errors import Blocker, Conflict, Refusal
from register.domain.people import Permission
from register.domain.states import Stored
from register.services import contributions, history
from register.services.contributions import Opened
from register.web import forms
from register.web.pages import page
from register.web.visit import Visit

ON_SCREEN = "scherm"
MODES = (
    ("gesprek", "gesprek, aan tafel"),
    ("telefoon", "telefoon of beeldbellen"),
    ("papier", "op papier ingevuld"),
    (ON_SCREEN, "zelf ingevuld op het scherm"),
    ("dossier", "uit het dossier"),
)
CIRCUMSTANCES = ("wijze", "plaats", "duur", "aanwezig", "tolk", "leeshulp")
# What the page itself needs; the day and the circumstances are kept in the draft like answers.
OWN = frozenset({"_token", "_versie", "_reden", "_leeg", "_weiger", "_bewaar"})
KEPT = frozenset({"_afname", *(f"_{name}" for name in CIRCUMSTANCES)})
REASONS = tuple((code, label) for code, label in MISS_REASONS.items() if code != "gestopt")


@page("/bijdragen/{contribution}", needs=Permission.CONTRIBUTION_EDIT)
def show(visit: Visit) -> Response:
    """Open the form."""
    return _page(visit, opened := _open(visit), forms.typed_from(opened))


@page("/bijdragen/{contribution}", needs=Permission.CONTRIBUTION_EDIT, method="POST")
def hand_in(visit: Visit) -> Response:
    """Hand in; with faults, or overtaken by another, the form comes back with all typed."""
    typed = _typed(visit)
    if visit.field("_weiger") or visit.field("_bewaar"):
        return _put_aside(visit, typed)
    collected_on = _day(visit.field("_afname"))
    if collected_on is None:
        fault = Message("_afname", "Vul de dag van de afname in als dd-mm-jjjj.")
        return _again(visit, typed, (fault,))
    try:
        with visit.writing() as work:
            done = contributions.hand_in(
                visit.house,
                work,
                visit.path("contribution"),
                based_on=_version(visit),
                form={name: value for name, value in typed.items() if name not in KEPT},
                collected_on=collected_on,
                circumstances=_circumstances(typed),
                reason=visit.field("_reden") or "ingevuld",
                by=visit.actor,
                at=visit.at,
                on=visit.today,
                with_empty=visit.field("_leeg") == "ja",
            )
    except Conflict as conflict:
        opened = _keep(visit, typed)
        return _page(visit, opened, typed, overtaken=str(conflict), status=409)
    except Refusal as refusal:
        return _again(visit, typed, _faults(refusal))
    if done.revision is None:
        return _again(visit, typed, done.sheet.errors, done.empty)
    return visit.go(f"/bijdragen/{visit.path('contribution')}/ingeleverd")


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


@page("/bijdragen/{contribution}/geschiedenis", needs=Permission.CONTRIBUTION_VIEW)
def versions(visit: Visit) -> Response:
    """Every version that was handed in, and what each changed."""
    with visit.reading() as work:
        found = history.of_contribution(
            visit.house,
            work,
            visit.path("contribution"),
            by=visit.actor,
            at=visit.at,
            on=visit.today,
        )
    return visit.render("contributions/history.html", history=found)


@page("/bijdragen/{contribution}/concept", needs=Permission.CONTRIBUTION_EDIT, method="POST")
def autosave(visit: Visit) -> Response:
    """Take the changed items of one tab into the draft."""
    try:
        patch = dict(json.loads(visit.field("wijzigingen") or "{}"))
        known = dict(json.loads(visit.field("bekend") or "{}"))
        number, based_on = int(visit.field("nummer")), _version(visit)
    except ValueError:
        raise Refusal([_UNREADABLE]) from None
    with visit.writing() as work:
        saved = contributions.autosave(
            visit.house,
            work,
            visit.path("contribution"),
            tab=visit.field("tab")[:24],
            number=number,
            based_on=based_on,
            patch={name: value for name, value in patch.items() if name not in OWN},
            known=known,
            by=visit.actor,
            at=visit.at,
            on=visit.today,
        )
    return JSONResponse(
        {
            "nummer": saved.number,
            "om": visit.clock(),
            "versie": saved.revision,
            "anders": dict(saved.others),
        }
    )


@page("/bijdragen/{contribution}/niet-gedaan", needs=Permission.CONTRIBUTION_EDIT, method="POST")
def not_done(visit: Visit) -> Response:
    """Note that the informant refused, or that it was missed, with the reason."""
    state = Stored.REFUSED if visit.field("stand") == "geweigerd" else Stored.MISSED
    with visit.writing() as work:
        case = contributions.mark(
            work,
            visit.path("contribution"),
            state=state,
            reason=dict(REASONS).get(visit.field("waarom"), ""),
            by=visit.actor,
            at=visit.at,
        )
    return visit.go(f"/casussen/{case}")


_UNREADABLE = Blocker(
    "unreadable", "De wijzigingen kwamen onleesbaar aan.", "Laad de pagina opnieuw."
)


def _page(
    visit: Visit,
    opened: Opened,
    typed: forms.Typed,
    *,
    errors: tuple[Message, ...] = (),
    empty: tuple[str, ...] = (),
    overtaken: str = "",
    status: int = 200,
) -> Response:
    if typed.get("_wijze", (opened.contribution.circumstances or {}).get("wijze")) == ON_SCREEN:
        # Never on a screen that the informant fills in (SCREENS, page grammar).
        opened = replace(opened, previous=None)
    shown = forms.form_page(
        opened,
        typed,
        today=visit.today,
        errors=errors,
        latest=opened.answers if overtaken else None,
    )
    return visit.render(
        "contributions/form.html",
        status=status,
        opened=opened,
        form=shown,
        scripts=SCRIPTS,
        empty=[opened.instrument.fields[name] for name in empty],
        modes=MODES,
        reasons=REASONS,
        overtaken=overtaken,
        collected_on=_collected(visit, opened, typed),
        circumstances=_circumstances(typed) or dict(opened.contribution.circumstances or {}),
        change_reason=visit.field("_reden"),
        colleague=opened.draft_by_name if opened.draft_by not in (None, visit.actor.id) else "",
    )


def _open(visit: Visit) -> Opened:
    with visit.reading() as work:
        return contributions.open_form(
            visit.house,
            work,
            visit.path("contribution"),
            by=visit.actor,
            at=visit.at,
            on=visit.today,
        )


def _again(
    visit: Visit,
    typed: dict[str, str | list[str]],
    errors: tuple[Message, ...],
    empty: tuple[str, ...] = (),
) -> Response:
    return _page(visit, _keep(visit, typed), typed, errors=errors, empty=empty, status=422)


def _put_aside(visit: Visit, typed: dict[str, str | list[str]]) -> Response:
    """Keep the draft; where asked, with "wil niet antwoorden" for what a section left empty."""
    section = visit.field("_weiger")
    if section:
        typed |= forms.refused(_open(visit), typed, section, today=visit.today)
    _keep(visit, typed)
    return visit.go(f"/bijdragen/{visit.path('contribution')}#deel-{section or 'begin'}")


def _keep(visit: Visit, typed: dict[str, str | list[str]]) -> Opened:
    """Keep what was typed as the draft, and open the form afresh beside it."""
    with visit.writing() as work:
        contributions.autosave(
            visit.house,
            work,
            visit.path("contribution"),
            tab=f"keer-{visit.installation.ids.new()[:16]}",
            number=1,
            based_on=_version(visit),
            patch=typed,
            by=visit.actor,
            at=visit.at,
            on=visit.today,
            whole=True,
        )
    return _open(visit)


def _version(visit: Visit) -> int:
    given = visit.field("_versie") or visit.field("versie")
    return int(given) if given.isdecimal() else 0


def _typed(visit: Visit) -> dict[str, str | list[str]]:
    return {name: value for name, value in visit.fields().items() if name not in OWN}


def _circumstances(typed: forms.Typed) -> dict[str, str]:
    found = {name: str(typed.get(f"_{name}", "")).strip() for name in CIRCUMSTANCES}
    return {name: value for name, value in found.items() if value}


def _collected(visit: Visit, opened: Opened, typed: forms.Typed) -> str:
    if "_afname" in typed:
        return str(typed["_afname"])
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
