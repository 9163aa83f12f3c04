"""Optimal matching: the cheapest way to edit one trajectory into another, for all pairs."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel, LCSseq
from rapidfuzz.process import cdist

from analysis.terugkijk.costs import Costs, constant_costs
from analysis.terugkijk.sequences import Sequences
from analysis.terugkijk.uniques import Distances, Uniques, uniques

# Sequences compared at once: few calls, while one diagonal of 70 × 256 doubles stays in the cache.
CHUNK = 256


def optimal_matching(sequences: Sequences, costs: Costs) -> Distances:
    """Optimal matching distances (n × n): least total cost of insertions, deletions, substitutions.

    Costs that make substitution never cheaper than deleting and inserting (constant ≥ 2 · indel)
    are counted by rapidfuzz's Indel distance; all others by `edit_distances`. Both compare distinct
    sequences only. Unknown margins are cut off; a gap inside needs `costs.gap`.
    """
    found = uniques(sequences, costs)
    step = costs.constant
    if step is not None and step >= 2 * costs.indel:
        return found.spread(costs.indel * _indel(found))
    return found.spread(edit_distances(found, costs))


def common_subsequence(sequences: Sequences) -> NDArray[np.int64]:
    """Length of the longest common subsequence of every two youths (n × n), gaps left out."""
    words = [_word(row[row >= 0]) for row in sequences.codes]
    distinct = sorted(set(words))
    place = {word: i for i, word in enumerate(distinct)}
    among = cdist(distinct, distinct, scorer=LCSseq.similarity, dtype=np.int32, workers=-1)
    where = np.array([place[word] for word in words], dtype=np.intp)
    return among[np.ix_(where, where)].astype(np.int64)


def lcs_distances(sequences: Sequences) -> Distances:
    """ℓx + ℓy − 2 · LCS(x, y): optimal matching with indel 1 and substitution 2."""
    common = common_subsequence(sequences)
    lengths = np.diag(common)
    return (lengths[:, None] + lengths[None] - 2 * common).astype(np.float64)


def hamming(sequences: Sequences, costs: Costs | None = None) -> Distances:
    """Sum of substitution costs period by period (n × n); without costs a difference counts 1.

    Only for sequences that cover the same periods: timing counts fully, nothing shifts.
    """
    chosen = costs or constant_costs(sequences.size, substitution=1.0)
    known = sequences.codes >= 0
    if chosen.gap is None and not known.all():
        raise ValueError("Hamming vergelijkt alleen reeksen die in elke periode bekend zijn")
    if len(chosen.substitution) != sequences.size:
        raise ValueError("De kosten horen bij een ander alfabet dan de reeksen")
    codes = np.where(known, sequences.codes, sequences.size)
    rows, where = np.unique(codes, axis=0, return_inverse=True)
    matrix = chosen.with_gap()
    among = np.zeros((len(rows), len(rows)))
    for t in range(rows.shape[1]):
        among += matrix[np.ix_(rows[:, t], rows[:, t])]
    return among[np.ix_(where.ravel(), where.ravel())]


def _word(row: NDArray[np.int16]) -> str:
    return "".join(map(chr, (row + 1).tolist()))


def _indel(found: Uniques) -> Distances:
    rows = zip(found.codes, found.lengths, strict=True)
    words = [_word(row[:length]) for row, length in rows]
    among: Distances = cdist(words, words, scorer=Indel.distance, dtype=np.int32, workers=-1)
    return among.astype(np.float64)


def edit_distances(found: Uniques, costs: Costs) -> Distances:
    """Distances among distinct sequences (u × u) for any symmetric costs, within rounding exact.

    Needleman–Wunsch in terms of gain: what an alignment saves on deleting and inserting everything.
    G[r, c] = max(G[r−1, c], G[r, c−1], G[r−1, c−1] + 2·indel − cost) and the distance is
    indel · (ℓx + ℓy) − G. One sequence is compared with a whole chunk of others at once, diagonal
    by diagonal, where no cell waits for its neighbour.
    """
    among = np.zeros((found.n, found.n))
    chunks = [np.arange(low, min(low + CHUNK, found.n)) for low in range(0, found.n, CHUNK)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        # The widest part of the triangle first, so that no thread waits for the last one.
        for part, distances in pool.map(lambda c: _against(found, costs, c), reversed(chunks)):
            among[: part[-1] + 1, part] = distances
    upper = np.triu(among)
    return upper + np.triu(among, 1).T


def _against(
    found: Uniques, costs: Costs, part: NDArray[np.intp]
) -> tuple[NDArray[np.intp], Distances]:
    """Distances of sequences 0 … last of `part` to those in `part`."""
    ends = found.lengths[part]
    width = int(ends.max(initial=0))
    columns = np.maximum(found.codes[part, :width].T, 0)
    # gains[state · width + period] holds, for every sequence of the chunk, the gain of a match.
    gains = (2 * costs.indel - costs.with_gap()[:, columns]).reshape(-1, len(part))
    result = np.empty((int(part[-1]) + 1, len(part)))
    places = np.arange(len(part))
    for i in range(len(result)):
        length = int(found.lengths[i])
        bottom = _bottom_row(found.codes[i, :length].astype(np.intp) * width, gains, width)
        result[i] = costs.indel * (length + ends) - bottom[ends, places]
    return part, result


def _bottom_row(offsets: NDArray[np.intp], gains: Distances, width: int) -> Distances:
    """G[ℓx, 0 … width] for one sequence x against a chunk: (width + 1) × chunk.

    `offsets` says where the rows of x's states begin in `gains`. The three work arrays hold one
    diagonal each, indexed by r; cells at r = 0 and c = 0 are never written and stay 0.
    """
    length, chunk = len(offsets), gains.shape[1]
    bottom = np.zeros((width + 1, chunk))
    current, last, before = (np.zeros((length + 1, chunk)) for _ in range(3))
    work = np.empty((length, chunk))
    from_end = offsets - np.arange(length)
    for s in range(2, length + width + 1):
        low, high = max(1, s - width), min(length, s - 1)
        matched = work[: high - low + 1]
        gains.take(from_end[low - 1 : high] + (s - 2), axis=0, out=matched, mode="clip")
        matched += before[low - 1 : high]
        np.maximum(matched, last[low - 1 : high], out=matched)
        np.maximum(matched, last[low : high + 1], out=current[low : high + 1])
        if high == length:
            bottom[s - length] = current[length]
        current, last, before = before, current, last
    return bottom
