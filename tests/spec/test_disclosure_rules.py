"""Which counts may be shown: the rules of RULES §3 as tables that a researcher can check."""

from __future__ import annotations

import json

import pytest

from analysis.disclosure import (
    WITHHELD,
    Axis,
    Hierarchy,
    Number,
    Settings,
    Table,
    attack,
    narrow,
    policy_for,
    process_count,
    protect,
    recoded,
)
from analysis.disclosure.primary import primary_cells
from analysis.disclosure.protection import published
from analysis.disclosure.verdict import (
    curve_cut,
    mean_verdict,
    model_verdict,
    opinion_verdict,
    percentage_verdict,
    quantile_verdict,
    quote_verdict,
    words_verdict,
)

GROUP = policy_for("begeleidingsgroep")
PUBLIC = policy_for("openbaar")
SETTINGS = Settings(b"sleutel van de test", engines=("own",))


def two_way(*rows: tuple[int, ...], known_to: str = "ret") -> Table:
    """A table with rows r0, r1 … and columns c0, c1 …"""
    return Table(
        "t", "Tabel", "cohort", Axis("rij", "Rij", tuple(f"r{i}" for i in range(len(rows)))),
        Axis("kolom", "Kolom", tuple(f"c{j}" for j in range(len(rows[0]))), known_to=known_to),
        rows,
    )  # fmt: skip


# what is sensitive in itself (x), per audience; margins are the last row and column
CASES = [
    ("een aantal onder de drempel", GROUP, ((4, 20), (20, 20)), {(0, 0)}),
    ("een aantal op de drempel mag", GROUP, ((5, 20), (20, 20)), set()),
    ("nul is gevoelig", GROUP, ((0, 20), (20, 20)), {(0, 0), (0, 1), (1, 0)}),
    ("een hele rij in één klasse", GROUP, ((30, 0), (20, 20)), {(0, 0), (0, 1), (1, 1)}),
    ("op één na de hele rij", GROUP, ((30, 1), (20, 20)), {(0, 0), (0, 1), (1, 1)}),
    ("openbaar: onder 10", PUBLIC, ((9, 20), (20, 20)), {(0, 0)}),
    ("procestelling: nul mag", policy_for("procestelling"), ((0, 20), (20, 20)), set()),
    ("het RET ziet zijn eigen aanmeldingen", policy_for("ret_eigen"), ((1, 0), (0, 2)), set()),
]


@pytest.mark.parametrize(("name", "policy", "rows", "sensitive"), CASES, ids=[c[0] for c in CASES])
def test_a_count_is_sensitive_in_itself(name, policy, rows, sensitive) -> None:
    found = primary_cells(two_way(*rows), policy)
    assert {(i, j) for i, j in zip(*found.nonzero(), strict=True)} == sensitive


def test_a_threshold_alone_gives_withheld_counts_back_and_ours_does_not() -> None:
    """The leak of a tool that drops small cells and shows the margins (RULES §3.4)."""
    table = two_way((3, 20, 17), (25, 18, 30), (15, 22, 16))
    small = table.full() < GROUP.threshold
    naive = published(table, small, table.full(), GROUP)
    broken = attack(list(naive.numbers()), full=frozenset({"rij", "kolom"}))
    assert [(i.low, i.high) for i in broken] == [(3, 3)]

    ours = protect([table], GROUP, SETTINGS).tables[0]
    held = attack(list(ours.numbers()), full=frozenset({"rij", "kolom"}))
    assert len(held) >= 4
    assert not narrow(held, GROUP.threshold)


def test_what_one_table_withholds_a_linked_table_does_not_give_back() -> None:
    """213 = 139 + 74: the total beside a withheld region makes it computable."""
    regions = Axis("regio", "Regio", ("noord", "oost", "zuid"))
    fine = Table("fijn", "Fijn", "cohort", regions, None, ((3,), (20,), (27,)))
    merged = Table(
        "grof", "Grof", "cohort", regions.merged({"noord": "noordoost", "oost": "noordoost"}),
        None, ((23,), (27,)),
    )  # fmt: skip
    outcome = protect([fine, merged], GROUP, SETTINGS)
    numbers = {n.address: n for t in outcome.tables for n in t.numbers()}
    held = attack(list(numbers.values()), full=frozenset({"regio"}))
    assert held
    assert not narrow(held, GROUP.threshold)


def test_a_withheld_count_is_none_in_data_and_the_same_words_everywhere() -> None:
    shown = protect([two_way((3, 20, 17), (25, 18, 30), (15, 22, 16))], GROUP, SETTINGS).tables[0]
    hidden = [v for row in shown.cells for v in row if v is None]
    assert hidden
    assert {shown.shown(v) for v in hidden} == {WITHHELD} == {"niet getoond (privacy)"}
    assert "null" in json.dumps(shown.cells)


def test_confidential_attributes_are_crossed_with_large_classes_only() -> None:
    """RULES D8: an attribute that nobody knows, in classes of 10 or more."""
    small = two_way((4, 4), (20, 20), known_to="nobody")
    large = two_way((6, 6), (20, 20), known_to="nobody")
    assert protect([small], GROUP, SETTINGS).dropped == ("t",)
    assert protect([large], GROUP, SETTINGS).dropped == ()
    assert protect([large], policy_for("aanbieder_eigen"), SETTINGS).dropped == ("t",)


def test_public_counts_are_rounded_to_five_and_still_add_up() -> None:
    table = two_way((31, 42, 23), (54, 65, 71), (16, 27, 38))
    shown = protect([table], PUBLIC, SETTINGS).tables[0]
    values = [n.value for n in shown.numbers()]
    assert all(value is None or value % 5 == 0 for value in values)
    if None not in shown.row_totals:
        assert sum(v for v in shown.row_totals if v is not None) == shown.total


def test_a_table_of_fewer_than_ten_youths_is_not_made() -> None:
    assert protect([two_way((3, 2), (2, 2))], GROUP, SETTINGS).dropped == ("t",)


def test_classes_are_merged_before_counts_are_withheld() -> None:
    regions = Axis("regio", "Regio", ("a", "b", "c", "d"))
    table = Table("t", "T", "cohort", regions, None, ((2,), (20,), (3,), (25,)))
    steps = Hierarchy("regio", {"a": "ab", "b": "ab", "c": "cd", "d": "cd"})
    coarse, notes = recoded(table, [steps], GROUP)
    assert coarse.rows.categories == ("ab", "cd")
    assert [row[0] for row in coarse.counts] == [22, 28]
    assert "samengevoegd" in notes[0]


def test_process_counts_are_exact_from_ten_and_rounded_while_they_grow() -> None:
    assert process_count("respons", 9, final=True).text == "minder dan 10"
    assert process_count("respons", 0, final=True).text == "minder dan 10"
    assert process_count("respons", 10, final=True).text == "10"
    assert process_count("respons", 48, final=False).text == "ongeveer 50"
    assert process_count("respons", 11, final=False).text == "ongeveer 10"


MEAN = [
    ("tien jeugdigen die allemaal meetellen", [1.0] * 10, True),
    ("negen jeugdigen", [1.0] * 9, False),
    ("vier jeugdigen dragen alles", [5.0] * 4 + [0.0] * 20, False),
    ("twee jeugdigen dragen meer dan 90%", [100.0, 100.0] + [1.0] * 10, False),
]


@pytest.mark.parametrize(("name", "values", "allowed"), MEAN, ids=[m[0] for m in MEAN])
def test_a_mean_leaves_only_when_enough_youths_carry_it(name, values, allowed) -> None:
    assert mean_verdict(values, GROUP).allowed is allowed


def test_other_statements_have_their_own_floor() -> None:
    assert not quantile_verdict(range(39), 0.25, GROUP).allowed
    assert quantile_verdict(range(40), 0.25, GROUP).allowed
    assert curve_cut([50, 30, 10, 9, 4], GROUP) == 3
    assert not percentage_verdict(50, 50, GROUP).allowed
    assert not percentage_verdict(48, 50, GROUP).allowed
    assert percentage_verdict(30, 50, GROUP).allowed
    assert not model_verdict(20, 11, 10, GROUP).allowed
    assert not words_verdict(9, GROUP).allowed
    assert not opinion_verdict(6, 1, GROUP).allowed
    assert not quote_verdict(consented=False, attributes=()).allowed
    assert not quote_verdict(consented=True, attributes=("regio",)).allowed
    assert quote_verdict(consented=True, attributes=()).allowed


def test_an_unknown_audience_gets_no_policy() -> None:
    with pytest.raises(ValueError, match="doelgroep"):
        policy_for("iemand")


def test_who_knows_the_settings_still_learns_no_theme() -> None:
    """RULES D8: margins on known attributes protect nothing, so counts do not rest on them."""
    setting = Axis("setting", "Setting", ("a", "b", "c"))
    theme = Axis("thema", "Thema", ("x", "y", "z"), known_to="nobody")
    counts = ((2, 9, 8), (7, 3, 9), (8, 12, 20))
    table = Table("t", "T", "cohort", setting, theme, counts)
    for shown in protect([table], GROUP, SETTINGS).tables:
        truth = {"a": 19, "b": 19, "c": 40}
        known = [
            Number(n.address, truth[min(n.address[1][0][1])])
            if [name for name, _ in n.address[1]] == ["setting"] else n
            for n in shown.numbers()
        ]  # fmt: skip
        held = attack(known, full=frozenset({"setting", "thema"}))
        assert held
        assert not narrow(held, GROUP.threshold)


PROVIDERS = [
    ("drie aanbieders, geen groter dan de helft", ("a",) * 6 + ("b",) * 4 + ("c",) * 2, False),
    ("twee aanbieders", ("a",) * 6 + ("b",) * 6, True),
    ("één aanbieder heeft meer dan de helft", ("a",) * 7 + ("b",) * 3 + ("c",) * 2, True),
]


@pytest.mark.parametrize(("name", "cell", "sensitive"), PROVIDERS, ids=[p[0] for p in PROVIDERS])
def test_providers_are_units_too(name: str, cell: tuple[str, ...], sensitive: bool) -> None:
    rows = Axis("soort", "Soort", ("x", "y"))
    even = ("a", "b", "c") * 6
    table = Table("t", "T", "cohort", rows, None, ((12,), (18,)), providers=((cell,), (even,)))
    assert bool(primary_cells(table, policy_for("aanbieders"))[0, 0]) is sensitive
    merged = table.recoded(rows={"x": "samen", "y": "samen"})
    assert len(merged.providers[0][0]) == 30


def test_a_table_for_providers_must_name_them() -> None:
    with pytest.raises(ValueError, match="aanbieder"):
        primary_cells(two_way((20, 20), (20, 20)), policy_for("aanbieders"))


def test_the_study_protocol_sets_the_numbers() -> None:
    stricter = {"begeleidingsgroep": {"min_count": 8, "min_persons": 20, "zeros_sensitive": False},
                "ret_eigen": {"min_count": 1}, "aanbieders": {"largest_share": 40}}  # fmt: skip
    group = policy_for("begeleidingsgroep", stricter)
    assert (group.threshold, group.denominator, group.zeros) == (8, 20, False)
    assert policy_for("ret_eigen", stricter).open
    assert policy_for("aanbieders", stricter).provider_share == 0.4
    assert policy_for("openbaar", stricter) == PUBLIC
