"""What stands beside the verdict: projection, tasks, status, contact, stored events, values."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from consent.calendar import add_months, age_on, birthday, day_of
from consent.frame import kept_columns
from consent.model import (
    ZUID_WEST,
    ActingAs,
    Authority,
    AuthorityKind,
    Capacity,
    Event,
    EventType,
    Ledger,
    Policy,
    Scope,
)
from consent.recording import concerns
from consent.rules import (
    Standing,
    TaskKind,
    may_collect,
    may_contact,
    may_use,
    projection,
    required,
    status,
    tasks_ahead,
)
from consent.serial import Unreadable, canonical, event_from_json, event_to_json
from tests.spec.consent_drawing import parse

NOON = datetime(2026, 1, 10, 12, tzinfo=UTC)


def ledger(drawing):
    """The ledger of a drawing; datum and question do not matter here."""
    rest = "\n2026-02-01  *  vragenlijst by J\n2026-02-01  ?  P1\n=> allow 8 allowed"
    return parse("", "", drawing.strip() + rest).ledger


ELEVEN = ledger("""
born 2014-06-10, gezag M V, included 2026-01-10
2026-01-10  M V give P1 P2
2026-01-10  J assent P1
""")


def event(**changes):
    parts = {
        "seq": 1,
        "subject": "J",
        "party": "J",
        "acting_as": ActingAs.SELF,
        "purpose": "P1",
        "type": EventType.GIVEN,
        "effective_at": NOON,
        "recorded_at": NOON,
        "recorded_by": "onderzoeker",
    }
    return Event(**(parts | changes))


# Tasks ------------------------------------------------------------------------------------------


def test_a_birthday_is_announced_sixty_days_ahead_and_not_earlier():
    assert tasks_ahead(ELEVEN, date(2026, 4, 10)) == ()
    (task,) = tasks_ahead(ELEVEN, date(2026, 4, 11))
    assert (task.kind, task.due) == (TaskKind.BIRTHDAY, date(2026, 6, 10))
    assert "wordt 12" in task.text


def test_a_missed_confirmation_stays_a_task_with_the_end_of_the_grace_as_its_day():
    (task,) = tasks_ahead(ELEVEN, date(2026, 12, 1))
    assert (task.kind, task.due, task.purposes) == (TaskKind.CONFIRM, date(2026, 9, 8), ("P1",))


def test_an_answer_ends_the_task():
    answered = ledger("""
    born 2014-06-10, gezag M V, included 2026-01-10
    2026-01-10  M V give P1
    2026-01-10  J assent P1
    2026-06-12  J refuse P1
    """)
    assert tasks_ahead(answered, date(2026, 7, 1)) == ()


def test_a_new_guardian_an_expiring_term_and_a_new_letter_are_tasks():
    story = ledger("""
    born 2012-06-10, gezag M, voogdij GI 2026-05-01.. recorded 2026-04-01, included 2026-01-10
    2026-01-10  M J give P1 until 2026-06-01
    """)
    newer = replace(
        story.letters[0], id="v2", version=2, purposes=(("P1", 2),), valid_from=date(2026, 5, 1)
    )
    story = replace(story, letters=(*story.letters, newer))
    kinds = {task.kind for task in tasks_ahead(story, date(2026, 4, 10))}
    assert kinds == {TaskKind.NEW_GUARDIAN, TaskKind.EXPIRING, TaskKind.NEW_LETTER}


def test_nobody_with_authority_is_a_task():
    story = ledger("born 2012-06-10, gezag M 2012-06-10..2026-02-28, included 2026-01-10")
    kinds = [task.kind for task in tasks_ahead(story, date(2026, 3, 1))]
    assert kinds == [TaskKind.NO_GUARDIAN]


def test_death_and_erasure_stop_all_tasks_and_invitations():
    for stopped in (
        replace(ELEVEN, deceased_on=date(2026, 5, 1)),
        replace(ELEVEN, erased_on=date(2026, 5, 1)),
    ):
        assert tasks_ahead(stopped, date(2026, 5, 1)) == ()
        assert not may_contact(stopped, "M", date(2026, 5, 1)).allowed


# Status -----------------------------------------------------------------------------------------


def line(story, on, purpose, party, subject="J"):
    return next(
        x for x in status(story, on) if (x.purpose, x.party, x.subject) == (purpose, party, subject)
    )


def test_the_status_says_who_must_do_what():
    assert line(ELEVEN, date(2026, 2, 1), "P1", "M").standing is Standing.GIVEN
    missing = line(ELEVEN, date(2026, 2, 1), "P6", "V")
    assert (missing.standing, missing.required) == (Standing.MISSING, True)
    assert (
        missing.action
        == "Geef ouder (V), als vertegenwoordiger de brief en vraag om een ja of nee."
    )
    child = line(ELEVEN, date(2026, 2, 1), "P2", "J")
    assert (child.required, child.action) == (False, "")
    due = line(ELEVEN, date(2026, 7, 1), "P1", "J")
    assert due.standing is Standing.TO_CONFIRM
    assert "sinds 10-06-2026" in due.action


@pytest.mark.parametrize(
    ("act", "standing"),
    [
        ("inform P1", Standing.ASKED),
        ("refuse P1", Standing.REFUSED),
        ("object P1", Standing.DISSENT),
        ("withdraw P1", Standing.WITHDRAWN),
        ("give P1 until 2026-01-20", Standing.EXPIRED),
        ("give P1 letter none", Standing.INVALID),
    ],
)
def test_each_act_reads_as_its_standing(act, standing):
    story = ledger(f"born 2007-06-10, included 2026-01-10\n2026-01-10  J {act}")
    assert line(story, date(2026, 2, 1), "P1", "J").standing is standing


# Required, projection, collection -----------------------------------------------------------------


def test_required_names_the_seats_and_what_each_lacks():
    found = required(ELEVEN, date(2026, 7, 1), "P6", informant="PRO")
    assert [(r.seat.party, r.seat.subject, r.met) for r in found] == [
        ("J", "J", False),
        ("M", "J", False),
        ("V", "J", False),
        ("PRO", "PRO", False),
    ]
    assert {r.text for r in found} == {"geen antwoord"}


def test_a_projection_closes_on_the_day_of_the_no_and_opens_on_the_day_of_the_yes():
    story = ledger("""
    born 2007-06-10, included 2026-01-10
    2026-01-10  J give P1
    2026-03-01  J withdraw
    2026-05-01  J give P1 until 2026-12-31
    """)
    found = [(x.since, x.until) for x in projection(story, date(2027, 1, 1)) if x.purpose == "P1"]
    assert found == [
        (date(2026, 1, 10), date(2026, 2, 28)),
        (date(2026, 5, 1), date(2026, 12, 31)),
    ]


def test_a_yes_recorded_too_late_stands_in_the_projection_from_its_recording():
    story = ledger("""
    born 2007-06-10, included 2026-01-10
    2026-01-10  J give P1 recorded 2026-03-11
    """)
    (found,) = projection(story, date(2027, 1, 1))
    assert (found.since, found.until) == (date(2026, 3, 11), None)


def test_collecting_asks_the_same_rules_as_using():
    assert may_collect(ELEVEN, "vragenlijst", date(2026, 2, 1), "J").allowed
    later = may_collect(ELEVEN, "vragenlijst", date(2026, 6, 10), "J")
    assert (later.allowed, str(later.reason)) == (False, "reconsent_pending")
    assert "10-06-2026" not in later.explanation and "08-09-2026" in later.explanation


def test_a_decision_carries_its_steps_and_the_events_it_rests_on():
    found = may_collect(ELEVEN, "vragenlijst", date(2026, 2, 1), "J")
    assert [int(x.step) for x in found.trace] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert found.events == (1, 3, 5)
    case = parse(
        "",
        "",
        """born 2014-06-10, gezag M, included 2026-01-10
        2026-01-10  M give P1
        2026-01-10  J assent P1
        2026-02-01  *  vragenlijst by J
        2026-08-01  ?  P1
        => allow 8 allowed""",
    )
    assert may_use(case.ledger, case.datum, "P1", case.t).flags == ("bevestiging nog nodig",)


# Contact ------------------------------------------------------------------------------------------


def approach(act):
    at = datetime(2026, 1, 1, 12, tzinfo=UTC)
    story = ledger("born 2009-06-10, gezag M, included 2026-01-10\n" + act)
    seq = len(story.events) + 1
    allowed = event(
        seq=seq, purpose="*", type=EventType.MAY_BE_APPROACHED, effective_at=at, recorded_at=at
    )
    return replace(story, events=(*story.events, allowed))


def test_nobody_is_approached_before_the_family_allowed_it():
    story = ledger("born 2009-06-10, gezag M")
    assert not may_contact(story, "J", date(2026, 2, 1)).allowed


def test_from_16_parents_are_approached_after_the_youths_own_yes():
    asked = approach("2026-01-10  J inform P1")
    assert may_contact(asked, "J", date(2026, 2, 1)).allowed
    assert not may_contact(asked, "M", date(2026, 2, 1)).allowed
    agreed = approach("2026-01-10  J give P1")
    assert may_contact(agreed, "M", date(2026, 2, 1), as_representative=True).allowed


def test_contact_only_silences_the_one_who_asked_it_and_leaves_the_data():
    story = approach("2026-01-10  J give P1\n2026-01-20  J withdraw contact_only")
    assert not may_contact(story, "J", date(2026, 2, 1)).allowed
    assert may_contact(story, "M", date(2026, 2, 1)).allowed


def test_a_youth_who_stops_ends_invitations_of_the_others():
    story = approach("2026-01-10  J give P1\n2026-01-20  J withdraw")
    assert not may_contact(story, "M", date(2026, 2, 1)).allowed
    assert not may_contact(story, "PRO", date(2026, 2, 1)).allowed


# Recording --------------------------------------------------------------------------------------


def against(story, at=datetime(2026, 3, 1, tzinfo=UTC), **changes):
    return [c.text.split(".")[0] for c in concerns(story, event(seq=99, **changes), at)]


def test_nothing_speaks_against_an_ordinary_yes_of_a_parent():
    parent = {"party": "M", "acting_as": ActingAs.REPRESENTATIVE, "letter": "v1"}
    assert against(ELEVEN, at=NOON, **parent) == []
    assert against(ELEVEN, **parent) == [
        "Dit wordt laat vastgelegd: de toestemming telt pas vanaf vandaag"
    ]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"letter": None}, "Er is geen brief gekozen"),
        ({"letter": "v1"}, "Deze brief is voor anderen"),
        ({"letter": "v1", "purpose": "P0"}, "Dit doel wordt niet aan mensen gevraagd"),
        ({"letter": "v1"}, "Een kind stemt in; de ouders geven toestemming"),
        (
            {"letter": "v1", "party": "GI", "acting_as": ActingAs.REPRESENTATIVE},
            "Deze persoon had op die dag geen gezag",
        ),
        (
            {"letter": "v1", "effective_at": datetime(2027, 1, 1, tzinfo=UTC)},
            "De datum ligt in de toekomst",
        ),
    ],
)
def test_each_reason_against_recording_is_named(changes, reason):
    assert reason in against(ELEVEN, **changes)


def test_from_16_a_parents_yes_waits_for_the_youth():
    story = ledger("born 2009-06-10, gezag M\n2026-01-09  J inform P1")
    parent = {"party": "M", "acting_as": ActingAs.REPRESENTATIVE, "letter": "v1"}
    assert "Vanaf 16 jaar zegt eerst de jeugdige zelf ja" in against(story, **parent)


# Stored events --------------------------------------------------------------------------------


def test_an_event_comes_back_as_it_was_stored_and_its_bytes_stay_the_same():
    rich = event(
        type=EventType.WITHDRAWN, purpose="*", scope=Scope.ERASE, evidence_ref="scan-1", letter=None
    )
    for one in (rich, event(letter="v1", valid_to=date(2027, 1, 1))):
        assert event_from_json(event_to_json(one)) == one
    assert canonical(event(letter="v1")) == (
        b'{"acting_as":"self","effective_at":"2026-01-10T12:00:00+00:00","letter":"v1",'
        b'"method":"paper","party":"J","purpose":"P1","recorded_at":"2026-01-10T12:00:00+00:00",'
        b'"recorded_by":"onderzoeker","seq":1,"subject":"J","type":"given"}'
    )


def test_an_unreadable_event_names_its_field_and_never_its_content():
    with pytest.raises(Unreadable, match="effective_at") as caught:
        event_from_json(event_to_json(event()) | {"effective_at": "geheim"})
    assert "geheim" not in str(caught.value)


# Values check themselves ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"acting_as": ActingAs.REPRESENTATIVE},
        {"purpose": "*"},
        {"scope": Scope.ERASE},
        {"type": EventType.REFUSED, "scope": Scope.CONTACT_ONLY},
        {"of": 3},
        {"type": EventType.CORRECTED},
        {"type": EventType.RELEASED},
        {"type": EventType.RESTRICTED},
        {"readers": ("M",)},
        {"effective_at": datetime(2026, 1, 1)},  # noqa: DTZ001
        {"type": EventType.REFUSED, "valid_to": date(2027, 1, 1)},
    ],
)
def test_an_event_that_cannot_be_is_refused(changes):
    with pytest.raises(ValueError):
        event(**changes)


def test_a_ledger_refuses_what_does_not_fit_together():
    base = {"policy": ZUID_WEST, "birth_date": date(2012, 1, 1), "parties": ELEVEN.parties}
    with pytest.raises(ValueError, match="same seq"):
        Ledger(**base, events=(event(), event()))
    with pytest.raises(ValueError, match="letter"):
        Ledger(**base, events=(event(letter="x"),))
    with pytest.raises(ValueError, match="unknown party"):
        Ledger(**base, events=(event(party="X", subject="X"),))
    correction = event(seq=2, type=EventType.CORRECTED, of=1)
    again = event(seq=3, type=EventType.CORRECTED, of=2)
    with pytest.raises(ValueError, match="correction"):
        Ledger(**base, events=(event(), correction, again))
    with pytest.raises(ValueError, match="birth date"):
        Ledger(ZUID_WEST, parties=ELEVEN.parties)


def test_authority_assessments_and_policies_refuse_what_cannot_be():
    with pytest.raises(ValueError, match="over themselves"):
        Authority(1, "J", "J", AuthorityKind.GEZAG, date(2020, 1, 1), NOON)
    with pytest.raises(ValueError, match="ends before"):
        Authority(1, "J", "M", AuthorityKind.GEZAG, date(2020, 1, 1), NOON, date(2019, 1, 1))
    with pytest.raises(ValueError, match="assessor"):
        Capacity(1, "J", True, date(2020, 1, 1), " ", NOON)
    with pytest.raises(ValueError, match="age bands"):
        Policy(ZUID_WEST.bands[1:], ZUID_WEST.purposes, ZUID_WEST.data_classes)


# Days, frame, withdrawal ----------------------------------------------------------------------


def test_days_are_dutch_days():
    assert day_of(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == date(2026, 7, 1)
    assert birthday(date(2012, 2, 29), 15) == date(2027, 3, 1)
    assert age_on(date(2012, 2, 29), date(2027, 2, 28)) == 14
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)


def test_columns_beyond_the_frame_are_dropped_and_named():
    kept, dropped = kept_columns(["ret", "year", "naam", "themes", "toelichting"])
    assert kept == ("ret", "year", "themes")
    assert dropped == ("naam", "toelichting")
