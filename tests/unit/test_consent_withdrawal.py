"""What a withdrawal would touch, and when advice is asked first."""

import pytest

from consent.model import Scope
from consent.withdrawal import USUAL, Behaviour, Effect, needs_advice, preview


def test_a_preview_lists_what_there_is_and_forgets_no_noun():
    found = preview(USUAL, {"contribution": 4, "copy": 1, "release": 0}, Scope.ERASE)
    assert [(c.count, c.effect) for c in found] == [(4, Effect.ERASED), (1, Effect.RECALLED)]
    assert found[0].text == "Bijdragen (4): wordt gewist."
    with pytest.raises(KeyError):
        preview(USUAL, {"goal": 1}, Scope.ERASE)
    with pytest.raises(ValueError, match="state every scope"):
        Behaviour("goal", "Doelen", "doelen", {Scope.ERASE: Effect.ERASED})


def test_advice_is_asked_where_a_withdrawal_may_be_frozen():
    assert needs_advice(Scope.ERASE, 14, by_representative=True)
    assert not needs_advice(Scope.NO_NEW_DATA, 14, by_representative=True)
    assert not needs_advice(Scope.ERASE, 16, by_representative=True)
    assert not needs_advice(Scope.ERASE, 14, by_representative=False)
