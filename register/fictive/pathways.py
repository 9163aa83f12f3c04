"""Where a youth lived, from birth to today: a path through residence states with vague dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from instruments.dates import SEASONS, PartialDate
from register.domain.calendar import add_months, age_on
from register.fictive.draws import Draws

# From → to, odds; our choice, after what RESEARCH_DESIGN §7 names as stuck paths.
_NEXT: dict[str, dict[str, float]] = {
    "THU": {"CRS": 30, "PLG": 18, "RES": 18, "NET": 12, "GGZ": 10, "BEH": 10, "ZWE": 2},
    "NET": {"THU": 30, "PLG": 30, "CRS": 25, "RES": 15},
    "PLG": {"CRS": 30, "THU": 20, "RES": 25, "GZH": 15, "BEH": 10},
    "GZH": {"RES": 35, "CRS": 30, "KWV": 15, "BEH": 20},
    "KWV": {"RES": 20, "THU": 25, "CRS": 30, "ZEL": 15, "ZWE": 10},
    "RES": {"CRS": 22, "THU": 22, "BEH": 22, "JZP": 14, "KWV": 12, "ZWE": 8},
    "BEH": {"THU": 30, "RES": 20, "KWV": 18, "CRS": 14, "GZH": 8, "JZP": 10},
    "CRS": {"THU": 25, "RES": 25, "BEH": 20, "JZP": 12, "PLG": 10, "GGZ": 8},
    "JZP": {"RES": 26, "THU": 22, "KWV": 22, "BEH": 18, "ZEL": 8, "ZWE": 4},
    "JJI": {"THU": 34, "RES": 22, "ZEL": 18, "KWV": 18, "BEH": 8},
    "GGZ": {"THU": 50, "BEH": 20, "RES": 12, "CRS": 10, "KWV": 8},
    "ZEL": {"ZWE": 30, "THU": 40, "KWV": 30},
    "ZWE": {"CRS": 50, "THU": 30, "JZP": 20},
}
_MONTHS = {
    "THU": (8, 34),
    "NET": (2, 12),
    "PLG": (6, 40),
    "GZH": (8, 30),
    "KWV": (6, 24),
    "RES": (4, 18),
    "BEH": (6, 18),
    "CRS": (1, 3),
    "JZP": (4, 11),
    "JJI": (3, 12),
    "GGZ": (2, 7),
    "ZEL": (8, 30),
    "ZWE": (1, 2),
}
_CARE = {
    "JZP": "jzplus",
    "JJI": "jji",
    "GGZ": "ggz_klinisch",
    "CRS": "crisis",
    "BEH": "obc",
    "RES": "groep",
    "KWV": "kwv",
    "GZH": "gezinshuis",
    "PLG": "pleegzorg",
    "ZEL": "begeleid_wonen",
    "ZWE": "weg_onbekend",
    "THU": "ambulant",
    "NET": "ambulant",
}
_ADULT = frozenset({"ZEL"})
_YOUNG_ONLY = frozenset({"PLG", "GZH"})
OF_SETTING = {"jzplus": "JZP", "jji": "JJI", "jggz": "GGZ", "obc": "BEH"}


@dataclass(frozen=True)
class Stay:
    """One stretch in a state; ``starts`` and ``ends`` are what the file says, precise or not."""

    state: str
    from_on: date
    to_on: date | None
    starts: PartialDate
    ends: PartialDate | None
    care: str
    frame: str
    reason: str

    def holds(self, on: date) -> bool:
        """Whether it held on a day."""
        return self.from_on <= on and (self.to_on is None or on < self.to_on)


@dataclass(frozen=True)
class Pathway:
    """All stays in order of time."""

    stays: tuple[Stay, ...]

    def on(self, day: date) -> Stay:
        """The stay on a day; the latest begun where two overlap."""
        held = [stay for stay in self.stays if stay.holds(day)]
        return max(held or self.stays[:1], key=lambda stay: stay.from_on)

    def known(self, day: date) -> tuple[Stay, ...]:
        """What a file can tell on a day: stays begun by then, later ends not yet."""
        return tuple(
            stay
            if stay.to_on is not None and stay.to_on <= day
            else Stay(stay.state, stay.from_on, None, stay.starts, None, stay.care, stay.frame, "")
            for stay in self.stays
            if stay.from_on <= day and stay.starts.earliest <= day
        )


def draw(draws: Draws, *, born: date, included: date, setting: str, today: date) -> Pathway:
    """A path that stands in the setting's state at inclusion and goes on to today."""
    now = OF_SETTING[setting]
    entered = included - timedelta(days=draws.whole(25, 260))
    marks: list[tuple[str, date]] = [("THU", born)]
    age_first = draws.whole(4, max(5, min(14, age_on(born, included) - 2)))
    moved = add_months(born, age_first * 12 + draws.whole(0, 11))
    state = "THU"
    while moved < entered - timedelta(days=40):
        state = _following(draws, state, born, moved, before=True)
        marks.append((state, moved))
        moved = _after(draws, state, moved)
    if marks[-1][0] == now:
        marks.pop()
    marks.append((now, max(entered, marks[-1][1] + timedelta(days=20)) if marks else entered))
    moved = max(_after(draws, now, marks[-1][1]), included + timedelta(days=draws.whole(10, 150)))
    state = now
    while moved < today:
        state = _following(draws, state, born, moved, before=False)
        marks.append((state, moved))
        moved = _after(draws, state, moved)
    return Pathway(tuple(_stays(draws, marks, born)))


def _following(draws: Draws, state: str, born: date, on: date, *, before: bool) -> str:
    age = age_on(born, on)
    odds = {
        option: odd * (0.25 if not before and option in ("CRS", "JZP", "ZWE") else 1.0)
        for option, odd in _NEXT[state].items()
        if not (option in _ADULT and age < 17)
        and not (option in _YOUNG_ONLY and age >= 17)
        and not (option in ("JZP", "ZWE") and age < 12)
    }
    return draws.weighted(odds)


def _after(draws: Draws, state: str, on: date) -> date:
    low, high = _MONTHS[state]
    return on + timedelta(days=draws.whole(low * 30, high * 30))


def _stays(draws: Draws, marks: list[tuple[str, date]], born: date) -> list[Stay]:
    found = []
    for place, (state, begun) in enumerate(marks):
        following = marks[place + 1][1] if place + 1 < len(marks) else None
        slack = draws.weighted({0: 80, -1: 6, 9: 7, 21: 4, -25: 3})
        ended = None if following is None else following - timedelta(days=slack)
        if ended is not None and ended <= begun:
            ended = following
        found.append(
            Stay(
                state,
                begun,
                ended,
                PartialDate(born.year) if place == 0 else _vague(draws, begun),
                None if ended is None else _vague(draws, ended),
                _CARE[state],
                _frame(draws, state),
                draws.weighted({"01": 48, "02": 14, "03": 14, "04": 14, "05": 10}),
            )
        )
    return found


def _vague(draws: Draws, day: date) -> PartialDate:
    """A day as a file tells it: to the day in half of the cases, else month, season, year."""
    kind = draws.weighted({"dag": 52, "maand": 28, "seizoen": 7, "jaar": 9, "geschat": 4})
    if kind == "dag":
        return PartialDate.of_day(day)
    if kind == "seizoen":
        name = next(name for name, month in SEASONS.items() if (day.month - month) % 12 < 3)
        year = day.year + (1 if name == "winter" and day.month == 12 else 0)
        return PartialDate(year, season=name)
    if kind == "jaar":
        return PartialDate(day.year)
    return PartialDate(day.year, day.month, estimated=kind == "geschat")


def _frame(draws: Draws, state: str) -> str:
    if state == "JZP":
        return "machtiging_gesloten"
    if state == "JJI":
        return "straf"
    if state in ("THU", "NET", "GGZ"):
        return draws.weighted({"vrijwillig": 70, "ots": 30})
    return draws.weighted({"vrijwillig": 25, "ots": 52, "voogdij": 23})
