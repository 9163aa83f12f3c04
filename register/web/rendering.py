"""Templates: escaped always, undefined names are errors, Dutch filters for dates and pseudonyms."""

from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from register.domain import pseudonym
from register.domain.calendar import shown
from register.domain.people import Permission

_ZONE = ZoneInfo("Europe/Amsterdam")
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
