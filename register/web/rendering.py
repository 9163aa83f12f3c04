"""Templates: escaped always, undefined names are errors, Dutch filters for dates and pseudonyms."""

import re
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from register.domain import pseudonym
from register.domain.calendar import shown
from register.domain.people import Permission

_ZONE = ZoneInfo("Europe/Amsterdam")
_DAYS = re.compile(r"\b\d\d-\d\d-\d{4}\b")
INFORMANTS = {
    "jeugdige": "jeugdige",
    "ouder": "ouder of verzorger",
    "belangrijke_ander": "belangrijke ander",
    "professional": "professional",
    "dossier": "dossier",
}


def _moment(value: datetime) -> str:
    return value.astimezone(_ZONE).strftime("%d-%m-%Y %H:%M")


def moment_of_day(value: datetime) -> str:
    """The time of day in Amsterdam, as 14:03."""
    return value.astimezone(_ZONE).strftime("%H:%M")


def _day(value: date | None) -> Markup:
    """A date that is not broken over two lines."""
    return Markup('<span class="day">{}</span>').format(_plain_day(value))


def _plain_day(value: date | None) -> str:
    """A date where no markup can stand: in a control or an option."""
    return "–" if value is None else shown(value)


def _whole_days(text: str) -> Markup:
    """A sentence in which no date is broken over two lines."""
    return Markup(_DAYS.sub(r'<span class="day">\g<0></span>', str(escape(text))))


def _shape(sign: str) -> str:
    """A shape of the grid by a sign that ordinary fonts have."""
    return {"⃠": "⊘"}.get(sign, sign)


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


@cache
def environment() -> Environment:
    """The one template environment of the process."""
    made = Environment(
        loader=PackageLoader("register.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        dag=_day,
        datum=_plain_day,
        hele_data=_whole_days,
        vorm=_shape,
        moment=_moment,
        klok=moment_of_day,
        pseudoniem=pseudonym.shown,
        informant=lambda code: INFORMANTS.get(code, code),
        telling=_count,
        zip_labels=lambda codes, before: [(code, f"{before}{code}") for code in codes],
        id_labels=lambda parts: [(part.id, part.label) for part in parts],
    )
    made.globals.update(Permission=Permission)
    return made
