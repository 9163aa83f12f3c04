"""The notes guard with a vault behind it: what it knows, what it learns, what it never tells."""

import json

import pytest
from sqlalchemy import select

from register.db.tables.people import NoName
from register.db.tables.work import AuditRow
from register.domain.errors import Denied, Refusal
from register.services import notes
from tests.factories import NOBODY, POSTDOC, Desk

TEXT = "Sam ging met Mia van ’t Hoff naar het Verzonnencollege, postcode 3011 AB."


def marked(desk: Desk, contribution: str) -> list[str]:
    """The parts of the text that are marked."""
    with desk.house.store.reading(POSTDOC) as work:
        found = notes.check(
            desk.house,
            work,
            contribution,
            {"verhaal": TEXT},
            by=POSTDOC,
            at=desk.at,
            on=desk.today,
        )
    return [TEXT[hit.start : hit.end] for hit in found.hits.get("verhaal", ())]


def test_it_knows_the_people_of_the_case_and_the_lists_of_the_site(desk: Desk) -> None:
    desk.include()
    contribution = desk.due()["jeugdige"]
    assert marked(desk, contribution) == ["Sam", "Mia van ’t Hoff", "3011 AB"]
    lists = desk.house.home / "lists"
    lists.mkdir()
    (lists / "scholen.txt").write_text("# fictief\nVerzonnencollege\n", encoding="utf-8")
    assert "Verzonnencollege" in marked(desk, contribution)


def test_a_false_hit_is_learnt_as_a_keyed_hash_only(desk: Desk) -> None:
    desk.include()
    contribution = desk.due()["jeugdige"]
    with desk.house.store.writing(POSTDOC) as work:
        notes.learn(work, "Sam", by=POSTDOC, at=desk.at)
    assert marked(desk, contribution) == ["Mia van ’t Hoff", "3011 AB"]
    with desk.house.store.reading(POSTDOC) as work:
        kept = [row.mac for row in work.session.scalars(select(NoName))]
        logged = json.dumps([row.event for row in work.session.scalars(select(AuditRow))])
    assert len(kept) == 1 and "sam" not in kept[0]
    assert "Mia" not in logged and "Sam" not in logged


def test_a_number_cannot_be_learnt_away(desk: Desk) -> None:
    with pytest.raises(Refusal, match="Alleen woorden"), desk.house.store.writing(POSTDOC) as work:
        notes.learn(work, "06-12345678", by=POSTDOC, at=desk.at)


def test_who_may_not_fill_in_may_not_ask(desk: Desk) -> None:
    desk.include()
    with pytest.raises(Denied), desk.house.store.reading(NOBODY) as work:
        notes.check(desk.house, work, desk.due()["ouder"], {}, by=NOBODY, at=desk.at, on=desk.today)
