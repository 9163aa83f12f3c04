"""A filled-in form for any instrument: from its definition, the truth, and who is asking it.

The generator knows no questionnaire: it walks through the items in the order in which they are
worked out and answers those that show. What it knows is what a few ids and beginnings mean.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from instruments.dates import PartialDate
from instruments.gaps import Gap
from instruments.item import Item
from instruments.logic.evaluate import Context, Given, holds
from instruments.model import Instrument
from register.fictive.course import Course
from register.fictive.draws import Draws
from register.fictive.pathways import Pathway
from register.fictive.words import sentences

Typed = str | list[str]
# Asked about strengths, co-operation or wellbeing: a higher code is better.
_GOOD = ("kracht_", "kbl_", "kern_rust", "nu_wonen_fijn", "nu_klik", "nu_contactpersoon", "gezin_")
_GOOD_MORE = ("school_fijn", "school_leren", "uit_", "doel_", "leefbaar_", "slot_hoe", "nu_hulp_p")
_BAD_IN_GOOD = ("gezin_belasting",)


@dataclass(frozen=True)
class Youth:
    """What is true of the youth whoever is asked."""

    topic: str
    course: Course
    pathway: Pathway
    problems: tuple[str, ...]
    schooling: Mapping[int, str]
    analysis_made: bool
    harmed: bool

    def school(self, on: date, months: int) -> str:
        """The state of education at a wave."""
        return self.schooling[max((m for m in self.schooling if m <= months), default=0)]


@dataclass(frozen=True)
class Asked:
    """One asking: of whom, on which day, in which wave."""

    youth: Youth
    informant: str
    party: str
    on: date
    months: int
    draws: Draws = field(init=False)

    def __post_init__(self) -> None:
        topic = (self.youth.topic, "antwoord", self.party, self.informant, self.months)
        object.__setattr__(self, "draws", Draws(*topic))

    @property
    def severity(self) -> float:
        """Problems as this informant sees them."""
        return self.youth.course.seen(self.on, self.informant, self.party)


def reply(instrument: Instrument, asked: Asked) -> dict[str, Typed]:
    """The form, without rows of repeated groups; the items that do not show stay empty."""
    form: dict[str, Typed] = {}
    values: dict[str, Given] = {}
    context = Context(values=values)
    severity = asked.severity
    for step in instrument.plan:
        item = step.item
        if not item.answerable or item.type in ("calculated", "group"):
            continue
        if not all(holds(condition, context) for condition in step.conditions):
            continue
        typed = _typed(item, asked, severity)
        if typed is None:
            continue
        if isinstance(typed, Gap):
            form[f"{item.id}__gap"] = str(typed)
            continue
        form[item.id] = typed
        values[item.id] = tuple(typed) if isinstance(typed, list) else typed
    return form


def _typed(item: Item, asked: Asked, severity: float) -> Typed | Gap | None:
    draws = asked.draws
    if item.type in ("note", "text"):
        if not draws.chance(0.62 if item.part == "core" else 0.4):
            told = draws.chance(0.6)
            return draws.weighted({Gap.NIET_GEVRAAGD: 5, Gap.WEIGERING: 2}) if told else None
        return _FORMATTED[item.format](asked.on) if item.format else draws.one(sentences(item.id))
    if draws.chance(0.035):
        return draws.weighted({Gap.ONBEKEND: 6, Gap.WEIGERING: 3, Gap.NVT: 1})
    known = _KNOWN.get(item.id)
    if known is not None:
        return known(item, asked)
    if item.type == "choice":
        return _ordinal(item, draws, severity) if _is_ordinal(item) else draws.one(list(item.codes))
    if item.type == "yesno":
        return "1" if draws.chance(0.4) else "0"
    if item.type == "multichoice":
        return _several(item, draws, tuple(item.codes))
    if item.type == "slider":
        return str(_slider(item, draws, severity))
    if item.type in ("integer", "number"):
        return str(_count(item, draws))
    return None


def _is_ordinal(item: Item) -> bool:
    return all((code.isdigit() and not code.startswith("0")) or code == "0" for code in item.codes)


def _good(item: str) -> bool:
    return item.startswith(_GOOD + _GOOD_MORE) and not item.startswith(_BAD_IN_GOOD)


def _ordinal(item: Item, draws: Draws, severity: float) -> str:
    """A code in the place that severity gives, each item with a threshold of its own."""
    codes = list(item.codes)
    own = Draws("item", item.id).normal(0, 0.35)
    height = (-severity if _good(item.id) else severity) + own + draws.normal(0, 0.55)
    place = round((len(codes) - 1) * (0.5 + height * 0.3))
    return codes[min(max(place, 0), len(codes) - 1)]


def _slider(item: Item, draws: Draws, severity: float) -> int:
    low, high = int(item.min or 0), int(item.max or 10)
    height = 0.45 - 0.17 * severity + draws.normal(0, 0.13)
    return min(max(round(low + (high - low) * height), low), high)


def _count(item: Item, draws: Draws) -> int:
    low, high = int(item.min or 0), int(item.soft_max or item.max or 10)
    return low + int(abs(draws.normal(0, 0.16)) * min(high - low, 60))


def _several(item: Item, draws: Draws, likely: tuple[str, ...]) -> list[str]:
    plain = [code for code in item.codes if code not in item.exclusive]
    chosen = [code for code in plain if draws.chance(0.75 if code in likely else 0.07)]
    chosen = chosen if likely != tuple(item.codes) else draws.some(plain, 0.28)
    return chosen or (list(item.exclusive[:1]) or plain[:1])


def _living(item: Item, asked: Asked) -> Typed:
    state = asked.youth.pathway.on(asked.on).state
    if asked.informant != "professional" and asked.draws.chance(0.04):
        state = {"BEH": "RES", "RES": "BEH", "JZP": "BEH", "KWV": "RES"}.get(state, state)
    return state if state in item.codes else "ONB"


def _living_since(item: Item, asked: Asked) -> Typed:
    stay = asked.youth.pathway.on(asked.on)
    told = stay.starts
    if asked.draws.chance(0.2):
        told = PartialDate(stay.from_on.year, stay.from_on.month)
    return _as_asked(item, told, stay.from_on)


def _as_asked(item: Item, told: PartialDate, day: date) -> str:
    """A date in the precision that the item takes."""
    if told.estimated and "geschat" not in item.precision:
        told = replace(told, estimated=False)
    if told.precision not in (item.precision or ("dag",)):
        told = PartialDate.of_day(day)
    return told.text


def _school(item: Item, asked: Asked) -> Typed:
    truth = asked.youth.school(asked.on, asked.months)
    if asked.draws.chance(0.1):
        truth = "deels" if truth in ("regulier", "speciaal", "thuiszitter") else truth
    return truth if truth in item.codes else "speciaal"


def _problems(item: Item, asked: Asked) -> Typed:
    return _several(item, asked.draws, asked.youth.problems)


def _help(item: Item, asked: Asked) -> Typed:
    away = asked.youth.pathway.on(asked.on).state not in ("THU", "NET", "ZEL", "ZWE")
    likely = ("verblijf", "gi", "school") if away else ("ambulant", "gezin")
    return _several(item, asked.draws, likely)


def _analysed(item: Item, asked: Asked) -> Typed:
    truth = asked.youth.analysis_made
    return "1" if truth != asked.draws.chance(0.12) else "0"


def _harm(item: Item, asked: Asked) -> Typed:
    if not asked.youth.harmed:
        return "1" if asked.draws.chance(0.06) else "0"
    seen = {"jeugdige": 0.8, "ouder": 0.7, "professional": 0.35}.get(asked.informant, 0.5)
    return "1" if asked.draws.chance(seen) else "0"


def _earlier(item: Item, asked: Asked) -> Typed:
    back = asked.on.replace(day=1)
    year = back.year - asked.draws.whole(0, 2)
    month = asked.draws.whole(1, 12)
    told = PartialDate(year, month)
    told = told if told.latest < asked.on else PartialDate(back.year - 1, month)
    return _as_asked(item, told, told.earliest)


def _free(item: Item, asked: Asked) -> Typed:
    closed = asked.youth.pathway.on(asked.on).state in ("JZP", "JJI", "GGZ")
    return "1" if asked.draws.chance(0.6 if closed else 0.08) else "0"


def _waiting(item: Item, asked: Asked) -> Typed:
    return "1" if asked.draws.chance(0.34 if asked.months == 0 else 0.2) else "0"


def _places(item: Item, asked: Asked) -> Typed:
    truth = sum(1 for stay in asked.youth.pathway.stays if stay.from_on <= asked.on)
    return str(max(1, truth + asked.draws.weighted({-1: 1, 0: 3, 1: 1})))


def _uptake(item: Item, asked: Asked) -> Typed:
    later = asked.months >= 12
    return asked.draws.weighted(
        {
            "nog_niet": 5 if later else 16,
            "bezig": 18 if later else 34,
            "deels": 26 if later else 20,
            "opgevolgd": 34 if later else 12,
            "niet": 10,
            "vervallen": 4,
            "geen": 4,
        }
    )


def _first_help(item: Item, asked: Asked) -> Typed:
    return str(asked.draws.whole(1, 11))


_FORMATTED: Mapping[str, Callable[[date], str]] = {
    "email": lambda on: "iemand@fictief.example",
    "phone": lambda on: "06 0000 0000",
    "postcode": lambda on: "9999 XX",
    "letters": lambda on: "Fictief",
    "datetime": lambda on: f"{on.isoformat()} 14:30",
    "datetime_seconds": lambda on: f"{on.isoformat()} 14:30:00",
    "time_seconds": lambda on: "14:30:00",
}


def formatted(form: str, on: date) -> str:
    """A made-up text of a form such as an e-mail address or a post code; empty for no form."""
    return _FORMATTED[form](on) if form in _FORMATTED else ""


_KNOWN: Mapping[str, Callable[[Item, Asked], Typed]] = {
    "nu_wonen": _living,
    "nu_wonen_sinds": _living_since,
    "nu_school": _school,
    "nu_hulp": _help,
    "nu_wachten": _waiting,
    "nu_vrijheid": _free,
    "vbm_toegepast": _free,
    "prob_gebieden": _problems,
    "va_gemaakt": _analysed,
    "va_datum": _earlier,
    "prof_sinds": _earlier,
    "hulp_naar": _harm,
    "hist_plekken": _places,
    "hist_eerste_leeftijd": _first_help,
    "ontw_zorgen_leeftijd": _first_help,
    "sinds_advies": _uptake,
}
