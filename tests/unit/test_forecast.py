"""Work ahead and instruments against the protocol: hours, minutes, and what does not fit."""

from datetime import date
from decimal import Decimal
from importlib import resources

import pytest

from instruments.store import instruments
from register.domain.forecast import (
    Planned,
    cohort_warning,
    cohort_waves,
    forecast,
    wave_work,
    wider,
)
from register.domain.protocol import Protocol
from register.domain.protocol.fits import instrument_blockers

PROTOCOL = Protocol.shipped()
TEXT = (resources.files("register.protocols") / "zuid-west.yaml").read_text(encoding="utf-8")
KNOWN = {instrument.id: instrument for instrument in instruments()}


def _with(old: str, new: str) -> Protocol:
    assert old in TEXT
    return Protocol.load(TEXT.replace(old, new, 1))


def test_shipped_instruments_fit_the_shipped_protocol() -> None:
    assert instrument_blockers(PROTOCOL, KNOWN) == ()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("instrument: t0_ouder,", "instrument: t0_oom,", "unknown_instrument"),
        ("instrument: t0_ouder,", "instrument: t0_dossier,", "wrong_informant"),
        ("t0_minutes: 75", "t0_minutes: 5", "too_long"),
        ("follow_up_minutes: 40", "follow_up_minutes: 2", "too_long"),
        ("hours: 6}", "if_answer: \"[t0_ouder][geen_vraag] = '1'\"}", "unknown_item"),
    ],
)
def test_what_does_not_fit_is_named(old: str, new: str, code: str) -> None:
    found = instrument_blockers(_with(old, new), KNOWN)
    assert code in {blocker.code for blocker in found}


def test_age_bands_are_the_same_words_everywhere() -> None:
    bands = [band.id for band in PROTOCOL.agreement.age_bands]
    codes = [code.code for code in PROTOCOL.codelist("leeftijdsgroep").codes]
    assert codes == [*bands, "onbekend"]


def test_work_of_a_wave_counts_each_informant_once() -> None:
    assert wave_work(PROTOCOL, "T0") == (Decimal(4), Decimal("13.5"))
    assert wave_work(PROTOCOL, "T6") == (Decimal(3), Decimal(4))


def test_hours_fall_in_the_month_of_the_wave() -> None:
    planned = [Planned("T6", date(2027, 2, 28)), Planned("T6", date(2027, 3, 1), Decimal(2))]
    loads = forecast(PROTOCOL, planned, start=date(2027, 2, 15), months=3)
    assert [(load.month, load.hours) for load in loads] == [
        (date(2027, 2, 1), Decimal(4)),
        (date(2027, 3, 1), Decimal(8)),
        (date(2027, 4, 1), Decimal(0)),
    ]


def test_the_four_cohorts_bring_the_waves_of_the_design() -> None:
    planned = [
        wave
        for cohort in PROTOCOL.schedule.cohorts
        for wave in cohort_waves(PROTOCOL, cohort.no, cases=50)
    ]
    # RULES, top: about 900 wave slots before drop-out.
    assert 850 <= sum(wave.cases for wave in planned) <= 950


def test_all_cohorts_fit_the_hours_and_a_double_one_is_warned_about() -> None:
    before: tuple[Planned, ...] = ()
    for cohort in PROTOCOL.schedule.cohorts:
        assert cohort_warning(PROTOCOL, before, cohort.no) is None
        before = (*before, *cohort_waves(PROTOCOL, cohort.no, cases=cohort.size))
    warned = cohort_warning(PROTOCOL, before, 4, cases=60)
    assert warned is not None and "meer uren dan er zijn" in warned.text


def test_a_wider_window_moves_work_and_loses_none() -> None:
    planned = (Planned("T6", date(2027, 2, 28), Decimal(10)),)
    spread = wider(planned, late_days=30)
    assert [(one.due_on, one.cases) for one in spread] == [
        (date(2027, 2, 28), Decimal(5)),
        (date(2027, 3, 28), Decimal(5)),
    ]
    assert wider(planned, late_days=0) == planned
    with pytest.raises(ValueError, match="0 to 30"):
        wider(planned, late_days=31)
