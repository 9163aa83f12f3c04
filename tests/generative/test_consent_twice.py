"""Consent decided three ways: with its trace, in bulk, and by a plain referee."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consent.bulk import Bulk
from consent.calendar import end_of
from consent.model import Seat
from consent.reading import Reading
from consent.rules import may_use, projection
from tests.generative.consent_histories import (
    CLASSES,
    PURPOSES,
    any_age,
    child,
    dispute,
    growing_up,
    histories,
    questions,
)
from tests.generative.consent_referee import Referee

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
@given(st.data())
def test_the_decision_the_bulk_path_and_the_referee_agree_on_every_history(data):
    ledger = data.draw(histories())
    for datum, purpose, t, recipient in data.draw(
        st.lists(questions(ledger), min_size=4, max_size=8)
    ):
        known = end_of(t + timedelta(days=data.draw(st.sampled_from([-100, -10, 0, 0, 900]))))
        expected = Referee(ledger, known).judge(datum, purpose, t, recipient)
        found = may_use(ledger, datum, purpose, t, known, recipient)
        fast = Bulk(ledger, purpose, t, known, recipient).verdict(datum)
        assert (found.allowed, int(found.step), str(found.reason)) == expected
        assert (fast.allowed, int(fast.step), str(fast.reason)) == expected


@settings(max_examples=50, deadline=None, suppress_health_check=SLOW)
@given(st.data())
def test_one_bulk_answers_many_data_as_if_each_were_asked_alone(data):
    ledger = data.draw(histories())
    asked = data.draw(st.lists(questions(ledger), min_size=6, max_size=12))
    _, purpose, t, recipient = asked[0]
    bulk = Bulk(ledger, purpose, t, None, recipient)
    for datum, *_ in asked * 2:
        found = may_use(ledger, datum, purpose, t, None, recipient)
        fast = bulk.verdict(datum)
        assert (fast.allowed, fast.step, fast.reason) == (found.allowed, found.step, found.reason)


@settings(max_examples=50, deadline=None, suppress_health_check=SLOW)
@given(histories(), st.integers(0, 2500))
def test_the_projection_says_of_each_day_what_the_rules_read_on_it(ledger, offset):
    known = end_of(date(2029, 1, 1))
    reading = Reading(ledger, known)
    referee = Referee(ledger, known)
    intervals = projection(ledger, known)
    day = date(2023, 6, 1) + timedelta(days=offset)
    for seat in {e.seat for e in ledger.events}:
        for purpose in PURPOSES:
            listed = any(
                (x.party, x.subject, x.purpose) == (*seat, purpose)
                and x.since <= day
                and (x.until is None or day <= x.until)
                for x in intervals
            )
            assert listed == reading.stands(Seat(*seat), purpose, day)
            assert listed == referee.agreed(*seat, purpose, day)


@pytest.mark.parametrize(
    ("story", "classes", "reasons"),
    [
        (any_age, CLASSES, {"allowed", "retention", "scope", "collection_unlawful", "restricted"}),
        (dispute, CLASSES, {"frozen", "no_further_use", "erased"}),
        (growing_up, ["vragenlijst"], {"reconsent_pending", "reconsent_missing"}),
        (child, ["dossier"], {"no_new_data"}),
    ],
)
def test_random_histories_reach_the_reasons_they_are_made_for(story, classes, reasons):
    seen: Counter = Counter()

    @settings(max_examples=130, deadline=None, database=None, derandomize=True)
    @given(st.data())
    def explore(data):
        ledger = data.draw(histories([story]))
        for datum, purpose, t, recipient in data.draw(
            st.lists(questions(ledger, classes), min_size=8, max_size=12)
        ):
            seen[str(may_use(ledger, datum, purpose, t, t, recipient).reason)] += 1

    explore()
    assert reasons <= set(seen), seen
