"""Qualitative comparative analysis, crisp and fuzzy: truth table and its three solutions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.casusoverstijgend.minimisation import (
    MOST_CONDITIONS,
    Term,
    intermediate,
    minimise,
    row_of,
)
from analysis.casusoverstijgend.sets import Scores, sufficiency


@dataclass(frozen=True, eq=False)
class TruthTable:
    """`rows`: index = row number (1 … 2^k), conditions, `out` (1, 0, ? remainder), `n`, …"""

    conditions: tuple[str, ...]
    outcome: str
    rows: pd.DataFrame
    data: pd.DataFrame
    in_no_row: int

    def numbered(self, out: str) -> list[Term]:
        k = len(self.conditions)
        return [row_of(int(i) - 1, k) for i in self.rows.index[self.rows["out"] == out]]


def truth_table(
    data: pd.DataFrame,
    outcome: str,
    *,
    inclusion_cut: float = 0.8,
    pri_cut: float = 0.0,
    n_cut: int = 1,
) -> TruthTable:
    """All combinations of the conditions (the other columns), with how well each suffices.

    Scores 0–1 (crisp: 0 or 1). A case belongs to the row where its membership exceeds 0.5; a case
    at exactly 0.5 on a condition belongs to none. Rows under `n_cut` cases are remainders.
    """
    conditions = tuple(str(c) for c in data.columns if c != outcome)
    if not 1 <= len(conditions) <= MOST_CONDITIONS:
        raise ValueError(f"QCA gaat met 1 tot {MOST_CONDITIONS} condities")
    values = data.to_numpy(dtype=float)
    if np.isnan(values).any() or values.min(initial=0) < 0 or values.max(initial=0) > 1:
        raise ValueError("Alle scores liggen tussen 0 en 1, zonder gaten")
    y = data[outcome].to_numpy(dtype=float)
    rows, placed = [], 0
    for number in range(2 ** len(conditions)):
        term = row_of(number, len(conditions))
        x = membership(data, conditions, term)
        n = int((x > 0.5).sum())
        placed += n
        measured = sufficiency(x, y)
        good = measured["inclusion"] >= inclusion_cut and measured["pri"] >= pri_cut
        out = "?" if n < n_cut else "1" if good else "0"
        rows.append((*term, out, n, measured["inclusion"], measured["pri"]))
    columns = [*conditions, "out", "n", "inclusion", "pri"]
    table = pd.DataFrame(rows, columns=columns, index=range(1, len(rows) + 1))
    return TruthTable(conditions, outcome, table, data, len(data) - placed)


def membership(data: pd.DataFrame, conditions: tuple[str, ...], term: Term) -> Scores:
    """Membership of every case in a term: the least of its literals; 1 for the empty term."""
    literals = [
        data[name].to_numpy(dtype=float) if value else 1 - data[name].to_numpy(dtype=float)
        for name, value in zip(conditions, term, strict=True)
        if value is not None
    ]
    return np.asarray(np.min(literals, axis=0) if literals else np.ones(len(data)), dtype=float)


@dataclass(frozen=True, eq=False)
class Solution:
    """One minimal model: `text`, terms, `fit` (per term and whole: inclusion, pri, coverage)."""

    text: str
    terms: tuple[Term, ...]
    fit: pd.DataFrame


def conservative(table: TruthTable) -> list[Solution]:
    """Only observed rows: no remainder is used. All minimal models."""
    return _solutions(table, minimise(table.numbered("1"), []))


def parsimonious(table: TruthTable) -> list[Solution]:
    """Any remainder may be used, easy or not. All minimal models."""
    return _solutions(table, minimise(table.numbered("1"), table.numbered("?")))


def between(table: TruthTable, expected: Mapping[str, int]) -> list[Solution]:
    """Easy counterfactuals only: `expected` says per condition whether presence (1) should help.

    Every pair of a conservative and a parsimonious model gives one; equal ones are shown once.
    """
    wishes = [expected.get(name) for name in table.conditions]
    found: dict[tuple[Term, ...], None] = {}
    for strict in minimise(table.numbered("1"), []):
        for free in minimise(table.numbered("1"), table.numbered("?")):
            found[intermediate(strict, free, wishes)] = None
    return _solutions(table, list(found))


def _solutions(table: TruthTable, models: list[tuple[Term, ...]]) -> list[Solution]:
    return [_solution(table, model) for model in models]


def _solution(table: TruthTable, model: tuple[Term, ...]) -> Solution:
    y = table.data[table.outcome].to_numpy(dtype=float)
    memberships = [membership(table.data, table.conditions, term) for term in model]
    whole = np.max(memberships, axis=0)
    rows = {
        _text(table.conditions, term): sufficiency(x, y) | {"unique": _unique(memberships, i, y)}
        for i, (term, x) in enumerate(zip(model, memberships, strict=True))
    }
    rows["model"] = sufficiency(whole, y) | {"unique": float("nan")}
    text = " + ".join(_text(table.conditions, term) for term in model)
    return Solution(text, model, pd.DataFrame(rows).T)


def _unique(memberships: list[Scores], i: int, y: Scores) -> float:
    """What of the outcome only this term covers."""
    others = [x for j, x in enumerate(memberships) if j != i]
    covered = np.minimum(np.max(memberships, axis=0), y).sum()
    without = np.minimum(np.max(others, axis=0), y).sum() if others else 0.0
    return float((covered - without) / y.sum())


def _text(conditions: tuple[str, ...], term: Term) -> str:
    literals = [
        name if value else f"~{name}"
        for name, value in zip(conditions, term, strict=True)
        if value is not None
    ]
    return "*".join(literals) or "1"
