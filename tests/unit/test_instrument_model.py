"""The model, its files and its words: what a definition is and where it stands."""

import pickle
from pathlib import Path
from typing import Any

import pytest

from instruments import yamltext
from instruments.answers import Answer, InvalidAnswer
from instruments.browser import SCRIPTS, script
from instruments.codelist import load_codelist
from instruments.definition import load
from instruments.frozen import FrozenMap
from instruments.gaps import GAP_CODES, Gap, gap_from_code
from instruments.licence import load_texts, why_no_texts, with_texts
from instruments.logic import parse
from instruments.logic.wording import in_words
from instruments.model import Instrument, Item, Section
from instruments.problems import DefinitionErrors, InvalidInstrument
from instruments.reference import pages
from instruments.schema import SHAPES, json_schema
from instruments.store import (
    UnknownInstrument,
    available,
    codelist,
    codelists,
    instruments,
    load_instrument,
)
from instruments.writing import to_yaml

OWN = """\
id: eigen
version: "{version}"
title: Eigen lijst
sections:
  - id: een
    title: Een
    items: [{{id: a, type: choice, label: A, choices_from: {codes}}}]
"""


def site(folder: Path, *versions: str, codes: str = "geslacht") -> Path:
    for version in versions:
        text = OWN.format(version=version, codes=codes)
        (folder / f"eigen_{version}.yaml").write_text(text, encoding="utf-8")
    return folder


# --- the library ---


def test_every_shipped_instrument_is_sound_and_comes_back_from_its_yaml() -> None:
    shipped = instruments()
    assert shipped
    for one in shipped:
        assert load(to_yaml(one)) == one


def test_every_shipped_code_list_has_codes_and_a_source() -> None:
    assert codelists()
    for one in codelists().values():
        assert one.codes and one.source and one.title


def test_the_newest_version_is_given_unless_one_is_named(tmp_path: Path) -> None:
    folder = site(tmp_path, "2", "10", "9")
    assert available(folder)["eigen"] == ("2", "9", "10")
    assert load_instrument("eigen", site=folder).version == "10"
    assert load_instrument("eigen", "9", folder).version == "9"


def test_an_unknown_instrument_or_version_says_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(UnknownInstrument, match="bestaat niet"):
        load_instrument("bestaat_niet")
    with pytest.raises(UnknownInstrument, match="er is: 2"):
        load_instrument("eigen", "3", site(tmp_path, "2"))


def test_a_site_cannot_put_its_own_under_a_shipped_id_and_version(tmp_path: Path) -> None:
    shipped = instruments()[0]
    (tmp_path / "mijn.yaml").write_text(to_yaml(shipped), encoding="utf-8")
    with pytest.raises(DefinitionErrors, match="bestaat al"):
        available(tmp_path)


def test_a_site_has_its_own_code_lists_beside_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "codelists").mkdir()
    text = "id: kleur\nversion: '1'\ntitle: Kleur\nsource: eigen\ncodes:\n"
    (tmp_path / "codelists" / "kleur.yaml").write_text(
        text + "  - {code: r, label: rood, hex: ff0000}\n", encoding="utf-8"
    )
    made = load_instrument("eigen", site=site(tmp_path, "1", codes="kleur"))
    assert made.item("a").choices == {"r": "rood"}
    found = codelist("kleur", tmp_path)
    assert found is not None and found.codes[0].extra == {"hex": "ff0000"}
    assert codelist("kleur") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id: k\nversion: '1'\ntitle: K\nsource: x\ncodes: {}\n", "geen codes"),
        ("id: k\nversion: '1'\ntitle: K\nsource: x\n", "“codes” ontbreekt"),
        ("id: k\nkleur: r\n", "“kleur” bestaat niet"),
        (
            "id: k\nversion: '1'\ntitle: K\nsource: x\n"
            "codes: [{code: a, label: A}, {code: a, label: B}]\n",
            "twee keer",
        ),
        ("id: k\nversion: '1'\ntitle: K\nsource: x\ncodes: [{code: a}]\n", "mist code of label"),
    ],
)
def test_a_bad_code_list_says_where_and_what(text: str, message: str) -> None:
    with pytest.raises(DefinitionErrors, match=message):
        load_codelist(text)


# --- the model ---

ITEM = Item(id="a", type="text", label="A")


def test_an_instrument_with_a_fault_cannot_exist() -> None:
    with pytest.raises(InvalidInstrument, match="heeft “choices” nodig") as caught:
        Instrument("x", "1", "X", (Section("s", "S", (Item(id="a", type="choice", label="A"),)),))
    assert caught.value.problems[0].where == ("sections", 0, "items", 0, "type")


def test_the_hash_follows_every_word_and_the_order_of_choices() -> None:
    def made(choices: dict[str, str], label: str = "A") -> str:
        item = Item(id="a", type="choice", label=label, choices=FrozenMap(choices))
        return Instrument("x", "1", "X", (Section("s", "S", (item,)),)).sha256

    one = made({"1": "ja", "2": "nee"})
    assert one == made({"1": "ja", "2": "nee"})
    assert one != made({"2": "nee", "1": "ja"})
    assert one != made({"1": "ja", "2": "nee"}, "B")


def test_the_burden_adds_up_per_part() -> None:
    core, extra = ITEM, Item(id="b", type="text", label="B", part="extra", seconds=30)
    made = Instrument("x", "1", "X", (Section("s", "S", (core, extra)),))
    assert (made.seconds(), made.seconds("core"), made.seconds("extra")) == (30, 0, 30)


def test_a_definition_survives_the_way_to_another_process() -> None:
    made = Instrument("x", "1", "X", (Section("s", "S", (ITEM,)),))
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301


def test_a_frozen_map_cannot_change_and_order_counts() -> None:
    one = FrozenMap({"a": 1, "b": 2})
    with pytest.raises(AttributeError):
        one.c = 3  # type: ignore[attr-defined]
    assert one != FrozenMap({"b": 2, "a": 1})
    assert one == {"b": 2, "a": 1}


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"value": "x", "gap": Gap.NVT},
        {"value": ""},
        {"value": float("nan")},
        {"value": True},
        {"gap": Gap.NVT, "precision": "dag"},
        {"value": "2021", "precision": "week"},
    ],
)
def test_an_answer_that_cannot_be_cannot_exist(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidAnswer):
        Answer(**wrong)


@pytest.mark.parametrize("stored", [{"v": "a", "x": 1}, {"gap": "zomaar"}, {}, {"v": []}])
def test_a_stored_answer_that_is_none_is_refused(stored: dict[str, Any]) -> None:
    with pytest.raises(InvalidAnswer):
        Answer.from_json(stored)


def test_each_reason_for_a_gap_has_one_code_both_ways() -> None:
    assert {gap_from_code(code) for code in GAP_CODES.values()} == set(Gap)
    assert gap_from_code("1") is None
    assert gap_from_code("UNK", {Gap.ONBEKEND: "UNK"}) is Gap.ONBEKEND


# --- YAML, schema, words ---


def test_every_scalar_stays_the_text_that_was_typed_with_its_line() -> None:
    node = yamltext.load("a: 01\nb: 12:30\nc: no\nd:\n  - ~\n  - 1.0\n")
    assert node.plain() == {"a": "01", "b": "12:30", "c": "no", "d": ["~", "1.0"]}
    assert node.entries is not None and node.entries["d"].items is not None
    assert node.entries["d"].items[1].line == 6


def test_a_file_that_is_not_utf8_says_on_which_line(tmp_path: Path) -> None:
    path = tmp_path / "oud.yaml"
    path.write_bytes("id: a\ntitle: Één\n".encode("cp1252"))
    with pytest.raises(DefinitionErrors, match="regel 2: Dit bestand is geen tekst in UTF-8"):
        load(path)


def test_a_bottomless_file_is_refused() -> None:
    with pytest.raises(yamltext.YamlError, match="te diep"):
        yamltext.load("[" * 5000 + "]" * 5000)


def test_a_saved_site_file_is_read_again(tmp_path: Path) -> None:
    folder = site(tmp_path, "1")
    before = load_instrument("eigen", site=folder)
    assert load_instrument("eigen", site=folder) is before
    text = OWN.format(version="1", codes="geslacht").replace("Eigen lijst", "Andere titel")
    (folder / "eigen_1.yaml").write_text(text, encoding="utf-8")
    assert load_instrument("eigen", site=folder).title == "Andere titel"


@pytest.mark.parametrize("text", ["a: !!python/object:os.system x", "!x a: 1", "a: b: c", "\x00"])
def test_what_is_not_plain_yaml_is_refused(text: str) -> None:
    with pytest.raises(yamltext.YamlError):
        yamltext.load(text)


def test_the_schema_for_editors_accepts_every_shipped_instrument() -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    validator = jsonschema.Draft202012Validator(json_schema())
    for one in instruments():
        assert list(validator.iter_errors(yamltext.load(to_yaml(one)).plain())) == []
    assert list(validator.iter_errors({"id": "A", "title": "x"}))


def test_the_scripts_of_a_form_come_with_the_package() -> None:
    assert all("use strict" in script(name) for name in SCRIPTS)
    with pytest.raises(LookupError):
        script("../model.py")


def test_the_page_of_the_language_names_every_key() -> None:
    page = pages()["instrument-language.md"]
    for keys in SHAPES.values():
        assert all(f"`{key.name}`" in page for key in keys)


def test_the_example_on_the_page_is_a_sound_definition() -> None:
    page = pages()["instrument-language.md"]
    example = page.split("```yaml\n")[1].split("```")[0]
    assert load(example).scale("klachten_som").items == ("slaapt_slecht", "heeft_vrienden")


WORDS = [
    ("[a] = '1'", "“Woont u thuis?” is “ja”"),
    ("'1' = [a]", "“Woont u thuis?” is “ja”"),
    ("[a] <> ''", "“Woont u thuis?” is ingevuld"),
    ("[a] = ''", "“Woont u thuis?” is niet ingevuld"),
    ("[m(2)] = '1'", "de keuze “mavo” bij “School” is gekozen"),
    ("[m(2)] = 0", "de keuze “mavo” bij “School” is niet gekozen"),
    ("[n] > 3.5", "“Aantal” is hoger dan 3,5"),
    ("3 < [n]", "“Aantal” is hoger dan 3"),
    ("[t6][n] >= 3", "“Aantal” bij meting T6 is minstens 3"),
    (
        "[a] = '1' and ([n] > 3 or [n] = '')",
        "“Woont u thuis?” is “ja” en (“Aantal” is hoger dan 3 of “Aantal” is niet ingevuld)",
    ),
    ("not ([a] = '1' or [n] > 3)", "niet: (“Woont u thuis?” is “ja” of “Aantal” is hoger dan 3)"),
    ("round([n] * 2, 1)", "“Aantal” keer 2 afgerond op 1 cijfers achter de komma"),
    ("datediff([elders], 'today', 'y')", "de tijd tussen het veld elders en vandaag in jaren"),
    ("sum([n], 2, 3)", "de som van “Aantal”, 2 en 3"),
    ("if([n] > 3, 1, -2 ^ 2)", "als “Aantal” is hoger dan 3, dan 1, anders min 2 tot de macht 2"),
]


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_an_expression_reads_as_dutch(text: str, words: str) -> None:
    fields = {
        "a": Item(id="a", type="choice", label="Woont u thuis?", choices=FrozenMap({"1": "ja"})),
        "m": Item(id="m", type="multichoice", label="School", choices=FrozenMap({"2": "mavo"})),
        "n": Item(id="n", type="number", label="Aantal"),
    }
    assert in_words(parse(text), fields) == words


# --- licensed texts ---

LICENSED = """\
id: lijst
version: "1"
title: Gelicentieerde lijst
licence: {holder: Uitgever Fictief, electronic: needs_permission}
sections:
  - id: een
    title: Een
    items: [{id: a, type: choice, label: Vraag 1, choices: {"0": "0", "1": "1"}}]
"""
TEXTS = """\
instrument: lijst
version: "1"
holder: Uitgever Fictief
reference: brief 12
date: 2026-01-05
labels: {a: Hoe gaat het?}
choices: {"0": niet waar}
"""


def test_licensed_texts_come_with_the_permission_that_allows_them() -> None:
    bare = load(LICENSED)
    assert "toestemming nodig van Uitgever Fictief" in why_no_texts(bare)
    made = with_texts(bare, load_texts(TEXTS))
    assert made.item("a").label == "Hoe gaat het?"
    assert made.item("a").choices == {"0": "niet waar", "1": "1"}
    assert why_no_texts(made) == ""


@pytest.mark.parametrize("key", ["reference", "date", "holder", "labels"])
def test_texts_without_a_full_permission_are_refused(key: str) -> None:
    lines = [line for line in TEXTS.splitlines() if not line.startswith(f"{key}:")]
    with pytest.raises(DefinitionErrors, match=f"“{key}” ontbreekt"):
        load_texts("\n".join(lines))


def test_texts_of_another_version_or_item_are_refused() -> None:
    with pytest.raises(ValueError, match="Pas instrument en version aan"):
        with_texts(load(LICENSED), load_texts(TEXTS.replace('version: "1"', 'version: "2"')))
    with pytest.raises(ValueError, match="bestaan niet in lijst@1: z"):
        with_texts(load(LICENSED), load_texts(TEXTS.replace("{a:", "{z:")))


def test_an_item_is_said_in_another_language_as_far_as_there_are_texts() -> None:
    made = load(
        """
id: proef
version: "1"
title: Proef
titles: {en: Trial}
sections:
  - id: een
    title: Een
    items:
      - id: a
        type: choice
        label: Waar woon je?
        choices: {"1": thuis, "2": elders}
        translations: [{language: en, label: Where do you live?, choices: {"1": at home}}]
      - id: rooster
        type: matrix
        label: Hoe vaak?
        choices: {"0": nooit}
        rows:
          - {id: r, label: boos, translations: [{language: en, label: angry}]}
"""
    )
    english = made.item("a").said_in("en")
    assert (english.label, dict(english.choices)) == (
        "Where do you live?",
        {"1": "at home", "2": "elders"},
    )
    assert made.item("rooster").said_in("en").rows[0].label == "angry"
    assert made.item("a").said_in("fr") == made.item("a")
    assert made.titles["en"] == "Trial"
    assert load(to_yaml(made)) == made
