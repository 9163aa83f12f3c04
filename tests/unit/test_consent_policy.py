"""The shipped protocol and the consent rules' own defaults say the same of consent."""

from consent.letters import available
from consent.model import ZUID_WEST
from register.domain.policy import policy_of
from register.domain.protocol import Protocol


def test_the_shipped_protocol_gives_the_defaults_of_the_consent_rules():
    policy = policy_of(Protocol.shipped())
    assert policy.bands == ZUID_WEST.bands
    assert set(policy.purposes) == set(ZUID_WEST.purposes)
    assert set(policy.data_classes) == set(ZUID_WEST.data_classes)
    for switch in (
        "consent_from",
        "decides_from",
        "adult_from",
        "grace_days",
        "existing_after_grace",
        "attempts",
        "late_signing_days",
        "assent_purposes",
        "retention_years",
    ):
        assert getattr(policy, switch) == getattr(ZUID_WEST, switch), switch


def test_every_purpose_a_shipped_letter_asks_is_in_the_shipped_protocol():
    policy = policy_of(Protocol.shipped())
    for letter in available():
        for question in letter.questions:
            purpose = policy.purpose(question.purpose)
            assert purpose is not None and purpose.covered_by(question.version), letter.id
