"""What was typed on a form when the session turned out to be over, carried along the log-in page.

With a script the form itself offers to log in again; without one its fields travel as hidden
fields, and come back on a page from which the person sends them on.
"""

import re

from register.web.visit import Visit

PATH = "_verder"
_BEFORE = "_v."
_FORMS = re.compile(r"/bijdragen/[\w-]+")


def from_form(visit: Visit) -> list[tuple[str, str]]:
    """Hidden fields for the log-in page: where to, and all that was posted; empty elsewhere."""
    path = visit.request.url.path
    if not _FORMS.fullmatch(path):
        return []
    posted = [(f"{_BEFORE}{name}", value) for name, value in _texts(visit) if name != "_token"]
    return [(PATH, path), *posted]


def along(visit: Visit) -> list[tuple[str, str]]:
    """The same fields on the log-in page itself, when log-in has to be tried again."""
    return [pair for pair in _texts(visit) if pair[0] == PATH or pair[0].startswith(_BEFORE)]


def onward(visit: Visit) -> tuple[str, list[tuple[str, str]]] | None:
    """After logging in: the path of the form and its fields, or ``None`` when nothing came."""
    path = visit.field(PATH)
    if not _FORMS.fullmatch(path):
        return None
    fields = [(name, value) for name, value in _texts(visit) if name.startswith(_BEFORE)]
    return path, [(name.removeprefix(_BEFORE), value) for name, value in fields]


def _texts(visit: Visit) -> list[tuple[str, str]]:
    return [(name, v) for name, v in visit.form_data.multi_items() if isinstance(v, str)]
