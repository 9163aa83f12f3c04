"""No case noun without its withdrawal behaviour: what is not declared would be forgotten."""

import pytest

from consent.event import Scope
from register.db.tables import CASE_TABLES
from register.db.triggers import APPEND_ONLY
from register.services.nouns import BEHAVIOURS, HELD, Held, OnErase
from register.vault.tables import VaultBase

# Tables of the vault that say nothing about anybody.
NOBODY = {"head_copy"}


def names() -> list[str]:
    """The names of the declared tables."""
    return [held.table.__tablename__ for held in HELD]


def test_every_table_with_a_case_key_is_declared_once() -> None:
    assert sorted(names()) == sorted(CASE_TABLES), (
        "Declare the table in register/services/nouns.py: what it holds, what each scope does."
    )


def test_every_noun_says_what_each_scope_does() -> None:
    for noun in BEHAVIOURS:
        assert set(noun.effects) == set(Scope)
        assert noun.title and noun.holds


@pytest.mark.parametrize("held", HELD, ids=names())
def test_only_what_cannot_be_deleted_or_holds_no_content_is_kept(held: Held) -> None:
    table = held.table.__table__
    sealed = {c.name for c in table.columns if c.type.python_type is bytes}
    if held.on_erase is OnErase.KEPT and sealed:
        assert table.name in APPEND_ONLY, f"{table.name}: sealed rows that can go must go"
    if table.name in APPEND_ONLY:
        assert held.on_erase is OnErase.KEPT


BLANKED = [held for held in HELD if held.on_erase is OnErase.BLANKED]


@pytest.mark.parametrize("held", BLANKED, ids=[one.table.__tablename__ for one in BLANKED])
def test_what_is_blanked_leaves_nothing_that_describes_the_youth(held: Held) -> None:
    described = {
        column.name
        for column in held.table.__table__.columns
        if column.info["privacy"].value
        in {"quasi-identifying", "sensitive", "criminal", "identifying"}
    }
    # When somebody was included says no more than that the cohort had a place.
    assert described - {"cohort", "included_on"} <= dict(held.blank).keys()


@pytest.mark.parametrize("held", HELD, ids=names())
def test_what_takes_the_place_fits_its_column(held: Held) -> None:
    columns = held.table.__table__.columns
    for name, value in held.blank:
        assert name in columns
        assert value is not None or columns[name].nullable


def test_rows_go_before_what_they_point_at() -> None:
    place = {name: number for number, name in enumerate(names())}
    for held in HELD:
        table = held.table.__table__
        for key in table.foreign_keys:
            aim = key.column.table.name
            if aim in place and held.on_erase is OnErase.DELETED:
                assert place[table.name] < place[aim] or aim == table.name


def test_every_table_of_the_vault_can_be_taken_out_of_a_case() -> None:
    bare = {
        table.name
        for table in VaultBase.metadata.sorted_tables
        if not {"pseudonym", "person_id"} & set(table.c.keys())
    }
    assert bare - NOBODY <= {"person"}, "Give the table a pseudonym or a person_id."
