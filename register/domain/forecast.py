"""Work ahead: contributions and hours per month over all cases and cohorts, against what there is.

Expected work, not a plan: a case that is still to come is spread evenly over its cohort's months.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from register.domain.calendar import add_months, months_word
from register.domain.errors import Blocker
from register.domain.protocol import Protocol


@dataclass(frozen=True)
class Load:
    """One calendar month: contributions and researcher's hours expected, hours available."""

    month: date
    contributions: Decimal
    hours: Decimal
    available: int

    @property
    def too_much(self) -> bool:
        """Whether more hours are expected than there are."""
        return self.hours > self.available


@dataclass(frozen=True)
class Planned:
    """A wave that is still to be done in a case (or in `cases` cases of a kind) by its day."""

    wave: str
    due_on: date
    cases: Decimal = Decimal(1)


def forecast(
    protocol: Protocol, planned: Iterable[Planned], *, start: date, months: int
) -> tuple[Load, ...]:
    """Hours per month from the month of `start`, from what the protocol gives per contribution.

    Core contributions count once; for the youth, whose instruments exclude each other by age, the
    longest counts.
    """
    first = start.replace(day=1)
    span = [add_months(first, shift) for shift in range(months)]
    amount = dict.fromkeys(span, (Decimal(0), Decimal(0)))
    for one in planned:
        month = one.due_on.replace(day=1)
        if month in amount:
            number, hours = wave_work(protocol, one.wave)
            before = amount[month]
            amount[month] = (before[0] + number * one.cases, before[1] + hours * one.cases)
    available = protocol.schedule.limits.hours_per_month
    return tuple(Load(month, *amount[month], available) for month in span)


def wave_work(protocol: Protocol, wave: str) -> tuple[Decimal, Decimal]:
    """(core contributions, researcher's hours) of one case in one wave."""
    longest: dict[str, Decimal] = {}
    for asked in protocol.expected(wave):
        if asked.part == "core":
            longest[asked.informant] = max(longest.get(asked.informant, Decimal(0)), asked.hours)
    return Decimal(len(longest)), sum(longest.values(), Decimal(0))


def cohort_waves(protocol: Protocol, cohort: int, *, cases: int) -> tuple[Planned, ...]:
    """The waves that a cohort would bring: its 0-metings spread evenly over its months, each
    followed by the waves that count from T0, up to the end of the study."""
    opens, closes = protocol.cohort_period(cohort)
    months = (closes.year - opens.year) * 12 + closes.month - opens.month
    share = Decimal(cases) / months
    return tuple(
        Planned(wave.code, due, share)
        for shift in range(months)
        for wave in protocol.schedule.waves
        if wave.anchor in {"inclusion", "t0"}
        and (due := add_months(opens, shift + wave.months)) < protocol.ends
    )


def cohort_warning(
    protocol: Protocol, planned: Iterable[Planned], cohort: int, *, cases: int | None = None
) -> Blocker | None:
    """What opening a cohort would ask beyond the hours there are; None when it fits.

    planned: all that is to be done already, without this cohort.
    """
    size = cases if cases is not None else protocol.cohort(cohort).size
    opens, _ = protocol.cohort_period(cohort)
    left = (protocol.ends.year - opens.year) * 12 + protocol.ends.month - opens.month
    coming = (*planned, *cohort_waves(protocol, cohort, cases=size))
    full = [load for load in forecast(protocol, coming, start=opens, months=left) if load.too_much]
    if not full:
        return None
    worst = max(full, key=lambda load: load.hours)
    return Blocker(
        "too_much_work",
        f"Met dit cohort vraagt het werk {months_word(len(full))} lang meer uren dan er zijn; het "
        f"meest in {worst.month:%m-%Y}: {worst.hours:.0f} van {worst.available} uur.",
        "Maak het cohort kleiner, regel uren, of verruim de perioden.",
    )


def wider(planned: Iterable[Planned], *, late_days: int) -> tuple[Planned, ...]:
    """The same work when windows are `late_days` (0–30) longer: on average it is done half of
    those days later, so that late_days / 2 of every 30 days' work falls in the next month."""
    if not 0 <= late_days <= 30:
        raise ValueError("a wider window is looked at for 0 to 30 days")
    slip = Decimal(late_days) / 60
    spread: list[Planned] = []
    for one in planned:
        spread.append(Planned(one.wave, one.due_on, one.cases * (1 - slip)))
        if slip:
            spread.append(Planned(one.wave, add_months(one.due_on, 1), one.cases * slip))
    return tuple(spread)
