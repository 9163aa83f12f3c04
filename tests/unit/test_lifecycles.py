"""Life cycles and refusals: every state has an owner, every diagram and page can be made."""

import pytest

from register.domain.errors import Blocker, Conflict, Denied, NotFound, Refusal, refuse_if
from register.domain.lifecycle import LifeCycle, Step
from register.domain.people import MATRIX, Permission
from register.domain.reference import LIFE_CYCLES, pages


@pytest.mark.parametrize("life", LIFE_CYCLES, ids=[life.name for life in LIFE_CYCLES])
def test_every_state_is_reached_and_has_an_owner_or_is_an_end(life: LifeCycle) -> None:
    reached, todo = {life.first}, [life.first]
    while todo:
        for step in life.from_state(todo.pop()):
            if step.target not in reached:
                reached.add(step.target)
                todo.append(step.target)
    assert reached == set(life.owners)
    for state in life.ends:
        assert life.owners[state] == ""


@pytest.mark.parametrize("life", LIFE_CYCLES, ids=[life.name for life in LIFE_CYCLES])
def test_every_step_can_be_done_by_somebody(life: LifeCycle) -> None:
    held = frozenset().union(*MATRIX.values())
    assert all(step.by in held for step in life.steps)


@pytest.mark.parametrize("life", LIFE_CYCLES, ids=[life.name for life in LIFE_CYCLES])
def test_a_diagram_names_every_state_and_step(life: LifeCycle) -> None:
    drawn = life.mermaid()
    assert all(f'"{state}"' in drawn for state in life.owners)
    assert drawn.count("-->") == len(life.steps) + 1 + len(life.ends)


def test_a_refused_verb_says_what_can_be_done_instead() -> None:
    life = LIFE_CYCLES[0]
    (blocker,) = life.blockers("pauze", "pause")
    assert "weer verder" in blocker.remedy
    with pytest.raises(KeyError):
        life.after("pauze", "pause")


def _life(*steps: Step, first: str = "a") -> LifeCycle:
    return LifeCycle("proef", "Proef", first, {"a": "x", "b": ""}, steps)


STEP = Step("go", "a", "b", "gaan", Permission.CASE_EDIT)


def test_a_life_cycle_with_an_unknown_state_cannot_exist() -> None:
    assert _life(STEP).ends == {"b"}
    with pytest.raises(ValueError, match="unknown state"):
        _life(Step("go", "a", "c", "gaan", Permission.CASE_EDIT))
    with pytest.raises(ValueError, match="begins"):
        _life(first="c")
    with pytest.raises(ValueError, match="two states"):
        _life(STEP, Step("go", "a", "a", "gaan", Permission.CASE_EDIT))


def test_refusals_speak_dutch_and_keep_their_reasons() -> None:
    reasons = (Blocker("een", "Dit kan niet.", "Doe dat."), Blocker("twee", "Dat ook niet."))
    with pytest.raises(Refusal) as caught:
        refuse_if(iter(reasons))
    assert caught.value.reasons == reasons
    assert str(caught.value) == "Dit kan niet. Doe dat.\nDat ook niet."
    refuse_if(())


def test_a_refusal_without_reason_cannot_exist() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Refusal(())
    with pytest.raises(ValueError, match="says nothing"):
        Blocker("leeg", "")
    with pytest.raises(ValueError, match="lower_snake"):
        Blocker("Hoofdletter", "tekst")


def test_errors_say_what_to_do_next() -> None:
    assert "Ga terug" in str(NotFound("Dit dossier"))
    conflict = Conflict(opened_with=3, latest=4, by="A. Fictief")
    assert "bewaard als concept" in str(conflict) and conflict.latest == 4
    assert "Geen enkele rol" in str(Denied("x"))


def test_every_reference_page_has_one_title_and_tables_that_close() -> None:
    made = pages()
    assert set(made) == {"levenslopen.md", "rechten.md", "kalender.md", "protocol.md"}
    for text in made.values():
        assert sum(line.startswith("# ") for line in text.splitlines()) == 1
        for line in text.splitlines():
            assert not line.startswith("|") or line.endswith("|")
    assert "T0 29-08-2026 + 6 maanden = 28-02-2027" in made["kalender.md"]
