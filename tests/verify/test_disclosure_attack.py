"""The attack on eight releases as a test; the numbers are those of the issue's acceptance."""

from __future__ import annotations

import os

import pytest

from tests.verify.disclosure import main, series


@pytest.mark.verify
def test_disclosure_two_hundred_series_give_nothing_away() -> None:
    """`CASUSREGISTER_SERIES` sets another number of series (default 200)."""
    assert main(["--series", os.environ.get("CASUSREGISTER_SERIES", "200")]) == 0


@pytest.mark.verify
def test_disclosure_a_threshold_alone_is_broken() -> None:
    assert series(1).naive_exact > 0
