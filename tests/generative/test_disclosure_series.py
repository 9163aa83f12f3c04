"""One short series of releases, attacked from outside (the long one: `make verify`)."""

from __future__ import annotations

import numpy as np

from analysis.disclosure.ledger import exported
from tests.verify.attacker import rob
from tests.verify.disclosure import naive_releases, our_releases, youths


def test_three_releases_in_a_row_give_nothing_away_and_a_threshold_does() -> None:
    everyone = youths(np.random.default_rng(4))
    ours = our_releases(everyone, b"toetssleutel")
    loot = rob([exported(next(ours)) for _ in range(3)], 5)
    assert loot.withheld > 0
    assert (loot.exact, loot.narrower_than(5), loot.small) == ([], 0, [])
    naive = naive_releases(everyone)
    assert rob([next(naive) for _ in range(3)], 5).exact
