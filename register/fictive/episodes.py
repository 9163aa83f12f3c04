"""The rows of the file's repeated groups: stays so far and events, as a researcher types them."""

from __future__ import annotations

from datetime import date, timedelta

from instruments.dates import PartialDate
from register.fictive.draws import Draws
from register.fictive.pathways import Pathway, Stay
from register.fictive.words import sentences

_EVENTS = ("verlies", "scheiding", "verhuizing", "uithuisplaatsing", "ziekte", "geweld", "detentie")
_SOURCES = ("dossier gecertificeerde instelling", "dossier aanbieder", "verslag RET")


def rows(pathway: Pathway, topic: str, on: date) -> dict[str, str | list[str]]:
    """Controls of the groups of the T0 file study on a day."""
    form: dict[str, str | list[str]] = {}
    for number, stay in enumerate(pathway.known(on), 1):
        for name, typed in stay_row(stay, topic).items():
            form[f"perioden.{number}.{name}"] = typed
    draws = Draws(topic, "gebeurtenissen")
    for number in range(1, draws.whole(0, 4) + 1):
        day = on - timedelta(days=draws.whole(200, 3600))
        form[f"gebeurtenissen_rij.{number}.ge_soort"] = draws.one(_EVENTS)
        form[f"gebeurtenissen_rij.{number}.ge_datum"] = PartialDate(day.year, day.month).text
        form[f"gebeurtenissen_rij.{number}.ge_wat"] = draws.one(sentences("ge_wat"))
    return form


def stay_row(stay: Stay, topic: str) -> dict[str, str]:
    """The columns of one stay."""
    draws = Draws(topic, "bron", stay.from_on)
    row = {
        "ep_soort": "verblijf",
        "ep_toestand": stay.state,
        "ep_zorgvorm": stay.care,
        "ep_kader": stay.frame,
        "ep_begin": stay.starts.text,
        "ep_bron": draws.one(_SOURCES),
    }
    if stay.ends is not None:
        row |= {"ep_eind": stay.ends.text, "ep_reden_eind": stay.reason}
    return row
