"""Whether a definition holds together: every fault, with its path and what would be right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from instruments.problems import Problem

if TYPE_CHECKING:
    from instruments.model import Instrument

Check = Callable[["Instrument"], Iterator[Problem]]


def problems(instrument: Instrument) -> tuple[Problem, ...]:
    """Every fault of the definition, in the order of the checks; empty when it is sound."""
    from instruments.sound import header, item_facts, logic_facts, names, scale_facts, version_facts

    checks: tuple[Check, ...] = (
        header.check,
        names.check,
        item_facts.check,
        logic_facts.check,
        scale_facts.check,
        version_facts.check,
    )
    return tuple(problem for check in checks for problem in check(instrument))
