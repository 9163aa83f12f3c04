"""Random tables: nothing withheld comes back, nothing small is shown, two ways of judging agree."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure import (
    Axis,
    Number,
    Settings,
    Table,
    attack,
    narrow,
    policy_for,
    protect,
)
from analysis.disclosure.flow import FlowAttacker
from analysis.disclosure.linked import LinkedAttacker
from analysis.disclosure.primary import primary_cells
from analysis.disclosure.protection import published
from analysis.disclosure.system import system_of

FULL = frozenset({"rij", "kolom", "laag"})
OWN = Settings(b"toetssleutel", seconds=2.0, engines=("own",))


def table_of(counts: np.ndarray, cols: str = "kolom", id: str = "t") -> Table:
    """A two-way table of these counts; a single column makes it one-way."""
    rows = Axis("rij", "Rij", tuple(f"r{i}" for i in range(counts.shape[0])))
    across = Axis(cols, cols, tuple(f"c{j}" for j in range(counts.shape[1])))
    one_way = counts.shape[1] == 1
    return Table(
        id, id, "cohort", rows, None if one_way else across,
        tuple(tuple(int(v) for v in row) for row in counts),
    )  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Tables of 2–5 × 1–5 with few and many youths, zeros included."""
    shape = draw(st.integers(2, 5)), draw(st.integers(1, 5))
    top = draw(st.sampled_from([4, 12, 40]))
    flat = draw(st.lists(st.integers(0, top), min_size=25, max_size=25))
    return table_of(np.array(flat[: shape[0] * shape[1]]).reshape(shape))


@settings(max_examples=30, deadline=None)
@given(tables(), st.sampled_from(["begeleidingsgroep", "openbaar"]))
def test_nothing_withheld_comes_back(table: Table, audience: str) -> None:
    policy = policy_for(audience)
    for shown in protect([table], policy, OWN).tables:
        numbers = list(shown.numbers())
        assert all(n.value is None or n.value >= policy.threshold for n in numbers)
        held = attack(numbers, full=FULL)
        assert not narrow(held, policy.threshold)
        assert not any(interval.exact for interval in held)
        truth = dict(zip((n.address for n in numbers), _truth(table), strict=True))
        assert all(i.low <= truth[i.address] <= i.high for i in held)


def _truth(table: Table) -> list[int]:
    """The counts in the order of `Protected.numbers`."""
    everything = published(table, table.full() < 0, table.full(), policy_for("ret_eigen"))
    return [n.value for n in everything.numbers() if n.value is not None]


@settings(max_examples=8, deadline=None)
@given(
    st.lists(st.integers(0, 9), min_size=12, max_size=12),
    st.sampled_from(["begeleidingsgroep", "openbaar"]),
)
def test_linked_tables_do_not_betray_each_other(flat: list[int], audience: str) -> None:
    policy = policy_for(audience)
    cube = np.array(flat).reshape(2, 3, 2) + 3
    pair = [table_of(cube.sum(axis=2)), table_of(cube.sum(axis=1), "laag", "u")]
    numbers: dict[object, Number] = {}
    for shown in protect(pair, policy, OWN).tables:
        for number in shown.numbers():
            known = numbers.setdefault(number.address, number)
            assert known.value == number.value
    assert not narrow(attack(list(numbers.values()), full=FULL), policy.threshold)


@settings(max_examples=25, deadline=None)
@given(tables(), st.randoms(use_true_random=False))
def test_the_flow_and_the_linear_program_judge_alike(table: Table, random) -> None:
    system = system_of([table])
    withheld = np.array([random.random() < 0.5 for _ in range(system.size)])
    withheld[-1] = False
    by_flow = FlowAttacker(table.full(), 5).cuts(withheld)
    by_lines = LinkedAttacker(system.addresses, system.values, 5, FULL).cuts(withheld)
    assert {cut.cell for cut in by_flow} == {cut.cell for cut in by_lines}
    assert all(cut.slack(withheld) < 0 for cut in [*by_flow, *by_lines])


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.integers(0, 2), min_size=4, max_size=4),
    st.lists(st.booleans(), min_size=9, max_size=9),
)
def test_the_audit_finds_the_same_ends_as_trying_everything(flat, hide) -> None:
    table = table_of(np.array(flat).reshape(2, 2))
    mask = np.array(hide).reshape(3, 3)
    mask[-1, -1] = False
    shown = published(table, mask, table.full(), policy_for("ret_eigen"))
    numbers = list(shown.numbers())
    total = table.total
    worlds = []
    for cells in itertools.product(range(total + 1), repeat=4):
        world = _truth(table_of(np.array(cells).reshape(2, 2)))
        if all(n.value is None or n.value == v for n, v in zip(numbers, world, strict=True)):
            worlds.append(world)
    found = {i.address: (i.low, i.high) for i in attack(numbers, full=FULL)}
    for at, number in enumerate(numbers):
        if number.value is None:
            seen = [world[at] for world in worlds]
            assert found[number.address] == (min(seen), max(seen))


@pytest.mark.parametrize("seed", range(4))
def test_never_more_cells_withheld_than_by_the_better_of_two_engines(seed: int) -> None:
    rng = np.random.default_rng(seed)
    counts = rng.multinomial(200, np.outer(rng.dirichlet([2] * 4), rng.dirichlet([2] * 5)).ravel())
    table, policy = table_of(counts.reshape(4, 5)), policy_for("begeleidingsgroep")

    def withheld(*engines: str) -> int:
        out = protect([table], policy, Settings(b"k", seconds=3.0, engines=engines))
        return sum(n.value is None for t in out.tables for n in t.numbers()) or 999

    both = withheld("own", "argus")
    assert both <= min(withheld("own"), withheld("argus"))
    assert both >= int(primary_cells(table, policy).sum())
