"""The access log reads as Dutch, whatever was done."""

import pytest

from register.domain.audit import Action, Outcome
from register.domain.audit_words import ACTIONS, OUTCOMES, words


@pytest.mark.parametrize(
    ("action", "what", "outcome", "sentence"),
    [
        (Action.READ, "contribution", Outcome.OK, "bijdrage ingezien"),
        (Action.READ, "vault", Outcome.DENIED, "namen en contactgegevens ingezien (geweigerd)"),
        (Action.EXPORT, "analysis_file", Outcome.ERROR, "analysebestand uitgegeven (mislukt)"),
        (Action.BREAK_GLASS, "iets", Outcome.OK, "iets met spoed ingezien"),
    ],
)
def test_an_event_in_words(action: Action, what: str, outcome: Outcome, sentence: str) -> None:
    assert words(action, what, outcome) == sentence


def test_every_action_and_outcome_has_a_word() -> None:
    assert set(ACTIONS) == set(Action)
    assert set(OUTCOMES) == set(Outcome)
