"""An answer on screen: as people read it, and so that typing it again gives the same answer."""

import pytest

from instruments.answers import Answer
from instruments.dates import PartialDate
from instruments.frozen import FrozenMap
from instruments.gaps import Gap
from instruments.item import Item
from register.domain.answer_words import as_typed, words

DATE = Item("begin", "date", "Begin")
SCHOOL = Item("school", "choice", "School", choices=FrozenMap({"a": "gewoon", "b": "speciaal"}))

DATES = [
    # stored        typed again        read
    ("2021-03-12", "12-03-2021", "12-03-2021"),
    ("2021-03-12~", "12-03-2021?", "ongeveer 12-03-2021"),
    ("2021-03", "maart 2021", "maart 2021"),
    ("2021-zomer", "zomer 2021", "ongeveer juni–augustus 2021"),
    ("2021-winter", "winter 2021", "ongeveer december 2020–februari 2021"),
    ("2019~", "2019?", "ongeveer 2019"),
    ("2019", "2019", "2019"),
]


@pytest.mark.parametrize(("stored", "typed", "read"), DATES)
def test_a_date_is_typed_and_read_in_dutch(stored: str, typed: str, read: str) -> None:
    answer = Answer(stored, precision=PartialDate.parse(stored).precision)
    assert (as_typed(DATE, answer), words(DATE, answer)) == (typed, read)
    assert PartialDate.parse(typed).text == stored


def test_codes_gaps_and_rows_become_words() -> None:
    assert words(SCHOOL, Answer("b")) == "speciaal"
    assert words(SCHOOL, Answer(gap=Gap.WEIGERING)) == "geen antwoord: wil niet antwoorden"
    several = Item("hulp", "multichoice", "Hulp", choices=SCHOOL.choices)
    assert words(several, Answer(("a", "b"))) == "gewoon, speciaal"
    assert words(Item("getal", "number", "Getal"), Answer(2.5)) == "2,5"
    rows = Item("perioden", "group", "Perioden", binds="episode", items=(DATE,))
    assert words(rows, Answer(("x",))) == "1 regel"
    assert words(rows, Answer(("x", "y"))) == "2 regels"
