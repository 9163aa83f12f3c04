"""The notes guard for the form page: where in a text somebody can be known, as JSON."""

import json

from starlette.responses import JSONResponse, Response

from register.domain.errors import Blocker, Refusal
from register.domain.notesguard import CANNOT_SEE
from register.domain.people import Permission
from register.services import notes
from register.web.pages import page
from register.web.visit import Visit


@page("/bijdragen/{contribution}/namen", needs=Permission.CONTRIBUTION_EDIT, method="POST")
def check(visit: Visit) -> Response:
    """Hits per field: from, to (as a browser counts), what kind, the role word."""
    texts = _texts(visit.field("teksten"))
    with visit.reading() as work:
        found = notes.check(
            visit.house,
            work,
            visit.path("contribution"),
            texts,
            by=visit.actor,
            at=visit.at,
            on=visit.today,
        )
    hits = {
        name: [
            {
                "van": _units(texts[name][: one.start]),
                "tot": _units(texts[name][: one.end]),
                "soort": one.kind,
                "rolwoord": one.replacement,
            }
            for one in held
        ]
        for name, held in found.hits.items()
    }
    return JSONResponse({"treffers": hits, "ziet_niet": list(CANNOT_SEE)})


@page("/bijdragen/{contribution}/geen-naam", needs=Permission.CONTRIBUTION_EDIT, method="POST")
def no_name(visit: Visit) -> Response:
    """Learn that a word is no name."""
    with visit.writing() as work:
        notes.learn(work, visit.field("woord"), by=visit.actor, at=visit.at)
    return JSONResponse({"geleerd": True})


def _units(text: str) -> int:
    """The length of a text as a browser counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def _texts(given: str) -> dict[str, str]:
    try:
        found = json.loads(given or "{}")
    except ValueError:
        found = None
    if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
        raise Refusal(
            [Blocker("unreadable", "De tekst kwam onleesbaar aan.", "Laad de pagina opnieuw.")]
        )
    return {str(name): text for name, text in found.items()}
