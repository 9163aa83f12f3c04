"""From counts to what may be shown: primary rules, optimal suppression, audit, rounding.

`protect` takes all tables of one publication at once, since tables that share groups are
linked: what one withholds the other must not give back.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.argus import argus_pattern
from analysis.disclosure.atoms import atom_count
from analysis.disclosure.audit import Number, attack, narrow
from analysis.disclosure.cuts import Attacker, Both, Insider
from analysis.disclosure.flow import FlowAttacker
from analysis.disclosure.linked import LinkedAttacker
from analysis.disclosure.policy import Policy
from analysis.disclosure.primary import primary_cells
from analysis.disclosure.protected import Protected
from analysis.disclosure.rounding import controlled_rounding
from analysis.disclosure.suppression import Task, suppress
from analysis.disclosure.system import System, system_of
from analysis.disclosure.tables import Address, Axis, Table

ATOMS = 6_000
"""Linked tables with more atoms than this are not made: their audit would not be complete."""


@dataclass(frozen=True)
class Settings:
    """How a publication is protected.

    key: secret of the installation, so that ties are broken in a way nobody can repeat;
    seconds: time box per group of linked tables; engines: "own", "argus" or both;
    hidden, open: addresses that an earlier release withheld or published.
    """

    key: bytes
    seconds: float = 8.0
    engines: tuple[str, ...] = ("own", "argus")
    hidden: frozenset[Address] = frozenset()
    open: frozenset[Address] = frozenset()


@dataclass(frozen=True)
class Outcome:
    """Protected tables in the order asked; dropped: ids of tables that cannot be shown at all.

    engines: table id → engine whose pattern was used ("own", "argus", "-" nothing to hide).
    """

    tables: tuple[Protected, ...]
    dropped: tuple[str, ...] = ()
    engines: Mapping[str, str] = field(default_factory=dict)

    def table(self, id: str) -> Protected | None:
        """The protected table of this id, or None when it was dropped."""
        return next((table for table in self.tables if table.id == id), None)


def protect(tables: Sequence[Table], policy: Policy, settings: Settings) -> Outcome:
    """Protect the tables of one publication together (see the module)."""
    shown: dict[str, Protected] = {}
    engines: dict[str, str] = {}
    dropped: list[str] = []
    for group in linked_groups(tables):
        usable = [table for table in group if allowed(table, policy)]
        dropped += [table.id for table in group if table not in usable]
        while usable:
            result = _Group(usable, policy, settings).solve()
            if result is not None:
                shown.update({table.id: table for table in result[0]})
                engines.update({table.id: result[1] for table in result[0]})
                break
            # the largest table gives way: the fewest readers lose, the others stay whole
            worst = max(usable, key=lambda t: (t.full().size, t.id))
            usable.remove(worst)
            dropped.append(worst.id)
    order = [shown[table.id] for table in tables if table.id in shown]
    return Outcome(tuple(order), tuple(dropped), engines)


def linked_groups(tables: Sequence[Table]) -> list[list[Table]]:
    """Tables that share a variable over the same population belong together."""
    groups: list[list[Table]] = []
    for table in tables:
        touching = [g for g in groups if any(_linked(table, other) for other in g)]
        merged = [t for g in touching for t in g] + [table]
        groups = [g for g in groups if g not in touching] + [merged]
    return groups


def _linked(one: Table, other: Table) -> bool:
    return one.population == other.population and bool(_names(one) & _names(other))


def _names(table: Table) -> set[str]:
    return {axis.name for axis in table.axes} | {name for name, _ in table.where}


def allowed(table: Table, policy: Policy) -> bool:
    """False for a table of too few youths, or on what nobody knows in small classes (D8)."""
    if policy.open:
        return True
    if table.total < max(policy.threshold, policy.denominator):
        return False
    secret = [axis for axis in table.axes if axis.known_to == "nobody"]
    if (secret and policy.excludes_unknown) or (policy.one_way_only and table.cols is not None):
        return False
    if len(secret) == 1 and table.cols is not None:
        across = 1 if table.cols in secret else 0
        return bool((np.array(table.counts).sum(axis=across) >= policy.class_minimum).all())
    return len(secret) < 2


@dataclass
class _Group:
    """One set of linked tables on its way to publication."""

    tables: list[Table]
    policy: Policy
    settings: Settings

    def __post_init__(self) -> None:
        self.system = system_of(self.tables)
        self.noise = np.array([keyed(self.settings.key, a) for a in self.system.addresses])
        self.insider = known_outside(self.tables, self.system)
        self.must = self._in(self.settings.hidden)
        for table, place in zip(self.tables, self.system.places, strict=True):
            self.must[place[primary_cells(table, self.policy)]] = True
        self.never = self._in(self.settings.open)
        for place in self.system.places:
            self.never[place[-1, -1]] = True

    def solve(self) -> tuple[list[Protected], str] | None:
        """The tables as published and the engine used, or None when nothing is safe."""
        values: NDArray[np.int64] | None = self.system.values
        if self.policy.rounding > 1:
            values = controlled_rounding(self.system, self.policy.rounding, self.noise)
        if values is None:
            return None
        if self.policy.open or self.policy.one_way_only or not self.must.any():
            return self._published(self.must, values), "-"
        attacker = self._attacker(values)
        if attacker is None:
            return None
        safe = [
            (int(mask.sum()), name != "own", name, self._published(mask, values))
            for name, mask in self._proposals(attacker)
            if self._passes(mask, values)
        ]
        if not safe:
            return None
        _, _, name, shown = min(safe, key=lambda item: item[:2])
        return shown, name

    def _attacker(self, values: NDArray[np.int64]) -> Attacker | None:
        """Who must be satisfied: a reader of the counts, and one who takes rounded as exact."""
        need = self.policy.threshold
        readings = [self.system.values]
        if self.policy.rounding > 1:
            readings.append(values)
        place = self.system.places[0]
        if len(self.tables) == 1 and bool((place.ravel() == np.arange(place.size)).all()):
            return self._also_insider([FlowAttacker(r[place], need) for r in readings])
        if atom_count(self.system.addresses) > ATOMS:
            return None
        full = complete_in(self.tables)
        return self._also_insider(
            [LinkedAttacker(self.system.addresses, reading, need, full) for reading in readings]
        )

    def _also_insider(self, attackers: Sequence[Attacker]) -> Attacker:
        """Readers from outside, and, where something is confidential, those who know the rest."""
        if not self.insider.any() or self.insider.all():
            return Both(attackers)
        return Both([*attackers, *(Insider(a, self.insider) for a in attackers)])

    def _proposals(self, attacker: Attacker) -> list[tuple[str, NDArray[np.bool_]]]:
        found: list[tuple[str, NDArray[np.bool_]]] = []
        cost = self._cost()
        pattern = None
        if "argus" in self.settings.engines:
            pattern = argus_pattern(
                self.system, self.must, self.never, cost, attacker, self.policy.threshold
            )
            if pattern is not None:
                found.append(("argus", pattern))
        if "own" in self.settings.engines:
            task = Task(cost, self.must, self.never)
            answer = suppress(task, attacker, seconds=self.settings.seconds, start=pattern)
            if answer is not None:
                found.append(("own", answer.withheld))
        return found

    def _cost(self) -> NDArray[np.float64]:
        """1 per inner cell, 3 per margin, somewhat more for larger counts.

        The keyed remainder breaks ties, so that nobody can reason back from "this was cheapest".
        What an earlier release withheld costs nothing.
        """
        weight = np.ones(self.system.size)
        for table, place in zip(self.tables, self.system.places, strict=True):
            if table.cols is not None:
                weight[place[-1, :]] = weight[place[:, -1]] = 3.0
        largest = max(1.0, float(np.log1p(self.system.values.max())))
        scale = np.log1p(self.system.values) / largest
        cost: NDArray[np.float64] = weight * (1.0 + 0.2 * scale) + 0.05 * self.noise
        cost[self._in(self.settings.hidden)] = 0.0
        return cost

    def _passes(self, mask: NDArray[np.bool_], values: NDArray[np.int64]) -> bool:
        """The independent audit of what would be published, exact and rounded."""
        need, full = self.policy.threshold, complete_in(self.tables)
        readings = [self.system.values] + ([values] if self.policy.rounding > 1 else [])
        for reading in readings:
            numbers = {n.address: n for t in self._published(mask, reading) for n in t.numbers()}
            exact = [Number(n.address, n.value) for n in numbers.values()]
            informed = self._informed(exact, reading)
            for knowledge in (exact, informed):
                if narrow(attack(knowledge, full=full, enough=need), need):
                    return False
        return True

    def _informed(self, numbers: list[Number], values: NDArray[np.int64]) -> list[Number]:
        """The same publication for a reader who knows what is known outside (RULES D8)."""
        at = {address: k for k, address in enumerate(self.system.addresses)}
        return [
            Number(n.address, int(values[at[n.address]])) if self.insider[at[n.address]] else n
            for n in numbers
        ]

    def _published(self, mask: NDArray[np.bool_], values: NDArray[np.int64]) -> list[Protected]:
        return [
            published(table, mask[place], values[place], self.policy)
            for table, place in zip(self.tables, self.system.places, strict=True)
        ]

    def _in(self, addresses: frozenset[Address]) -> NDArray[np.bool_]:
        return np.array([a in addresses for a in self.system.addresses], dtype=bool)


def keyed(key: bytes, address: Address) -> float:
    """A number in [0, 1) that belongs to this key and address."""
    text = repr((address[0], [(name, sorted(group)) for name, group in address[1]]))
    digest = hmac.new(key, text.encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def known_outside(tables: Sequence[Table], system: System) -> NDArray[np.bool_]:
    """Numbers on attributes that all RETs together know, in tables on what nobody knows."""
    secret = {axis.name for table in tables for axis in table.axes if axis.known_to == "nobody"}
    if not secret:
        return np.zeros(system.size, dtype=bool)
    return np.array(
        [not any(name in secret for name, _ in parts) for _, parts in system.addresses], dtype=bool
    )


def complete_in(tables: Sequence[Table]) -> frozenset[str]:
    """Variables of which every youth has a shown class, in every table."""
    axes: list[Axis] = [axis for table in tables for axis in table.axes]
    return frozenset(a.name for a in axes) - {a.name for a in axes if not a.complete}


def published(
    table: Table, mask: NDArray[np.bool_], full: NDArray[np.int64], policy: Policy
) -> Protected:
    """The table with masked numbers withheld; mask, full: shape of `Table.full`."""
    values = [
        [None if mask[i, j] else int(full[i, j]) for j in range(full.shape[1])]
        for i in range(full.shape[0])
    ]
    two_way = table.cols is not None
    return Protected(
        id=table.id, title=table.title, population=table.population, policy=policy.name,
        rows=table.rows, cols=table.cols,
        cells=tuple(tuple(row[:-1] if two_way else row) for row in values[:-1]),
        row_totals=tuple(row[-1] for row in values[:-1]) if two_way else (),
        col_totals=tuple(values[-1][:-1]) if two_way else (),
        total=values[-1][-1], rounded_to=policy.rounding,
        percent_step=policy.percent_step, denominator=policy.denominator, where=table.where,
    )  # fmt: skip
