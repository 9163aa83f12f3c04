"""Planning waves: anchors, hand-moved days, the end of the study, and who is asked for what."""

from datetime import date, timedelta
from importlib import resources

import pytest

from register.domain.protocol import Protocol
from register.domain.waves import (
    Move,
    Party,
    differences,
    expected,
    move,
    move_blockers,
    moves_of,
    nearest,
    plan,
    unmove,
)

PROTOCOL = Protocol.shipped()
TEXT = (resources.files("register.protocols") / "zuid-west.yaml").read_text(encoding="utf-8")
INCLUDED, T0 = date(2026, 8, 15), date(2026, 8, 29)
PLANNED = plan(PROTOCOL, included_on=INCLUDED, t0_on=T0)
BY_CODE = {wave.code: wave for wave in PLANNED}


def _with(old: str, new: str) -> Protocol:
    assert old in TEXT
    return Protocol.load(TEXT.replace(old, new, 1))


def test_a_case_of_the_first_cohort_reaches_six_follow_ups() -> None:
    assert [wave.code for wave in PLANNED] == ["T0", "T6", "T12", "T18", "T24", "T30", "T36"]


@pytest.mark.parametrize(("cohort", "most", "fewest"), [(1, 7, 6), (2, 5, 4), (3, 3, 2), (4, 1, 0)])
def test_follow_ups_per_cohort_are_those_of_the_design(cohort: int, most: int, fewest: int) -> None:
    opens, closes = PROTOCOL.cohort_period(cohort)
    early = plan(PROTOCOL, included_on=opens, t0_on=opens - timedelta(days=1))
    late = plan(PROTOCOL, included_on=closes, t0_on=closes)
    assert (len(early) - 1, len(late) - 1) == (most, fewest)


def test_a_follow_up_explains_its_day() -> None:
    t6 = BY_CODE["T6"]
    assert t6.explanation == "T0 29-08-2026 + 6 maanden = 28-02-2027, periode −14/+28 dagen"
    assert (t6.opens_on, t6.due_on, t6.closes_on) == (
        date(2027, 2, 14),
        date(2027, 2, 28),
        date(2027, 3, 28),
    )


def test_before_t0_was_held_its_planned_day_is_the_anchor() -> None:
    waves = {wave.code: wave for wave in plan(PROTOCOL, included_on=INCLUDED)}
    assert waves["T6"].explanation.startswith("geplande T0 15-08-2026 + 6 maanden = 15-02-2027")
    assert waves["T0"].explanation == "inclusie 15-08-2026, periode −0/+56 dagen"


def test_a_moved_t0_moves_what_counts_from_it_until_it_was_held() -> None:
    moves = {"T0": Move(date(2026, 9, 1), "A. Fictief", "vakantie", INCLUDED)}
    waves = {w.code: w for w in plan(PROTOCOL, included_on=INCLUDED, moves=moves)}
    assert waves["T6"].due_on == date(2027, 3, 1)
    held = {w.code: w for w in plan(PROTOCOL, included_on=INCLUDED, t0_on=T0, moves=moves)}
    assert held["T6"].due_on == date(2027, 2, 28)


def test_a_hand_moved_day_stays_marked_with_who_and_why() -> None:
    moved = move(PLANNED, "T6", date(2027, 3, 10), by="A. Fictief", reason="opname", on=T0)
    again = plan(PROTOCOL, included_on=INCLUDED, t0_on=T0, moves=moves_of(moved))
    assert again == moved
    t6 = next(wave for wave in again if wave.code == "T6")
    assert t6.moved_by_hand
    assert (t6.target_on, t6.due_on) == (date(2027, 2, 28), date(2027, 3, 10))
    assert t6.explanation == (
        "T0 29-08-2026 + 6 maanden = 28-02-2027, met de hand verzet naar 10-03-2027 door "
        "A. Fictief (opname), periode −14/+28 dagen"
    )
    assert unmove(moved, "T6") == PLANNED


def test_a_move_without_who_or_why_cannot_exist() -> None:
    with pytest.raises(ValueError, match="who moved it"):
        Move(T0, "A. Fictief", "  ", T0)


@pytest.mark.parametrize(
    ("code", "to", "reason", "wanted"),
    [
        ("T6", date(2027, 3, 10), "opname", []),
        ("T6", date(2027, 3, 10), " ", ["no_reason"]),
        ("T6", date(2027, 7, 1), "opname", ["nearer_to_other"]),
        ("T6", date(2026, 9, 15), "opname", ["nearer_to_other"]),
        ("T99", date(2027, 3, 10), "opname", ["unknown_wave"]),
    ],
)
def test_reasons_against_a_move(code: str, to: date, reason: str, wanted: list[str]) -> None:
    assert [blocker.code for blocker in move_blockers(PLANNED, code, to, reason)] == wanted


def test_a_wave_can_count_from_the_previous_one() -> None:
    protocol = _with("months: 12, anchor: t0", "months: 6, anchor: previous_wave")
    held = {"T6": date(2027, 3, 15)}
    waves = {w.code: w for w in plan(protocol, included_on=INCLUDED, t0_on=T0, held=held)}
    assert waves["T12"].explanation.startswith("T6 15-03-2027 + 6 maanden = 15-09-2027")
    waiting = {w.code: w for w in plan(protocol, included_on=INCLUDED, t0_on=T0)}
    assert waiting["T12"].explanation.startswith("geplande T6 28-02-2027 + 6 maanden")


def test_a_wave_can_wait_for_an_event() -> None:
    protocol = _with("months: 12, anchor: t0", "months: 1, anchor: event, event: ontslag")
    waiting = {w.code: w for w in plan(protocol, included_on=INCLUDED, t0_on=T0)}["T12"]
    assert (waiting.due_on, waiting.opens_on, waiting.explanation) == (
        None,
        None,
        "wacht op: ontslag",
    )
    events = {"ontslag": date(2027, 1, 31)}
    known = {w.code: w for w in plan(protocol, included_on=INCLUDED, t0_on=T0, events=events)}
    assert known["T12"].due_on == date(2027, 2, 28)


def test_differences_show_only_what_moves() -> None:
    moved = move(PLANNED, "T6", date(2027, 3, 10), by="A. Fictief", reason="opname", on=T0)
    assert differences(PLANNED, PLANNED) == ()
    assert [str(change) for change in differences(PLANNED, moved)] == [
        "T6: 28-02-2027 → 10-03-2027"
    ]
    assert [change.becomes for change in differences(PLANNED, PLANNED[:-1])] == [None]


@pytest.mark.parametrize(
    ("day", "code"),
    [(date(2026, 8, 1), "T0"), (date(2027, 2, 1), "T6"), (date(2040, 1, 1), "T36")],
)
def test_a_day_belongs_to_the_nearest_wave(day: date, code: str) -> None:
    found = nearest(PLANNED, day)
    assert found is not None and found.code == code


PARTIES = (
    Party("J1", "jeugdige"),
    Party("O1", "ouder", to_on=date(2027, 1, 31)),
    Party("O2", "ouder"),
    Party("P1", "professional", from_on=date(2027, 1, 1)),
)
ASKS = (
    (
        "T0",
        date(2026, 8, 29),
        date(2015, 1, 1),
        ["J1 t0_jeugdige_8_11", "O1 t0_ouder", "O2 t0_ouder", "- t0_professional", "- t0_dossier"],
    ),
    (
        "T0",
        date(2026, 8, 29),
        date(2014, 8, 29),
        ["J1 t0_jeugdige", "O1 t0_ouder", "O2 t0_ouder", "- t0_professional", "- t0_dossier"],
    ),
    (
        "T6",
        date(2027, 2, 28),
        date(2015, 3, 1),
        ["J1 vervolg_jeugdige_8_11", "O2 vervolg_ouder", "P1 vervolg_professional"],
    ),
    (
        "T6",
        date(2027, 2, 28),
        date(2015, 2, 28),
        ["J1 vervolg_jeugdige", "O2 vervolg_ouder", "P1 vervolg_professional"],
    ),
)


@pytest.mark.parametrize(("wave", "on", "born", "wanted"), ASKS)
def test_who_is_asked_depends_on_age_and_presence(
    wave: str, on: date, born: date, wanted: list[str]
) -> None:
    asks = expected(PROTOCOL, wave, on=on, born_on=born, parties=PARTIES)
    assert [f"{ask.party or '-'} {ask.instrument}" for ask in asks] == wanted


def test_an_extra_informant_is_asked_only_when_there_is_one() -> None:
    parties = (*PARTIES, Party("B1", "belangrijke_ander"))
    asks = expected(PROTOCOL, "T0", on=T0, born_on=date(2012, 1, 1), parties=parties)
    assert [(ask.part, ask.party) for ask in asks if ask.informant == "belangrijke_ander"] == [
        ("extra", "B1")
    ]


def test_an_earlier_answer_can_ask_for_more() -> None:
    protocol = _with(
        "informant: dossier, instrument: t0_dossier, hours: 6}",
        "informant: dossier, instrument: t0_dossier, if_answer: \"[t0_ouder][dossier] = 'ja'\"}",
    )
    for answer, wanted in (("ja", 1), ("nee", 0), (None, 0)):
        asks = expected(
            protocol,
            "T0",
            on=T0,
            born_on=date(2012, 1, 1),
            parties=PARTIES,
            answers={("t0_ouder", "dossier"): answer},
        )
        dossier = [ask for ask in asks if ask.informant == "dossier"]
        assert len(dossier) == wanted
        assert all(ask.why == "omdat [t0_ouder][dossier] = 'ja'" for ask in dossier)
