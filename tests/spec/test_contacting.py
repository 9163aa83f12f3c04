"""When contact may be sought: at most three attempts per wave, a week apart, flags first."""

from datetime import date

import pytest

from register.domain.contacting import (
    Attempt,
    Bounds,
    Flag,
    address_blockers,
    attempt_blockers,
    together_blockers,
)

BOUNDS = Bounds(per_wave=3, days_between=7)
TODAY = date(2027, 3, 22)


def tried(*days: int, wave: str = "T6", outcome: str = "geen_gehoor") -> list[Attempt]:
    """Attempts with O1 on days of March 2027."""
    return [Attempt(wave, date(2027, 3, day), ("O1",), "bellen", outcome) for day in days]


def flag(kind: str, *parties: str, until: date | None = None) -> Flag:
    """A flag that is up since the first of March."""
    return Flag("f", kind, parties, date(2027, 3, 1), until)


CASES = [
    ("nobody tried yet", [], [], {"O1"}, []),
    ("a week ago", tried(15), [], {"O1"}, []),
    ("six days ago", tried(16), [], {"O1"}, ["too_soon"]),
    ("three attempts for this wave", tried(1, 8, 15), [], {"O1"}, ["attempts_used"]),
    ("three for another wave", tried(1, 8, 15, wave="T0"), [], {"O1"}, []),
    ("spoken yesterday does not count", tried(21, outcome="gesproken"), [], {"O1"}, []),
    ("does not want it", tried(1, outcome="wil_niet"), [], {"O1"}, ["no_more_contact"]),
    ("another person was tried", tried(16), [], {"J1"}, []),
    ("a crisis", [], [flag("crisis")], {"O1"}, ["crisis"]),
    ("a crisis that is over", [], [flag("crisis", until=date(2027, 3, 21))], {"O1"}, []),
    ("apart despite a ban", [], [flag("contactverbod", "O1", "J1")], {"O1"}, []),
    ("together despite a ban", [], [flag("contactverbod", "O1", "J1")], {"O1", "J1"},
     ["contactverbod"]),
    ("not together", [], [flag("niet_samen_uitnodigen", "O1", "O2")], {"O1", "O2", "J1"},
     ["niet_samen_uitnodigen"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "flags", "parties", "codes"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_what_speaks_against_seeking_contact(
    before: list[Attempt], flags: list[Flag], parties: set[str], codes: list[str]
) -> None:
    found = attempt_blockers(before, flags, wave="T6", parties=parties, on=TODAY, bounds=BOUNDS)
    assert [one.code for one in found] == codes


def test_a_secret_address_stays_off_what_that_reader_sees() -> None:
    secret = [flag("geheim_adres_voor", "O1", "O2")]
    assert address_blockers(secret, whose="O1", readers={"O2"}, on=TODAY)
    assert not address_blockers(secret, whose="O1", readers={"J1"}, on=TODAY)
    assert not address_blockers(secret, whose="O2", readers={"O1"}, on=TODAY)
    assert not together_blockers(secret, {"O1", "O2"}, on=TODAY)


def test_an_unknown_flag_cannot_exist() -> None:
    with pytest.raises(ValueError, match="no such flag"):
        flag("lastig")
