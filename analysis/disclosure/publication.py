"""Draft a release with the ledger in hand: quote, protect, check, and leave out what conflicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from analysis.disclosure.ledger import Release, Snapshot, cited, settled
from analysis.disclosure.ledger_check import Conflict, conflicts
from analysis.disclosure.policy import Policy
from analysis.disclosure.protected import Protected
from analysis.disclosure.protection import Settings, protect
from analysis.disclosure.tables import Table


@dataclass(frozen=True)
class Draft:
    """A release that may leave, and what was left out of it and why. quoted: ids of tables."""

    release: Release
    refused: tuple[Conflict, ...] = ()
    quoted: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


def draft_release(
    id: str, on: date, audience: str, file_hash: str, tables: Sequence[Table],
    snapshots: Mapping[str, Snapshot], earlier: Sequence[Release], policy: Policy,
    settings: Settings, *, withdrawn_youths: frozenset[str] = frozenset(),
) -> Draft:  # fmt: skip
    """Protect `tables` under the ledger; tables in conflict with earlier releases are left out."""
    hidden, opened = settled(earlier)
    quotes = {t.id: found for t in tables if (found := _quote(t, earlier, policy)) is not None}
    fresh = [table for table in tables if table.id not in quotes]
    outcome = protect(fresh, policy, replace(settings, hidden=hidden, open=opened))
    shown = {table.id: table for table in outcome.tables}
    chosen = [shown.get(t.id) or quotes.get(t.id) for t in tables]
    release = Release(
        id, len(earlier) + 1, on, audience, file_hash,
        tuple(table for table in chosen if table is not None),
        _known(snapshots, earlier),
    )  # fmt: skip
    refused: list[Conflict] = []
    while against := conflicts(release, earlier, policy, withdrawn_youths=withdrawn_youths):
        refused += against
        bad = {conflict.table for conflict in against}
        release = replace(
            release, tables=tuple(table for table in release.tables if table.id not in bad)
        )
    kept = {table.id for table in release.tables}
    return Draft(release, tuple(refused), tuple(q for q in quotes if q in kept), outcome.dropped)


def _quote(table: Table, earlier: Sequence[Release], policy: Policy) -> Protected | None:
    width = len(table.cols.categories) if table.cols else 1
    empty = tuple((None,) * width for _ in table.rows.categories)
    question = Protected(
        table.id, table.title, table.population, policy.name, table.rows, table.cols, empty,
        (), (), None, where=table.where,
    )  # fmt: skip
    found = cited(question, earlier)
    return None if found is None else replace(found, id=table.id, title=table.title)


def _known(snapshots: Mapping[str, Snapshot], earlier: Sequence[Release]) -> dict[str, Snapshot]:
    known = {name: snap for release in earlier for name, snap in release.snapshots.items()}
    return {**known, **snapshots}
