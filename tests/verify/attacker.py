"""An attacker from outside: he has the exported releases (JSON) and nothing of our code.

He lists every combination of base classes of the variables in linked tables, writes each
published number as a sum of unknown counts, and asks a linear program for the smallest and
largest value of every withheld one. Between releases he subtracts what has the same question.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

Json = dict[str, Any]
Place = tuple[tuple[str, frozenset[str]], ...]


@dataclass
class Loot:
    """What the attacker got. widths: of every withheld number; small: differences below T."""

    exact: list[tuple[str, str, int]] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    small: list[tuple[str, str, int]] = field(default_factory=list)
    withheld: int = 0
    attributes: list[tuple[str, str]] = field(default_factory=list)

    def narrower_than(self, threshold: int) -> int:
        """Number of withheld counts with an interval narrower than the threshold."""
        return sum(width < threshold for width in self.widths)


def numbers(table: Json) -> Iterator[tuple[Place, int | None]]:
    """Every number of a table with the group of base classes it counts."""
    rows = [frozenset(table["groups"]["rows"][name]) for name in table["rows"]]
    cols = [frozenset(table["groups"]["cols"].get(name, ())) for name in table["cols"]]
    two_way = table["col_var"] is not None
    for i, row in enumerate(rows):
        if not two_way:
            yield ((table["row_var"], row),), table["cells"][i][0]
            continue
        for j, col in enumerate(cols):
            yield _place((table["row_var"], row), (table["col_var"], col)), table["cells"][i][j]
        yield ((table["row_var"], row),), table["row_totals"][i]
    if two_way:
        for j, col in enumerate(cols):
            yield ((table["col_var"], col),), table["col_totals"][j]
    yield (), table["total"]


def _place(*parts: tuple[str, frozenset[str]]) -> Place:
    return tuple(sorted(parts, key=lambda part: part[0]))


People = Sequence[Mapping[str, str]]


def rob(
    releases: Sequence[Json], threshold: int, insiders: Mapping[str, People] | None = None
) -> Loot:
    """Everything the attacker can do with these releases.

    insiders: per population its youths with the attributes that all RETs together know (RULES
    D8). Then `attributes` lists what became certain of a known group about anything else.
    """
    loot = Loot()
    by_population: dict[str, list[Json]] = {}
    for release in releases:
        for table in release["tables"]:
            by_population.setdefault(table["population"], []).append(table)
    for population, tables in by_population.items():
        for group in _linked(tables):
            _solve(population, group, loot, (insiders or {}).get(population, ()))
    _subtract(releases, threshold, loot)
    return loot


def _linked(tables: Sequence[Json]) -> list[list[Json]]:
    groups: list[list[Json]] = []
    for table in tables:
        mine = {table["row_var"], table["col_var"]} - {None}
        touching = [
            g for g in groups
            if any(mine & ({o["row_var"], o["col_var"]} - {None}) for o in g)
        ]  # fmt: skip
        groups = [g for g in groups if g not in touching]
        groups.append([t for g in touching for t in g] + [table])
    return groups


def _solve(population: str, tables: Sequence[Json], loot: Loot, people: People) -> None:
    known: dict[Place, tuple[float, float]] = {}
    hidden: set[Place] = set()
    for table in tables:
        slack = table.get("rounded_to", 1) - 1
        for place, value in numbers(table):
            if value is None:
                hidden.add(place)
            else:
                low, high = known.get(place, (0.0, np.inf))
                known[place] = max(low, value - slack), min(high, value + slack)
    hidden -= set(known)
    inside = set(people[0]) if people else set()
    for place in [*known, *hidden]:
        if people and {name for name, _ in place} <= inside:
            known[place] = (_head(people, place),) * 2
    hidden -= set(known)
    if people:
        _certain(population, known, people, inside, loot)
    if not hidden:
        return
    base: dict[str, set[str]] = {}
    for place in [*known, *hidden]:
        for name, group in place:
            base.setdefault(name, set()).update(group)
    names = sorted(base)
    atoms = list(itertools.product(*(sorted(base[name]) for name in names)))
    at = {name: k for k, name in enumerate(names)}

    def line(place: Place) -> np.ndarray:
        return np.array(
            [all(atom[at[name]] in group for name, group in place) for atom in atoms], dtype=float
        )

    lines = np.array([line(place) for place in known])
    low = np.array([bounds[0] for bounds in known.values()])
    high = np.array([bounds[1] for bounds in known.values()])
    matrix = sparse.csr_matrix(np.vstack([lines, -lines]))
    limits = np.concatenate([high, -low])
    total = float(high.max(initial=0.0))
    for place in hidden:
        goal = line(place)
        ends = []
        for sign in (1.0, -1.0):
            result = linprog(
                sign * goal, A_ub=matrix, b_ub=limits, bounds=(0.0, total), method="highs"
            )
            ends.append(sign * float(result.fun) if result.x is not None else np.nan)
        smallest, largest = np.ceil(ends[0] - 1e-6), np.floor(ends[1] + 1e-6)
        loot.withheld += 1
        loot.widths.append(float(largest - smallest))
        if smallest == largest:
            loot.exact.append((population, str(place), int(smallest)))
        group = _head(people, _known_part(place, inside)) if people else -1
        if people and smallest == largest and smallest in (0, group):
            loot.attributes.append((population, str(place)))


def _head(people: People, place: Place) -> int:
    return sum(all(person[name] in group for name, group in place) for person in people)


def _known_part(place: Place, inside: set[str]) -> Place:
    return tuple((name, group) for name, group in place if name in inside)


def _certain(
    population: str, known: Mapping[Place, tuple[float, float]], people: People,
    inside: set[str], loot: Loot,
) -> None:  # fmt: skip
    """Shown counts that say something of everybody in a known group: all of it, or nobody."""
    for place, (low, high) in known.items():
        part = _known_part(place, inside)
        if part != place and low == high and low in (0, _head(people, part)):
            loot.attributes.append((population, str(place)))


def _subtract(releases: Sequence[Json], threshold: int, loot: Loot) -> None:
    """Differences of 1 … T−1 between two releases with the same question."""
    last: dict[tuple[str, Place], int] = {}
    for release in sorted(releases, key=lambda r: int(r["order"])):
        for table in release["tables"]:
            for place, value in numbers(table):
                if value is None:
                    continue
                key = (table["id"], place)
                before = last.get(key)
                if before is not None and 0 < abs(value - before) < threshold:
                    loot.small.append((table["id"], str(place), value - before))
                last[key] = value
