"""RET registrations from two layouts: one nameless frame, and totals that are held to account."""

from __future__ import annotations

from dataclasses import fields, replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from instruments.frozen import FrozenMap
from register.domain.imports import Finding, ImportPlan, RetRow, StatedTotal
from register.files.importreport import report_lines
from register.files.mapping_reading import read_mapping
from register.files.plans import plan_import
from register.files.reconcile import contradictions, merged_frame, sums
from tests.support import ret_files
from tests.support.ret_files import MONITOR_HEADER, monitor_rows
from tests.support.sheets import KEY, csv_bytes


@pytest.fixture(scope="module")
def plans() -> tuple[ImportPlan, ImportPlan]:
    monitor = plan_import(ret_files.monitor_file(), ret_files.monitor_mapping(), key=KEY)
    regional = plan_import(ret_files.regional_file(), ret_files.regional_mapping(), key=KEY)
    return monitor, regional


def findings(plans: tuple[ImportPlan, ...], code: str) -> list[str]:
    return [found.text for found in merged_frame(plans).findings if found.code == code]


def test_two_layouts_become_one_frame_of_213(plans: tuple[ImportPlan, ImportPlan]) -> None:
    frame = merged_frame(plans)
    assert [len(plan.registrations) for plan in plans] == [139, 74]
    assert [plan.rejects for plan in plans] == [(), ()]
    assert (frame.registrations, frame.clients) == (213, 211)


def test_registrations_and_clients_are_counted_apart(plans: tuple[ImportPlan, ...]) -> None:
    monitor = merged_frame(plans[:1])
    assert (monitor.registrations, monitor.clients) == (139, 137)


def test_the_same_meaning_gets_the_same_code_from_both_layouts(
    plans: tuple[ImportPlan, ImportPlan],
) -> None:
    first, last = plans[0].registrations[0], plans[1].registrations[-1]
    assert (first.age_band, first.gender, first.setting) == ("8-11", "meisje", "obc")
    assert (first.referrer, first.themes) == ("lokaal_team", ("autisme", "trauma"))
    assert (last.age_band, last.gender, last.setting) == ("12-15", "jongen", None)
    assert (last.referrer, last.themes) == ("lokaal_team", ("agressie", "lvb"))
    assert {row.year for plan in plans for row in plan.registrations} == {2024}


def test_columns_outside_the_frame_are_dropped_and_named(
    plans: tuple[ImportPlan, ImportPlan],
) -> None:
    assert plans[0].dropped == ("Naam", "Toelichting")
    assert plans[1].dropped == ("Opmerkingen",)
    for plan in plans:
        assert "Fictief" not in repr(plan) and "vrije tekst" not in repr(plan)


def test_the_frame_has_no_place_for_more_than_the_decision_allows() -> None:
    allowed = {"year", "region_group", "age_band", "gender", "setting", "referrer", "flow_step",
               "themes", "key", "ret"}  # fmt: skip
    made_here = {"line", "client", "identity", "fingerprint"}
    assert {field.name for field in fields(RetRow)} == allowed | made_here


def test_the_number_of_a_client_never_comes_along(plans: tuple[ImportPlan, ImportPlan]) -> None:
    clients = {row.client for row in plans[0].registrations}
    assert all(client is not None and len(client) == 64 for client in clients)
    other = plan_import(ret_files.monitor_file(), ret_files.monitor_mapping(), key=bytes(32))
    assert clients.isdisjoint({row.client for row in other.registrations})


def test_rows_of_totals_are_no_registrations(plans: tuple[ImportPlan, ImportPlan]) -> None:
    assert "Overgeslagen regels met totalen: 1." in plans[1].notices


def test_monthly_totals_stand_in_a_table_of_their_own(
    plans: tuple[ImportPlan, ImportPlan],
) -> None:
    (month,) = plans[1].monthly
    assert (month.ret, str(month.month), month.registrations) == (
        "gooi_vechtstreek", "2024-01-01", 2,
    )  # fmt: skip


def test_the_published_contradictions_are_reported(plans: tuple[ImportPlan, ...]) -> None:
    said = findings(plans, "stated_contradiction")
    assert len(said) == 2
    assert any("27 (tabel 1) tegenover 24 (lopende tekst)" in text for text in said)
    assert any("16 (tabel 1) tegenover 26 (lopende tekst)" in text for text in said)


def test_the_sum_says_which_of_two_sources_is_right(plans: tuple[ImportPlan, ...]) -> None:
    (said,) = findings(plans, "stated_sum_chooses")
    assert "tot 213 met" in said
    assert "zaanstreek_waterland 27 (tabel 1)" in said and "gooi_vechtstreek 16 (tabel 1)" in said


def test_139_and_74_make_213_without_a_finding(plans: tuple[ImportPlan, ...]) -> None:
    assert findings(plans, "stated_sum") == []


def test_only_the_wrong_totals_differ_from_the_rows(plans: tuple[ImportPlan, ...]) -> None:
    said = findings(plans, "stated_counted")
    assert len(said) == 2
    assert all(text.startswith("Volgens lopende tekst: 2") for text in said)


def test_one_registration_short_is_told_with_the_number_of_refused_rows() -> None:
    rows = monitor_rows()
    rows[0][5] = "honderd"
    plan = plan_import(csv_bytes([MONITOR_HEADER, *rows]), ret_files.monitor_mapping(), key=KEY)
    said = findings((plan,), "stated_counted")
    text = "Volgens hoofdstuk 2: 139 aanmeldingen (bestanden volgens ret_monitor, 2024); "
    assert text + "geteld: 138 (geweigerde rijen: 1)." in said


@pytest.mark.parametrize(
    ("totals", "code"),
    [
        ([(10, "a", ""), (12, "b", "")], ["stated_contradiction"]),
        ([(10, "a", ""), (10, "b", "")], []),
        ([(10, "geheel", ""), (4, "t", "noord"), (5, "t", "zuid")], ["stated_sum"]),
        ([(9, "geheel", ""), (4, "t", "noord"), (5, "t", "zuid")], []),
        ([(9, "geheel", ""), (4, "t", "noord")], []),
    ],
)
def test_sources_are_compared_with_each_other(
    totals: list[tuple[int, str, str]], code: list[str]
) -> None:
    stated = [StatedTotal(n, source, ret=ret) for n, source, ret in totals]
    found: list[Finding] = [*contradictions(stated), *sums(stated)]
    assert [one.code for one in found] == code


def test_a_registration_in_two_files_counts_once_and_a_difference_is_told() -> None:
    mapping = ret_files.monitor_mapping(stated="")
    rows = monitor_rows()
    changed = [list(row) for row in rows]
    changed[3][8] = "school"
    first = plan_import(csv_bytes([MONITOR_HEADER, *rows]), mapping, key=KEY)
    again = plan_import(csv_bytes([MONITOR_HEADER, *changed]), mapping, key=KEY)
    frame = merged_frame([first, again])
    assert frame.registrations == 139
    assert [found.code for found in frame.findings] == ["ret_disagree", "ret_double"]
    assert "regel 5" in frame.findings[0].text


def test_a_key_that_comes_back_within_a_file_is_refused_with_its_first_line() -> None:
    rows = monitor_rows()[:4]
    rows[2] = list(rows[0])
    rows[3] = [rows[0][0], *rows[3][1:]]
    mapping = ret_files.monitor_mapping(stated="")
    plan = plan_import(csv_bytes([MONITOR_HEADER, *rows]), mapping, key=KEY)
    assert [(reject.line, reject.reason) for reject in plan.rejects] == [
        (4, "Deze rij is gelijk aan regel 2."),
        (5, "Dit kenmerk staat ook op regel 2, met andere gegevens."),
    ]


def test_a_citizen_number_refuses_its_row_even_in_a_dropped_column() -> None:
    rows = monitor_rows()[:3]
    rows[1][12] = "bsn 111222333"
    mapping = ret_files.monitor_mapping(stated="")
    plan = plan_import(csv_bytes([MONITOR_HEADER, *rows]), mapping, key=KEY)
    (reject,) = plan.rejects
    assert (reject.line, reject.column) == (3, "Toelichting")
    assert "111222333" not in reject.shown


def test_a_missing_region_group_follows_from_the_team(plans: tuple[ImportPlan, ...]) -> None:
    assert {row.region_group for row in plans[0].registrations} == {"noord_holland"}


def test_a_workbook_without_the_sheets_beside_is_read_and_says_so() -> None:
    book = load_workbook(BytesIO(ret_files.regional_file()))
    del book["Maandtotalen"], book["Totalen"]
    buffer = BytesIO()
    book.save(buffer)
    plan = plan_import(buffer.getvalue(), ret_files.regional_mapping(), key=KEY)
    assert len(plan.registrations) == 74
    assert "Het blad “Maandtotalen” ontbreekt en is niet gelezen." in plan.notices


MONTHS_ONLY = """mapping: maanden
version: 1
title: Maandtotalen
kind: ret
basis: {purpose: P0, agreement: overeenkomst}
monthly: {ret: {from: RET}, month: {from: Maand}, n: {from: Aantal}}
"""


def test_monthly_totals_can_come_as_a_file_of_their_own() -> None:
    mapping = read_mapping(MONTHS_ONLY, source="m.yaml", vocabulary=ret_files.NOORD_HOLLAND)
    rows = [["RET", "Maand", "Aantal"], ["Alkmaar", "jan 2024", "2"], ["Alkmaar", "02-2024", "3"],
            ["Alkmaar", "januari 2024", "4"], ["Alkmaar", "2024", "4"],
            ["Alkmaar", "mrt 2024", "-1"]]  # fmt: skip
    plan = plan_import(csv_bytes(rows), mapping, key=KEY)
    assert [(str(m.month), m.registrations) for m in plan.monthly] == [
        ("2024-01-01", 2), ("2024-02-01", 3),
    ]  # fmt: skip
    assert [(r.line, r.column) for r in plan.rejects] == [
        (4, "Maand"), (5, "Maand"), (6, "Aantal"),
    ]  # fmt: skip


def test_the_report_of_an_import_names_columns_and_lines_and_no_values() -> None:
    rows = monitor_rows()[:30]
    for row in rows[:12]:
        row[8] = "Geheim-Fictief"
    mapping = ret_files.monitor_mapping(stated="")
    plan = plan_import(csv_bytes([MONITOR_HEADER, *rows]), mapping, key=KEY)
    lines = report_lines(plan)
    assert lines[0] == "Koppeling ret_monitor (versie 1); 30 rijen gelezen, 12 geweigerd."
    assert lines[1] == "  aanmeldingen voor het steekproefkader: 18"
    assert "“Naam”, “Toelichting”" in lines[2]
    assert any(line.startswith("Regel 2, kolom “Aanmelder”: Deze waarde") for line in lines)
    assert "  12 × Deze waarde staat niet in de codelijst." in lines
    assert "Geheim" not in "\n".join(lines)


def test_a_region_group_that_follows_from_nothing_is_asked_for() -> None:
    words = replace(ret_files.NOORD_HOLLAND, ret_groups=FrozenMap[str]())
    mapping = replace(ret_files.monitor_mapping(stated=""), vocabulary=words)
    rows = monitor_rows()[:2]
    rows[1][4] = "Haaglanden"
    plan = plan_import(csv_bytes([MONITOR_HEADER, *rows]), mapping, key=KEY)
    assert [(r.line, r.column) for r in plan.rejects] == [(2, "Regio")]
    assert [row.region_group for row in plan.registrations] == ["noord"]
