"""The pseudonym's arithmetic: the verified claims of RULES §2, and the speakable alias."""

import random

import pytest

from register.domain import alias, pseudonym


def test_all_248_single_errors_leave_a_trace_of_their_own() -> None:
    assert len(pseudonym.SINGLE_ERRORS) == 8 * 31


def test_all_217_swaps_leave_a_trace_unlike_any_single_error() -> None:
    assert len(pseudonym.SWAPS) == 7 * 31
    assert not set(pseudonym.SWAPS) & set(pseudonym.SINGLE_ERRORS)


def test_one_random_text_in_about_a_thousand_passes() -> None:
    chance = random.Random(1)
    texts = ("".join(chance.choices(pseudonym.ALPHABET, k=8)) for _ in range(50_000))
    assert 25 <= sum(map(pseudonym.check, texts)) <= 80  # 48.8 expected


def test_it_is_shown_in_two_groups() -> None:
    code = pseudonym.from_bits(123_456_789)
    assert pseudonym.shown(code) == f"{code[:4]}-{code[4:]}"


def test_letters_that_the_alphabet_lacks_are_read_as_figures() -> None:
    code = next(c for c in map(pseudonym.from_bits, range(10**6)) if "0" in c and "1" in c)
    assert pseudonym.check(code.replace("0", "o").replace("1", "I"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("7K3F", "heeft 8 tekens; dit zijn er 4"),
        ("7K3F-9QXB", "zonder B en S"),
        ("AAAA-AAAC", "De controletekens kloppen niet"),
    ],
)
def test_why_a_pseudonym_is_not_sound(text: str, words: str) -> None:
    assert words in (pseudonym.why_not(text) or "")


def test_two_unreadable_symbols_are_not_guessed() -> None:
    assert pseudonym.suggest("BBAA-AAAA") is None


@pytest.mark.parametrize("bits", [-1, 2**30])
def test_more_than_30_bits_do_not_fit(bits: int) -> None:
    with pytest.raises(ValueError, match="30 bits"):
        pseudonym.from_bits(bits)


def test_a_short_mac_makes_no_recipients_pseudonym() -> None:
    with pytest.raises(ValueError, match="6 bytes"):
        pseudonym.recipient(b"kort")


def test_every_alias_is_two_words_and_different() -> None:
    made = {alias.alias(bits) for bits in range(2**alias.BITS)}
    assert len(made) == 2**alias.BITS
    assert all(len(words.split()) == 2 for words in made)
    assert "blauwe merel" in made


def test_an_alias_needs_12_bits() -> None:
    with pytest.raises(ValueError, match="12 bits"):
        alias.alias(2**12)
