"""The study's own set and what it asks of people, as tables that a researcher can check (D15)."""

from collections.abc import Mapping

import pytest

from instruments import words
from instruments.burden import FIRST, FOLLOW_UP, LIMITS, burden
from instruments.store import instruments, load_instrument

# who, at which wave, fills in what: the sum of the core parts must fit the limit of RULES D15
ASKED: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("jeugdige van 8 tot en met 11 jaar", "jeugdige", FIRST, ("t0_jeugdige_8_11", "gas_meting")),
    ("jeugdige vanaf 12 jaar", "jeugdige", FIRST, ("t0_jeugdige", "gas_meting")),
    ("ouder of verzorger", "ouder", FIRST, ("t0_ouder", "gas_meting")),
    ("professional", "professional", FIRST, ("t0_professional",)),
    (
        "jeugdige van 8 tot en met 11 jaar",
        "jeugdige",
        FOLLOW_UP,
        ("vervolg_jeugdige_8_11", "gas_meting"),
    ),
    ("jeugdige vanaf 12 jaar", "jeugdige", FOLLOW_UP, ("vervolg_jeugdige", "gas_meting")),
    ("ouder of verzorger", "ouder", FOLLOW_UP, ("vervolg_ouder", "gas_meting")),
    ("professional", "professional", FOLLOW_UP, ("vervolg_professional",)),
)
HOURS_OF_A_PROFESSIONAL = 4
MOST_FOLLOW_UPS = 7  # the first cohort, in four years
SESSIONS = 2  # a learning and a reflection session, an hour each


def _minutes(names: tuple[str, ...]) -> int:
    return -(-sum(burden(load_instrument(name)).core for name in names) // 60)


def pages() -> Mapping[str, str]:
    """The page of docs/reference made of the tables."""
    lines = [
        "# De vragenlijsten van de studie",
        "",
        "## Belasting per meting",
        "",
        "Alleen de kern telt: wie het extra deel overslaat is nooit te laat.",
        "",
        "| wie | meting | formulieren | minuten | hoogstens |",
        "|---|---|---|---|---|",
    ]
    for who, informant, wave, names in ASKED:
        shown = "0-meting" if wave == FIRST else "vervolgmeting"
        listed = ", ".join(f"`{name}`" for name in names)
        limit = LIMITS[informant, wave]
        lines.append(f"| {who} | {shown} | {listed} | {_minutes(names)} | {limit} |")
    lines += [
        "",
        f"Een professional geeft per jeugdige hoogstens {HOURS_OF_A_PROFESSIONAL} uur, over alle "
        f"metingen (hoogstens {MOST_FOLLOW_UPS} vervolgmetingen) en {SESSIONS} sessies "
        "van een uur.",
    ]
    lines += ["", "## Alle formulieren", "", "| formulier | wie vertelt | tijd | bron |"]
    lines.append("|---|---|---|---|")
    for one in instruments():
        told = ", ".join(words.INFORMANTS[name] for name in one.informants)
        time = burden(one).in_words()
        lines.append(f"| `{one.id}` {one.title} | {told} | {time} | {one.source} |")
    return {"study-set.md": "\n".join(lines) + "\n"}


@pytest.mark.parametrize("case", ASKED, ids=[f"{who}, {wave}" for who, _, wave, _ in ASKED])
def test_what_is_asked_at_one_wave_fits_the_limit(
    case: tuple[str, str, str, tuple[str, ...]],
) -> None:
    _, informant, wave, names = case
    assert _minutes(names) <= LIMITS[informant, wave]


def test_four_hours_of_a_professional_hold_all_waves_and_both_sessions() -> None:
    seconds = burden(load_instrument("t0_professional")).core
    seconds += MOST_FOLLOW_UPS * burden(load_instrument("vervolg_professional")).core
    assert seconds + SESSIONS * 3600 <= HOURS_OF_A_PROFESSIONAL * 3600
