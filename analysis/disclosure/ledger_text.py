"""A release as plain JSON and back, for the one who keeps the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from analysis.disclosure.ledger import Release, Snapshot, Statement
from analysis.disclosure.process import ProcessCount
from analysis.disclosure.protected import Protected
from analysis.disclosure.tables import Axis


def to_plain(release: Release) -> dict[str, Any]:
    """Everything in a release as JSON values; None = withheld, sets are sorted lists."""
    return {
        "id": release.id,
        "order": release.order,
        "on": release.on.isoformat(),
        "audience": release.audience,
        "file_hash": release.file_hash,
        "tables": [_table(table) for table in release.tables],
        "snapshots": {n: sorted(s.members) for n, s in sorted(release.snapshots.items())},
        "counts": [[c.label, c.value, c.final, c.threshold] for c in release.counts],
        "statements": [[s.label, s.population, s.text] for s in release.statements],
        "document_sha256": release.document_sha256,
        "approver": release.approver,
        "rules": release.rules,
        "withdrawn": release.withdrawn,
        "parts": list(release.parts),
    }


def from_plain(plain: Mapping[str, Any]) -> Release:
    """The release that `to_plain` wrote. KeyError or ValueError when something is missing."""
    return Release(
        id=plain["id"],
        order=plain["order"],
        on=date.fromisoformat(plain["on"]),
        audience=plain["audience"],
        file_hash=plain["file_hash"],
        tables=tuple(_table_of(table) for table in plain["tables"]),
        snapshots={n: Snapshot(n, frozenset(m)) for n, m in plain["snapshots"].items()},
        counts=tuple(ProcessCount(*count) for count in plain["counts"]),
        statements=tuple(Statement(*statement) for statement in plain["statements"]),
        document_sha256=plain["document_sha256"],
        approver=plain["approver"],
        rules=plain["rules"],
        withdrawn=plain["withdrawn"],
        parts=tuple(plain["parts"]),
    )


def _table(table: Protected) -> dict[str, Any]:
    return {
        "id": table.id,
        "title": table.title,
        "population": table.population,
        "policy": table.policy,
        "rows": _axis(table.rows),
        "cols": _axis(table.cols) if table.cols else None,
        "cells": [list(row) for row in table.cells],
        "row_totals": list(table.row_totals),
        "col_totals": list(table.col_totals),
        "total": table.total,
        "rounded_to": table.rounded_to,
        "percent_step": table.percent_step,
        "denominator": table.denominator,
        "merged": list(table.merged),
        "where": [[name, sorted(group)] for name, group in table.where],
    }


def _axis(axis: Axis) -> dict[str, Any]:
    return {
        "name": axis.name,
        "label": axis.label,
        "categories": list(axis.categories),
        "groups": [sorted(group) for group in axis.groups],
        "known_to": axis.known_to,
        "complete": axis.complete,
    }


def _table_of(plain: Mapping[str, Any]) -> Protected:
    return Protected(
        id=plain["id"],
        title=plain["title"],
        population=plain["population"],
        policy=plain["policy"],
        rows=_axis_of(plain["rows"]),
        cols=_axis_of(plain["cols"]) if plain["cols"] else None,
        cells=tuple(tuple(row) for row in plain["cells"]),
        row_totals=tuple(plain["row_totals"]),
        col_totals=tuple(plain["col_totals"]),
        total=plain["total"],
        rounded_to=plain["rounded_to"],
        percent_step=plain["percent_step"],
        denominator=plain["denominator"],
        merged=tuple(plain["merged"]),
        where=tuple((name, frozenset(group)) for name, group in plain["where"]),
    )


def _axis_of(plain: Mapping[str, Any]) -> Axis:
    groups: Sequence[Sequence[str]] = plain["groups"]
    return Axis(
        plain["name"], plain["label"], tuple(plain["categories"]), tuple(map(frozenset, groups)),
        plain["known_to"], plain["complete"],
    )  # fmt: skip
