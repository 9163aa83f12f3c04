"""Every drawn case gets the verdict it was drawn with, by all three ways to decide."""

import re

import pytest

from consent import reference
from consent.bulk import Bulk
from consent.calendar import end_of
from consent.decision import REASON_WORDS
from consent.rules import may_use
from tests.generative.consent_referee import Referee
from tests.spec import consent_page
from tests.spec.consent_cases import CASES
from tests.spec.consent_page import pages
from tests.support.generated_docs import REFERENCE

__all__ = ["pages"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.title)
def test_the_drawing_gets_its_verdict(case):
    question = (case.ledger, case.datum, case.purpose, case.t, case.known_at, case.recipient)
    found = may_use(*question)
    assert (found.allowed, int(found.step), str(found.reason)) == case.expected, found.trace
    assert found.explanation.startswith(REASON_WORDS[found.reason])
    fast = Bulk(case.ledger, case.purpose, case.t, case.known_at, case.recipient)
    verdict = fast.verdict(case.datum)
    assert (verdict.allowed, int(verdict.step), str(verdict.reason)) == case.expected


CONSENT = [c for c in CASES if c.purpose != "P0"]


@pytest.mark.parametrize("case", CONSENT, ids=lambda c: c.title)
def test_the_referee_reads_the_drawing_alike(case):
    referee = Referee(case.ledger, case.known_at or end_of(case.t))
    assert referee.judge(case.datum, case.purpose, case.t, case.recipient) == case.expected


def test_the_cases_draw_every_decision_and_every_edge_of_the_rules():
    assert len(CASES) >= 80
    assert len({c.title for c in CASES}) == len(CASES)
    rules = " ".join(f"{c.rule} {c.title}" for c in CASES)
    for decision in ("D1", "D2", "D3", "D4", "D5"):
        assert re.search(rf"\b{decision}\b", rules)
    steps = {c.expected[1] for c in CASES}
    assert steps == set(range(1, 9))


@pytest.mark.parametrize("module", [reference, consent_page], ids=["rules", "cases"])
def test_the_committed_page_is_what_the_code_says(module):
    for file, text in module.pages().items():
        committed = (REFERENCE / file).read_text("utf-8")
        body = committed.partition("-->\n\n")[2]
        assert body == text.strip() + "\n", f"docs/reference/{file} is stale: run `make docs`"
