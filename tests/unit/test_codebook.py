"""The codebook says in Dutch what the definition says, and the burden fits who is asked."""

from html.parser import HTMLParser

import pytest

from instruments.burden import FIRST, FOLLOW_UP, LIMITS, Burden, burden, too_long
from instruments.codebook import codebook
from instruments.codebook_page import codebook_page
from instruments.definition import load
from instruments.model import Instrument
from instruments.store import instruments, load_instrument

ALL = instruments()
FORM = """
id: proef
version: "1"
title: Proef <b>
sections:
  - id: a
    title: A
    items:
      - {id: wacht, type: yesno, label: Wacht u?, seconds: 8}
      - {id: weken, type: integer, label: Hoeveel weken?, unit: weken, min: 0, max: 520,
         soft_max: 52, branching: "[wacht] = '1'", seconds: 12}
      - {id: open, type: note, label: Vertel., part: extra, seconds: 30}
      - {id: totaal, type: calculated, label: Dagen, calculation: "[weken] * 7"}
"""


def test_branching_and_limits_are_read_in_words() -> None:
    questions = codebook(load(FORM)).chapters[0].questions
    assert questions[1].shown_when == "“Wacht u?” is “Ja”"
    assert questions[1].limits == "van 0 tot en met 520 weken; let op bij meer dan 52"
    assert questions[3].computed == "“Hoeveel weken?” keer 7"


def test_markup_in_a_definition_is_shown_and_never_acts() -> None:
    page = codebook_page([codebook(load(FORM))])
    assert "Proef &lt;b&gt;" in page
    assert "Proef <b>" not in page


def test_a_scale_is_explained_in_sentences() -> None:
    scale = codebook(load_instrument("sdq")).scales[1]
    text = " ".join(scale.scored)
    assert "Omgekeerd tellen: sdq_07." in text
    assert "minstens 3 van de 5" in text
    assert "hele getallen, halven naar boven" in text
    assert ("ouder of verzorger van 0 tot en met 13", "gemiddeld") in codebook(
        load_instrument("sdq")
    ).scales[-1].bands


def test_a_licensed_questionnaire_says_why_its_texts_are_absent() -> None:
    assert "toestemming" in codebook(load_instrument("kidscreen10")).licence
    assert codebook(load_instrument("vervolg_ouder")).licence == ""


def test_every_question_of_every_instrument_is_in_the_page_once() -> None:
    page = _Ids()
    page.feed(codebook_page(codebook(one) for one in ALL))
    assert len(page.found) == len(set(page.found))
    wanted = {f"{one.id}-{name}" for one in ALL for name in one.fields}
    assert wanted <= set(page.found)


def test_the_page_asks_nothing_from_elsewhere() -> None:
    page = codebook_page(codebook(one) for one in ALL)
    assert "<script" not in page
    assert "http" not in page
    assert "src=" not in page


def test_core_and_extra_time_are_counted_apart() -> None:
    assert burden(load(FORM)) == Burden(20, 30)
    assert burden(load(FORM)).in_words() == "ongeveer 1 minuut, met het extra deel 1"


@pytest.mark.parametrize("instrument", ALL, ids=lambda one: one.id)
def test_the_shipped_set_stays_within_the_burden_of_the_study(instrument: Instrument) -> None:
    wave = FIRST if instrument.id.startswith("t0_") else FOLLOW_UP
    assert too_long(instrument, wave=wave, limits=LIMITS) == ""


def test_a_form_that_takes_too_long_is_named_with_what_to_do() -> None:
    long = load(
        FORM.replace("seconds: 8", "seconds: 9000").replace(
            "version", "informants: [ouder]\nversion", 1
        )
    )
    found = too_long(long, wave=FIRST, limits=LIMITS)
    assert "150 minuten" in found
    assert "75 minuten" in found
    assert "extra" in found


class _Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name == "id"]
