"""Who may be included: one sound candidate, and every single thing that stands against it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from register.domain.cases import (
    LIFE,
    Candidate,
    cohort_caution,
    inclusion_blockers,
    invites,
    permission_blockers,
    published_exit,
)
from register.domain.protocol import Protocol

PROTOCOL = Protocol.shipped()
ON = date(2026, 8, 15)
SOUND = Candidate(
    born_on=date(2012, 3, 1),
    region="haaglanden",
    setting="jzplus",
    cohort=1,
    ret_discussed_on=date(2026, 6, 1),
    permission_to_contact=True,
    professionals_willing=2,
)
ROWS: tuple[tuple[str, dict[str, Any], list[str]], ...] = (
    ("alles klopt", {}, []),
    ("wordt morgen 8", {"born_on": date(2018, 8, 16)}, ["age"]),
    ("wordt vandaag 8", {"born_on": date(2018, 8, 15)}, []),
    ("22 jaar met grond", {"born_on": date(2003, 8, 16), "ground_18_plus": "verlengd"}, []),
    ("23 jaar", {"born_on": date(2003, 8, 15), "ground_18_plus": "verlengd"}, ["age"]),
    ("18 jaar zonder grond", {"born_on": date(2008, 8, 15)}, ["ground"]),
    ("17 jaar zonder grond", {"born_on": date(2008, 8, 16)}, []),
    ("geboren na de insluiting", {"born_on": date(2027, 1, 1)}, ["born_later"]),
    ("andere regio", {"region": "utrecht"}, ["region"]),
    ("andere setting", {"setting": "pleegzorg"}, ["setting", "permission"]),
    ("andere gemeente verantwoordelijk", {"region_responsible": False}, ["responsible"]),
    ("niet in een RET besproken", {"ret_discussed_on": None}, ["ret"]),
    ("RET bespreekt later", {"ret_discussed_on": date(2026, 9, 1)}, ["ret"]),
    ("RET op dezelfde dag", {"ret_discussed_on": ON}, []),
    ("mag niet benaderd", {"permission_to_contact": False}, ["may_approach"]),
    ("gevraagd door de behandelaar", {"recruited_by_treating": True}, ["treating"]),
    ("geen professional doet mee", {"professionals_willing": 0}, ["professionals"]),
    ("onbekend cohort", {"cohort": 9}, ["cohort"]),
    ("cohort nog niet open", {"cohort": 2}, ["cohort_closed"]),
    ("toestemming ontbreekt", {"consent_reasons": ("De jeugdige zei nee.",)}, ["consent"]),
)


@pytest.mark.parametrize(("rule", "facts", "codes"), ROWS, ids=[row[0] for row in ROWS])
def test_inclusion(rule: str, facts: dict[str, Any], codes: list[str]) -> None:
    candidate = replace(SOUND, **facts)
    found = inclusion_blockers(PROTOCOL, candidate, on=ON, active_cases=10, demo=True)
    assert [blocker.code for blocker in found] == codes
    assert all(blocker.remedy for blocker in found)


def test_all_reasons_are_given_at_once() -> None:
    bad = replace(SOUND, region="utrecht", permission_to_contact=False, professionals_willing=0)
    found = inclusion_blockers(PROTOCOL, bad, on=ON, active_cases=200, demo=True)
    assert [b.code for b in found] == ["region", "may_approach", "professionals", "full"]


def test_outside_a_demo_a_fictive_permission_includes_nobody() -> None:
    found = inclusion_blockers(PROTOCOL, SOUND, on=ON, active_cases=0)
    assert [blocker.code for blocker in found] == ["fictive"]
    assert PROTOCOL.is_fictive


@pytest.mark.parametrize(
    ("on", "codes"),
    [
        (date(2025, 11, 1), ["verdict", "permission"]),
        (date(2025, 12, 10), ["permission"]),
        (date(2025, 12, 15), []),
        (date(2030, 12, 31), []),
        (date(2031, 1, 1), ["permission"]),
    ],
)
def test_a_permission_counts_from_its_first_to_its_last_day(on: date, codes: list[str]) -> None:
    found = permission_blockers(PROTOCOL, "jji", on=on, demo=True)
    assert [blocker.code for blocker in found] == codes


def test_the_last_day_of_a_cohort_is_the_day_before_the_next_month() -> None:
    for day, closed in ((date(2026, 9, 30), False), (date(2026, 10, 1), True)):
        found = inclusion_blockers(PROTOCOL, SOUND, on=day, active_cases=0, demo=True)
        assert ("cohort_closed" in {b.code for b in found}) is closed


def test_the_team_is_warned_before_a_cohort_is_opened() -> None:
    assert cohort_caution(PROTOCOL, cohort=4, active_cases=150) is None
    warned = cohort_caution(PROTOCOL, cohort=4, active_cases=151)
    assert warned is not None and "201" in warned.text


LEAVING = (
    ("volgt", "pause", "pauze", False, None),
    ("volgt", "lose", "contact verloren", True, "niet meer bereikt"),
    ("volgt", "stop", "gestopt", False, "gestopt met het onderzoek"),
    ("volgt", "move_away", "verhuisd", True, None),
    ("volgt", "die", "overleden", False, None),
    ("pauze", "resume", "volgt", True, None),
    ("gestopt", "undo", "volgt", True, None),
    ("volgt", "complete", "afgerond", False, "afgerond"),
)


@pytest.mark.parametrize(("state", "verb", "after", "invited", "word"), LEAVING)
def test_leaving_and_coming_back(
    state: str, verb: str, after: str, invited: bool, word: str | None
) -> None:
    assert LIFE.after(state, verb) == after
    assert invites(after) is invited
    assert published_exit(after) == word


def test_a_death_is_never_a_published_category() -> None:
    assert published_exit("overleden") is None
