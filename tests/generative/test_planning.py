"""Months, plans, states and pseudonyms, each against a plainer way to the same answer."""

import calendar
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from register.domain import pseudonym
from register.domain.calendar import add_months, age_in_months, age_on, birthday
from register.domain.grid import cell
from register.domain.protocol import Protocol
from register.domain.response import response
from register.domain.states import Contribution, Stored, was_due
from register.domain.waves import Move, differences, move_blockers, moves_of, plan

PROTOCOL = Protocol.shipped()
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
STUDY = st.dates(date(2026, 4, 1), date(2029, 9, 30))


def _plain_add(day: date, months: int) -> date:
    """Step month by month over the first days, then take the day or the last."""
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        if month == 0:
            year, month = year - 1, 12
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@given(DAYS, st.integers(-120, 120))
def test_months_are_added_as_on_a_wall_calendar(day: date, months: int) -> None:
    assert add_months(day, months) == _plain_add(day, months)


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_more_months_never_lead_to_an_earlier_day(day: date, some: int, more: int) -> None:
    low, high = sorted((some, more))
    assert add_months(day, low) <= add_months(day, high)


@given(DAYS, st.integers(0, 400))
def test_age_in_months_agrees_with_counting_up(born: date, months: int) -> None:
    """The last m for which the m-th month is complete, found by search."""
    on = add_months(born, months)
    counted = 0
    while True:
        following = _plain_add(born.replace(day=1), counted + 1)
        last = calendar.monthrange(following.year, following.month)[1]
        missing = born.day > last
        complete = following + timedelta(days=last) if missing else following.replace(day=born.day)
        if complete > on:
            break
        counted += 1
    assert age_in_months(born, on) == counted


@given(DAYS, st.integers(0, 30))
def test_a_birthday_is_the_first_day_of_an_age(born: date, age: int) -> None:
    day = birthday(born, age)
    assert age_on(born, day) == age
    assert age == 0 or age_on(born, day - timedelta(days=1)) == age - 1


@given(STUDY, st.integers(0, 56), st.booleans(), st.data())
def test_planning_twice_changes_nothing(
    included: date, delay: int, held: bool, data: st.DataObject
) -> None:
    t0 = included + timedelta(days=delay) if held else None
    first = plan(PROTOCOL, included_on=included, t0_on=t0)
    chosen = data.draw(st.sampled_from([wave.code for wave in first]))
    due = next(wave.due_on for wave in first if wave.code == chosen)
    assert due is not None
    to = due + timedelta(days=data.draw(st.integers(-60, 60)))
    moves = {chosen: Move(to, "A. Fictief", "afspraak", included)}
    moved = plan(PROTOCOL, included_on=included, t0_on=t0, moves=moves)
    again = plan(PROTOCOL, included_on=included, t0_on=t0, moves=moves_of(moved))
    assert again == moved
    assert differences(moved, again) == ()
    assert [wave.code for wave in moved if wave.moved_by_hand] == [chosen]


@given(STUDY, st.integers(0, 56))
def test_waves_come_in_order_inside_the_study(included: date, delay: int) -> None:
    waves = plan(PROTOCOL, included_on=included, t0_on=included + timedelta(days=delay))
    days = [wave.due_on for wave in waves if wave.due_on]
    assert days[1:] == sorted(set(days[1:]))
    assert all(day < PROTOCOL.ends for day in days[1:])


@given(STUDY, st.integers(-400, 400))
def test_a_move_inside_its_own_half_year_is_allowed(included: date, shift: int) -> None:
    waves = plan(PROTOCOL, included_on=included, t0_on=included)
    own = waves[-1].target_on
    assert own is not None
    to = own + timedelta(days=shift)
    nearest = min((abs((to - wave.target_on).days), wave.code) for wave in waves if wave.target_on)
    ties = [w for w in waves if w.target_on and abs((to - w.target_on).days) == nearest[0]]
    allowed = not move_blockers(waves, waves[-1].code, to, "reden")
    assert allowed == (ties == [waves[-1]])


CONTRIBUTIONS = st.builds(
    Contribution,
    wave=st.just("T6"),
    informant=st.just("ouder"),
    instrument=st.just("vervolg_ouder"),
    state=st.sampled_from(Stored),
    opens_on=st.just(date(2027, 2, 14)),
    closes_on=st.just(date(2027, 3, 28)),
    part=st.sampled_from(["core", "extra"]),
    collected_on=st.none() | st.dates(date(2027, 1, 1), date(2027, 5, 1)),
    consented=st.booleans(),
    reason=st.just(""),
)


@given(st.lists(CONTRIBUTIONS), st.dates(date(2027, 1, 1), date(2027, 5, 1)))
def test_every_contribution_is_counted_exactly_once(
    contributions: list[Contribution], on: date
) -> None:
    r = response(contributions, on)
    assert r.done + r.partly + r.refused + r.missed + r.open == r.due
    apart = r.withdrawn + r.not_applicable + r.no_consent + r.extra + r.not_yet
    assert r.due + apart == len(contributions)
    assert r.due == sum(was_due(c, on) for c in contributions)
    assert r.within <= r.done
    assert (r.rate is None) == (r.due == 0)
    assert r.rate is None or 0 <= r.rate <= 1


@given(CONTRIBUTIONS, st.dates(date(2027, 1, 1), date(2027, 5, 1)))
def test_every_state_has_a_word_and_a_shape(contribution: Contribution, on: date) -> None:
    shown = cell(contribution, on)
    assert len(shown.shape) == 1 and shown.word


BITS = st.integers(0, 2**30 - 1)
SYMBOLS = st.sampled_from(pseudonym.ALPHABET)


@given(BITS)
def test_a_made_pseudonym_is_sound_however_it_is_typed(bits: int) -> None:
    code = pseudonym.from_bits(bits)
    for typed in (code, pseudonym.shown(code), code.lower(), f" {code[:4]} {code[4:]} "):
        assert pseudonym.check(typed)
        assert pseudonym.suggest(typed) is None


@given(BITS, st.integers(0, 7), SYMBOLS)
def test_one_wrong_symbol_is_noticed_and_traced_back(bits: int, place: int, wrong: str) -> None:
    code = pseudonym.from_bits(bits)
    typed = code[:place] + wrong + code[place + 1 :]
    assert pseudonym.check(typed) == (typed == code)
    assert typed == code or pseudonym.suggest(typed) == code


@given(BITS, st.integers(0, 6))
def test_two_neighbours_swapped_are_noticed_and_traced_back(bits: int, place: int) -> None:
    code = pseudonym.from_bits(bits)
    typed = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert pseudonym.check(typed) == (typed == code)
    assert typed == code or pseudonym.suggest(typed) == code


@given(BITS, st.lists(st.integers(0, 7), min_size=2, max_size=2, unique=True), SYMBOLS, SYMBOLS)
def test_two_wrong_symbols_are_noticed(bits: int, at: list[int], one: str, two: str) -> None:
    code = pseudonym.from_bits(bits)
    typed = list(code)
    typed[at[0]], typed[at[1]] = one, two
    assert pseudonym.check("".join(typed)) == ("".join(typed) == code)


@given(BITS, st.integers(0, 7), st.sampled_from("BS?"))
def test_one_unreadable_symbol_is_filled_in_as_a_suggestion(
    bits: int, place: int, sign: str
) -> None:
    code = pseudonym.from_bits(bits)
    typed = code[:place] + sign + code[place + 1 :]
    assert not pseudonym.check(typed)
    assert pseudonym.suggest(typed) == code


@given(st.text(max_size=12))
def test_any_text_gives_a_plain_answer(text: str) -> None:
    near = pseudonym.suggest(text)
    assert near is None or pseudonym.check(near)
    assert (pseudonym.why_not(text) is None) == pseudonym.check(text)


@given(st.binary(min_size=6, max_size=32), st.integers(0, 9), SYMBOLS)
def test_a_recipients_pseudonym_notices_a_slip(mac: bytes, place: int, wrong: str) -> None:
    code = pseudonym.recipient(mac)
    assert len(code) == 10 and pseudonym.check_recipient(code)
    typed = code[:place] + wrong + code[place + 1 :]
    assert pseudonym.check_recipient(typed) == (typed == code)
    if place < 9:
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert pseudonym.check_recipient(swapped) == (swapped == code)
