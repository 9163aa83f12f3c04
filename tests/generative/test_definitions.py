"""Random definitions survive the way to YAML and back, and random answers the way to JSON."""

from hypothesis import given, settings
from hypothesis import strategies as st

from instruments import yamltext
from instruments.answers import Answer, canonical_json, from_canonical_json
from instruments.definition import load
from instruments.gaps import Gap
from instruments.model import Instrument
from instruments.problems import DefinitionError, DefinitionErrors
from instruments.store import instruments as shipped
from instruments.writing import to_yaml
from tests.generative.definitions import AWKWARD, PLAIN, instruments


@settings(max_examples=150)
@given(instruments())
def test_a_definition_comes_back_from_its_yaml(made: Instrument) -> None:
    back = load(to_yaml(made))
    assert back == made
    assert back.sha256 == made.sha256


@settings(max_examples=60)
@given(instruments())
def test_writing_twice_gives_the_same_text(made: Instrument) -> None:
    text = to_yaml(made)
    assert to_yaml(load(text)) == text


@given(st.recursive(AWKWARD | PLAIN, lambda inner: st.lists(inner) | st.dictionaries(PLAIN, inner)))
def test_yaml_keeps_every_text_as_it_was_typed(content: object) -> None:
    whole = {"x": content}
    assert yamltext.load(yamltext.dump(whole)).plain() == whole  # type: ignore[arg-type]


REMARKS = st.none() | PLAIN
ANSWERS = (
    st.builds(Answer, PLAIN, remark=REMARKS)
    | st.builds(Answer, st.integers(-(10**9), 10**9), remark=REMARKS)
    | st.builds(Answer, st.floats(allow_nan=False, allow_infinity=False), remark=REMARKS)
    | st.builds(Answer, st.lists(PLAIN, min_size=1, max_size=4).map(tuple), remark=REMARKS)
    | st.builds(Answer, gap=st.sampled_from(list(Gap)), remark=REMARKS)
)


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), ANSWERS, max_size=6))
def test_answers_come_back_from_canonical_json(answers: dict[str, Answer]) -> None:
    text = canonical_json(answers)
    assert from_canonical_json(text) == answers
    assert canonical_json(dict(reversed(answers.items()))) == text


LIBRARY = [to_yaml(one) for one in shipped()]
JUNK = AWKWARD | st.sampled_from(
    ["[]", "{}", "matrix", "group", "calculated", "today", "-1", "99999999999", "P1", "[a] = '1'"]
)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A shipped definition with one to three lines dropped, doubled, moved or overwritten."""
    lines = draw(st.sampled_from(LIBRARY)).splitlines()
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        key, colon, _rest = lines[at].partition(":")
        lines[at : at + 1] = draw(
            st.sampled_from(
                [[], [lines[at]] * 2, [f"  {lines[at]}"], [f"{key}{colon} {draw(JUNK)}"], [key]]
            )
        )
    return "\n".join(lines)


@settings(max_examples=150)
@given(damaged())
def test_a_damaged_definition_is_read_or_refused_with_its_lines(text: str) -> None:
    made, found = _read(text)
    if made is not None:
        assert load(to_yaml(made)) == made
        return
    assert found
    assert all(1 <= one.line <= text.count("\n") + 2 and one.fix for one in found)


def _read(text: str) -> tuple[Instrument | None, tuple[DefinitionError, ...]]:
    try:
        return load(text), ()
    except DefinitionErrors as refused:
        return None, refused.errors
