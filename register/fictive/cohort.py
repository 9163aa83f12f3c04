"""Makes a fictive Zuid-West: a function of number of cases, seed and day, through the services."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from register.domain.actor import system
from register.fictive import accounts, frame, letters, plans, study
from register.fictive.telling import Teller

if TYPE_CHECKING:
    from register.installation import Installation


def make(
    installation: Installation,
    *,
    cases: int,
    seed: int,
    today: date,
    step: Callable[[], None] = lambda: None,
) -> int:
    """Fill an empty demo installation with ``cases`` youths; returns how many there are.

    ``step`` is called after each case. The same arguments give the same people, answers and dates;
    only keys are random always.
    """
    installation.follow(study.moved(installation.protocol_text, today))
    house = installation.house
    opened = study.moment(house.protocol.start, 9)
    with house.store.writing(system("demo")) as work:
        actors = accounts.make(work, at=opened)
    manager = actors[accounts.DATAMANAGER.login]
    with house.store.writing(manager) as work:
        letters.make(work, house.protocol, by=manager, at=opened)
    made = plans.draw(house.protocol, cases=cases, seed=seed, today=today)
    with _collecting_seldom():
        for plan in made:
            Teller(house, plan, actors[plan.owner], today).tell()
            step()
    frame.make(house, made, seed=seed, by=manager, today=today)
    return len(made)


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Look for cyclic garbage seldom: a fifth of the time goes into that, and it finds little."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
