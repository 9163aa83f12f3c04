"""A dictionary becomes a folder of definitions that a researcher can read, and comes back."""

from pathlib import Path

import pytest

from instruments.definition import load
from instruments.redcap import RedcapError
from instruments.redcap.columns import COLUMNS
from instruments.redcap.folder import REPORT, export_from, import_to
from instruments.redcap.table import write_table

ROWS = [
    ["a", "eerste", "", "radio", "<b>Vraag</b>", "1, Ja|2, Nee", *[""] * 12],
    ["b", "tweede", "Kop", "sql", "Lijst", "select 1", *[""] * 12],
]


@pytest.fixture
def dictionary(tmp_path: Path) -> Path:
    path = tmp_path / "codeboek.csv"
    path.write_text(write_table(list(COLUMNS.values()), ROWS), encoding="utf-8")
    return path


def test_each_form_becomes_a_file_and_the_whole_comes_back(dictionary: Path) -> None:
    folder = dictionary.parent / "definities"
    import_to(dictionary, folder)
    assert load(folder / "eerste.yaml").item("a").label == "Vraag"
    assert export_from(folder).text == dictionary.read_text(encoding="utf-8")


def test_the_report_names_what_is_kept_but_not_honoured(dictionary: Path) -> None:
    folder = dictionary.parent / "definities"
    import_to(dictionary, folder)
    report = (folder / REPORT).read_text(encoding="utf-8")
    assert "tweede / b (field_type)" in report
    assert "eerste / a (field_label): opmaak" in report


def test_a_definition_that_exists_is_never_overwritten(dictionary: Path) -> None:
    folder = dictionary.parent / "definities"
    import_to(dictionary, folder)
    with pytest.raises(RedcapError, match=r"eerste\.yaml"):
        import_to(dictionary, folder)


def test_a_form_named_like_a_shipped_instrument_gets_its_own_name(dictionary: Path) -> None:
    made, _ = import_to(dictionary, dictionary.parent / "d", taken=["eerste"])
    assert [one.id for one in made] == ["eerste_2", "tweede"]
    assert export_from(dictionary.parent / "d").text == dictionary.read_text(encoding="utf-8")


def test_an_empty_folder_says_what_to_choose(tmp_path: Path) -> None:
    with pytest.raises(RedcapError, match="map"):
        export_from(tmp_path)
