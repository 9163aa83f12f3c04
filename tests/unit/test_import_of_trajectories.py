"""Care trajectories: periods, months, and the basis without which no case comes in."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from register.domain.imports import ImportPlan
from register.files.mapping_reading import read_mapping, shipped_mapping
from register.files.monthnames import month_range
from register.files.plans import plan_import
from register.files.refused import FileRefused
from register.files.spells import months_of, spells_of
from tests.support.ret_files import WORDS
from tests.support.sheets import KEY, csv_bytes, xlsx_bytes

HEADER = [
    "Pseudoniem", "Soort", "Begin", "Einde", "Nauwkeurigheid begin", "Nauwkeurigheid einde", "Bron",
    "Doelen", "Brief jeugdige", "Toestemming jeugdige", "Ouder", "Brief ouder", "Toestemming ouder",
    "Naam",
]  # fmt: skip
YES = ["P1, P2", "jeugd12-v1", "01-03-2026", "ouder 1", "ouders-v1", "02-03-2026", "Bo Fictief"]
NOTHING = ["", "", "", "", "", "", ""]


def row(case: str, state: str, start: object, end: object, basis: list[str]) -> list[object]:
    return [case, state, start, end, "", "", "dossier", *basis]


def planned(*rows: list[object]) -> ImportPlan:
    return plan_import(csv_bytes([HEADER, *rows]), shipped_mapping("trajecten", WORDS), key=KEY)


def test_periods_come_in_with_their_own_precision() -> None:
    plan = planned(
        row("AAAA-0001", "Thuis", "2015", "mrt 2020", YES),
        row("AAAA-0001", "JeugdzorgPlus", "12-03-2020", "zomer 2021", NOTHING),
        row("AAAA-0001", "OBC", "sept 2021", "heden", NOTHING),
    )
    assert plan.rejects == ()
    assert [(s.state, s.start.text, s.end and s.end.text, s.open_end) for s in plan.spells] == [
        ("THU", "2015", "2020-03", False),
        ("JZP", "2020-03-12", "2021-zomer", False),
        ("BEH", "2021-09", None, True),
    ]


def test_a_stated_precision_makes_a_date_as_vague_as_it_was() -> None:
    rough = ["AAAA-0001", "Thuis", "01-01-2015", "01-06-2016", "jaar", "maand", "", *YES]
    (spell,) = planned(rough).spells
    assert spell.end is not None
    assert (spell.start.text, spell.end.text) == ("2015", "2016-06")


def test_columns_become_consent_events_one_per_party_and_purpose() -> None:
    plan = planned(row("AAAA-0001", "Thuis", "2015", "2016", YES))
    assert [(c.party, c.acting_as, c.purpose, c.type, c.letter, str(c.effective_on))
            for c in plan.consents] == [
        ("youth", "self", "P1", "given", "jeugd12-v1", "2026-03-01"),
        ("youth", "self", "P2", "given", "jeugd12-v1", "2026-03-01"),
        ("parent_1", "representative", "P1", "given", "ouders-v1", "2026-03-02"),
        ("parent_1", "representative", "P2", "given", "ouders-v1", "2026-03-02"),
    ]  # fmt: skip


def test_a_case_without_a_basis_is_refused_with_that_reason_on_each_row() -> None:
    plan = planned(
        row("AAAA-0001", "Thuis", "2015", "2016", YES),
        row("BBBB-0002", "Thuis", "2015", "2016", NOTHING),
        row("BBBB-0002", "JJI", "2017", "2018", NOTHING),
    )
    assert [case.key for case in plan.cases] == ["AAAA-0001"]
    assert [(r.line, r.column) for r in plan.rejects] == [(3, "Pseudoniem"), (4, "Pseudoniem")]
    assert all("geen grondslag" in r.reason for r in plan.rejects)


@pytest.mark.parametrize(
    ("place", "text", "column", "said"),
    [
        (1, "paleis", "Soort", "codelijst"),
        (2, "gisteren", "Begin", "geen datum"),
        (2, "", "Begin", "begindatum ontbreekt"),
        (3, "2009", "Einde", "ligt voor het begin"),
        (7, "P5", "Toestemming jeugdige", "doel kent het protocol niet"),
        (8, "", "Toestemming jeugdige", "half ingevuld"),
        (9, "mrt 2026", "Toestemming jeugdige", "op de dag nauwkeurig"),
        (10, "J. Fictief", "Toestemming ouder", "partij bestaat niet"),
        (0, "", "Pseudoniem", "kenmerk van de casus ontbreekt"),
    ],
)
def test_each_fault_is_named_with_its_column_and_never_its_value(
    place: int, text: str, column: str, said: str
) -> None:
    broken = row("BBBB-0002", "Thuis", "2010", "2016", YES)
    broken[place] = text
    plan = planned(row("AAAA-0001", "Thuis", "2015", "2016", YES), broken)
    found = [reject for reject in plan.rejects if reject.column == column]
    assert [reject.line for reject in found] == [3]
    assert said in found[0].reason
    assert len(plan.spells) == 1
    for reject in plan.rejects:
        assert not text or text not in reject.shown


def test_the_same_period_twice_is_refused_the_second_time() -> None:
    plan = planned(*[row("AAAA-0001", "Thuis", "2015", "2016", YES)] * 2)
    assert [(r.line, r.reason) for r in plan.rejects] == [(3, "Deze periode staat ook op regel 2.")]


def test_the_same_file_gives_the_same_plan_and_another_layout_the_same_fingerprints() -> None:
    rows = [row("AAAA-0001", "Thuis", "2015", "mrt 2020", YES)]
    assert planned(*rows) == planned(*rows)
    book = xlsx_bytes({"Blad": [["Trajecten"], HEADER, *rows]})
    moved = plan_import(book, shipped_mapping("trajecten", WORDS), key=KEY)
    assert moved.fingerprints == planned(*rows).fingerprints
    assert moved.spells[0].line == 3


def test_public_data_is_refused_outside_a_test_installation() -> None:
    with pytest.raises(FileRefused, match="alleen in een proefinstallatie"):
        plan_import(b"id\n1\n", shipped_mapping("mvad", WORDS), key=KEY)


MONTHS = """
mapping: maanden
version: 1
title: Maanden
kind: months
consent: {public_data: ja}
states: {list: eigen, labels: {A: aa, B: bb}, codes: {A: [aap], B: [beer]}}
months: {case: {from: id}, first: 2020-11, last: 2021-02, header: "MMM JJJJ", empty: ["?"]}
"""


def months(*rows: list[str]) -> ImportPlan:
    mapping = read_mapping(MONTHS, source="maanden.yaml", vocabulary=WORDS)
    data = csv_bytes([["id", "nov 2020", "dec 2020", "jan 2021", "feb 2021"], *rows])
    return plan_import(data, mapping, key=KEY, public_data_allowed=True)


def test_runs_of_equal_months_become_periods_and_unknown_months_break_them() -> None:
    plan = months(["1", "aap", "aap", "?", "aap"], ["2", "beer", "", "", ""])
    assert [(s.case_key, s.state, s.start.text, s.end and s.end.text, s.open_end)
            for s in plan.spells] == [
        ("1", "A", "2020-11", "2020-12", False),
        ("1", "A", "2021-02", "2021-02", True),
        ("2", "B", "2020-11", "2020-11", False),
    ]  # fmt: skip


def test_one_strange_month_refuses_the_row_and_names_the_month() -> None:
    plan = months(["1", "aap", "aap", "kat", "aap"], ["2", "aap", "aap", "aap", "aap"])
    assert [(r.line, r.column) for r in plan.rejects] == [(2, "jan 2021")]
    assert {s.case_key for s in plan.spells} == {"2"}


def test_a_missing_month_column_is_named_before_anything_is_read() -> None:
    mapping = read_mapping(MONTHS, source="maanden.yaml", vocabulary=WORDS)
    data = csv_bytes([["id", "nov 2020", "dec 2020", "feb 2021"], ["1", "aap", "aap", "aap"]])
    with pytest.raises(FileRefused, match="“jan 2021”"):
        plan_import(data, mapping, key=KEY, public_data_allowed=True)


def test_runs_are_found_in_a_plain_example() -> None:
    held = month_range("2020-01", "2020-04")
    assert spells_of(["A", "A", None, "A"], held) == (
        ("A", date(2020, 1, 1), date(2020, 2, 1)),
        ("A", date(2020, 4, 1), date(2020, 4, 1)),
    )


def test_all_712_public_trajectories_come_in_and_give_the_same_months_back(
    data_folder: Path,
) -> None:
    path = data_folder / "mvad.csv"
    if not path.is_file():
        pytest.skip("mvad.csv is not in CASUSREGISTER_PUBLIC_DATA")
    loaded = shipped_mapping("mvad", WORDS)
    plan = plan_import(path.read_bytes(), loaded, key=KEY, public_data_allowed=True)
    assert (len(plan.cases), plan.rejects, plan.rows_read) == (712, (), 712)
    texts = loaded.mapping.states.codes if loaded.mapping.states else {}
    code = {text: code for code, (text,) in texts.items()}
    with path.open(encoding="utf-8", newline="") as file:
        source = {r["id"]: [code[v] for v in list(r.values())[14:]] for r in csv.DictReader(file)}
    back = months_of(plan.spells, "1993-07", "1999-06")
    assert {len(states) for states in back.values()} == {72}
    assert {case: list(states) for case, states in back.items()} == source
