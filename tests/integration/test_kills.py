"""All or nothing after `recover()`: each verb is killed before and after every side effect."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pyarrow.parquet  # noqa: F401  (imported before the forks, once for all of them)
import pytest
from sqlalchemy import func, select

from analysis import frames
from consent.event import Scope
from register import installation as wiring
from register.db import engine
from register.db.tables.cases import Case
from register.db.tables.contributions import Draft, Revision
from register.db.tables.frame import RetRegistration
from register.db.tables.work import AnalysisFile, ImportRun, Pending
from register.domain.actor import system
from register.domain.protocol import Protocol
from register.installation import Installation, Settings
from register.keys import CopyState, KeyLost
from register.services import backups, chains, consent, contributions, erasure, imports, rotation
from tests import factories
from tests.factories import POSTDOC, Desk, filled
from tests.integration.test_backups import KEEPER
from tests.integration.test_erasure import case_of
from tests.integration.test_withdrawals import OFFICER, file_of, states, told, withdraw
from tests.support import killing

SYSTEM = system("test")
# Verbs with many like steps are killed at some of them; with this set, at each.
EVERY_POINT = "CASUSREGISTER_EVERY_POINT"


@dataclass(frozen=True)
class Verb:
    """A verb: what stands before it, what it does, how its outcome reads (``None`` or whole)."""

    name: str
    prepare: Callable[[Desk], object]
    act: Callable[[Desk, object], object]
    outcome: Callable[[Desk, object], bool]
    every: int = 1


def count(desk: Desk, table: type) -> int:
    """How many rows a table has."""
    with desk.house.store.reading(SYSTEM) as work, consent.deciding(work, "P1"):
        return work.session.scalar(select(func.count()).select_from(table)) or 0


def includes(desk: Desk, known: object) -> object:
    """Include a case."""
    return desk.include()


def included(desk: Desk, known: object) -> bool:
    """A case with its names and key, or no trace of it."""
    subjects = set(desk.house.keys.register.names()) - set(map(str, known))  # type: ignore[call-overload]
    persons = [name for name in desk.house.keys.vault.names() if name not in _NAMED]
    if count(desk, Case) == 0:
        assert not subjects and not persons
        return False
    with desk.house.store.reading(SYSTEM) as work, consent.planning(work):
        case = work.session.scalars(select(Case)).one()
    assert subjects == {case.subject_key}
    assert len(desk.house.vault.parties(case.pseudonym)) == len(persons) == 2
    return True


_NAMED = {"database", "duplicates"}


def a_form(desk: Desk) -> object:
    """A form, filled in and not yet handed in."""
    desk.include()
    one = desk.due()["jeugdige"]
    with desk.house.store.writing(POSTDOC) as work:
        contributions.autosave(
            desk.house,
            work,
            one,
            tab="a",
            number=1,
            based_on=0,
            patch={"x": "y"},
            by=POSTDOC,
            at=desk.at,
            on=desk.today,
        )
    return one, filled(desk, one)


def hands_in(desk: Desk, form: object) -> object:
    """Hand the form in."""
    one, answers = form  # type: ignore[misc]
    with desk.house.store.writing(POSTDOC) as work:
        return contributions.hand_in(
            desk.house,
            work,
            one,
            based_on=0,
            form=answers,
            collected_on=desk.today,
            circumstances={},
            reason="",
            by=POSTDOC,
            at=desk.at,
            on=desk.today,
        )


def handed_in(desk: Desk, form: object) -> bool:
    """One revision and no draft, or the draft as it was."""
    revisions, drafts = count(desk, Revision), count(desk, Draft)
    assert (revisions, drafts) in {(0, 1), (1, 0)}
    with desk.house.store.reading(SYSTEM) as work, consent.planning(work):
        baseline = work.session.scalars(select(Case.baseline_on)).one()
    assert (baseline is not None) == (revisions == 1)
    return revisions == 1


def a_told_case(desk: Desk) -> object:
    """A case of which the youth told something."""
    case_id = desk.include()
    told(desk)
    return case_id


def makes_a_file(desk: Desk, case_id: object) -> object:
    """Make an analysis file."""
    return file_of(desk)


def file_made(desk: Desk, case_id: object) -> bool:
    """A row with its folder that opens, or neither."""
    with desk.house.store.reading(SYSTEM) as work:
        rows = work.session.scalars(select(AnalysisFile)).all()
    folders = list((desk.house.home / "analysis").iterdir())
    assert [row.folder for row in rows] == [folder.name for folder in folders]
    for row in rows:
        key = desk.house.keys.derived("files", f"analysis|{row.id}")
        assert frames.load(folders[0], key=key, today=desk.today).manifest.hash == row.hash
    return bool(rows)


def a_plan(desk: Desk) -> object:
    """A small file of registrations, judged."""
    from tests.integration import test_imports

    return test_imports._plan(desk, "ret_monitor", test_imports._ret(desk))


def brings_in(desk: Desk, plan: object) -> object:
    """Import it."""
    return imports.bring_in(
        desk.house,
        plan,  # type: ignore[arg-type]
        trial=False,
        by=SYSTEM,
        at=desk.at,
        today=desk.today,
    )


def brought_in(desk: Desk, plan: object) -> bool:
    """All rows and the note of the run, or nothing."""
    found = (count(desk, RetRegistration) > 0, count(desk, ImportRun))
    assert found in {(False, 0), (True, 1)}
    return found[0]


def rotates(desk: Desk, case_id: object) -> object:
    """Rotate both key-encryption keys."""
    return rotation.rotate(desk.house, by=KEEPER, at=desk.at)


def readable(desk: Desk, case_id: object) -> bool:
    """Every key opens, names and answers are read, the copy at the second place is equal."""
    ring = desk.house.keys
    for store in (ring.register, ring.vault):
        assert all(len(store.get(name)) == 32 for name in store.names())
        assert not store.kek.with_suffix(".next").exists()
    assert ring.second is not None
    assert ring.second.state() is CopyState.CURRENT
    case = case_of(desk, str(case_id))
    assert len(desk.house.vault.parties(case.pseudonym)) == 2
    return True


def an_erasure(desk: Desk) -> object:
    """A case whose youth asked to be erased, an open analysis file of before."""
    case_id = a_told_case(desk)
    withdrawal = withdraw(desk, str(case_id), Scope.ERASE)
    return case_id, withdrawal


def erases(desk: Desk, asked: object) -> object:
    """Confirm the erasure as second person."""
    _, withdrawal = asked  # type: ignore[misc]
    return erasure.confirm(desk.house, withdrawal, by=OFFICER, at=desk.at)


def erased(desk: Desk, asked: object) -> bool:
    """Everything gone in both stores, the keys and their copy; or everything still there."""
    case_id, _ = asked  # type: ignore[misc]
    case, ring = case_of(desk, case_id), desk.house.keys
    assert ring.second is not None
    assert ring.second.state() is CopyState.CURRENT
    if case.erased_at is None:
        assert case.birth_date is not None
        assert len(desk.house.vault.parties(case.pseudonym)) == 2
        assert ring.erased() == ()
        return False
    assert case.birth_date is None
    assert not desk.house.vault.knows(case.pseudonym)
    assert [one.case for one in ring.erased()] == [case_id]
    with pytest.raises(KeyLost):
        ring.register.get(case.subject_key)
    assert set(ring.vault.names()) == _NAMED
    return True


def a_file(desk: Desk) -> object:
    """A case that told something, in an analysis file."""
    case_id = a_told_case(desk)
    return case_id, file_of(desk)


def withdraws(desk: Desk, held: object) -> object:
    """Withdraw so that nothing is used any more."""
    case_id, _ = held  # type: ignore[misc]
    return withdraw(desk, case_id, Scope.NO_FURTHER_USE)


def withdrawn(desk: Desk, held: object) -> bool:
    """The event, closed forms and a file that is gone; or none of it."""
    case_id, file = held  # type: ignore[misc]
    with desk.house.store.reading(SYSTEM) as work:
        closed = work.session.get_one(AnalysisFile, file).closed_at is not None
    stopped = "ingetrokken" in states(desk, case_id).values()
    assert closed == stopped
    assert (desk.house.home / "analysis" / file).exists() != closed
    return closed


def nothing(desk: Desk) -> object:
    """Nothing but the named keys."""
    return desk.house.keys.register.names()


VERBS = (
    Verb("include", nothing, includes, included, every=3),
    Verb("hand in", a_form, hands_in, handed_in),
    Verb("make a file", a_told_case, makes_a_file, file_made, every=7),
    Verb("import", a_plan, brings_in, brought_in),
    Verb("rotate", a_told_case, rotates, readable, every=11),
    Verb("withdraw", a_file, withdraws, withdrawn, every=5),
    Verb("erase", an_erasure, erases, erased, every=11),
)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for no disk, for a killed process loses no more for it; read the protocol once."""
    monkeypatch.setattr(wiring.engines, "embedded", partial(engine.embedded, durable=False))
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    protocol = Protocol.shipped()
    monkeypatch.setattr(wiring.Protocol, "shipped", lambda name: protocol)


@pytest.fixture
def home(quick: None, tmp_path: Path) -> Path:
    """An empty installation with a second place for its keys, closed."""
    settings = Settings("test", keystore_copy=str(tmp_path / "elders"))
    made = factories.make(tmp_path / "huis", settings)
    made.close()
    return made.home


def opened(home: Path) -> Desk:
    """The installation in ``home`` as a new process finds it."""
    return Desk(Installation.open(home))


def fresh(prepared: Path, aim: Path) -> Path:
    """A copy of a prepared installation with a second place of its own."""
    shutil.rmtree(aim, ignore_errors=True)
    shutil.copytree(prepared, aim / "huis")
    second = aim / "elders"
    made = Installation.open(aim / "huis")
    settings = replace(made.settings, keystore_copy=str(second))
    (aim / "huis" / "casusregister.toml").write_text(settings.as_toml(), encoding="utf-8")
    Installation.open(aim / "huis").keys.copy()
    return aim / "huis"


@pytest.mark.parametrize("verb", VERBS, ids=[verb.name for verb in VERBS])
def test_a_verb_killed_anywhere_is_all_or_nothing_after_recovery(
    verb: Verb, home: Path, tmp_path: Path
) -> None:
    before = opened(home)
    given = verb.prepare(before)
    before.installation.close()

    def act_in(place: Path) -> Callable[[], object]:
        return lambda: verb.act(opened(place), given)

    killed, points = killing.run(act_in(fresh(home, tmp_path / "heel")), None)
    assert not killed
    assert points > 2
    seen = set()
    step = 1 if os.environ.get(EVERY_POINT) else verb.every
    for deadly in [*range(0, points, step), points - 1]:
        place = fresh(home, tmp_path / "proef")
        killed, _ = killing.run(act_in(place), deadly)
        assert killed, f"point {deadly} of {points} was not reached"
        after = opened(place)
        after.installation.recover()
        try:
            seen.add(verb.outcome(after, given))
            assert count(after, Pending) == 0
            assert not any(one.faults for one in chains.look(after.house, by=SYSTEM))
            assert not list(place.rglob("*.part"))
        except AssertionError as error:
            raise AssertionError(f"killed at point {deadly} of {points}: {error}") from error
        finally:
            after.installation.close()
    assert True in seen


def test_a_backup_or_a_restore_that_is_killed_leaves_none_or_a_whole_one(
    home: Path, tmp_path: Path
) -> None:
    before = opened(home)
    before.include()
    aim, new = tmp_path / "kopieen", tmp_path / "nieuw"
    made = backups.make(before.house, tmp_path / "eerste", by=KEEPER, at=before.at)
    second = before.house.keys.second
    assert second is not None
    keys = second.file
    before.installation.close()

    def back_up() -> object:
        return backups.make(opened(home).house, aim, by=KEEPER, at=before.at)

    def put_back() -> object:
        return Installation.restore(made, keys_copy=keys, home=new, clock=lambda: before.at)

    for verb, whole in ((back_up, aim), (put_back, new)):
        _, points = killing.run(verb, None)
        shutil.rmtree(whole)
        for deadly in range(0, points, 5):
            killed, _ = killing.run(verb, deadly)
            assert killed
            if verb is back_up:
                for one in aim.glob("casusregister-*"):
                    Installation.restore(one, keys_copy=keys, home=new, clock=lambda: before.at)
                    shutil.rmtree(new)
                shutil.rmtree(aim, ignore_errors=True)
            elif new.exists():
                again = opened(new)
                assert count(again, Case) == 1
                again.installation.close()
                shutil.rmtree(new)
        verb()
        assert whole.exists()
        shutil.rmtree(whole)
