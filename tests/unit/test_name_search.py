"""A person is found however the name is spelled, and strangers are not."""

import pytest

from register.services.likeness import likeness
from register.services.namesearch import Names, words

NAMES = Names(
    {
        "1": "Noor van ’t Hoff-Fictief",
        "2": "Hatice Yıldız-Fictief",
        "3": "José Sánchez-Fictief",
        "4": "Anne-Sophie de Graaf-Fictief",
        "5": "Thijs in ’t Veld-Fictief",
    }
)


@pytest.mark.parametrize(
    ("query", "person"),
    [
        ("Noor van ’t Hoff", "1"),
        ("hoff", "1"),
        ("van der hoff", "1"),
        ("nor hof", "1"),
        ("noro hoff", "1"),
        ("yildiz", "2"),
        ("sanchez", "3"),
        ("jose sanchzez", "3"),
        ("graaff", "4"),
        ("sofie graaf", "4"),
        ("tijs veld", "5"),
        ("tys veld", "5"),
    ],
)
def test_found(query: str, person: str) -> None:
    assert NAMES.find(query)[0].person == person


@pytest.mark.parametrize("query", ["bakker", "noor bakker", "xyz", "hoff veld"])
def test_not_found(query: str) -> None:
    assert NAMES.find(query) == []


def test_the_exact_name_comes_first() -> None:
    names = Names({"a": "Jan Jansen", "b": "Jan Janssen", "c": "Jan Jansen Bakker"})
    assert [one.person for one in names.find("jan jansen")] == ["a", "c", "b"]


def test_a_name_of_small_words_only_keeps_them() -> None:
    assert words("van den") == ("van", "den")


def test_likeness_grows_with_every_set_of_fields_that_agrees() -> None:
    name, sound, place = (
        "naam-geboren-geslacht",
        "initiaal-klank-geboren",
        "geboren-postcode4",
    )
    scores = [likeness([place]), likeness([sound]), likeness([sound, place]), likeness([name])]
    assert scores == sorted(scores)
    assert likeness([name, sound, place]) < 1
