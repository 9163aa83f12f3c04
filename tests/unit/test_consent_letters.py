"""The shipped letters: complete, plain, each purpose its own yes or no, never silently changed."""

import re

import pytest

from consent.letter import Audience
from consent.letters import DRAFT, available, letter, shipped_hashes, text
from consent.model import ZUID_WEST

LETTERS = available()
YOUTH = (Audience.CHILD_8_11, Audience.YOUTH_12_15, Audience.YOUTH_16PLUS)


def test_every_audience_has_a_letter():
    assert {x.audience for x in LETTERS} == set(Audience)


def test_a_shipped_text_never_changes_without_a_new_version():
    assert {x.id: x.sha256 for x in LETTERS} == shipped_hashes()


@pytest.mark.parametrize("one", LETTERS, ids=lambda x: x.id)
def test_a_letter_says_what_it_must(one):
    shown = " ".join(text(one.audience).split())
    assert DRAFT in shown
    assert re.search(r"meldcode|gevaar", shown), "the limit of confidentiality"
    assert re.search(r"12|16|18", shown), "what happens on growing up"
    assert re.search(r"geen gevolgen|verandert er niets|verandert niets", shown)
    assert len({(q.purpose, q.about) for q in one.questions}) == len(one.questions)
    assert shown.count("☐ ja ☐ nee") == len(one.questions)


@pytest.mark.parametrize("audience", YOUTH)
def test_youths_read_short_plain_sentences_with_je(audience):
    one = letter(audience)
    body = " ".join(s.text for s in one.sections)
    sentences = [s.split() for s in re.split(r"[.?!:;]\s", body) if s.strip()]
    assert sum(map(len, sentences)) / len(sentences) <= 10
    assert max(map(len, sentences)) <= 22
    assert not re.search(r"\b(u|uw|casus)\b", text(audience).split("\n\n", 2)[2], re.IGNORECASE)


def test_letters_ask_purposes_that_the_policy_knows_and_leave_none_out():
    known = {p.code: p.version for p in ZUID_WEST.purposes if p.code != "P0"}
    for one in LETTERS:
        assert all(known[q.purpose] == q.version for q in one.questions)
    for audience in (Audience.YOUTH_12_15, Audience.YOUTH_16PLUS, Audience.GUARDIAN):
        assert {q.purpose for q in letter(audience).questions} == set(known)
    asked = {q.purpose for q in letter(Audience.CHILD_8_11).questions}
    assert asked == ZUID_WEST.assent_purposes


def test_a_parent_answers_twice_for_the_youth_and_for_the_own_data():
    questions = letter(Audience.PARENT).questions
    assert {q.about for q in questions} == {"youth", "self"}


def test_a_letter_that_is_not_shipped_names_what_is():
    with pytest.raises(LookupError, match="parent-nl-1"):
        letter(Audience.PARENT, "en")
