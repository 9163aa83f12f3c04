"""Which expressions are refused when a definition is loaded, and why."""

import pytest

from instruments.logic import LogicError, parse
from instruments.logic.checking import Readable, check, cycles

FIELDS = {
    "getal": Readable("number"),
    "dag": Readable("date"),
    "tijd": Readable("time"),
    "tekst": Readable("text"),
    "verhaal": Readable("note"),
    "keuze": Readable("choice", frozenset({"1", "2"})),
    "woord": Readable("choice", frozenset({"thuis", "weg"})),
    "janee": Readable("yesno", frozenset({"1", "0"})),
    "meer": Readable("multichoice", frozenset({"1", "2"})),
    "elders_meer": Readable("multichoice"),
    "som": Readable("calculated"),
    "kop": Readable("descriptive"),
}

GOOD = {
    "bool": [
        "[getal] > 3",
        "[keuze] = '1'",
        "[keuze] = '01'",
        "[woord] <> 'thuis'",
        "[meer(2)] = '1'",
        "[elders_meer(x)] = 1",
        "[meer(2)]",
        "[janee]",
        "[dag] > '2021-03-12'",
        "[dag] <= 'today'",
        "[tijd] < '08:30'",
        "[verhaal] = ''",
        "[tekst] = 'iets'",
        "[t6][keuze] = '2'",
        "isblank([dag]) or contains([tekst], 'x')",
        "hasmissingcode([getal], 'onbekend')",
        "datediff([dag], 'today', 'y') >= 12",
        "sum([getal], [keuze], [meer(1)]) > 2",
        "if([keuze] = '1', [janee], [meer(1)])",
        "[tekst] > 3",
    ],
    "number": [
        "[getal] + [keuze] * [janee]",
        "if([getal] > 3, 1, '')",
        "round([som] / 2, 1)",
        "([keuze] = '1') + ([keuze] = '2')",
        "year([dag])",
        "datediff([dag], '2021-01-01', 'M', 'ymd', true)",
        "length([tekst])",
        "[tekst] + 1",
        "[keuze]",
        "min([getal], '3')",
    ],
}
BAD = [
    # expression, wanted, position from 0, part of the message
    ("[getl] > 3", "bool", 0, "bestaat niet"),
    ("[t6][getl] > 3", "bool", 0, "bestaat niet"),
    ("[getal] > 'veel'", "bool", 10, "dit is een getal"),
    ("[keuze] = '3'", "bool", 10, "“3” bestaat niet"),
    ("'3' = [keuze]", "bool", 0, "“3” bestaat niet"),
    ("[woord] = 1", "bool", 10, "“1” bestaat niet"),
    ("[meer] = '1'", "bool", 0, "zeg welke"),
    ("[meer(3)] = '1'", "bool", 0, "“3” bestaat niet"),
    ("[meer(1)] = '2'", "bool", 12, "aan of uit"),
    ("[keuze(1)] = '1'", "bool", 0, "geen vraag met meer keuzes"),
    ("[kop] = '1'", "bool", 0, "geen antwoord"),
    ("[dag] > 'gisteren'", "bool", 8, "dit is een datum"),
    ("[dag] > 3", "bool", 8, "dit is een datum"),
    ("[dag] > [getal]", "bool", 6, "niet te vergelijken"),
    ("[tijd] > '8 uur'", "bool", 9, "dit is een tijdstip"),
    ("[verhaal] > 'a'", "bool", 10, "geen volgorde"),
    ("[getal]", "bool", 0, "geen voorwaarde"),
    ("'ja'", "bool", 0, "geen voorwaarde"),
    ("[getal] and [keuze] = '1'", "bool", 0, "een voorwaarde"),
    ("not [dag]", "bool", 4, "een voorwaarde"),
    ("contains([getal], '1')", "bool", 9, "een tekst"),
    ("hasmissingcode([getl], 'x')", "bool", 15, "bestaat niet"),
    ("ismissingcode([getal] + 1)", "bool", 14, "een veld"),
    ("if([getal], 1, 2) = 1", "bool", 3, "een voorwaarde"),
    ("[dag] + 1", "number", 0, "een getal"),
    ("sum([verhaal], 1)", "number", 4, "een getal"),
    ("[woord] * 2", "number", 0, "een woord als code"),
    ("'x' * 2", "number", 0, "een getal"),
    ("[getal] > 1", "number", 0, "waar of niet waar"),
    ("if([getal] > 1, 'a', 'b')", "number", 0, "een tekst"),
    ("[dag]", "number", 0, "een datum"),
    ("year([getal])", "number", 5, "een datum"),
    ("datediff([dag], 'gisteren', 'd')", "number", 16, "geen datum"),
    ("datediff([dag], [keuze], 'd')", "number", 16, "een datum"),
    ("datediff([dag], 'today', 'w')", "number", 25, "eenheid"),
    ("datediff([dag], 'today', [tekst])", "number", 25, "eenheid"),
]


@pytest.mark.parametrize(
    ("text", "wants"), [(text, wants) for wants, texts in GOOD.items() for text in texts]
)
def test_a_sound_expression_passes(text: str, wants: str) -> None:
    assert [str(error) for error in check(parse(text), FIELDS, wants)] == []


@pytest.mark.parametrize(("text", "wants", "at", "message"), BAD)
def test_a_fault_of_type_is_found_where_it_stands(
    text: str, wants: str, at: int, message: str
) -> None:
    found = check(parse(text), FIELDS, wants)
    assert [error.at for error in found] == [at], [str(error) for error in found]
    assert message in found[0].message


UNREADABLE = [
    ("", 0, "leeg"),
    ("[a] =", 5, "breekt af"),
    ("[a] = '1", 6, "niet afgesloten"),
    ("[a = 1", 0, "niet afgesloten"),
    ("a] = 1", 1, "staat los"),
    ("([a] = 1", 0, "haakje"),
    ("[a] = 1)", 7, "kan"),
    ("[a] 1", 4, "kan"),
    ("[A] = 1", 0, "geen veld"),
    ("[a()] = 1", 0, "geen code"),
    ("[a] = ja", 6, "staat los"),
    ("[a] == 1", 4, "“==”"),
    ("1 < [a] < 5", 8, "Twee vergelijkingen"),
    ("foo([a])", 0, "bestaat niet"),
    ("round()", 0, "1 tot 2 onderdelen"),
    ("[a][1] = 1", 3, "instanties"),
    ("[a] = 1 §", 8, "§"),
    ("[a] + not [b]", 6, "kan"),
    ("(" * 101 + "1" + ")" * 101, 101, "dieper"),
    ("2" + "^2" * 200, 1, "machten"),
    ("9" * 400, 0, "te groot"),
]


@pytest.mark.parametrize(("text", "at", "message"), UNREADABLE)
def test_what_cannot_be_read_says_where(text: str, at: int, message: str) -> None:
    with pytest.raises(LogicError) as caught:
        parse(text)
    assert caught.value.at == at
    assert message in caught.value.message


def test_long_and_deep_expressions_that_people_really_write_are_read() -> None:
    assert parse(" or ".join(f"[a] = '{i}'" for i in range(2000)))
    assert parse(" + ".join("[a]" for _ in range(2000)))
    assert parse("if([a] = 1, 1, " * 90 + "0" + ")" * 90)


def test_a_circle_is_named_once_from_its_first_field() -> None:
    edges = {"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}, "e": set[str]()}
    assert [set(found) for found in cycles({k: frozenset(v) for k, v in edges.items()})] == [
        {"a", "b", "c"}
    ]
    assert list(cycles({"a": frozenset({"b"}), "b": frozenset({"elders"})})) == []
