"""Every declared check fires on its planted fault and keeps quiet on the near miss beside it."""

import pytest

from analysis.quality import judge
from analysis.quality.judging import judges
from instruments.checks import declared
from register.fictive import faults
from register.fictive.faults import Planted
from tests.support import planting
from tests.support import sound_register as sound
from tests.support.planting import Tally

KINDS = faults.kinds()


@pytest.fixture(scope="module")
def tally() -> Tally:
    """One sound register with every kind in it."""
    made = Tally()
    planting.run(1, made)
    return made


def test_every_check_has_a_fault_that_fires_it_and_a_near_miss() -> None:
    noticed = {fault.noticed_by for fault in KINDS}
    lacking = [check.id for check in declared() if check.id not in noticed]
    assert lacking == [], "Plant a fault and a near miss in register/fictive/*_faults.py."


def test_every_check_without_a_column_rule_has_a_function_and_no_function_is_idle() -> None:
    assert set(judges()) == {check.id for check in declared()}


def test_at_least_forty_kinds_are_planted_under_names_of_their_own() -> None:
    names = [fault.kind for fault in KINDS]
    assert len(set(names)) == len(names) >= 40
    known = {check.id for check in sound.checks()}
    assert {fault.noticed_by for fault in KINDS} <= known


def test_a_sound_register_gives_no_finding_at_all() -> None:
    outcome = judge(sound.frames(sound.tables(7)), checks=sound.checks())
    assert outcome.findings == ()
    assert outcome.not_run == {}


@pytest.mark.parametrize("check", sorted({fault.noticed_by for fault in KINDS}))
def test_a_planted_fault_is_found(tally: Tally, check: str) -> None:
    assert tally.planted[check] > 0
    assert tally.found[check] == tally.planted[check]


@pytest.mark.parametrize("check", sorted({fault.noticed_by for fault in KINDS}))
def test_a_near_miss_keeps_it_quiet(tally: Tally, check: str) -> None:
    assert tally.near[check] > 0
    assert tally.cried[check] == 0


def test_nothing_else_is_cried_about(tally: Tally) -> None:
    assert +tally.stray == {}


def test_what_a_register_has_no_place_for_is_said_not_passed_over() -> None:
    tables = {name: frame for name, frame in sound.tables().items() if name != "goals"}
    wanted = faults.plan(list(tables["subjects"]["pid"]), 1)
    _, done = faults.plant(tables, sound.facts(), wanted)
    missing = {one.kind for one in done if not one.planted}
    assert missing == {"doel_drie", "doel_begint_op_nul", "doel_bijgesteld"}


def test_planting_leaves_the_register_it_was_given_as_it_was() -> None:
    tables = sound.tables()
    before = {name: frame.copy() for name, frame in tables.items()}
    faults.plant(tables, sound.facts(), faults.plan(list(tables["subjects"]["pid"]), 1))
    for name, frame in before.items():
        assert frame.equals(tables[name])


def test_a_check_without_its_frame_says_so_instead_of_passing() -> None:
    tables = {name: f for name, f in sound.tables().items() if name not in ("stays", "goals")}
    outcome = judge(sound.frames(tables))
    assert "verblijf_overlap" in outcome.not_run
    assert "gas_niveaus" in outcome.not_run
    assert "verblijf_overlap" not in outcome.judged


def test_a_finding_holds_a_keyed_hash_that_changes_with_the_value_only() -> None:
    first = _marks("plekken_verkeerd_geteld", b"een")
    again = _marks("plekken_verkeerd_geteld", b"een")
    other_key = _marks("plekken_verkeerd_geteld", b"twee")
    assert first == again
    assert first != other_key


def _marks(kind: str, key: bytes) -> list[str]:
    tables = sound.tables()
    fault = next(one for one in KINDS if one.kind == kind)
    pid = str(tables["subjects"]["pid"].iloc[3])
    changed, _ = faults.plant(
        tables, sound.facts(), [Planted(kind, fault.noticed_by, pid, near=False)]
    )
    ids = [one for one in declared() if one.id == fault.noticed_by]
    return [one.value_mac for one in judge(sound.frames(changed), key=key, checks=ids).findings]
