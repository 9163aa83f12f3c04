"""Types of trajectories: Ward clustering that does not depend on the order of the rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from analysis.terugkijk.sequences import Sequences
from analysis.terugkijk.uniques import Distances

Labels = NDArray[np.intp]
TIE_ORDERS = 12


@dataclass(frozen=True, eq=False)
class Typology:
    """`labels` (n) number the types 1 … k, largest first; `orders` shows what tie order did."""

    labels: Labels
    k: int
    orders: pd.DataFrame

    @property
    def sizes(self) -> list[int]:
        return [int((self.labels == c).sum()) for c in range(1, self.k + 1)]

    @property
    def agreeing(self) -> float:
        """Share of the tie orders that give the same sizes as the chosen one."""
        same = self.orders["sizes"] == self.orders["sizes"].iloc[0]
        return float(self.orders.loc[same, "n_orders"].sum() / self.orders["n_orders"].sum())


def ward(
    sequences: Sequences, distances: Distances, k: int, *, orders: int = TIE_ORDERS
) -> Typology:
    """Ward's method (on the distances as they are, `scipy` linkage "ward"), cut into k types.

    With many equal distances the result depends on which tie is merged first. The rows are first
    put in lexicographic order of the sequences, then clustered in that order and in `orders` − 1
    fixed shuffles of it; the solution with the smallest sum of squares within types is taken. So
    the row order of the input plays no part, and `Typology.orders` shows how much ties matter. The
    order of the alphabet does play a part: keep it as the protocol has it.
    """
    if not 1 <= k <= sequences.n:
        raise ValueError("Het aantal typen ligt tussen 1 en het aantal jeugdigen")
    canonical = np.lexsort((*sequences.codes.T[::-1],))
    found: dict[tuple[int, ...], tuple[float, Labels, int]] = {}
    for order in _orders(canonical, orders):
        labels = _clustered(distances, order, k)
        quality, key = within(distances, labels), _sizes(labels)
        best = found.get(key)
        count = best[2] + 1 if best else 1
        keep = best is not None and best[0] <= quality
        found[key] = (best[0], best[1], count) if best and keep else (quality, labels, count)
    ranked = sorted(found.items(), key=lambda item: (round(item[1][0], 6), item[0]))
    table = pd.DataFrame(
        [(" / ".join(map(str, key)), value[0], value[2]) for key, value in ranked],
        columns=["sizes", "within", "n_orders"],
    )
    return Typology(_by_size(ranked[0][1][1], canonical), k, table)


def _orders(canonical: NDArray[np.intp], orders: int) -> list[NDArray[np.intp]]:
    shuffles = [np.random.default_rng(i).permutation(len(canonical)) for i in range(1, orders)]
    return [canonical, *(canonical[shuffle] for shuffle in shuffles)]


def _clustered(distances: Distances, order: NDArray[np.intp], k: int) -> Labels:
    if len(order) == 1:
        return np.ones(1, dtype=np.intp)
    # Rounded, so that equal distances are equal on every machine.
    condensed = squareform(np.round(distances[np.ix_(order, order)], 9), checks=False)
    labels = np.empty(len(order), dtype=np.intp)
    labels[order] = fcluster(linkage(condensed, "ward"), k, "maxclust")
    return labels


def _sizes(labels: Labels) -> tuple[int, ...]:
    return tuple(sorted((int(size) for size in np.bincount(labels)[1:]), reverse=True))


def _by_size(labels: Labels, canonical: NDArray[np.intp]) -> Labels:
    """Renumbered: the largest type is 1; equal sizes in lexicographic order of first sequence."""
    sizes = np.bincount(labels)
    seen = list(dict.fromkeys(int(label) for label in labels[canonical]))
    ranked = sorted(seen, key=lambda label: -sizes[label])
    number = np.zeros(len(sizes), dtype=np.intp)
    number[ranked] = np.arange(1, len(ranked) + 1)
    return number[labels]


def within(distances: Distances, labels: Labels) -> float:
    """Σ over types of Σ d²/(2n): the sum of squares that Ward's method keeps small."""
    total = 0.0
    for label in np.unique(labels):
        rows = np.flatnonzero(labels == label)
        total += float((distances[np.ix_(rows, rows)] ** 2).sum() / (2 * len(rows)))
    return total


def silhouette(distances: Distances, labels: Labels) -> NDArray[np.float64]:
    """Silhouette width per youth (Rousseeuw 1987): (b − a)/max(a, b); 0 in a type of one."""
    types = np.unique(labels)
    member = (labels[:, None] == types[None]).astype(float)
    sizes = member.sum(axis=0)
    own = np.searchsorted(types, labels)
    sums = distances @ member
    mean = sums / sizes
    rows = np.arange(len(labels))
    a = sums[rows, own] / np.maximum(sizes[own] - 1, 1)
    mean[rows, own] = np.inf
    b = mean.min(axis=1)
    largest = np.maximum(a, b)
    usable = (sizes[own] > 1) & np.isfinite(b) & (largest > 0)
    values = np.zeros(len(labels))
    values[usable] = (b[usable] - a[usable]) / largest[usable]
    return values


def choices(sequences: Sequences, distances: Distances, ks: range) -> pd.DataFrame:
    """Per k: sizes, mean silhouette, share of tie orders that agree. A help, not a verdict."""
    rows = []
    for k in ks:
        found = ward(sequences, distances, k)
        width = float(silhouette(distances, found.labels).mean()) if k > 1 else float("nan")
        rows.append((k, " / ".join(map(str, found.sizes)), width, found.agreeing))
    return pd.DataFrame(rows, columns=["k", "sizes", "silhouette", "agreeing"])
