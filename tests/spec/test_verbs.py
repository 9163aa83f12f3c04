"""Decision tables of the verbs: what stands against handing in, reopening, releasing, following."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from register.domain import advice, contributions, frame, reports
from register.domain.advice import Advice, FollowUp, Level, Status
from register.domain.contributions import Filled
from register.domain.frame import FrameFacts
from register.domain.people import Role
from register.domain.protocol import Protocol
from register.domain.states import Stored

TODAY = date(2027, 3, 1)
SOUND = Filled(collected_on=TODAY)


def _codes(blockers: Any) -> list[str]:
    return [blocker.code for blocker in blockers]


SUBMIT: tuple[tuple[str, Stored, dict[str, Any], list[str]], ...] = (
    ("goed ingevuld", Stored.PARTLY, {}, []),
    ("meteen na uitnodiging", Stored.INVITED, {}, []),
    ("al gedaan", Stored.DONE, {}, ["wrong_state"]),
    ("ingetrokken", Stored.WITHDRAWN, {}, ["wrong_state"]),
    ("geen dag", Stored.PARTLY, {"collected_on": None}, ["no_day"]),
    ("dag in de toekomst", Stored.PARTLY, {"collected_on": date(2027, 3, 2)}, ["future_day"]),
    ("geen toestemming", Stored.PARTLY, {"consent_reason": "ouder zei nee."}, ["no_consent"]),
    ("gesprek onbekend", Stored.PARTLY, {"conversation": False}, ["conversation"]),
    ("vraag open", Stored.PARTLY, {"unexplained": ("School",)}, ["unexplained"]),
    ("onmogelijk", Stored.PARTLY, {"hard_errors": ("Leeftijd",)}, ["hard_error"]),
    ("waarschuwing", Stored.PARTLY, {"unanswered_warnings": ("Uren",)}, ["warning"]),
    (
        "alles tegelijk",
        Stored.PARTLY,
        {"collected_on": None, "unexplained": ("School", "Werk"), "conversation": False},
        ["no_day", "conversation", "unexplained", "unexplained"],
    ),
)


@pytest.mark.parametrize(("rule", "state", "facts", "codes"), SUBMIT, ids=[r[0] for r in SUBMIT])
def test_handing_in(rule: str, state: Stored, facts: dict[str, Any], codes: list[str]) -> None:
    found = contributions.submit_blockers(state, replace(SOUND, **facts), today=TODAY)
    assert _codes(found) == codes


@pytest.mark.parametrize(
    ("state", "reason", "signed", "definitive", "codes"),
    [
        (Stored.DONE, "fout", False, False, []),
        (Stored.DONE, "", False, False, ["no_reason"]),
        (Stored.DONE, "", True, False, ["signed_off"]),
        (Stored.DONE, "fout", True, False, []),
        (Stored.DONE, "fout", False, True, ["definitive"]),
        (Stored.MISSED, "toch gedaan", False, False, []),
        (Stored.PLANNED, "fout", False, False, ["wrong_state"]),
        (Stored.WITHDRAWN, "fout", False, False, ["wrong_state"]),
    ],
)
def test_reopening(
    state: Stored, reason: str, signed: bool, definitive: bool, codes: list[str]
) -> None:
    found = contributions.reopen_blockers(state, reason, signed_off=signed, definitive=definitive)
    assert _codes(found) == codes


@pytest.mark.parametrize(
    ("state", "reason", "note", "opens", "codes"),
    [
        (Stored.PLANNED, "ziek", "", date(2027, 2, 14), []),
        (Stored.INVITED, "ziek", "", TODAY, []),
        (Stored.PLANNED, "", "", TODAY, ["no_reason"]),
        (Stored.PLANNED, "anders", " ", TODAY, ["no_note"]),
        (Stored.PLANNED, "anders", "brand", TODAY, []),
        (Stored.PLANNED, "ziek", "", date(2027, 3, 2), ["not_open"]),
        (Stored.PLANNED, "ziek", "", None, ["not_open"]),
        (Stored.DONE, "ziek", "", TODAY, ["wrong_state"]),
    ],
)
def test_noting_as_missed(
    state: Stored, reason: str, note: str, opens: date | None, codes: list[str]
) -> None:
    found = contributions.miss_blockers(state, reason, note, opens_on=opens, today=TODAY)
    assert _codes(found) == codes


@pytest.mark.parametrize(
    ("before", "crisis", "codes"),
    [
        ((), False, []),
        ((date(2027, 2, 22),), False, []),
        ((date(2027, 2, 23),), False, ["too_soon"]),
        ((date(2027, 2, 1), date(2027, 2, 8), date(2027, 2, 15)), False, ["enough_attempts"]),
        ((), True, ["crisis"]),
    ],
)
def test_seeking_contact(before: tuple[date, ...], crisis: bool, codes: list[str]) -> None:
    found = contributions.attempt_blockers(before, on=TODAY, most=3, days_between=7, crisis=crisis)
    assert _codes(found) == codes


CHECKED = reports.Report("akkoord", "anna", "bas", "openbaar", disclosure_checked=True)
REPORTS: tuple[tuple[str, dict[str, Any], str, str, str, list[str]], ...] = (
    ("aanbieden", {"state": "concept"}, "offer", "anna", "", []),
    ("aanbieden door een ander", {"state": "concept"}, "offer", "bas", "", ["not_drafter"]),
    (
        "zonder lezers",
        {"state": "concept", "audience": None},
        "offer",
        "anna",
        "",
        ["no_audience"],
    ),
    (
        "verlopen bestand",
        {"state": "concept", "analysis_file_valid": False},
        "offer",
        "anna",
        "",
        ["stale_file"],
    ),
    ("vrijgeven", {}, "release", "bas", "", []),
    ("eigen rapport vrijgeven", {}, "release", "anna", "", ["own_report"]),
    (
        "eigen rapport goedkeuren",
        {"state": "ter controle"},
        "approve",
        "anna",
        "niets",
        ["own_report"],
    ),
    ("niet nagekeken", {"disclosure_checked": False}, "release", "bas", "", ["unchecked"]),
    ("deel niet nagekeken", {"unchecked": ("Figuur 2",)}, "release", "bas", "", ["unchecked"]),
    ("deel afgekeurd", {"open_refusals": ("Figuur 2",)}, "release", "bas", "", ["refused_part"]),
    (
        "verschil met eerder",
        {"conflicts": ("Samen met …",)},
        "release",
        "bas",
        "",
        ["differencing"],
    ),
    (
        "opnieuw aanbieden zonder antwoord",
        {"state": "terug naar opsteller", "open_refusals": ("Figuur 2",)},
        "offer",
        "anna",
        "",
        ["no_answer"],
    ),
    (
        "opnieuw aanbieden met antwoord",
        {"state": "terug naar opsteller", "open_refusals": ("Figuur 2",)},
        "offer",
        "anna",
        "figuur 2 telt per regiogroep",
        [],
    ),
    ("akkoord zonder oordeel", {"state": "ter controle"}, "approve", "bas", "", ["no_judgement"]),
    ("akkoord", {"state": "ter controle"}, "approve", "bas", "niets af te leiden", []),
    ("vrijgeven uit concept", {"state": "concept"}, "release", "bas", "", ["wrong_state"]),
    ("terugsturen zonder reden", {}, "return", "bas", "", ["no_reason"]),
    ("terugroepen", {"state": "vrijgegeven"}, "recall", "bas", "fout in tabel", []),
    ("vrijgegeven wijzigen", {"state": "vrijgegeven"}, "offer", "anna", "", ["wrong_state"]),
)


@pytest.mark.parametrize(
    ("rule", "facts", "verb", "by", "reason", "codes"), REPORTS, ids=[r[0] for r in REPORTS]
)
def test_a_report(
    rule: str, facts: dict[str, Any], verb: str, by: str, reason: str, codes: list[str]
) -> None:
    found = reports.blockers(replace(CHECKED, **facts), verb, by=by, reason=reason)
    assert _codes(found) == codes


GIVEN = Advice(date(2026, 9, 1), Level.AANBIEDER, "behandelcoördinator", "onderwijs", "leersessie")


def test_an_advice_says_to_whom_of_what_kind_and_from_where() -> None:
    assert advice.advice_blockers(GIVEN, today=TODAY) == ()
    empty = replace(GIVEN, addressee="", category="", origin=" ")
    assert _codes(advice.advice_blockers(empty, today=TODAY)) == [
        "no_addressee",
        "no_category",
        "no_origin",
    ]
    assert _codes(advice.advice_blockers(GIVEN, today=date(2026, 8, 31))) == ["future"]


PARTLY = Status("T6", TODAY, FollowUp.PARTLY, "ouder", "wachtlijst")
STATUSES: tuple[tuple[str, dict[str, Any], list[str]], ...] = (
    ("deels, met reden", {}, []),
    ("deels, zonder reden", {"reason": ""}, ["no_reason"]),
    ("niet, zonder reden", {"follow_up": FollowUp.NOT, "reason": ""}, ["no_reason"]),
    ("opgevolgd zonder reden mag", {"follow_up": FollowUp.FOLLOWED, "reason": ""}, []),
    ("geen bron", {"source": ""}, ["no_source"]),
    ("vóór het advies", {"on": date(2026, 8, 1)}, ["day"]),
    ("uitgevoerd vóór het advies", {"realised_on": date(2026, 8, 1)}, ["realised_before"]),
    ("uitgevoerd na de stand", {"realised_on": date(2027, 3, 2)}, ["realised_before"]),
    ("uitgevoerd ertussen", {"realised_on": date(2027, 1, 1)}, []),
)


@pytest.mark.parametrize(("rule", "facts", "codes"), STATUSES, ids=[r[0] for r in STATUSES])
def test_what_became_of_an_advice(rule: str, facts: dict[str, Any], codes: list[str]) -> None:
    found = advice.status_blockers(GIVEN, replace(PARTLY, **facts), today=TODAY)
    assert _codes(found) == codes


def test_a_settled_advice_is_not_asked_again() -> None:
    followed = Status("T6", TODAY, FollowUp.FOLLOWED, "ouder")
    given = ((GIVEN, (PARTLY,)), (GIVEN, (followed,)), (GIVEN, ()))
    assert advice.to_ask(given, on=date(2027, 9, 1)) == (given[0], given[2])
    assert advice.to_ask(given, on=date(2026, 9, 1)) == ()
    assert advice.current((followed, PARTLY)) == PARTLY


@pytest.mark.parametrize(
    ("statuses", "on", "reminded"),
    [
        ((), date(2027, 3, 3), False),
        ((), date(2027, 3, 4), True),
        ((PARTLY,), date(2027, 3, 4), False),
        ((PARTLY,), date(2027, 9, 1), True),
        ((Status("T6", TODAY, FollowUp.MOOT, "ouder"),), date(2028, 1, 1), False),
    ],
)
def test_reminding_of_an_advice(statuses: tuple[Status, ...], on: date, reminded: bool) -> None:
    assert advice.needs_reminder(GIVEN, statuses, on=on) is reminded


def test_columns_outside_the_frame_are_dropped_and_named() -> None:
    kept, dropped = frame.split_columns(("ret", "naam", "themes", "toelichting", "year"))
    assert (kept, dropped) == (("ret", "themes", "year"), ("naam", "toelichting"))


@pytest.mark.parametrize(
    ("roles", "own", "seen"),
    [
        ((Role.RET,), True, ("key", "ret", "year")),
        ((Role.RET,), False, ("year",)),
        ((Role.POSTDOC,), True, ("year",)),
        ((), True, ("year",)),
    ],
)
def test_only_a_ret_reads_its_own_key(
    roles: tuple[Role, ...], own: bool, seen: tuple[str, ...]
) -> None:
    assert frame.readable(("key", "ret", "year", "naam"), roles, own=own) == seen


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        (FrameFacts("12-15", "jji", "noord"), []),
        (FrameFacts("18+", "obc", "zuid"), []),
        (FrameFacts(None, "obc", "zuid"), []),
        (FrameFacts("0-7", "jji", "noord"), ["age"]),
        (FrameFacts("12-15", "pleegzorg", "noord"), ["setting"]),
        (FrameFacts("12-15", None, None), ["setting", "region"]),
    ],
)
def test_who_fits_the_criteria(facts: FrameFacts, codes: list[str]) -> None:
    assert _codes(frame.eligibility(Protocol.shipped(), facts)) == codes


def test_the_flow_counts_each_step_that_was_passed() -> None:
    assert [frame.step_reached("benaderd", by) for by in frame.STEPS] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert frame.FLOW.after("toestemming", "include") == "ingesloten"
    assert not frame.step_reached("niet verder", "besproken")
