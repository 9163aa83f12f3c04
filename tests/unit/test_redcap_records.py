"""Record files of REDCap, flat and EAV, become forms with answers and reasons for a gap."""

import pytest

from instruments.answers import Answer
from instruments.gaps import Gap
from instruments.model import Instrument
from instruments.redcap import RedcapError, import_dictionary
from instruments.redcap.columns import COLUMNS
from instruments.redcap.layout import checkbox_column
from instruments.redcap.records import FormRow, read_records
from instruments.redcap.table import write_table

FIELDS = (
    ("study_id", "basis", "text", "", ""),
    ("Geboren", "basis", "text", "", "date_dmy"),
    ("sexe", "basis", "radio", "0, Vrouw | 1, Man | x, Anders", ""),
    ("klachten", "basis", "checkbox", "1, Hoofd | -4, Buik | k>=9, Rug", ""),
    ("wacht", "basis", "yesno", "", ""),
    ("plan", "basis", "file", "", ""),
    ("som", "basis", "calc", "[lengte] * 2", ""),
    ("lengte", "bezoek", "text", "", "number_1dp"),
    ("aantal", "bezoek", "text", "", "integer"),
)
FLAT = (
    "study_id,redcap_event_name,redcap_repeat_instrument,redcap_repeat_instance,geboren,sexe,"
    "klachten___1,klachten____4,klachten___k__9,klachten____99,wacht,plan,som,basis_complete,"
    "lengte,aantal,bezoek_complete,bezoek_timestamp,extra\n"
    "F-1,t0_arm_1,,,2012-03-04,1,1,0,1,0,1,[document],14,2,,,,,\n"
    "F-1,t6_arm_1,,,,-99,0,0,0,1,-97,,,1,,,,,\n"
    'F-1,t0_arm_1,bezoek,1,,,,,,,,,,,"1,5",3,2,2027-01-02 10:11,?\n'
    "F-1,t0_arm_1,bezoek,2,,,,,,,,,,,7.25,99999,0,,\n"
    "F-2,t0_arm_1,,,,7,,,,,,,,0,,,,,\n"
)
EAV = (
    "record,redcap_event_name,redcap_repeat_instrument,redcap_repeat_instance,field_name,value\n"
    "F-1,t0_arm_1,,,study_id,F-1\n"
    "F-1,t0_arm_1,,,klachten,1\n"
    "F-1,t0_arm_1,,,klachten,k>=9\n"
    "F-1,t0_arm_1,,,sexe,1\n"
    "F-1,t0_arm_1,bezoek,2,lengte,1.5\n"
    "F-1,t0_arm_1,,,basis_complete,2\n"
)


@pytest.fixture(scope="module")
def project() -> tuple[Instrument, ...]:
    rows = []
    for name, form, kind, choices, validation in FIELDS:
        cells = dict.fromkeys(COLUMNS, "")
        cells |= {"field_name": name, "form_name": form, "field_type": kind, "field_label": name}
        cells["select_choices_or_calculations"] = choices
        cells["text_validation_type_or_show_slider_number"] = validation
        if name == "aantal":
            cells["text_validation_max"] = "100"
        rows.append(list(cells.values()))
    made, _ = import_dictionary(write_table(list(COLUMNS.values()), rows).encode())
    return made


@pytest.fixture(scope="module")
def flat(project: tuple[Instrument, ...]) -> tuple[FormRow, ...]:
    return read_records(FLAT.encode(), project).rows


def test_a_row_of_an_event_becomes_one_form_with_typed_answers(flat: tuple[FormRow, ...]) -> None:
    first = flat[0]
    assert (first.record, first.event, first.instrument) == ("F-1", "t0_arm_1", "basis")
    assert (first.repeat, first.instance, first.status) == ("", 0, "klaar")
    assert first.answers == {
        "geboren": Answer("2012-03-04", precision="dag"),
        "sexe": Answer("1"),
        "klachten": Answer(("1", "k>=9")),
        "wacht": Answer("1"),
    }


def test_a_missing_data_code_becomes_a_reason_and_never_a_number(flat: tuple[FormRow, ...]) -> None:
    assert flat[1].answers == {
        "sexe": Answer(gap=Gap.NIET_GEVRAAGD),
        "klachten": Answer(gap=Gap.NIET_GEVRAAGD),
        "wacht": Answer(gap=Gap.WEIGERING),
    }


def test_each_repeat_is_a_form_of_its_own_with_its_stamp(flat: tuple[FormRow, ...]) -> None:
    assert [
        (one.repeat, one.instance, one.stamp) for one in flat if one.instrument == "bezoek"
    ] == [
        ("bezoek", 1, "2027-01-02 10:11"),
        ("bezoek", 2, ""),
    ]


def test_a_value_beyond_the_limits_is_taken_over_and_named(project: tuple[Instrument, ...]) -> None:
    found = read_records(FLAT.encode(), project)
    assert found.rows[3].answers["aantal"] == Answer(99999)
    assert any(one.field == "aantal" and "grens" in one.message for one in found.report.findings)


def test_what_is_no_answer_is_named_without_its_value(project: tuple[Instrument, ...]) -> None:
    report = read_records(FLAT.encode(), project).report
    assert {one.field for one in report.findings} >= {"sexe", "plan", "som", "extra"}
    assert "99999" not in "\n".join(report.lines())


def test_eav_gives_the_same_answers_as_flat(
    project: tuple[Instrument, ...], flat: tuple[FormRow, ...]
) -> None:
    rows = read_records(EAV.encode(), project).rows
    assert rows[0].answers == {
        "klachten": flat[0].answers["klachten"],
        "sexe": flat[0].answers["sexe"],
    }
    assert rows[0].status == "klaar"
    assert (rows[1].repeat, rows[1].instance) == ("bezoek", 2)
    assert rows[1].answers == {"lengte": Answer(1.5)}


def test_labels_are_understood_as_well_as_codes(project: tuple[Instrument, ...]) -> None:
    text = "study_id,sexe,wacht,klachten___1\nF-9,Anders,No,Checked\n"
    assert read_records(text.encode(), project).rows[0].answers == {
        "sexe": Answer("x"),
        "wacht": Answer("0"),
        "klachten": Answer(("1",)),
    }


def test_a_project_may_have_its_own_missing_data_codes(project: tuple[Instrument, ...]) -> None:
    codes = {"UNK": Gap.ONBEKEND}
    text = "study_id,sexe,klachten___unk,aantal\nF-9,UNK,1,-99\n"
    basis, bezoek = read_records(text.encode(), project, missing_codes=codes).rows
    assert basis.answers == {
        "sexe": Answer(gap=Gap.ONBEKEND),
        "klachten": Answer(gap=Gap.ONBEKEND),
    }
    assert bezoek.answers == {"aantal": Answer(-99)}


@pytest.mark.parametrize(
    ("code", "column"), [("1", "f___1"), ("-4", "f____4"), ("k>=9", "f___k__9"), ("UNK", "f___unk")]
)
def test_the_column_of_a_checkbox_is_named_as_redcap_names_it(code: str, column: str) -> None:
    assert checkbox_column("f", code) == column


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "study_id,sexe\n,1\n", ""])
def test_a_file_that_is_no_record_file_says_what_to_do(
    project: tuple[Instrument, ...], text: str
) -> None:
    with pytest.raises(RedcapError, match=r"\w"):
        read_records(text.encode(), project)
