"""What a recipe works with: frames, facts, policy, and the tables it asks to be protected."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from analysis.disclosure import (
    Axis,
    Hierarchy,
    Policy,
    ProcessCount,
    Protected,
    Settings,
    Table,
    hierarchies_of,
    policy_for,
    process_count,
    recoded,
    tabulate,
)
from analysis.disclosure.ledger import Release, Snapshot, Statement, as_published, snapshot
from analysis.disclosure.ledger_check import Conflict
from analysis.disclosure.publication import draft_release
from analysis.dutch import alternatives
from analysis.frames import Frames
from analysis.reports.model import Section

MOST_NAMED = 6
STEPS = ("besproken", "passend", "benaderd", "toestemming", "ingesloten")


@dataclass(frozen=True)
class Material:
    """Input of every section. facts: manifest facts plus what the maker of the report adds."""

    frames: Frames
    facts: Mapping[str, Any]
    policy: Policy
    people: Snapshot
    discussed: Snapshot
    earlier: tuple[Release, ...] = ()
    ladders: tuple[Hierarchy, ...] = ()
    """Hierarchies that the recipe adds: classes as labels."""

    def label(self, code: object) -> str:
        """The Dutch label of a code: from the facts, else the code made readable."""
        known = {**self.facts.get("states", {}), **flat_labels(self.facts.get("labels", {}))}
        text = str(code)
        if text in known:
            return str(known[text])
        words = text.replace("_", " ")
        return words[:1].upper() + words[1:]

    def classes(self, variable: str) -> list[str]:
        """All declared classes of a variable (labels), whether they occur or not.

        A class that is left out because nobody is in it would say exactly that.
        """
        named = self.facts.get("labels", {}).get(variable)
        if isinstance(named, Mapping):
            return [self.label(code) for code in named]
        found = next((h for h in hierarchies_of(self.facts, {}) if h.variable == variable), None)
        leaves = set(found.parents) - set(found.parents.values()) if found else set()
        return sorted(self.label(code) for code in leaves)

    def count(self, label: str, value: int, *, final: bool) -> ProcessCount:
        """A process count under the policy for these (RULES D9)."""
        rules = policy_for("procestelling", thresholds(self.facts))
        return process_count(label, value, final=final, policy=rules)

    def stated(self, label: str, text: str) -> Statement:
        """A mean or difference as a statement: as published before where it hardly changed."""
        new = Statement(label, self.people.name, text)
        least = max(self.policy.threshold, self.policy.denominator)
        return as_published(new, self.people, self.earlier, least)

    @property
    def hierarchies(self) -> list[Hierarchy]:
        """Declared hierarchies, with codes replaced by labels, and those of the recipe."""
        declared = [
            Hierarchy(
                h.variable,
                {self.label(c): self._merged(p, h.parents) for c, p in h.parents.items()},
            )
            for h in hierarchies_of(self.facts, {})
        ]
        own = {ladder.variable for ladder in self.ladders}
        return [h for h in declared if h.variable not in own] + list(self.ladders)

    def _merged(self, code: str, parents: Mapping[str, str]) -> str:
        """A merged class by its declared name, else by what is in it (never just “overig”)."""
        if code in flat_labels(self.facts.get("labels", {})):
            return self.label(code)
        inside = [self.label(child) for child, parent in parents.items() if parent == code]
        grouped = any(child in parents.values() for child, p in parents.items() if p == code)
        return self.label(code) if grouped or len(inside) > MOST_NAMED else alternatives(inside)

    @property
    def population(self) -> str:
        """Name of the group counted: everybody in the frame `cases`."""
        return self.people.name

    def table(
        self, id: str, title: str, rows: tuple[str, str], values: Sequence[str],
        cols: tuple[str, str] | None = None, other: Sequence[str] | None = None,
        *, population: str | None = None, order: Sequence[str] = (),
        across: Sequence[str] = (), known_to: str = "ret",
    ) -> Table:  # fmt: skip
        """A table of youths: rows, cols = (variable, label); one value (label) per youth."""
        axis = Axis(*rows, _classes(values, order), known_to=known_to)
        beside = Axis(*cols, _classes(other, across)) if cols and other is not None else None
        counts = tabulate(values, other if beside else None, axis, beside)
        return Table(id, title, population or self.population, axis, beside, counts)


def thresholds(facts: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """What the study protocol says of disclosure, per audience."""
    found: Mapping[str, Mapping[str, Any]] = facts.get("thresholds", {}).get("disclosure", {})
    return found


def flat_labels(labels: Mapping[str, Any]) -> dict[str, str]:
    """{code: label} from the facts, which hold them as such or per variable."""
    found: dict[str, str] = {}
    for name, value in labels.items():
        if isinstance(value, Mapping):
            found.update({str(code): str(label) for code, label in value.items()})
        else:
            found[str(name)] = str(value)
    return found


def _classes(values: Sequence[str], order: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*order, *sorted(set(values))]))


@dataclass
class Shown:
    """What came out of disclosure control, by table id, with what was merged or dropped."""

    tables: Mapping[str, Protected]
    dropped: tuple[str, ...]
    notes: Mapping[str, tuple[str, ...]]
    refused: tuple[Conflict, ...] = ()
    quoted: tuple[str, ...] = ()

    def get(self, id: str) -> Protected | None:
        """The protected table, or None when it was not made or dropped."""
        return self.tables.get(id)

    def note(self, id: str) -> str:
        """What was merged in this table, or where it is quoted from, as running text."""
        quoted = ("Zoals eerder gepubliceerd.",) if id in self.quoted else ()
        return " ".join((*self.notes.get(id, ()), *quoted))


@dataclass(frozen=True)
class Plan:
    """A section in two steps: the tables it needs, and how it is written once they are safe."""

    write: Callable[[Shown], Section]
    tables: tuple[Table, ...] = ()
    together: tuple[tuple[Table, ...], ...] = field(default=())
    """Groups of one-way tables that keep the same classes (they are drawn in one figure)."""


def shown_for(
    plans: Sequence[Plan],
    material: Material,
    key: bytes,
    earlier: Sequence[Release] = (),
    withdrawn_youths: frozenset[str] = frozenset(),
) -> Shown:
    """Recode, protect and check against `earlier` all tables of all plans as one publication."""
    policy = material.policy
    found = recoded_tables(plans, material)
    notes = {table.id: said for table, said in found}
    draft = draft_release(
        "concept",
        date.fromisoformat(str(material.facts.get("as_of", "1970-01-01"))[:10]),
        policy.name,
        material.frames.short_hash,
        [table for table, _ in found],
        {s.name: s for s in (material.people, material.discussed)},
        earlier,
        policy,
        Settings(key=key),
        withdrawn_youths=withdrawn_youths,
    )
    return Shown(
        {table.id: table for table in draft.release.tables},
        draft.dropped,
        notes,
        draft.refused,
        draft.quoted,
    )


def recoded_tables(
    plans: Sequence[Plan], material: Material
) -> list[tuple[Table, tuple[str, ...]]]:
    """All tables of the plans in classes coarse enough to show, with notes on what was merged."""
    out = [
        recoded(table, material.hierarchies, material.policy)
        for plan in plans
        for table in plan.tables
    ]
    for plan in plans:
        for group in plan.together:
            out += _same_classes(group, material)
    return out


def _same_classes(
    group: Sequence[Table], material: Material
) -> list[tuple[Table, tuple[str, ...]]]:
    """Recode every table of a group as far as the one that needs it most."""
    done = [recoded(table, material.hierarchies, material.policy) for table in group]
    coarsest = min(done, key=lambda pair: len(pair[0].rows.categories))[0].rows
    step = {
        category: label
        for label, base in zip(coarsest.categories, coarsest.groups, strict=True)
        for category in base
    }
    return [(table.recoded(rows=step), said) for table, (_, said) in zip(group, done, strict=True)]


def discussed_of(frames: Frames, key: bytes) -> Snapshot:
    """The clients discussed in the RETs (keyed marks that do not meet those of participants)."""
    ret = frames.ret
    return snapshot("besproken", (str(mark) for mark in ret["client"].fillna(ret["key"])), key)


def people_of(frames: Frames, key: bytes) -> Snapshot:
    """The youths that a report is about."""
    return snapshot("deelnemers", (str(pid) for pid in frames.cases["pid"]), key)


def tie_key(frames: Frames) -> bytes:
    """A key that no reader of a report can have: made from the pseudonyms in the file."""
    pids = "\n".join(sorted(str(pid) for pid in frames.cases["pid"]))
    return hashlib.sha256(b"casusregister-tie\n" + pids.encode()).digest()
