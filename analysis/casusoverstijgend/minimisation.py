"""Boolean minimisation: Quine–McCluskey with all minimal models (Petrick)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations

# A term has per condition 1 (present), 0 (absent) or None (does not matter).
Term = tuple[int | None, ...]
MOST_CONDITIONS = 8


def row_of(number: int, k: int) -> Term:
    """Truth-table row 0 … 2^k − 1 as a full term, the first condition being the leading digit."""
    return tuple((number >> (k - 1 - i)) & 1 for i in range(k))


def covers(term: Term, row: Term) -> bool:
    """Whether every row of `row` lies in `term` (also for two terms)."""
    return all(t is None or t == r for t, r in zip(term, row, strict=True))


def prime_implicants(rows: Collection[Term]) -> list[Term]:
    """The shortest terms that hold only these rows, in a fixed order (McCluskey 1956)."""
    current, primes = set(rows), set[Term]()
    while current:
        merged, used = set[Term](), set[Term]()
        for a, b in combinations(sorted(current, key=_order), 2):
            differing = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
            if len(differing) == 1 and None not in (a[differing[0]], b[differing[0]]):
                merged.add((*a[: differing[0]], None, *a[differing[0] + 1 :]))
                used |= {a, b}
        primes |= current - used
        current = merged
    return sorted(primes, key=_order)


def _order(term: Term) -> tuple[int, tuple[int, ...]]:
    """Fewest literals first, then presence before absence from the left."""
    literals = sum(value is not None for value in term)
    return literals, tuple(2 if value is None else 1 - value for value in term)


def minimal_models(primes: Sequence[Term], rows: Collection[Term]) -> list[tuple[Term, ...]]:
    """All smallest sets of prime implicants that together cover every row (Petrick 1956).

    Fewest terms; more than one model means that the data do not decide between them.
    """
    if not rows:
        return []
    products: set[frozenset[int]] = {frozenset()}
    for row in sorted(rows, key=_order):
        able = [i for i, prime in enumerate(primes) if covers(prime, row)]
        grown = {product | {i} for product in products for i in able}
        products = {p for p in grown if not any(other < p for other in grown)}
    least = min(len(product) for product in products)
    found = [tuple(primes[i] for i in sorted(p)) for p in products if len(p) == least]
    return sorted(found, key=lambda model: [_order(term) for term in model])


def minimise(positive: Collection[Term], ignored: Collection[Term]) -> list[tuple[Term, ...]]:
    """Minimal models of the positive rows, free to use the `ignored` ones (remainders)."""
    return minimal_models(prime_implicants({*positive, *ignored}), positive)


def intermediate(
    conservative: Sequence[Term], parsimonious: Sequence[Term], expected: Sequence[int | None]
) -> tuple[Term, ...]:
    """Terms between the two, with easy counterfactuals only (Ragin & Sonnett 2005).

    `expected[i]` is 1 where presence of the condition should help, 0 where absence should, None
    without expectation. Of each conservative term, literals against the expectation are dropped
    where the parsimonious term it lies in does not need them; the others stay. Terms that lie in
    another are left out.
    """
    terms = set[Term]()
    for c in conservative:
        for p in parsimonious:
            if covers(p, c):
                terms.add(
                    tuple(
                        kept if needed is None and (wish is None or kept == wish) else needed
                        for kept, needed, wish in zip(c, p, expected, strict=True)
                    )
                )
    alone = [t for t in terms if not any(o != t and covers(o, t) for o in terms)]
    return tuple(sorted(alone, key=_order))
