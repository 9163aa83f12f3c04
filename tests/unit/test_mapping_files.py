"""Mapping files: every fault at once, with file, line and what would be right."""

from __future__ import annotations

import pytest

from register.files.mapping_reading import (
    MappingFaults,
    read_mapping,
    shipped_mapping,
    shipped_names,
)
from register.files.refused import FileRefused
from tests.support.ret_files import WORDS

RET = """mapping: proef
version: 1
title: Proef
kind: ret
basis: {purpose: P0, agreement: overeenkomst}
ret:
  key: {from: Nr}
  ret: {from: RET}
  year: {from: Datum, take: year}
"""


def faults(text: str) -> list[str]:
    with pytest.raises(MappingFaults) as caught:
        read_mapping(text, source="proef.yaml", vocabulary=WORDS)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("name", shipped_names())
def test_every_shipped_mapping_is_valid_for_the_shipped_protocol(name: str) -> None:
    assert shipped_mapping(name, WORDS).mapping.mapping == name


def test_the_four_layouts_ship() -> None:
    assert shipped_names() == ("mvad", "ret_monitor", "ret_regionaal", "trajecten")


@pytest.mark.parametrize("name", ["weg", "../geheim", "", "ret_monitor.yaml"])
def test_a_mapping_that_does_not_ship_is_refused_with_the_names_that_do(name: str) -> None:
    with pytest.raises(FileRefused, match="ret_monitor"):
        shipped_mapping(name, WORDS)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("mapping: [", "proef.yaml, regel 2: Dit is geen geldige YAML"),
        (RET.replace("title: Proef\n", ""), "proef.yaml, regel 1: “title” ontbreekt"),
        (RET + "  kleur: {from: K}\n", "proef.yaml, regel 10: “kleur” bestaat hier niet"),
        (RET + "  gendr: {from: K}\n", "Bedoelt u “gender”?"),
        (RET + "  gender: {form: K}\n", "proef.yaml, regel 10: “form” bestaat hier niet"),
        (RET + "  gender: {from: K, value: x}\n", "óf from (een kolom) óf value"),
        (RET + "  gender: {from: K, codes: {jonge: x}}\n", "regel 10: De code “jonge”"),
        (RET + "  gender: {from: K, codes: {jonge: x}}\n", "Bedoelt u “jongen”?"),
        (RET + "  themes: {flags: {wolken: Kolom}}\n", "De code “wolken” kent het protocol niet"),
        (RET + "  themes: {}\n", "een kolom per thema"),
        (RET + "  gender: {from: K, take: smaak}\n", "Kies uit text"),
        (RET.replace("basis", "# basis"), "regel 4: “basis” ontbreekt bij kind: ret"),
        (RET.replace("P0", "P1"), "regel 5: “purpose” heeft een waarde die niet bestaat"),
        (RET + "consent: {public_data: ja}\n", "regel 10: “consent” hoort niet bij kind: ret"),
        (RET + "stated: [{n: veel, source: x}]\n", "regel 10: “n” is geen heel getal"),
        (RET + "source: {header_rows: 9}\n", "regel 10: “header_rows” is te groot"),
        (RET.replace("kind: ret", "kind: rat"), "regel 4: “kind” heeft een waarde"),
        (RET.replace("kind: ret", "kind: spells"), "“consent” ontbreekt bij kind: spells"),
        (RET.replace("mapping: proef", "mapping: Proef!"), "regel 1: “mapping” heeft niet"),
        (RET + "consent: {}\n", "óf public_data: ja"),
        (RET + "consent: {public_data: misschien}\n", "Schrijf ja of nee"),
    ],
)
def test_a_fault_is_named_with_line_and_fix(text: str, said: str) -> None:
    assert any(said in fault for fault in faults(text)), faults(text)


def test_all_faults_come_at_once_in_the_order_of_the_lines() -> None:
    text = RET.replace("version: 1", "versie: 1").replace("from: RET", "van: RET")
    found = faults(text)
    assert len(found) >= 3
    lines = [int(fault.split("regel ")[1].split(":")[0]) for fault in found]
    assert lines == sorted(lines)


def test_a_fixed_date_of_consent_is_refused() -> None:
    text = """mapping: proef
version: 1
title: Proef
kind: spells
consent:
  events:
    - party: {value: youth}
      purpose: {value: P1}
      letter: {value: v1}
      date: {value: 01-01-2026}
states: {codes: {THU: thuis, HUT: hut}}
spells: {case: {from: P}, state: {from: S}, start: {from: B}}
"""
    found = faults(text)
    assert "proef.yaml, regel 10: Een vaste toestemmingsdatum kan niet. Geef een kolom." in found
    assert any("regel 11: De code “HUT” kent het protocol niet" in fault for fault in found)
