"""Every published number as a sum of atoms: the widest model of what a reader knows.

An atom is one combination of all base categories of the variables in play (and, over several
releases, of one segment of the populations: in the earlier one only, in both, in the later one
only). Merged classes, nested filters, complements, shared margins and growing populations are
then all the same thing: sums over the same non-negative unknowns.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from scipy import sparse

from analysis.disclosure.tables import Address

REST = "\x00overig"
"""Base category for youths outside the shown classes of a variable."""


def variables_in(addresses: Iterable[Address]) -> dict[str, list[str]]:
    """Base categories per variable, with a rest category at the end."""
    seen: dict[str, set[str]] = {}
    for _, parts in addresses:
        for name, group in parts:
            seen.setdefault(name, set()).update(group)
    return {name: [*sorted(base), REST] for name, base in sorted(seen.items())}


def reduced(addresses: Sequence[Address]) -> tuple[list[Address], dict[str, list[str]]]:
    """Addresses over blocks of base categories that are never told apart (fewer atoms)."""
    variables = variables_in(addresses)
    block: dict[str, dict[str, str]] = {}
    for name, base in variables.items():
        groups = sorted({g for _, parts in addresses for n, g in parts if n == name}, key=sorted)
        marks = {category: tuple(category in g for g in groups) for category in base}
        first: dict[tuple[bool, ...], str] = {}
        block[name] = {category: first.setdefault(marks[category], category) for category in base}
    out = [
        (population, tuple((n, frozenset(block[n][c] for c in g)) for n, g in parts))
        for population, parts in addresses
    ]
    return out, {name: sorted(set(block[name].values())) for name in variables}


def atom_count(addresses: Sequence[Address], segments: int = 1) -> int:
    """How many atoms the addresses need."""
    _, variables = reduced(addresses)
    count = segments
    for base in variables.values():
        count *= len(base)
    return count


def incidence(
    addresses: Sequence[Address],
    segments: Mapping[str, frozenset[str]],
    full: frozenset[str] = frozenset(),
) -> sparse.csr_matrix:
    """Numbers × atoms, 1 where the atom counts in the number.

    segments: per population the segments it is made of; full: variables of which every youth
    has a shown class, so that the rest category is empty.
    """
    short, variables = reduced(addresses)
    bases = [
        [c for c in base if not (name in full and c == REST)] for name, base in variables.items()
    ]
    names = list(variables)
    parts = sorted(frozenset().union(*segments.values()))
    atoms = list(itertools.product(parts, *bases))
    columns = [np.array([atom[k] for atom in atoms]) for k in range(len(names) + 1)]
    at_name = {name: k + 1 for k, name in enumerate(names)}
    lines = []
    for population, filters in short:
        inside = np.isin(columns[0], list(segments[population]))
        for name, group in filters:
            inside &= np.isin(columns[at_name[name]], list(group))
        lines.append(sparse.csr_matrix(inside.astype(float)))
    return sparse.vstack(lines, format="csr")
