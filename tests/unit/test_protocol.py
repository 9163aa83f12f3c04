"""The study protocol: read with all faults at once, compared, and free of Zuid-West in code."""

from importlib import resources

import pytest

from consent.zuidwest import ZUID_WEST
from register.domain.errors import Blocker
from register.domain.policy import policy_of
from register.domain.protocol import Applies, Protocol, plan, plan_blockers
from register.domain.protocol.reading import ProtocolErrors

TEXT = (resources.files("register.protocols") / "zuid-west.yaml").read_text(encoding="utf-8")
SHIPPED = Protocol.shipped()


def _changed(*pairs: tuple[str, str]) -> str:
    text = TEXT
    for old, new in pairs:
        assert old in text, f"the test's own text is gone: {old}"
        text = text.replace(old, new, 1)
    return text


def _line(text: str, part: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if part in line)


def test_the_shipped_protocol_survives_canonical_json() -> None:
    again = Protocol.from_canonical(SHIPPED.canonical_json())
    assert again == SHIPPED
    assert again.sha256 == SHIPPED.sha256
    assert len(SHIPPED.sha256) == 64


def test_layout_and_comments_do_not_change_the_hash() -> None:
    assert Protocol.load(f"# een opmerking\n{TEXT}").sha256 == SHIPPED.sha256


def test_a_shipped_protocol_is_found_by_name() -> None:
    assert Protocol.shipped("zuid-west") == SHIPPED
    with pytest.raises(LookupError, match="zuid-west"):
        Protocol.shipped("noord")


def test_regions_and_teams_are_many_to_many() -> None:
    assert len(SHIPPED.places.regions) == 5
    assert {ret.id for ret in SHIPPED.rets_of("holland_rijnland")} == {
        "ret_holland_rijnland",
        "ret_alphen_kaag",
    }
    chairs = {ret.id: ret.chair for ret in SHIPPED.places.rets}
    assert chairs["ret_haaglanden"] == chairs["ret_midden_holland"]


def test_settings_are_grouped_as_the_reports_need() -> None:
    groups = {setting.id: setting.group for setting in SHIPPED.places.settings}
    assert groups == {
        "jzplus": "gesloten",
        "jji": "gesloten",
        "jggz": "behandeling",
        "obc": "behandeling",
    }


def test_the_consent_policy_of_the_protocol_is_the_default_policy() -> None:
    assert policy_of(SHIPPED) == ZUID_WEST


def test_facts_carry_what_an_analysis_needs() -> None:
    facts = SHIPPED.facts()
    assert facts["state_priority"][0] == "JJI"
    assert set(facts["states"]) == set(facts["state_priority"])
    assert facts["thresholds"]["disclosure"]["openbaar"]["round_to"] == 5
    assert facts["protocol"]["sha256"] == SHIPPED.sha256
    assert facts["hierarchies"]["region"]["haaglanden"] == "noord"


def test_every_fault_is_named_at_once_with_line_and_fix() -> None:
    text = _changed(
        ("start: 2026-01-01", "start: 1 januari 2026"),
        ("hours: 6}", "hours: zes}"),
        ("anchor: inclusion", "anchor: inclusie"),
        ("max_active_cases", "max_actve_cases"),
    )
    with pytest.raises(ProtocolErrors) as caught:
        Protocol.load(text, source="proef.yaml")
    lines = [error.line for error in caught.value.errors]
    assert lines == sorted(lines)
    found = {(e.line, e.text, e.fix) for e in caught.value.errors}
    assert found == {
        (
            _line(text, "start: 1 januari"),
            "Deze waarde klopt niet.",
            "Schrijf de datum als jjjj-mm-dd.",
        ),
        (
            _line(text, "hours: zes"),
            "Hier hoort een getal.",
            "Schrijf cijfers, met een punt voor decimalen.",
        ),
        (
            _line(text, "anchor: inclusie"),
            "Deze keuze bestaat niet.",
            "Kies uit inclusion, t0, previous_wave of event.",
        ),
        (
            _line(text, "limits:"),
            "“max_active_cases” ontbreekt.",
            "Voeg “max_active_cases:” toe.",
        ),
        (
            _line(text, "max_actve_cases"),
            "“max_actve_cases” kent dit protocol niet.",
            "Bedoelt u “max_active_cases”?",
        ),
    }
    assert str(caught.value).startswith("proef.yaml, regel ")


CROSSED = (
    (("group: zuid}", "group: zuidd}"), "group: zuidd", "Regiogroep “zuidd” bestaat niet."),
    (("[haaglanden]", "[haagland]"), "[haagland]", "Regio “haagland” bestaat niet."),
    (("states: [JZP]", "states: [JZZ]"), "[JZZ]", "Verblijfstoestand “JZZ” bestaat niet."),
    (("settings: [jji]", "settings: [jij]"), "[jij]", "Setting “jij” bestaat niet."),
    (("accounts: [panel]", "accounts: [pannel]"), "[pannel]", "Rol “pannel” bestaat niet."),
    (("age_to: 12,", "age_to: 11,"), "contributions:", "Op leeftijd 11 past geen enkele"),
    (("age_to: 12,", "age_to: 13,"), "contributions:", "Op leeftijd 12 past meer dan één"),
    (("code: T18", "code: T12"), "na 18 maanden", "“T12” staat er twee keer."),
    (("months: 18, anchor", "months: 12, anchor"), "code: T18", "T18 valt niet na de vorige"),
    (("anchor: t0", "anchor: inclusion"), "code: T6", "Alleen de 0-meting telt vanaf"),
    (("expects: vervolg}", "expects: vervlog}"), "vervlog", "Bijdragenlijst “vervlog” bestaat"),
    (("purposes: [P1, P2, P3]", "purposes: [P1, P33]"), "P33", "Doel “P33” bestaat niet."),
    (("rests_on: [P3, P1]", "rests_on: [P5]"), "rests_on: [P5]", "Doel “P5” bestaat niet."),
    (("cases: 18", "cases: 19"), "targets:", "tellen niet op tot 50"),
    (("zuid: alle", "zuid: rotterdam_rijnmond"), "rotterdam_rijnmond: zuid", "boven zichzelf"),
    (("to_month: 45", "to_month: 49"), "to_month: 49", "Het cohort eindigt na de studie."),
    (("age_from: 12, youth", "age_from: 17, youth"), "age_bands:", "lopen niet op"),
    (("expires_on: 2030-12-31", "expires_on: 2024-12-31"), "2024-12-31", "eindigt vóór zij"),
    (("needed: ja", "needed: nee"), "  purposes:", "Geen enkel doel is nodig"),
    (("priority: 2,", "priority: 1,"), "code: JZP", "“1” staat er twee keer."),
    (("hours: 6}", "if_answer: \"[x][y] = '1'\"}"), "[x][y]", "Instrument “x” bestaat niet."),
)


@pytest.mark.parametrize(("change", "place", "text"), CROSSED, ids=[row[2] for row in CROSSED])
def test_parts_that_disagree_are_named(change: tuple[str, str], place: str, text: str) -> None:
    changed = _changed(change)
    with pytest.raises(ProtocolErrors) as caught:
        Protocol.load(changed)
    fitting = [error for error in caught.value.errors if text in error.text]
    assert fitting, str(caught.value)
    assert fitting[0].line == _line(changed, place)
    assert fitting[0].fix


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Het bestand is leeg."),
        ("a: [", "Dit is geen geldige YAML."),
        ("- een", "Hier horen velden."),
        ("id: x\nid: y", "staat er twee keer"),
        (
            _changed(("informant: ouder, instrument: t0", "informant: oma, instrument: t0")),
            "juiste",
        ),
        ("id: X", "juiste vorm"),
    ],
)
def test_broken_files_speak_dutch(text: str, words: str) -> None:
    with pytest.raises(ProtocolErrors, match=words):
        Protocol.load(text, source="kapot.yaml")


def test_faults_are_blockers_for_a_screen() -> None:
    with pytest.raises(ProtocolErrors) as caught:
        Protocol.load("id: X")
    assert all(isinstance(reason, Blocker) for reason in caught.value.blockers)
    assert len(caught.value.blockers) >= 8


PLANNED = (
    ("months: 6, anchor: t0, early: 14", "months: 6, anchor: t0, early: 21", Applies.FORWARD),
    ("max_active_cases: 200", "max_active_cases: 150", Applies.FORWARD),
    ("grace_days: 90", "grace_days: 60", Applies.ALL),
    ("age_from: 8\n", "age_from: 9\n", Applies.NEW),
    ("min_count: 5, min_persons: 10", "min_count: 6, min_persons: 10", Applies.ALL),
    ("name: Gemeente Rotterdam (", "name: De gemeente Rotterdam (", Applies.ALL),
)


@pytest.mark.parametrize(("old", "new", "applies"), PLANNED)
def test_a_change_says_to_whom_it_applies(old: str, new: str, applies: Applies) -> None:
    changed = Protocol.load(_changed(('version: "1.0"', 'version: "1.1"'), (old, new)))
    changes = plan(SHIPPED, changed)
    assert changes[0].path == "version"
    assert [change.applies for change in changes[1:]] == [applies]
    assert plan_blockers(changes) == ()


def test_nothing_changed_is_an_empty_plan() -> None:
    assert plan(SHIPPED, Protocol.load(f"\n{TEXT}\n")) == []


NEWER = ('version: "1.0"', 'version: "1.1"')
BLOCKED = (
    ((("max_active_cases: 200", "max_active_cases: 150"),), "same_version"),
    ((NEWER, ("id: zuid_west", "id: noord_oost")), "other_study"),
    ((NEWER, ("start: 2026-01-01", "start: 2026-02-01")), "start_moved"),
)


@pytest.mark.parametrize(("changes", "code"), BLOCKED)
def test_a_change_that_may_not_be_taken_into_use(
    changes: tuple[tuple[str, str], ...], code: str
) -> None:
    found = plan_blockers(plan(SHIPPED, Protocol.load(_changed(*changes))))
    assert code in {reason.code for reason in found}


def test_what_cases_refer_to_may_not_vanish() -> None:
    lines = [line for line in TEXT.splitlines() if "{code: T42," not in line]
    shorter = Protocol.load("\n".join(lines).replace('version: "1.0"', 'version: "1.1"'))
    changes = plan(SHIPPED, shorter)
    assert [reason.code for reason in plan_blockers(changes)] == ["removed_in_use"]
    assert "schedule.waves.T42" in {change.path for change in changes}


def test_a_condition_on_an_earlier_answer_is_parsed() -> None:
    text = _changed(("hours: 6}", "if_answer: \"[t0_ouder][school] <> '3'\"}"))
    dossier = Protocol.load(text).expected("T0")[-1]
    condition = dossier.condition
    assert condition is not None
    assert [condition.holds(value) for value in ("1", "3", ["1", "3"], ["2"], None)] == [
        True,
        False,
        False,
        True,
        False,
    ]


def test_nothing_of_zuid_west_stands_in_the_code() -> None:
    names = ["zuid-west", "zuid_west", "rotterdam", "haaglanden", "rijnmond", "jzplus", "alphen"]
    folder = resources.files("register.domain")
    for file in (*folder.iterdir(), *(folder / "protocol").iterdir()):
        if file.name.endswith(".py"):
            text = file.read_text(encoding="utf-8").lower()
            assert not [name for name in names if name in text], file.name
