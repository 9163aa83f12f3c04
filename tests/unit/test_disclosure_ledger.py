"""A release is checked against every earlier one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from analysis.disclosure import Axis, Settings, Table, policy_for, process_count, tabulate
from analysis.disclosure.ledger import Release, Snapshot, exported, snapshot
from analysis.disclosure.ledger_check import conflicts
from analysis.disclosure.publication import Draft, draft_release

KEY = b"sleutel van de test"
GROUP = policy_for("begeleidingsgroep")
SETTINGS = Settings(KEY, engines=("own",))
PIDS = [f"fictief-{at:03d}" for at in range(80)]
PLACE = Axis("regio", "Regio", ("noord", "zuid"))


def regions(pids: list[str], *, south: int, id: str = "regio") -> tuple[Table, Snapshot]:
    """A one-way table: the last `south` of these youths live in the south."""
    taken = snapshot("deelnemers", pids, KEY)
    values = ["noord"] * (len(pids) - south) + ["zuid"] * south
    return Table(id, id, taken.name, PLACE, None, tabulate(values, None, PLACE, None)), taken


def draft(
    tables: list[tuple[Table, Snapshot]], earlier: list[Release], **more: frozenset[str]
) -> Draft:
    return draft_release(
        f"r{len(earlier)}", date(2027, 1, 1), GROUP.name, "abc", [t for t, _ in tables],
        {s.name: s for _, s in tables}, earlier, GROUP, SETTINGS, **more,
    )  # fmt: skip


def test_three_newcomers_are_refused_with_an_explanation_and_a_way_out() -> None:
    first = draft([regions(PIDS[:50], south=20)], []).release
    second = draft([regions(PIDS[:53], south=21)], [first])
    assert second.release.tables == ()
    conflict = second.refused[0]
    assert conflict.kind == "verschil"
    assert "minder dan 5 jeugdigen" in conflict.explanation
    assert any("zoals eerder gepubliceerd" in p for p in conflict.proposals)


def test_one_withdrawal_between_two_releases_is_refused_too() -> None:
    first = draft([regions(PIDS[:50], south=20)], []).release
    second = draft([regions(PIDS[:49], south=19)], [first])
    assert [c.kind for c in second.refused] == ["verschil"]


def test_newcomers_all_in_one_class_are_refused() -> None:
    first = draft([regions(PIDS[:50], south=20)], []).release
    second = draft([regions(PIDS[:60], south=30)], [first])
    assert second.release.tables == ()


def test_enough_newcomers_in_every_class_may_be_shown() -> None:
    first = draft([regions(PIDS[:50], south=20)], []).release
    second = draft([regions(PIDS[:70], south=30)], [first])
    assert second.refused == ()
    assert len(second.release.tables) == 1


def test_a_closed_cohort_and_another_cohort_do_not_meet() -> None:
    first = draft([regions(PIDS[:50], south=20)], []).release
    second = draft([regions(PIDS[50:], south=12)], [first])
    assert second.refused == ()


def test_the_same_question_on_the_same_youths_gets_the_same_answer() -> None:
    first = draft([regions(PIDS[:50], south=20)], []).release
    again = draft([regions(PIDS[:50], south=20, id="nog eens")], [first])
    assert again.quoted == ("nog eens",)
    assert again.release.tables[0].cells == first.tables[0].cells


def test_another_answer_to_the_same_question_is_refused() -> None:
    first = draft([regions(PIDS[:50], south=20)], []).release
    changed = replace(first.tables[0], id="anders", cells=((None,), (20,)))
    other = replace(first, id="r1", order=2, tables=(changed,))
    assert [c.kind for c in conflicts(other, [first], GROUP)] == ["ander antwoord"]


def test_what_was_withheld_before_is_not_shown_later_on_in_another_table() -> None:
    """A nested filter: the complement of a published part is a table too."""
    pids = PIDS[:60]
    taken = snapshot("deelnemers", pids, KEY)
    three = Axis("regio", "Regio", ("noord", "oost", "zuid"))
    fine = Table("fijn", "fijn", taken.name, three, None, ((3,), (20,), (37,)))
    coarse = Table(
        "grof", "grof", taken.name,
        three.merged({"oost": "oost en zuid", "zuid": "oost en zuid"}), None, ((3,), (57,)),
    )  # fmt: skip
    first = draft([(fine, taken)], []).release
    second = draft([(coarse, taken)], [first])
    shown = {n.address: n.value for t in second.release.tables for n in t.numbers()}
    before = {n.address: n.value for t in first.tables for n in t.numbers()}
    assert all(before.get(a) is not None or v is None or a not in before for a, v in shown.items())
    assert all(v != 57 for v in shown.values())


def test_a_population_with_a_withdrawn_youth_may_be_quoted_but_not_computed_on() -> None:
    table, taken = regions(PIDS[:50], south=20)
    gone = frozenset(list(taken.members)[:1])
    refused = draft([(table, taken)], [], withdrawn_youths=gone)
    assert [c.kind for c in refused.refused] == ["intrekking"]
    first = draft([(table, taken)], []).release
    quoted = draft([(table, taken)], [first], withdrawn_youths=gone)
    assert quoted.quoted == ("regio",)
    assert quoted.refused == ()


def test_a_definite_process_count_does_not_change_by_a_few() -> None:
    first = draft([regions(PIDS[:50], south=20)], []).release
    before = replace(first, counts=(process_count("T0 gedaan", 48, final=True),))
    after = replace(first, id="r1", order=2, counts=(process_count("T0 gedaan", 47, final=True),))
    assert [c.table for c in conflicts(after, [before], GROUP)] == ["procestelling: T0 gedaan"]


def test_the_export_holds_every_number_and_null_for_what_is_withheld() -> None:
    pids = PIDS[:60]
    taken = snapshot("deelnemers", pids, KEY)
    zone = Axis("regio", "Regio", ("noord", "oost", "zuid"))
    kind = Axis("zorg", "Zorg", ("open", "gesloten"))
    table = Table("t", "T", taken.name, zone, kind, ((3, 12), (10, 11), (14, 10)))
    release = draft([(table, taken)], []).release
    release = replace(release, counts=(process_count("T0 gedaan", 48, final=True),))
    data = json.loads(json.dumps(exported(release)))
    assert set(data) == {"release", "order", "withdrawn", "tables"}
    first = data["tables"][0]
    assert {"id", "population", "row_var", "col_var", "rows", "cols", "groups", "cells",
            "row_totals", "col_totals", "total"} <= set(first)  # fmt: skip
    assert first["groups"]["rows"]["noord"] == ["noord"]
    assert any(value is None for row in first["cells"] for value in row)
    assert not any(pid in json.dumps(data) for pid in pids)
    assert data["tables"][1]["cells"] == [[48]]


def test_a_snapshot_names_its_youths_only_by_keyed_marks() -> None:
    one, other = snapshot("x", PIDS, KEY), snapshot("x", PIDS, b"andere sleutel")
    assert one == snapshot("x", list(reversed(PIDS)), KEY)
    assert one.name != other.name
    assert not one.members & other.members


def test_a_table_without_its_population_is_refused() -> None:
    table, _ = regions(PIDS[:50], south=20)
    shown = draft([regions(PIDS[:50], south=20)], []).release.tables
    with pytest.raises(ValueError, match="momentopname"):
        Release("r", 1, date(2027, 1, 1), GROUP.name, "", shown, {})
    assert table.total == 50
