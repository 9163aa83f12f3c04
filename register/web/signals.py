"""Care signals: any researcher writes one; only contactbeheerders read them."""

from starlette.responses import Response

from register.domain.errors import Blocker, Refusal
from register.domain.people import Permission
from register.services import signals
from register.web import typed
from register.web.pages import page
from register.web.visit import Visit


@page("/casussen/{case}/zorgsignaal", needs=Permission.SAFETY_WRITE)
def new(visit: Visit) -> Response:
    """The form, with the protocol's steps above it."""
    return _form(visit)


@page("/casussen/{case}/zorgsignaal", needs=Permission.SAFETY_WRITE, method="POST")
def write(visit: Visit) -> Response:
    """Put the signal in the vault; who wrote it cannot open it again without the role."""
    try:
        signals.write(
            visit.house,
            visit.path("case"),
            {name: visit.field(name) for name in signals.OPEN_LABELS},
            on=typed.day(visit, "dag", label="De dag"),
            by=visit.actor,
            at=visit.at,
        )
    except Refusal as refusal:
        return _form(visit, errors=refusal.reasons, status=422)
    if visit.may(Permission.SAFETY_READ):
        return visit.go(f"/casussen/{visit.path('case')}/zorgsignalen")
    with visit.reading() as work:
        case = signals.case_of(work, visit.path("case"), by=visit.actor, at=visit.at)
    return visit.render("vault/signal_kept.html", case=case, steps=_steps(visit))


@page("/casussen/{case}/zorgsignalen", needs=Permission.SAFETY_READ)
def show(visit: Visit) -> Response:
    """What was told, and what was done about it."""
    return _all(visit)


@page("/casussen/{case}/zorgsignalen", needs=Permission.SAFETY_READ, method="POST")
def step(visit: Visit) -> Response:
    """Note a step or a decision after a signal."""
    try:
        signals.add_step(
            visit.house,
            visit.path("case"),
            visit.field("signaal"),
            visit.field("stap"),
            on=visit.today,
            by=visit.actor,
            at=visit.at,
        )
    except Refusal as refusal:
        return _all(visit, errors=refusal.reasons, status=422)
    return visit.go(f"/casussen/{visit.path('case')}/zorgsignalen")


def _form(visit: Visit, *, errors: tuple[Blocker, ...] = (), status: int = 200) -> Response:
    with visit.reading() as work:
        case = signals.case_of(work, visit.path("case"), by=visit.actor, at=visit.at)
    return visit.render(
        "vault/signal.html",
        status=status,
        case=case,
        steps=_steps(visit),
        labels=signals.OPEN_LABELS,
        errors=errors,
        given=visit.fields(),
    )


def _all(visit: Visit, *, errors: tuple[Blocker, ...] = (), status: int = 200) -> Response:
    with visit.reading() as work:
        case, found = signals.read(
            visit.house, work, visit.path("case"), by=visit.actor, at=visit.at
        )
    return visit.render(
        "vault/signals.html",
        status=status,
        case=case,
        found=found,
        steps=_steps(visit),
        errors=errors,
    )


def _steps(visit: Visit) -> object:
    return visit.house.protocol.governance.safety
