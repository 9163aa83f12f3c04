"""The timings of disclosure control as tests (`make bench`)."""

from __future__ import annotations

import pytest

from tests.bench.bench_disclosure import LIMITS, seconds_for


@pytest.mark.bench
@pytest.mark.parametrize(("side", "youths", "limit"), LIMITS)
def test_disclosure_protects_and_audits_in_time(side: int, youths: int, limit: float) -> None:
    spent, withheld, engine = seconds_for(side, youths)
    print(f"{side} × {side}, {youths} jeugdigen: {spent:.1f} s, {withheld} niet getoond ({engine})")
    assert spent <= limit
