"""What a contribution is on a day, how it shows in the grid, and whether it counts as due.

The window of every row runs from 14-02-2027 to 28-03-2027.
"""

from collections.abc import Mapping
from datetime import date

import pytest

from register.domain.grid import cell
from register.domain.reference import table
from register.domain.states import Contribution, Stored, derived, was_due

OPENS, CLOSES = date(2027, 2, 14), date(2027, 3, 28)
BEFORE, FIRST, LAST = "2027-02-13", "2027-02-14", "2027-03-28"
AFTER, LATER = "2027-03-29", "2027-04-09"

# stored, part, consent, collected on, asked on, derived, cell, was due
ROWS = (
    ("gepland", "core", True, None, BEFORE, "nog niet", "○ nog niet", False),
    ("gepland", "core", True, None, FIRST, "nu te doen", "● nu te doen", False),
    ("uitgenodigd", "core", True, None, LAST, "nu te doen", "● uitgenodigd", False),
    ("gepland", "core", True, None, AFTER, "te laat", "! te laat 1 d", True),
    ("gepland", "core", True, None, LATER, "te laat", "! te laat 12 d", True),
    ("deels", "core", True, None, LAST, "nu te doen", "… deels", False),
    ("deels", "core", True, None, LATER, "te laat", "! deels, te laat 12 d", True),
    ("gepland", "core", False, None, BEFORE, "nog niet", "○ nog niet", False),
    ("gepland", "core", False, None, FIRST, "geen toestemming", "⃠ geen toestemming", False),
    ("gepland", "core", False, None, LATER, "geen toestemming", "⃠ geen toestemming", False),
    ("gepland", "extra", True, None, FIRST, "nu te doen", "● nu te doen", False),
    ("gepland", "extra", True, None, LATER, "overgeslagen", "– overgeslagen", False),
    ("gedaan", "core", True, "2027-03-01", LAST, "afgerond", "✓ binnen periode", False),
    ("gedaan", "core", True, "2027-03-01", LATER, "afgerond", "✓ binnen periode", True),
    ("gedaan", "core", True, FIRST, LATER, "afgerond", "✓ binnen periode", True),
    ("gedaan", "core", True, LAST, LATER, "afgerond", "✓ binnen periode", True),
    ("gedaan", "core", True, BEFORE, LATER, "afgerond", "✓ buiten periode", True),
    ("gedaan", "core", True, AFTER, LATER, "afgerond", "✓ buiten periode", True),
    ("gedaan", "core", False, "2027-03-01", LATER, "afgerond", "✓ binnen periode", True),
    ("gedaan", "core", True, LATER, AFTER, "te laat", "! te laat 1 d", True),
    ("gemist", "core", True, None, LATER, "afgerond", "– gemist: ziek", True),
    ("geweigerd", "core", True, None, LATER, "afgerond", "– geweigerd: ziek", True),
    ("nvt", "core", True, None, LATER, "afgerond", "– niet van toepassing", False),
    ("ingetrokken", "core", True, None, LATER, "afgerond", "– ingetrokken: ziek", False),
)
HEAD = ("opgeslagen", "deel", "toestemming", "ingevuld", "gevraagd op", "is", "cel", "telt mee")


def _contribution(stored: str, part: str, consent: bool, collected: str | None) -> Contribution:
    return Contribution(
        "T6",
        "ouder",
        "vervolg_ouder",
        Stored(stored),
        OPENS,
        CLOSES,
        part=part,
        collected_on=date.fromisoformat(collected) if collected else None,
        consented=consent,
        reason="ziek" if stored in {"gemist", "geweigerd", "ingetrokken"} else "",
    )


@pytest.mark.parametrize(("stored", "part", "consent", "got", "on", "d", "c", "w"), ROWS)
def test_state_cell_and_denominator(
    stored: str, part: str, consent: bool, got: str | None, on: str, d: str, c: str, w: bool
) -> None:
    contribution, day = _contribution(stored, part, consent, got), date.fromisoformat(on)
    assert derived(contribution, day) == d
    assert cell(contribution, day).text == c
    assert was_due(contribution, day) is w


def test_a_wave_that_waits_for_an_event_is_not_yet() -> None:
    waiting = Contribution("T6", "ouder", "vervolg_ouder", Stored.PLANNED, None, None)
    assert cell(waiting, date(2027, 1, 1)).text == "○ nog niet"
    assert not was_due(waiting, date(2030, 1, 1))


def test_no_two_meanings_share_shape_and_word_with_another_tone() -> None:
    tones: dict[str, set[str]] = {}
    for stored, part, consent, got, on, *_ in ROWS:
        shown = cell(_contribution(stored, part, consent, got), date.fromisoformat(on))
        tones.setdefault(shown.text, set()).add(shown.tone)
    assert all(len(found) == 1 for found in tones.values())


def pages() -> Mapping[str, str]:
    """The table as a page of the reference."""
    words = {True: "ja", False: "nee", None: "–"}
    rows = ([words[v] if v is None or isinstance(v, bool) else v for v in row] for row in ROWS)
    return {
        "toestanden.md": "# Toestand van een bijdrage\n\nDe periode van elke regel loopt van "
        "14-02-2027 tot en met 28-03-2027. Een bijdrage telt pas mee in een noemer als haar "
        "periode voorbij is.\n\n" + table(HEAD, rows)
    }
