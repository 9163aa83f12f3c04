"""A BSN is refused wherever it is typed; figures that are no BSN pass."""

import random

import pytest
from stdnum.nl import bsn as stdnum_bsn

from register.domain.bsn import bsn_blockers, find_bsn

# 111222333 is the well-known example that passes the elfproef and was never issued.
REFUSED = (
    "111222333",
    "1112.22.333",
    "111 222 333",
    "nr 111222333.",
    "(111222333)",
    "11-12-22-333",
)
ALLOWED = (
    "111222334",
    "000000000",
    "12-03-2021",
    "2021-03-12",
    "06-12345678",
    "06-11122233 of 010-1112223",
    "+31 6 11122233",
    "1112223330",
    "0111222333",
    "€ 111222333,50",
    "7K3F-9QXM",
    "",
)


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text: str) -> None:
    assert len(find_bsn(text)) == 1


@pytest.mark.parametrize("text", ALLOWED)
def test_allowed(text: str) -> None:
    assert find_bsn(text) == ()


def test_the_elfproef_agrees_with_a_known_implementation() -> None:
    chance = random.Random(2)
    for _ in range(3_000):
        number = f"{chance.randrange(10**9):09d}"
        assert bool(find_bsn(number)) == (stdnum_bsn.is_valid(number) and number != "0" * 9)


def test_a_lost_leading_zero_is_still_seen() -> None:
    numbers = (f"{n:08d}" for n in range(10_000_000, 10_000_200))
    found = [n for n in numbers if find_bsn(n)]
    assert found and all(stdnum_bsn.is_valid(f"0{n}") for n in found)


def test_the_refusal_names_the_field_and_never_the_number() -> None:
    reasons = bsn_blockers({"Opmerking": "111222333", "Plaats": "Den Haag"})
    assert [reason.code for reason in reasons] == ["bsn"]
    assert "Opmerking" in reasons[0].text
    assert "111222333" not in str(reasons[0])
