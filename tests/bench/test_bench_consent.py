"""Consent in bulk: at least 20,000 decisions a second, over a whole register of 200 cases."""

from datetime import UTC, date, datetime, time, timedelta
from time import process_time

import pytest

from consent.bulk import Bulk
from consent.model import (
    ZUID_WEST,
    ActingAs,
    Audience,
    Authority,
    AuthorityKind,
    Datum,
    Event,
    EventType,
    Ledger,
    LetterVersion,
    Party,
    PartyKind,
)

PARTIES = (
    Party("J", PartyKind.YOUTH),
    Party("M", PartyKind.PARENT),
    Party("V", PartyKind.PARENT),
    Party("P", PartyKind.PROFESSIONAL),
    Party("B", PartyKind.OTHER),
)
ASKED = tuple((p.code, 1) for p in ZUID_WEST.purposes)
LETTER = LetterVersion("v1", Audience.PARENT, "nl", 1, "0" * 64, date(2020, 1, 1), ASKED)
SEATS = (("J", "J"), ("M", "J"), ("V", "J"), ("M", "M"), ("V", "V"), ("P", "P"), ("B", "B"))


def _ledger(number):
    born = date(2009, 1, 1) + timedelta(days=(17 * number) % 3000)
    start = date(2026, 1, 10) + timedelta(days=number % 90)
    days = [start, start + timedelta(days=700)]
    events = [
        (day, party, subject, purpose)
        for day in days
        for party, subject in SEATS
        for purpose in ("P1", "P2", "P3", "P4", "P6")
    ]
    return Ledger(
        ZUID_WEST,
        born,
        PARTIES,
        tuple(
            Authority(no, "J", party, AuthorityKind.GEZAG, born, _at(start))
            for no, party in enumerate("MV")
        ),
        (),
        (LETTER,),
        tuple(_event(seq, *parts) for seq, parts in enumerate(events, 1)),
        included_on=start,
    )


def _at(day):
    return datetime.combine(day, time(12), UTC)


def _event(seq, day, party, subject, purpose):
    role = ActingAs.SELF if party == subject else ActingAs.REPRESENTATIVE
    given = EventType.GIVEN
    return Event(seq, subject, party, role, purpose, given, _at(day), _at(day), "x", letter="v1")


def _data(ledger):
    return [
        Datum("J", ledger.included_on + timedelta(days=182 * wave + n), data_class, informant)
        for wave in range(8)
        for n, informant in enumerate(("J", "M", "V", "P", "B"))
        for data_class in ("vragenlijst", "interview")
    ]


@pytest.mark.bench
def test_consent_is_decided_20_000_times_a_second():
    cases = [(ledger, _data(ledger)) for ledger in map(_ledger, range(200))]
    # Time of the processor: what else runs on the machine does not count.
    start = process_time()
    decided = allowed = 0
    for ledger, data in cases:
        bulk = Bulk(ledger, "P6", date(2030, 1, 1))
        for datum in data:
            allowed += bulk.verdict(datum).allowed
            decided += 1
    speed = decided / (process_time() - start)
    assert 0 < allowed < decided
    assert speed >= 20_000, f"{speed:,.0f} decisions a second, 20,000 were promised"
