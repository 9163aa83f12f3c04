"""When the fictive study runs: the shipped protocol with every date moved, so that it is under way.

All four cohorts have begun on the demo's day, whatever day that is: the study is in its 44th
month, cohort 1 nears its last follow-ups and cohort 4 is still having its 0-metings.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from register.domain.calendar import AMSTERDAM, add_months
from register.domain.protocol import Protocol
from register.fictive.draws import dealt

MONTHS_UNDER_WAY = 43
_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


def moved(text: str, today: date) -> str:
    """The text of a protocol with all its dates moved by the same number of months."""
    start = Protocol.load(text, source="protocol").start
    begun = (today.year - start.year) * 12 + today.month - start.month
    by = begun - MONTHS_UNDER_WAY

    def later(found: re.Match[str]) -> str:
        year, month, day = map(int, found.groups())
        return add_months(date(year, month, day), by).isoformat()

    return _DAY.sub(later, text)


def inclusion_days(protocol: Protocol, cases: int, today: date) -> list[tuple[int, date, date]]:
    """(cohort, first, last day of inclusion) per case: cohorts equally large, in order."""
    begun = [
        (one.no, *protocol.cohort_period(one.no))
        for one in protocol.schedule.cohorts
        if protocol.cohort_period(one.no)[0] + timedelta(days=28) < today
    ]
    # A 0-meting follows within eight weeks and stays inside the months of its cohort.
    spans = {
        no: (first, min(after - timedelta(days=42), today - timedelta(days=4)))
        for no, first, after in begun
    }
    return sorted((no, *spans[no]) for no in dealt(dict.fromkeys(spans, 1.0), cases))


def moment(day: date, hour: int = 15, minute: int = 0) -> datetime:
    """An instant of a Dutch day, in UTC."""
    return datetime.combine(day, time(hour, minute), AMSTERDAM).astimezone(UTC)
