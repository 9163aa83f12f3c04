"""A study moves over from REDCap: its forms come into the waves, on the consent that the file
states, once."""

from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from instruments.answers import Answer
from instruments.gaps import Gap
from instruments.redcap import import_dictionary
from instruments.writing import to_yaml
from register.cli.main import app
from register.db.guard import Grant, under
from register.db.tables.cases import Case
from register.db.tables.contributions import Contribution
from register.domain.actor import Actor
from register.domain.people import Role
from register.domain.protocol import Protocol
from register.files.mapping_reading import MappingFaults, read_mapping
from register.files.refused import FileRefused
from register.files.vocabulary import Vocabulary
from register.services import contributions, imports
from register.services.imports import Outcome
from tests.factories import INCLUDED, PARENT_LETTER, PASSWORD, POSTDOC, YOUTH_LETTER, Desk, yes
from tests.integration.test_definitions_in_use import hand_in

MANAGER = Actor("beheer", "Dirk Fictief", frozenset({Role.DATAMANAGER}), "test")
DICTIONARY = """\
field_name,form_name,section_header,field_type,field_label,select_choices_or_calculations,\
field_note,text_validation_type_or_show_slider_number,text_validation_min,text_validation_max,\
identifier,branching_logic,required_field,custom_alignment,question_number,matrix_group_name,\
matrix_ranking,field_annotation
nummer,slaap,,text,Nummer,,,,,,,,,,,,,
dag,slaap,,text,Dag van afname,,,date_ymd,,,,,,,,,,
slaapt,slaap,,radio,Slaapt uw kind goed?,"1, ja | 2, soms | 3, nee",,,,,,,,,,,,
wat,slaap,,checkbox,Wat helpt?,"1, voorlezen | 2, licht uit",,,,,,,,,,,,
uren,slaap,,text,Hoeveel uur?,,,integer,0,24,,,,,,,,
tekort,slaap,,calc,Te kort,9-[uren],,,,,,,,,,,,
"""
MAPPING = f"""
mapping: overstap
version: '1'
title: Overstap uit REDCap
kind: records
consent:
  events:
    - party: {{value: jeugdige}}
      purpose: {{value: P1}}
      letter: {{value: {YOUTH_LETTER}}}
      date: {{from: ja_kind}}
    - party: {{value: ouder}}
      acting_as: {{value: representative}}
      purpose: {{value: P1}}
      letter: {{value: {PARENT_LETTER}}}
      date: {{from: ja_ouder}}
    - party: {{value: ouder}}
      purpose: {{value: P1}}
      letter: {{value: {PARENT_LETTER}}}
      date: {{from: ja_ouder}}
records:
  case: {{from: pseudoniem}}
  forms:
    slaap: {{informant: ouder, collected: {{from: dag}}}}
  events: {{start_arm_1: T0, vervolg_arm_1: [T6, T12]}}
  missing: {{'-99': niet_gevraagd, WEET: onbekend}}
"""
FLAT = """\
nummer,redcap_event_name,redcap_repeat_instrument,redcap_repeat_instance,pseudoniem,ja_kind,\
ja_ouder,dag,slaapt,wat___1,wat___2,uren,tekort,slaap_complete
1,start_arm_1,,,{code},2026-09-01,2026-09-01,2026-09-02,1,1,0,8,7,2
1,vervolg_arm_1,,1,,,,2027-03-03,2,0,1,-99,,2
1,vervolg_arm_1,,2,,,,2027-09-02,3,0,0,WEET,,2
"""
EAV = """\
record,redcap_event_name,redcap_repeat_instance,field_name,value
1,start_arm_1,,nummer,1
1,start_arm_1,,pseudoniem,{code}
1,start_arm_1,,ja_kind,2026-09-01
1,start_arm_1,,ja_ouder,2026-09-01
1,start_arm_1,,dag,2026-09-02
1,start_arm_1,,slaapt,1
1,start_arm_1,,wat,1
1,start_arm_1,,uren,8
1,vervolg_arm_1,1,dag,2027-03-03
1,vervolg_arm_1,1,slaapt,2
1,vervolg_arm_1,1,wat,2
1,vervolg_arm_1,1,uren,-99
1,vervolg_arm_1,2,dag,2027-09-02
1,vervolg_arm_1,2,slaapt,3
1,vervolg_arm_1,2,uren,WEET
"""


def ready(desk: Desk, **changes: object) -> str:
    """A case and the imported questionnaire, a year later; returns the pseudonym."""
    (made,), _ = import_dictionary(DICTIONARY.encode())
    folder = desk.installation.home / "instruments"
    (folder / "slaap.yaml").write_text(to_yaml(made), encoding="utf-8")
    case_id = desk.include(**changes)
    assert desk.today == INCLUDED
    desk.wait(days=400)
    grant = Grant("P1", None, "proef")
    with desk.house.store.reading(POSTDOC) as work, under(grant):
        return str(work.session.scalars(select(Case.pseudonym).where(Case.id == case_id)).one())


def bring(desk: Desk, text: str, *, mapping: str = MAPPING, trial: bool = False) -> Outcome:
    plan = imports.judge(
        desk.house, text.encode(), mapping="overstap.yaml", text=mapping, today=desk.today
    )
    return imports.bring_in(desk.house, plan, trial=trial, by=MANAGER, at=desk.at, today=desk.today)


def stored(desk: Desk) -> dict[str, dict[str, Answer]]:
    """Answers by wave of what was imported."""
    grant = Grant("P1", None, "proef")
    with desk.house.store.reading(POSTDOC) as work, under(grant):
        ids = list(work.session.scalars(
            select(Contribution.id).where(Contribution.instrument == "slaap")
        ))  # fmt: skip
    found = {}
    for one in ids:
        with desk.house.store.reading(POSTDOC) as work:
            opened = contributions.open_form(
                desk.house, work, one, by=POSTDOC, at=desk.at, on=desk.today
            )
        found[opened.wave.code] = dict(opened.answers)
    return found


@pytest.mark.parametrize("file", [FLAT, EAV], ids=["flat", "EAV"])
def test_forms_come_into_their_waves(embedded: Desk, file: str) -> None:
    outcome = bring(embedded, file.format(code=ready(embedded)))
    assert [reject.shown for reject in outcome.rejects] == []
    assert outcome.added["formulieren"] == 3
    found = stored(embedded)
    assert set(found) == {"T0", "T6", "T12"}
    assert found["T0"]["slaapt"] == Answer("1") and found["T0"]["wat"] == Answer(("1",))
    assert found["T0"]["tekort"] == Answer(1.0)  # worked out anew: the file said 7
    assert found["T6"]["uren"] == Answer(gap=Gap.NIET_GEVRAAGD) and "tekort" not in found["T6"]
    assert found["T12"]["uren"] == Answer(gap=Gap.ONBEKEND)


def test_the_same_file_twice_changes_nothing(desk: Desk) -> None:
    file = FLAT.format(code=ready(desk))
    first = bring(desk, file)
    assert first.added["formulieren"] == 3 and first.added["toestemmingen"] == 3
    again = bring(desk, file)
    assert (again.added.total(), again.changed.total()) == (0, 0)
    assert again.known["formulieren"] == 3


def test_a_trial_writes_nothing(embedded: Desk) -> None:
    file = FLAT.format(code=ready(embedded))
    assert bring(embedded, file, trial=True).added["formulieren"] == 3
    assert stored(embedded) == {}


def test_the_0_meting_of_the_file_sets_the_follow_ups(embedded: Desk) -> None:
    bring(embedded, FLAT.format(code=ready(embedded)))
    grant = Grant("P1", None, "proef")
    with embedded.house.store.reading(POSTDOC) as work, under(grant):
        assert str(work.session.scalars(select(Case.baseline_on)).one()) == "2026-09-02"


def test_a_corrected_file_makes_a_new_version_unless_somebody_changed_it_here(
    embedded: Desk,
) -> None:
    file = FLAT.format(code=ready(embedded))
    bring(embedded, file)
    corrected = bring(embedded, file.replace("2026-09-02,1,1,0,8", "2026-09-02,1,1,0,7"))
    assert corrected.changed["formulieren"] == 1
    assert stored(embedded)["T0"]["tekort"] == Answer(2.0)
    with embedded.house.store.reading(POSTDOC) as work, under(Grant("P1", None, "proef")):
        which = work.session.scalars(
            select(Contribution.id).where(Contribution.collected_on == INCLUDED.replace(day=2))
        ).one()
    hand_in(embedded, which, {"slaapt": "3"}, based_on=2)
    refused = bring(embedded, file)
    assert [reject.line for reject in refused.rejects] == [2]
    assert stored(embedded)["T0"]["slaapt"] == Answer("3")


REFUSED = (
    (("{code}", "7K3F9QXM"), "Deze casus staat niet in het register."),
    (("vervolg_arm_1,,1", "anders_arm_1,,1"), "staat niet in de koppeling"),
    (("vervolg_arm_1,,2", "vervolg_arm_1,,3"), "Voor herhaling 3"),
    (("2027-03-03", ""), "ontbreekt"),
    (("2027-03-03", "2036-03-03"), "ligt in de toekomst"),
    (("2026-09-02,1", "2026-08-02,1"), "vóór de inclusie"),
    ((",2026-09-01,2026-09-01,", ",,,"), "geen grondslag"),
    (("2,0,1,-99", "2,0,1,123456782"), "burgerservicenummer"),
)


def test_what_cannot_come_in_is_refused_with_its_line(embedded: Desk) -> None:
    code = ready(embedded)
    for change, reason in REFUSED:
        outcome = bring(embedded, FLAT.replace(*change).replace("{code}", code), trial=True)
        assert outcome.rejects, reason
        assert all(reason in reject.reason for reject in outcome.rejects), outcome.rejects
        assert all(reject.line >= 2 for reject in outcome.rejects)
        assert "7K3F" not in imports.refused(outcome).decode()


def test_a_parent_who_did_not_agree_to_own_words_brings_in_nothing(embedded: Desk) -> None:
    consents = (
        yes(embedded, "O1", "P1", PARENT_LETTER), yes(embedded, "J1", "P1", YOUTH_LETTER),
    )  # fmt: skip
    file = FLAT.format(code=ready(embedded, consents=consents))
    own_words = MAPPING[MAPPING.rindex("    - party") : MAPPING.index("records:")]
    outcome = bring(embedded, file, mapping=MAPPING.replace(own_words, ""))
    assert len(outcome.rejects) == 3
    assert all("Geen grondslag" in reject.reason for reject in outcome.rejects)
    assert stored(embedded) == {}


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("  events: {start_arm_1: T0, vervolg_arm_1: [T6, T12]}\n", "", 21, "events"),
        ("informant: ouder", "informant: moeder", 24, "informant"),
        ("WEET: onbekend", "WEET: weg", 26, "WEET"),
        ("kind: records", "kind: spells", 5, "states"),
    ],
)
def test_a_mapping_with_a_fault_names_its_line(old: str, new: str, line: int, said: str) -> None:
    words = Vocabulary.of(Protocol.shipped())
    with pytest.raises(MappingFaults) as found:
        read_mapping(MAPPING.replace(old, new), source="overstap.yaml", vocabulary=words)
    assert any(fault.line == line and said in str(fault) for fault in found.value.faults), str(
        found.value
    )


def test_an_unknown_form_says_where_its_definition_belongs(embedded: Desk) -> None:
    with pytest.raises(FileRefused, match="instruments"):
        bring(embedded, FLAT)


def test_a_wave_that_is_not_planned_refuses_the_form(embedded: Desk) -> None:
    file = FLAT.format(code=ready(embedded))
    outcome = bring(embedded, file, mapping=MAPPING.replace("[T6, T12]", "[T7, T12]"))
    assert [reject.line for reject in outcome.rejects] == [3]
    assert "T7" in outcome.rejects[0].reason


def test_the_command_puts_refused_rows_in_a_file_without_values(
    embedded: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "staat"))
    ready(embedded)
    embedded.account("dirk", Role.DATAMANAGER)
    file, mapping = tmp_path / "uit_redcap.csv", tmp_path / "overstap.yaml"
    file.write_text(FLAT.format(code="7K3F9QXM"), encoding="utf-8")
    mapping.write_text(MAPPING, encoding="utf-8")

    def run(*words: object) -> Result:
        home = {"CASUSREGISTER_HOME": str(embedded.installation.home)}
        return CliRunner().invoke(app, [str(word) for word in words], env=home)

    assert run("import", file, "--mapping", mapping).exit_code == 3  # nobody is logged in
    login = run("login", "--name", "dirk", "--password", PASSWORD, "--code", "000000")
    assert login.exit_code == 0, login.output
    done = run("import", file, "--mapping", mapping, "--dry-run")
    assert done.exit_code == 1
    assert "3 rijen gelezen" in done.output and "ingevulde formulieren: 3" in done.output
    refused = (tmp_path / "uit_redcap-geweigerd.csv").read_text(encoding="utf-8-sig")
    assert "Deze casus staat niet in het register." in refused
    assert "7K3F" not in refused + done.output
