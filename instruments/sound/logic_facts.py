"""Checks on branching and calculations: they can be read, know their fields and do not circle."""

from __future__ import annotations

from collections.abc import Iterator

from instruments.model import Instrument
from instruments.problems import Problem


def check(instrument: Instrument) -> Iterator[Problem]:
    """Faults of branching and calculations."""
    yield from ()
