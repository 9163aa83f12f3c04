"""The release ledger: what left, for whom, from which youths, with every published number.

Pure values and functions; the register stores the entries. A population is a snapshot: a keyed
mark of the set of youths, and a keyed mark per youth, so that overlap with later populations can
be worked out without any pseudonym standing in the ledger.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from analysis.disclosure.process import ProcessCount
from analysis.disclosure.protected import Protected
from analysis.disclosure.tables import Address, Axis

RULES = "1"
"""Version of the disclosure rules, kept with every release."""


@dataclass(frozen=True)
class Snapshot:
    """A set of youths. name: what a `Table` calls its population; members: keyed marks."""

    name: str
    members: frozenset[str]

    @property
    def size(self) -> int:
        """Number of youths."""
        return len(self.members)


def snapshot(label: str, pids: Iterable[str], key: bytes) -> Snapshot:
    """The snapshot of these pseudonyms; the same youths and key give the same name."""
    ordered = sorted(set(pids))
    whole = hmac.new(key, "\n".join(ordered).encode(), hashlib.sha256).hexdigest()
    members = frozenset(
        hmac.new(key, b"lid\n" + pid.encode(), hashlib.sha256).hexdigest()[:16] for pid in ordered
    )
    return Snapshot(f"{label}-{whole[:16]}", members)


@dataclass(frozen=True)
class Statement:
    """A published number that is not a count in a table (a mean, a difference), with its group.

    label: what was asked, the same in every report; text: as published.
    """

    label: str
    population: str
    text: str


@dataclass(frozen=True)
class Release:
    """One release. order: 1, 2, …; withdrawn: called back since (what was read stays read).

    snapshots: by name; every table's population is one of them.
    """

    id: str
    order: int
    on: date
    audience: str
    file_hash: str
    tables: tuple[Protected, ...]
    snapshots: Mapping[str, Snapshot]
    counts: tuple[ProcessCount, ...] = ()
    statements: tuple[Statement, ...] = ()
    document_sha256: str = ""
    approver: str = ""
    rules: str = RULES
    withdrawn: bool = False
    parts: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        asked = {table.population for table in self.tables}
        asked |= {statement.population for statement in self.statements}
        missing = asked - set(self.snapshots)
        if missing:
            raise ValueError(
                f"Vrijgave {self.id}: {len(missing)} populatie(s) hebben geen momentopname; "
                "geef bij elke tabel de jeugdigen waarover zij gaat."
            )


def specification(table: Protected) -> tuple[object, ...]:
    """What a table asks: population, classes and filter; not its title or id."""
    return (table.population, table.where, table.policy, _classes(table.rows), _classes(table.cols))


def _classes(axis: Axis | None) -> object:
    return None if axis is None else (axis.name, frozenset(axis.groups))


def cited(table: Protected, earlier: Sequence[Release]) -> Protected | None:
    """The same question on the same youths as published before, if it was."""
    asked = specification(table)
    for release in earlier:
        for other in release.tables:
            if specification(other) == asked:
                return other
    return None


def as_published(
    statement: Statement, people: Snapshot, earlier: Sequence[Release], least: int
) -> Statement:
    """The statement, or the earlier one on the same question that it differs too little from.

    Two means over groups that differ by fewer than `least` youths give those youths away; then
    the first answer stands (RULES §0 D7).
    """
    for release in earlier:
        for other in release.statements:
            if other.label != statement.label:
                continue
            there = release.snapshots[other.population]
            apart = len(people.members ^ there.members)
            if there.members & people.members and apart < least:
                return other
    return statement


def settled(earlier: Sequence[Release]) -> tuple[frozenset[Address], frozenset[Address]]:
    """Addresses that earlier releases (withheld, published): a new table must do the same."""
    numbers = [n for release in earlier for table in release.tables for n in table.numbers()]
    opened = frozenset(n.address for n in numbers if n.value is not None)
    return frozenset(n.address for n in numbers if n.value is None) - opened, opened


def exported(release: Release) -> dict[str, Any]:
    """The release as published, for anyone who wants to attack it: null = withheld.

    A one-way table has one column without a variable. `rounded_to` > 1: counts are rounded.
    """
    return {
        "release": release.id,
        "order": release.order,
        "withdrawn": release.withdrawn,
        "tables": [_table(table) for table in release.tables]
        + [_count(count) for count in release.counts],
    }


def _table(table: Protected) -> dict[str, Any]:
    one_way = table.cols is None
    where = {name: sorted(group) for name, group in table.where}
    return {
        "id": table.id,
        "population": table.population + (f" {where}" if where else ""),
        "row_var": table.rows.name,
        "col_var": table.cols.name if table.cols else None,
        "rows": list(table.rows.categories),
        "cols": list(table.cols.categories) if table.cols else ["aantal"],
        "groups": {"rows": _groups(table.rows), "cols": _groups(table.cols)},
        "cells": [list(row) for row in table.cells],
        "row_totals": [r[0] for r in table.cells] if one_way else list(table.row_totals),
        "col_totals": [table.total] if one_way else list(table.col_totals),
        "total": table.total,
        "rounded_to": table.rounded_to,
    }


def _groups(axis: Axis | None) -> dict[str, list[str]]:
    if axis is None:
        return {}
    return {c: sorted(g) for c, g in zip(axis.categories, axis.groups, strict=True)}


def _count(count: ProcessCount) -> dict[str, Any]:
    state = "definitief" if count.final else "loopt nog, afgerond"
    return {
        "id": f"procestelling: {count.label} ({state})",
        "population": f"procestelling: {count.label}",
        "row_var": "procestelling",
        "col_var": None,
        "rows": [count.label],
        "cols": ["aantal"],
        "groups": {"rows": {count.label: [count.label]}, "cols": {}},
        "cells": [[count.value]],
        "row_totals": [count.value],
        "col_totals": [count.value],
        "total": count.value,
        "rounded_to": 1 if count.final else 5,
    }
