"""No column without a privacy class, in either store; acts in services name who and when."""

import ast
import importlib
import importlib.util
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.repository import modules

STORES = ("register.db.tables", "register.vault.tables")
CLASSES = {
    "public", "config", "pseudonymous", "quasi-identifying", "sensitive", "criminal", "identifying",
    "secret",
}  # fmt: skip


def columns(store: str) -> Iterator[Any]:
    """Every column of a store's tables."""
    found = vars(importlib.import_module(store)).values()
    bases = {one.metadata for one in found if isinstance(one, type) and hasattr(one, "metadata")}
    assert len(bases) == 1, f"{store} should have the tables of one database"
    for table in bases.pop().sorted_tables:
        yield from table.columns


@pytest.mark.parametrize("store", STORES)
def test_every_column_has_a_privacy_class(store: str) -> None:
    bare = [
        f"{column.table.name}.{column.name}: {column.info.get('privacy')}"
        for column in columns(store)
        if str(getattr(column.info.get("privacy"), "value", column.info.get("privacy")))
        not in CLASSES
    ]
    assert bare == []


@pytest.mark.parametrize("store", STORES)
def test_no_foreign_key_deletes_on_its_own(store: str) -> None:
    """A batch migration that rebuilds a parent would silently delete its children."""
    cascades = [
        f"{column.table.name}.{column.name}"
        for column in columns(store)
        for key in column.foreign_keys
        if key.ondelete
    ]
    assert cascades == []


def positional(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """The arguments that a caller may give by place."""
    return {one.arg for one in (*function.args.posonlyargs, *function.args.args)}


def test_who_and_when_are_named_at_every_call() -> None:
    loose = [
        f"{path}:{node.lineno} {node.name}"
        for path, tree in modules()
        if path.parts[:2] == ("register", "services")
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and not node.name.startswith("_")
        and positional(node) & {"by", "at"}
    ]
    assert loose == [], "Make `by` and `at` keyword-only."
