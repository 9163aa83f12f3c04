"""What becomes of each kind of REDCap field, as a table that a researcher can check."""

from collections.abc import Mapping

import pytest

from instruments.redcap import export_dictionary, import_dictionary
from instruments.redcap.columns import COLUMNS
from instruments.redcap.table import write_table

CHOICES = "select_choices_or_calculations"
CHECK = "text_validation_type_or_show_slider_number"
LOW, HIGH = "text_validation_min", "text_validation_max"
# what stands in REDCap, its cells, the item type here, and what the report says ("" = nothing)
FIELDS: tuple[tuple[str, dict[str, str], str, str], ...] = (
    ("korte tekst", {"field_type": "text"}, "text", ""),
    ("lange tekst", {"field_type": "notes"}, "note", ""),
    ("geheel getal", {"field_type": "text", CHECK: "integer", LOW: "0", HIGH: "9"}, "integer", ""),
    ("getal", {"field_type": "text", CHECK: "number"}, "number", ""),
    ("getal met 2 cijfers", {"field_type": "text", CHECK: "number_2dp"}, "number", ""),
    (
        "getal met decimale komma",
        {"field_type": "text", CHECK: "number_1dp_comma_decimal"},
        "number",
        "een decimale komma wordt als punt bewaard",
    ),
    ("datum", {"field_type": "text", CHECK: "date_mdy", LOW: "2020-01-01"}, "date", ""),
    ("datum en tijd", {"field_type": "text", CHECK: "datetime_ymd"}, "text", ""),
    ("tijd", {"field_type": "text", CHECK: "time"}, "time", ""),
    ("e-mailadres", {"field_type": "text", CHECK: "email"}, "text", ""),
    (
        "controle die hier niet bestaat",
        {"field_type": "text", CHECK: "zipcode"},
        "text",
        "controle “zipcode” wordt hier niet gedaan; elke tekst mag",
    ),
    (
        "grens die geen getal is",
        {"field_type": "text", CHECK: "integer", LOW: "[ander]"},
        "integer",
        "bewaard maar niet gebruikt",
    ),
    ("rondjes", {"field_type": "radio", CHOICES: "1, Ja | 2, Nee"}, "choice", ""),
    ("keuzelijst", {"field_type": "dropdown", CHOICES: "UNK, weet niet|a, A"}, "choice", ""),
    ("vinkjes", {"field_type": "checkbox", CHOICES: "1, A | 2, B"}, "multichoice", ""),
    (
        "vinkjes met @NONEOFTHEABOVE",
        {
            "field_type": "checkbox",
            CHOICES: "1, A | 9, geen",
            "field_annotation": "@NONEOFTHEABOVE",
        },
        "multichoice",
        "",
    ),
    (
        "code die er twee keer staat",
        {"field_type": "radio", CHOICES: "1, A | 1, B"},
        "choice",
        "een code staat er twee keer; alleen de eerste telt",
    ),
    (
        "rondjes zonder keuzes",
        {"field_type": "radio"},
        "text",
        "geen leesbare keuzes; het wordt een korte tekst",
    ),
    ("ja of nee", {"field_type": "yesno"}, "yesno", ""),
    ("waar of niet waar", {"field_type": "truefalse"}, "yesno", ""),
    ("schuif", {"field_type": "slider", CHOICES: "links | midden | rechts"}, "slider", ""),
    ("berekening", {"field_type": "calc", CHOICES: "round(1 / 3, 2)"}, "calculated", ""),
    (
        "berekening die hier niet gelezen wordt",
        {"field_type": "calc", CHOICES: "[onbekend] + ("},
        "text",
        "bewaard maar niet gebruikt",
    ),
    ("tekst zonder vraag", {"field_type": "descriptive"}, "descriptive", ""),
    (
        "bestand",
        {"field_type": "file"},
        "descriptive",
        "een bestand toevoegen kan hier niet; alleen de tekst blijft staan",
    ),
    (
        "handtekening",
        {"field_type": "file", CHECK: "signature"},
        "descriptive",
        "een bestand toevoegen kan hier niet; alleen de tekst blijft staan",
    ),
    (
        "keuzelijst uit sql",
        {"field_type": "sql", CHOICES: "select 1"},
        "text",
        "een keuzelijst uit sql kan hier niet; het wordt een korte tekst",
    ),
    (
        "ontologie",
        {"field_type": "text", CHOICES: "BIOPORTAL:ICD10"},
        "text",
        "zoeken in een ontologie kan hier niet; het wordt een gewone tekst",
    ),
    (
        "opmaak in de vraag",
        {"field_type": "text", "field_label": "<b>Vet</b>"},
        "text",
        "opmaak wordt niet getoond, alleen de woorden",
    ),
    (
        "vertakking op een veld dat er niet is",
        {"field_type": "text", "branching_logic": "[weg] = '1'"},
        "text",
        "bewaard maar niet gebruikt",
    ),
    (
        "herleidbaar veld",
        {"field_type": "text", "identifier": "y"},
        "text",
        "direct herleidbaar: zulke gegevens horen in de kluis, niet hier",
    ),
    (
        "een actie zoals @HIDDEN",
        {"field_type": "text", "field_annotation": "@HIDDEN"},
        "text",
        "@HIDDEN werkt hier niet",
    ),
    (
        "uitlijning",
        {"field_type": "text", "custom_alignment": "LH"},
        "text",
        "de uitlijning wordt hier niet gebruikt",
    ),
)
_INTRO = """\
# REDCap: wat er van een veld wordt

Een codeboek (Data Dictionary) van 16, 17 of 18 kolommen, ook met eigen kolommen erbij, wordt per
formulier een instrument. Wat hier niet bestaat wordt bewaard en in het verslag genoemd, met naam
en kolom; bij het terugschrijven staat elke cel er weer zoals zij was. Wie een vraag hier wijzigt,
krijgt bij het terugschrijven de wijziging. Alleen lege regels in het bestand, het scheidingsteken
en overbodige aanhalingstekens komen niet terug; een veldnaam die er twee keer staat (REDCap weigert
dat zelf) krijgt een nummer.

Wat REDCap niet kent (privacy, herhaalde groepen, schalen, zachte grenzen) staat bij het
terugschrijven in de kolom Field Annotation achter `@CASUSREGISTER=`; REDCap slaat dat over.

| in REDCap | hier | het verslag zegt |
|---|---|---|
"""


def pages() -> Mapping[str, str]:
    """The page of docs/reference made of the table."""
    lines = [f"| {name} | `{kind}` | {said or '–'} |" for name, _, kind, said in FIELDS]
    return {"redcap.md": _INTRO + "\n".join(lines) + "\n"}


def _rows(cells: dict[str, str]) -> list[list[str]]:
    given = {"field_name": "veld", "form_name": "formulier", "field_label": "Vraag", **cells}
    return [list(COLUMNS.values()), [given.get(key, "") for key in COLUMNS]]


@pytest.mark.parametrize(("name", "cells", "kind", "said"), FIELDS, ids=[f[0] for f in FIELDS])
def test_a_field_becomes_what_the_table_says_and_comes_back(
    name: str, cells: dict[str, str], kind: str, said: str
) -> None:
    header, row = _rows(cells)
    text = write_table(header, [row])
    (made,), report = import_dictionary(text.encode())
    assert made.item("veld").type == kind
    messages = [found.message for found in report.findings]
    assert any(message.startswith(said) for message in messages) if said else messages == []
    assert export_dictionary([made]).text == text
