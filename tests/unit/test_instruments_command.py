"""`casusregister instruments` needs no account and no installation; faults name file and line."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from register.cli.main import app

GOOD = """
id: proef
version: '1'
title: Proeflijst
informants: [ouder]
sections:
  - id: s
    title: Proef
    items:
      - {id: rust, type: choice, label: Is er rust?, choices: {'1': ja, '2': nee}}
      - {id: uren, type: integer, label: Hoeveel uur?, branching: "[rust] = '2'", seconds: 20}
"""
NEWER = (
    GOOD.replace("version: '1'", "version: '2'")
    .replace("{'1': ja, '2': nee}", "{j: ja, n: nee}")
    .replace("[rust] = '2'", "[rust] = 'n'")
)
CHANGES = """
changes:
  since: '1'
  items:
    - {item: rust, change: recoded, was: rust, codes: {'1': j, '2': n}}
"""


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CASUSREGISTER_HOME", raising=False)


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["instruments", *map(str, words)])


def file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_set_is_sound_and_within_the_limits() -> None:
    done = run("check")
    assert done.exit_code == 0
    assert "Geen fouten." in done.output
    assert "T0 jeugdige: 30 van 60 minuten" in done.output


def test_a_fault_names_file_and_line_and_ends_with_1(tmp_path: Path) -> None:
    path = file(tmp_path, "proef.yaml", GOOD.replace("type: choice", "type: choise"))
    done = run("check", path)
    assert done.exit_code == 1
    assert "proef.yaml, regel 10:" in done.output and "Bedoelde u “choice”?" in done.output


def test_all_files_of_a_folder_are_checked(tmp_path: Path) -> None:
    file(tmp_path, "a.yaml", GOOD)
    file(tmp_path, "b.yaml", GOOD.replace("id: proef", "id: ander").replace("[rust]", "[niets]"))
    (tmp_path / "codelists").mkdir()
    file(tmp_path / "codelists", "c.yaml", "id: c\n")
    done = run("check", tmp_path)
    assert done.exit_code == 1
    assert "proef@1: 2 vragen, ongeveer 1 minuut" in done.output
    assert "b.yaml, regel" in done.output and "c.yaml, regel" in done.output


def test_what_asks_too_much_is_refused_by_the_protocol_that_is_given(tmp_path: Path) -> None:
    path = file(tmp_path, "proef.yaml", GOOD.replace("seconds: 20", "seconds: 9000"))
    done = run("check", path)
    assert done.exit_code == 1
    assert "vraagt 150 minuten; het protocol staat er hoogstens 75 toe" in done.output


def test_two_versions_without_a_choice_and_without_a_word_are_both_named(tmp_path: Path) -> None:
    own = GOOD.replace("id: proef", "id: vervolg_ouder").replace("version: '1'", "version: '3'")
    done = run("check", file(tmp_path, "v.yaml", own))
    assert done.exit_code == 1
    assert "het protocol zegt niet welke wanneer geldt" in done.output
    file(tmp_path, "a.yaml", GOOD)
    file(tmp_path, "b.yaml", NEWER)
    assert "veranderde de betekenis van: rust" in run("check", tmp_path).output


def test_the_difference_between_two_versions_is_told_per_question(tmp_path: Path) -> None:
    old, new = file(tmp_path, "a.yaml", GOOD), file(tmp_path, "b.yaml", NEWER + CHANGES)
    done = run("diff", old, new)
    assert done.exit_code == 0
    assert "rust: " in done.output and "1 → j, 2 → n" in done.output
    undeclared = run("diff", old, file(tmp_path, "c.yaml", NEWER))
    assert undeclared.exit_code == 1 and "Schrijf bij changes" in undeclared.output


def test_what_there_is_and_what_it_asks_can_be_shown(tmp_path: Path) -> None:
    assert "t0_ouder (1): " in run("show").output
    shown = run("show", file(tmp_path, "proef.yaml", GOOD)).output
    assert "Is er rust?" in shown and "1 = ja" in shown and "alleen als" in shown
    unknown = run("show", "bestaat_niet")
    assert unknown.exit_code == 1 and "bestaat niet" in unknown.output


def test_codebook_and_schema_are_written(tmp_path: Path) -> None:
    page, schema = tmp_path / "codeboek.html", tmp_path / "schema.json"
    assert run("codebook", "t0_ouder", "--out", page).exit_code == 0
    assert "<html lang" in page.read_text(encoding="utf-8")
    assert run("schema", "--out", schema).exit_code == 0
    assert schema.read_text(encoding="utf-8") == run("schema").output
    nowhere = run("codebook", "--out", tmp_path / "weg" / "codeboek.html")
    assert nowhere.exit_code == 1 and "Kies een map die bestaat" in nowhere.output


def test_a_dictionary_goes_out_and_comes_in_the_same(tmp_path: Path) -> None:
    file(tmp_path, "proef.yaml", GOOD)
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    assert run("export-redcap", tmp_path, "--out", first).exit_code == 0
    done = run("import-redcap", first, "--out", tmp_path / "terug")
    assert done.exit_code == 0 and "proef.yaml: 2 vragen" in done.output
    assert run("export-redcap", tmp_path / "terug", "--out", second).exit_code == 0
    assert first.read_text(encoding="utf-8") == second.read_text(encoding="utf-8")
    again = run("import-redcap", first, "--out", tmp_path / "terug")
    assert again.exit_code == 1 and "staat al proef.yaml" in again.output
    empty = run("export-redcap", tmp_path / "terug" / "..", "--out", tmp_path)
    assert empty.exit_code == 1


def test_definitions_of_the_site_count_when_an_installation_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASUSREGISTER_HOME", str(tmp_path))
    (tmp_path / "instruments").mkdir()
    file(tmp_path / "instruments", "proef.yaml", GOOD)
    assert "proef (1): Proeflijst" in run("show").output
    file(tmp_path / "instruments", "proef.yaml", GOOD.replace("[rust]", "[niets]"))
    assert run("check").exit_code == 1
    file(tmp_path / "instruments", "proef.yaml", GOOD.replace("id: proef", "id: t0_ouder"))
    assert "bestaat al" in run("check").output
