"""The chain of change: what each link must say, and when it comes too late to be evidence."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from register.domain.chain import Kind, Link, Reply, Strength, link_blockers, missing, stated

TODAY = date(2028, 1, 1)
INSIGHT = Link(Kind.INSIGHT, date(2026, 10, 1), evidence=4)
FEEDBACK = Link(Kind.FEEDBACK, date(2026, 11, 1), reached=12)
RESPONSE = Link(Kind.RESPONSE, date(2026, 11, 1), reply=Reply.RECOGNISED)
ADVICE = Link(Kind.ADVICE, date(2026, 11, 15), who="aanbieder")
EXPECTED = Link(
    Kind.EXPECTATION, date(2026, 12, 1), seen_by="minder overplaatsingen", by_when=TODAY
)
COMMITMENT = Link(Kind.COMMITMENT, date(2026, 12, 15), who="bestuurder")
ACTION = Link(Kind.ACTION, date(2027, 2, 1), who="behandelteam")
CHANGE = Link(
    Kind.CHANGE, date(2027, 9, 1), strength=Strength.STRONG, other_explanations="nieuwe wet"
)
WHOLE = (INSIGHT, FEEDBACK, RESPONSE, ADVICE, EXPECTED, COMMITMENT, ACTION, CHANGE)


def test_a_whole_chain_can_be_built_link_by_link() -> None:
    for place, link in enumerate(WHOLE):
        assert link_blockers(WHOLE[:place], link, today=TODAY) == ()
    assert missing(WHOLE) == ()
    assert missing(WHOLE[:3])[0] is Kind.ADVICE
    assert stated(WHOLE, CHANGE)


ROWS: tuple[tuple[str, tuple[Link, ...], Link, dict[str, Any], list[str]], ...] = (
    ("inzicht zonder bron", (), INSIGHT, {"evidence": 0}, ["no_evidence"]),
    ("niemand bereikt", (INSIGHT,), FEEDBACK, {"reached": 0}, ["no_reached"]),
    ("reactie zonder oordeel", (INSIGHT,), RESPONSE, {"reply": None}, ["no_reply"]),
    ("advies zonder wie", (INSIGHT,), ADVICE, {"who": " "}, ["no_who"]),
    (
        "verwachting zonder maat en termijn",
        (INSIGHT,),
        EXPECTED,
        {"seen_by": "", "by_when": None},
        ["no_seen_by", "no_by_when"],
    ),
    ("toezegging zonder wie", (INSIGHT,), COMMITMENT, {"who": ""}, ["no_who"]),
    (
        "verandering zonder andere verklaring",
        (INSIGHT, EXPECTED),
        CHANGE,
        {"other_explanations": ""},
        ["no_other"],
    ),
    ("keten zonder inzicht", (), FEEDBACK, {}, ["no_insight"]),
    ("vóór het inzicht", (INSIGHT,), FEEDBACK, {"on": date(2026, 9, 1)}, ["before_insight"]),
    ("in de toekomst", (INSIGHT,), ACTION, {"on": date(2028, 1, 2)}, ["future"]),
    (
        "verwachting achteraf",
        (INSIGHT, CHANGE),
        EXPECTED,
        {"on": date(2027, 9, 1)},
        ["after_the_fact"],
    ),
    ("sterk zonder verwachting", (INSIGHT,), CHANGE, {}, ["not_stated"]),
    (
        "sterk, verwacht op dezelfde dag",
        (INSIGHT, EXPECTED),
        CHANGE,
        {"on": date(2026, 12, 1)},
        ["not_stated"],
    ),
    ("zwak zonder verwachting", (INSIGHT,), CHANGE, {"strength": Strength.WEAK}, []),
    ("bewijs tegen", (INSIGHT, EXPECTED), CHANGE, {"strength": Strength.AGAINST}, []),
)


@pytest.mark.parametrize(
    ("rule", "chain", "link", "facts", "codes"), ROWS, ids=[row[0] for row in ROWS]
)
def test_a_link(
    rule: str, chain: tuple[Link, ...], link: Link, facts: dict[str, Any], codes: list[str]
) -> None:
    found = link_blockers(chain, replace(link, **facts), today=TODAY)
    assert [blocker.code for blocker in found] == codes
