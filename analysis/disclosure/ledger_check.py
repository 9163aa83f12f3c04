"""A new release against every earlier one (RULES §0 D7, §3.4 release ledger).

Conflicts exist between tables on the same or a derivable measure: tables that share a variable
and whose populations overlap. Each conflict says what would be given away and what can be
published instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.disclosure.atoms import atom_count
from analysis.disclosure.audit import Contradiction, Number, attack
from analysis.disclosure.ledger import Release, Snapshot, specification
from analysis.disclosure.policy import Policy
from analysis.disclosure.process import ProcessCount
from analysis.disclosure.protected import Protected
from analysis.disclosure.tables import Address

LIMIT = 6_000
"""Atoms above which two tables cannot be checked together; then the answer is no."""

CITE = "Neem de eerdere tabel over, met de woorden “zoals eerder gepubliceerd”."
CLOSED = "Publiceer per afgesloten cohort."
COARSER = "Voeg klassen samen."
WAIT = "Wacht tot er ten minste {need} nieuwe jeugdigen per getoonde klasse zijn."


@dataclass(frozen=True)
class Conflict:
    """Why a table may not leave: which, what kind, in words, and what can be done instead."""

    table: str
    kind: str
    explanation: str
    proposals: tuple[str, ...]


@dataclass(frozen=True)
class Overlap:
    """Two populations: in the earlier one only, in both, in the later one only."""

    old: Snapshot
    new: Snapshot

    @property
    def gone(self) -> int:
        """Youths in the earlier population only."""
        return len(self.old.members - self.new.members)

    @property
    def come(self) -> int:
        """Youths in the later population only."""
        return len(self.new.members - self.old.members)

    @property
    def disjoint(self) -> bool:
        """No youth in both."""
        return not self.old.members & self.new.members

    @property
    def segments(self) -> dict[str, frozenset[str]]:
        """Per population its non-empty segments (what the worst reader knows)."""
        old = {"beide"} | ({"eerder"} if self.gone else set())
        new = {"beide"} | ({"later"} if self.come else set())
        return {self.old.name: frozenset(old), self.new.name: frozenset(new)}


def conflicts(
    new: Release, earlier: Sequence[Release], policy: Policy,
    *, withdrawn_youths: frozenset[str] = frozenset(),
) -> list[Conflict]:  # fmt: skip
    """Every reason against a release, given all earlier ones (called back or not).

    withdrawn_youths: keyed marks of youths whose data may no longer be computed on.
    """
    found: list[Conflict] = []
    before = _distinct(earlier)
    for table in new.tables:
        here = new.snapshots[table.population]
        if any(_same_numbers(table, other) for other, _ in before):
            continue  # quoted: identical numbers, nothing new to learn
        if here.members & withdrawn_youths:
            found.append(_withdrawn(table))
            continue
        for other, there in before:
            conflict = _pair(table, other, Overlap(there, here), policy)
            if conflict is not None:
                found.append(conflict)
    found += _counts(new.counts, [c for r in earlier for c in r.counts], policy)
    return list({(c.table, c.kind): c for c in found}.values())


def _distinct(earlier: Sequence[Release]) -> list[tuple[Protected, Snapshot]]:
    """Every earlier table once (a quoted one stands in several releases)."""
    found: list[tuple[Protected, Snapshot]] = []
    for release in earlier:
        for table in release.tables:
            if not any(_same_numbers(table, other) for other, _ in found):
                found.append((table, release.snapshots[table.population]))
    return found


def _same_numbers(one: Protected, other: Protected) -> bool:
    return specification(one) == specification(other) and one == replace(
        other, id=one.id, title=one.title, merged=one.merged
    )


def _withdrawn(table: Protected) -> Conflict:
    return Conflict(
        table.id, "intrekking",
        "In deze populatie zit een jeugdige die zijn toestemming sindsdien introk. Daarmee mag "
        "niet meer worden gerekend.",
        (CITE, "Maak een nieuw analysebestand en reken opnieuw."),
    )  # fmt: skip


def _pair(table: Protected, other: Protected, overlap: Overlap, policy: Policy) -> Conflict | None:
    if overlap.disjoint or not (_variables(table) & _variables(other)):
        return None
    same = overlap.old.name == overlap.new.name
    if same and specification(table) == specification(other):
        return Conflict(
            table.id, "ander antwoord",
            "Dezelfde vraag over dezelfde jeugdigen is eerder met andere getoonde aantallen "
            "beantwoord; samen geven ze meer prijs dan elk apart.", (CITE,),
        )  # fmt: skip
    if not same:
        small = _small_difference(table, other, overlap, policy)
        if small is not None:
            return small
    return _joint(table, other, overlap, policy)


def _variables(table: Protected) -> set[str]:
    names = {table.rows.name} | {name for name, _ in table.where}
    return names | ({table.cols.name} if table.cols else set())


def _small_difference(
    table: Protected, other: Protected, overlap: Overlap, policy: Policy
) -> Conflict | None:
    """(a) and (b): the difference of two shown numbers is a number of youths too."""
    if table.rounded_to > 1 and other.rounded_to > 1:
        return None
    before = {_parts(n): n.value for n in other.numbers() if n.value is not None}
    one_sided = overlap.gone == 0 or overlap.come == 0
    for number in table.numbers():
        old = before.get(_parts(number))
        if number.value is None or old is None:
            continue
        change = abs(number.value - old)
        if 0 < change < policy.threshold:
            break
        if change == 0 and policy.zeros and one_sided and _parts(number):
            break  # nobody came or left in this class: that says something about all who did
    else:
        return None
    return Conflict(
        table.id, "verschil",
        f"Een verschil met een eerder gepubliceerde tabel gaat over minder dan {policy.threshold} "
        "jeugdigen die erbij kwamen of vertrokken.",
        (CITE, CLOSED, COARSER, WAIT.format(need=policy.threshold)),
    )  # fmt: skip


def _parts(number: Number) -> tuple[tuple[str, frozenset[str]], ...]:
    return number.address[1]


def _joint(table: Protected, other: Protected, overlap: Overlap, policy: Policy) -> Conflict | None:
    """(d) and (e): nested filters, complements and linked tables, by the independent audit."""
    numbers = {n.address: n for n in [*other.numbers(), *table.numbers()]}
    # what one of the two shows is known, whatever the other withholds
    numbers |= {n.address: n for n in [*other.numbers(), *table.numbers()] if n.value is not None}
    hidden = [a for a, n in numbers.items() if n.value is None]
    extra = _difference_cells(table, other, overlap)
    if not hidden and not extra:
        return None
    everything = [*numbers.values(), *extra]
    segments = dict(overlap.segments)
    for number in extra:
        segments.setdefault(number.address[0], frozenset([number.address[0]]))
    if atom_count([n.address for n in everything], 3) > LIMIT:
        return Conflict(
            table.id, "niet na te rekenen",
            "De tabel hangt samen met een eerdere tabel en is te fijn om samen na te rekenen.",
            (CITE, COARSER),
        )  # fmt: skip
    full = frozenset(_variables(table) | _variables(other)) - _incomplete(table, other)
    try:
        intervals = attack(
            everything, segments=segments, full=full, enough=None if extra else policy.threshold
        )
    except Contradiction as problem:
        return Conflict(table.id, "tegenspraak", str(problem), (CITE,))
    for interval in intervals:
        of_difference = interval.address[0] in ("eerder", "later")
        if of_difference and not (0 < interval.high < policy.threshold and interval.low > 0):
            continue
        if of_difference or interval.width < policy.threshold:
            return Conflict(
                table.id, "samenhang",
                "Samen met een eerder gepubliceerde tabel is een niet getoond aantal te nauw te "
                "schatten.", (CITE, COARSER, CLOSED),
            )  # fmt: skip
    return None


def _difference_cells(table: Protected, other: Protected, overlap: Overlap) -> list[Number]:
    """Cells of those who only came or only left, as hidden numbers, for classes in both tables."""
    shared = {_parts(n) for n in table.numbers()} & {_parts(n) for n in other.numbers()}
    sides = [side for side, n in (("eerder", overlap.gone), ("later", overlap.come)) if n]
    if overlap.old.name == overlap.new.name:
        return []
    addresses: list[Address] = [(side, parts) for side in sides for parts in shared if parts]
    return [Number(address, None) for address in addresses]


def _incomplete(*tables: Protected) -> set[str]:
    axes = [axis for table in tables for axis in (table.rows, table.cols) if axis is not None]
    return {axis.name for axis in axes if not axis.complete}


def _counts(
    new: Sequence[ProcessCount], old: Sequence[ProcessCount], policy: Policy
) -> list[Conflict]:
    """Process counts: a definite count is published once; a small change points at somebody."""
    before: dict[str, list[int]] = {}
    for count in old:
        if count.value is not None and count.final:
            before.setdefault(count.label, []).append(count.value)
    return [
        Conflict(
            f"procestelling: {count.label}", "verschil",
            "Deze telling verschilt te weinig van een eerder gepubliceerde telling.", (CITE,),
        )
        for count in new
        if count.value is not None and count.final
        and any(0 < abs(count.value - value) < policy.threshold
                for value in before.get(count.label, []))
    ]  # fmt: skip
