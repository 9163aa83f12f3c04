"""Recode first: coarser classes along declared hierarchies before anything is withheld.

RULES §0 D11 and §3.2: at n = 50 most cells of a fine cross table are sensitive, so classes are
merged along the hierarchies of the study protocol until few sensitive cells are left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.disclosure.policy import Policy
from analysis.disclosure.primary import primary_cells
from analysis.disclosure.tables import Axis, Table

SHARE = 1 / 3
"""A table is coarsened while more than this share of its inner cells is sensitive (our choice)."""


@dataclass(frozen=True)
class Hierarchy:
    """Classes of one variable and what they merge into: child label → parent label.

    Several steps may follow each other; the last parent that holds all classes is left out.
    """

    variable: str
    parents: Mapping[str, str]

    def coarser(self, axis: Axis) -> Mapping[str, str] | None:
        """The next step up: old label → new label, or None when it would leave one class."""
        step = {c: self.parents[c] for c in axis.categories if c in self.parents}
        # a class that is already a parent of others waits until those have come up to it
        step = {c: p for c, p in step.items() if c not in set(step.values())}
        if len({step.get(c, c) for c in axis.categories}) in (1, len(axis.categories)):
            return None
        return step


def recoded(
    table: Table, hierarchies: Sequence[Hierarchy], policy: Policy, *, share: float = SHARE
) -> tuple[Table, tuple[str, ...]]:
    """The table in classes coarse enough to be worth showing, and Dutch sentences on merges."""
    known = {h.variable: h for h in hierarchies}
    current, notes = table, {}
    while _burden(current, policy) > share:
        options = [
            (option, axis)
            for axis in current.axes
            if axis.name in known and (step := known[axis.name].coarser(axis))
            for option in [_apply(current, axis, step)]
        ]
        if not options:
            break
        current, axis = min(options, key=lambda o: (_burden(o[0], policy), -o[0].full().size))
        notes[axis.name] = axis.label
    sentences = tuple(
        f"{label}: klassen zijn samengevoegd om te voorkomen dat iemand herkend wordt."
        for label in notes.values()
    )
    return current, sentences


def _burden(table: Table, policy: Policy) -> float:
    inner = primary_cells(table, policy)[:-1, : max(1, len(table.counts[0]))]
    return float(inner.mean())


def _apply(table: Table, axis: Axis, step: Mapping[str, str]) -> Table:
    if axis is table.rows:
        return table.recoded(rows=step)
    return table.recoded(cols=step)


def hierarchies_of(facts: Mapping[str, object], labels: Mapping[str, str]) -> list[Hierarchy]:
    """The hierarchies in the facts of an analysis file: {variable: {child: parent}}.

    Also read: a list of {id, parents}. Codes become labels where `labels` knows them.
    """
    found = facts.get("hierarchies") or {}
    if isinstance(found, Mapping):
        pairs = [(str(name), value) for name, value in found.items()]
    elif isinstance(found, Sequence):
        pairs = [(str(item["id"]), item) for item in found if isinstance(item, Mapping)]
    else:
        pairs = []
    out = []
    for name, value in pairs:
        inner = value.get("parents", value) if isinstance(value, Mapping) else {}
        parents = {labels.get(str(c), str(c)): labels.get(str(p), str(p)) for c, p in inner.items()}
        out.append(Hierarchy(name, parents))
    return out
