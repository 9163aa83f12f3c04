"""The study's own set: complete, comparable, readable, free of others' texts, within its limits."""

import re

import pytest

from instruments.gaps import Gap
from instruments.model import Instrument, Item
from instruments.store import codelists, instruments, load_instrument

ALL = instruments()
BY_ID = {one.id: one for one in ALL}
WAVES = {
    "jeugdige van 8 tot en met 11": ("t0_jeugdige_8_11", "vervolg_jeugdige_8_11"),
    "jeugdige vanaf 12": ("t0_jeugdige", "vervolg_jeugdige"),
    "ouder": ("t0_ouder", "vervolg_ouder"),
    "belangrijke ander": ("t0_belangrijke_ander", "vervolg_belangrijke_ander"),
    "professional": ("t0_professional", "vervolg_professional"),
}
FORMS = [name for pair in WAVES.values() for name in pair]
FOLLOW_UPS = ("vervolg_jeugdige_8_11", "vervolg_jeugdige", "vervolg_ouder", "vervolg_professional")
YOUTH = [one for one in ALL if one.audience.startswith("youth")]
INDICATORS = ("kbl_analyse", "kbl_monitoring", "kbl_gelijkwaardig", "kbl_onderwijs", "kbl_ouders")
OUTCOMES = ("uit_gestopt", "uit_nut", "uit_effect", "uit_doelen", "uit_zonder_hulp")
LIFE = ("leefbaar_woorden", "leefbaar_afstand")
WANTED = (
    *("cruciaal_moment", "reflectie_professional", "verandering_systeem", "veranderketen"),
    *("gas_doelen", "gas_meting", "rode_draden", "verklarende_analyse", "frameanalyse"),
    *("leersessie", "reflectiesessie", "leerbijeenkomst", "wie_doet_wat", "ret_registratie"),
    *("ret_zelfscan", "zorgsignaal", "slotvraag", "ace_dossier", "t0_dossier"),
    *("sdq", "kidscreen10", "ors", "zrm", "capj"),
)
LICENSED = ("sdq", "kidscreen10", "ors", "zrm", "capj")
A_GAP = re.compile(r"weet (ik )?niet|liever niet|wil niet (antwoorden|zeggen)|^onbekend$")
ENGLISH_WORDS = re.compile(r"\b(submit|record|user|error|wave|casus)\b", re.IGNORECASE)


def _everything(instrument: Instrument) -> list[Item]:
    return [one for item in instrument.items() for one in (item, *item.rows, *item.items)]


def test_every_form_of_the_study_is_there() -> None:
    assert set(BY_ID) >= {*FORMS, *WANTED}


@pytest.mark.parametrize("name", FORMS)
def test_the_short_core_is_repeated_at_every_wave_with_the_same_items(name: str) -> None:
    core = load_instrument("vervolg_ouder")
    for scale in ("kern_problemen", "kern_krachten", "ketenbreed_leren"):
        assert BY_ID[name].scale(scale).items == core.scale(scale).items
    assert set(INDICATORS) <= set(BY_ID[name].fields)


@pytest.mark.parametrize("name", FOLLOW_UPS)
def test_a_follow_up_asks_the_outcome_core(name: str) -> None:
    assert set(OUTCOMES) <= set(BY_ID[name].fields)


@pytest.mark.parametrize("name", FORMS)
def test_a_liveable_life_is_asked_in_own_words_with_its_distance(name: str) -> None:
    fields = BY_ID[name].fields
    assert set(LIFE) <= set(fields)
    assert fields["leefbaar_woorden"].type == "note"


@pytest.mark.parametrize("name", [*FORMS, "slotvraag"])
def test_every_conversation_closes_with_how_it_is_now_and_whom_to_call(name: str) -> None:
    last = BY_ID[name].sections[-1]
    assert [item.id for item in last.items[:2]] == ["slot_hoe", "slot_bellen"]


def test_the_same_question_has_the_same_answers_in_every_form() -> None:
    known: dict[str, Item] = {}
    for one in ALL:
        for name, item in one.fields.items():
            first = known.setdefault(name, item)
            assert first.type == item.type, f"{name} in {one.id}"
            shared = set(first.codes) & set(item.codes)
            smallest = min(len(first.codes), len(item.codes))
            assert len(shared) == smallest, f"{name} in {one.id}"


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_a_reason_for_a_gap_is_never_one_of_the_answers(one: Instrument) -> None:
    official = {"ONB", "0"}  # codes of the residence states and of COD046
    for item in _everything(one):
        for code, label in item.codes.items():
            if code not in official:
                assert code not in {*Gap}, item.id
                assert not A_GAP.search(label), item.id


@pytest.mark.parametrize("name", LICENSED)
def test_a_licensed_questionnaire_ships_without_its_texts(name: str) -> None:
    instrument = BY_ID[name]
    assert not instrument.licence.texts_allowed
    for item in instrument.fields.values():
        own = item.help or "rechthebbende" in item.label or "handleiding" in item.label
        assert own, item.id
        assert all(label == code for code, label in item.codes.items())


@pytest.mark.parametrize("one", YOUTH, ids=lambda one: one.id)
def test_what_youths_read_is_short_and_says_je(one: Instrument) -> None:
    assert one.read_aloud
    assert all(section.one_per_screen for section in one.sections)
    for item in _everything(one):
        for text in (item.label, item.help):
            assert not re.search(r"\b[Uu]w?\b", text), item.id
            for sentence in re.split(r"[.?!:]\s*", text):
                assert len(sentence.split()) <= 17, sentence


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_families_and_youths_never_read_our_own_words(one: Instrument) -> None:
    if one.audience in ("adult", "youth_8_11", "youth_12"):
        for item in _everything(one):
            assert not ENGLISH_WORDS.search(f"{item.label} {item.help}"), item.id


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_every_form_says_where_it_comes_from(one: Instrument) -> None:
    assert one.source
    assert all(scale.source for scale in one.scales)


def test_what_stands_in_the_care_signal_goes_to_the_vault_only() -> None:
    assert [one.id for one in ALL if one.store == "vault"] == ["zorgsignaal"]
    assert {item.privacy for item in BY_ID["zorgsignaal"].fields.values()} == {"secret"}


def test_the_ret_registration_has_no_free_text_and_no_name() -> None:
    types = {item.type for item in BY_ID["ret_registratie"].fields.values()}
    assert types <= {"choice", "multichoice", "yesno", "date"}
    assert BY_ID["ret_registratie"].purpose == "P0"


def test_what_lies_beyond_the_plan_is_extra() -> None:
    assert BY_ID["ace_dossier"].seconds("core") == 0
    assert BY_ID["ace_dossier"].informants == ("dossier",)
    ratings = [item for item in BY_ID["frameanalyse"].fields.values() if item.matrix]
    assert len(ratings) == 7
    assert {item.part for item in ratings} == {"extra"}


def test_every_code_list_has_a_version_and_a_source() -> None:
    assert len(codelists()) >= 30
    for one in codelists().values():
        assert one.version
        assert one.source
        assert all(code.label.strip() for code in one.codes)


def test_the_residence_states_are_those_of_the_rules() -> None:
    states = [code.code for code in codelists()["verblijf"].codes]
    wanted = [
        "BEH",
        "CRS",
        "GGZ",
        "GZH",
        "JJI",
        "JZP",
        "KWV",
        "NET",
        "ONB",
        "PLG",
        "RES",
        "THU",
        "ZEL",
        "ZWE",
    ]
    assert sorted(states) == wanted
    order = sorted(codelists()["verblijf"].codes, key=lambda code: int(code.extra["priority"]))
    assert [code.code for code in order[:3]] == ["JZP", "JJI", "GGZ"]
    assert set(load_instrument("vervolg_ouder").fields["nu_wonen"].codes) == set(states)
