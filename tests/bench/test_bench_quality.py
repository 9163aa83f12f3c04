"""How long the checks take: a sheet while entered, all layers, and the suites beside pandas."""

from __future__ import annotations

import time

import pytest

from analysis.quality import judge
from analysis.quality.suites import validate
from instruments.answers import Answer
from instruments.checks.sheet import on_sheet
from instruments.store import load_instrument
from tests.support import sound_register as sound


@pytest.mark.bench
def test_quality_entering_a_form_is_slowed_by_less_than_20_ms() -> None:
    instrument = load_instrument("t0_jeugdige")
    answers = {
        item.id: Answer(next(iter(item.codes)))
        for item in instrument.fields.values()
        if item.type == "choice"
    }
    shown = frozenset(instrument.fields)
    on_sheet(instrument, answers, shown)
    began = time.perf_counter()
    for _ in range(50):
        on_sheet(instrument, answers, shown)
    each = (time.perf_counter() - began) / 50
    print(f"een blad: {1000 * each:.2f} ms")
    assert each < 0.02


@pytest.mark.bench
@pytest.mark.parametrize("cases", [200, 2000])
def test_quality_all_layers(cases: int) -> None:
    tables = sound.tables()
    for name in ("goals", "advice", "feedback", "sessions", "codings", "texts"):
        tables.pop(name)
    many = sound.multiplied(tables, cases // 200)
    began = time.perf_counter()
    outcome = judge(sound.frames(many), checks=sound.checks())
    took = time.perf_counter() - began
    print(f"{cases} jeugdigen, {len(outcome.judged)} controles: {took:.1f} s")
    assert took < 20 * cases / 200


@pytest.mark.bench
def test_quality_suites_beside_plain_pandas() -> None:
    frames, checks = sound.frames(sound.tables()), sound.checks()
    began = time.perf_counter()
    outcome = judge(frames, checks=checks)
    plain = time.perf_counter() - began
    began = time.perf_counter()
    validate(frames, outcome, checks)
    suites = time.perf_counter() - began
    print(f"pandas {plain:.1f} s, Great Expectations {suites:.1f} s ({suites / plain:.1f} keer)")
    assert suites < 120
