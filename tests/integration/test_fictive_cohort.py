"""The fictive Zuid-West as it stands in a register: alive, whole, and without a name in it."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from register.db.tables import Base
from register.db.tables.cases import Case, Episode, LifeCourse, Party
from register.db.tables.consent import AuthorityRow, ConsentRow
from register.db.tables.contributions import Revision
from register.db.tables.frame import RetRegistration
from register.domain.actor import Actor
from register.domain.people import Role
from register.extract import gathering
from register.extract.recipients import Recipient
from register.fictive.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from register.fictive.cohort import make
from register.fictive.study import moment
from register.installation import Installation, Settings
from register.keys import unseal
from register.services import accounts, consent, ledger, worklist
from register.vault.tables import Person, SafetyFlag
from tests.support.repository import ROOT

TODAY = date(2026, 11, 22)
CASES = 30
READER = Actor("lezer", "Lezer Fictief", frozenset({Role.POSTDOC, Role.ANALIST}))


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    home = tmp_path_factory.mktemp("fictief") / "demo"
    made = Installation.create(home, Settings("demo"), seed="casusregister-1")
    assert make(made, cases=CASES, seed=1, today=TODAY) == CASES
    yield made
    made.close()


def test_the_desk_has_everything_a_researcher_meets(installation: Installation) -> None:
    house = installation.house
    with house.store.reading(READER) as work:
        desk = worklist.desk(work, house.protocol, on=TODAY)
    assert desk.overdue
    assert desk.due
    assert desk.waiting
    assert desk.birthdays
    assert desk.appointments


def test_contributions_ended_in_every_way(installation: Installation) -> None:
    house = installation.house
    with house.store.reading(READER) as work, consent.planning(work):
        found = worklist.entries(work, house.protocol, on=TODAY)
    states = Counter(entry.value.state.value for entry in found)
    assert {"gedaan", "gemist", "geweigerd", "deels", "uitgenodigd", "ingetrokken"} <= set(states)
    assert states["gedaan"] > 250
    timing = Counter(entry.value.timing.value for entry in found)
    assert timing["binnen"] > timing["laat"] > 0
    assert {entry.case.cohort for entry in found} == {1, 2, 3, 4}
    assert any(entry.wave.moved_to for entry in found)


def test_life_brings_turns_guardians_corrections_and_stays(installation: Installation) -> None:
    house = installation.house
    with house.store.reading(READER) as work, consent.deciding(work, "P1"):
        turns = set(work.session.scalars(select(LifeCourse.kind)))
        ended = list(
            work.session.scalars(select(Case.end_reason).where(Case.ended_on.is_not(None)))
        )
        replaced = work.session.scalar(
            select(func.count()).where(AuthorityRow.replaces.is_not(None))
        )
        corrected = work.session.scalar(select(func.count()).where(Revision.no == 2))
        later = work.session.scalar(select(func.count()).where(Episode.no == 2))
        kinds = set(work.session.scalars(select(Party.kind)))
        events = [row.event["type"] for row in work.session.scalars(select(ConsentRow))]
    assert {"gestopt", "contact verloren", "pauze"} & turns
    assert ended
    assert replaced
    assert corrected
    assert later
    assert {"youth", "parent", "guardian_GI", "professional", "other"} <= kinds
    assert {"mag_benaderd", "given", "refused", "withdrawn", "reconsent_requested"} <= set(events)


def test_both_chains_hold_and_the_vault_keeps_the_head(installation: Installation) -> None:
    house = installation.house
    assert house.store.verify(house.vault.kept_head("audit")) == []
    with house.store.reading(READER) as work, consent.deciding(work, "P1"):
        assert ledger.verify(work) == []


def test_no_name_stands_outside_the_vault(installation: Installation) -> None:
    with installation.house.vault.changing() as session:
        people = list(session.scalars(select(Person)))
        assert session.scalars(select(SafetyFlag)).first() is not None
    keys = installation.keys.vault
    names = set()
    for person in people:
        sealed = unseal(
            keys.get(person.subject_key), person.identity, place=f"person.identity.{person.id}"
        )
        who = json.loads(sealed)
        names |= {who["name"], who["name"].partition(" ")[2], who["mail"], who["address"]}
    assert len(names) > 200
    text = "\n".join(_everything(installation))
    assert len(text) > 100_000
    assert not [name for name in names if name in text]


def _everything(installation: Installation) -> Iterator[str]:
    """Every value of every table of the register but sealed ones, as text."""
    with installation.house.store.reading(READER) as work, consent.deciding(work, "P1"):
        for mapper in sorted(Base.registry.mappers, key=lambda one: one.class_.__name__):
            for row in work.session.scalars(select(mapper.class_)):
                for column in mapper.columns:
                    yield str(getattr(row, mapper.get_property_by_column(column).key))


def test_everybody_logs_in_with_the_password_that_the_log_in_page_shows(
    installation: Installation,
) -> None:
    house = installation.house
    for one in DEMO_ACCOUNTS[:2]:
        with house.store.writing(READER) as work:
            found = accounts.authenticate(
                work,
                login=one.login,
                password=DEMO_PASSWORD,
                code=None,
                access_point="web",
                at=moment(TODAY),
            )
            assert found is not None
            assert accounts.roles_of(work, found.id) == set(one.roles)


def test_the_frame_stands_beside_the_cases(installation: Installation) -> None:
    with installation.house.store.reading(READER) as work:
        rows = list(work.session.scalars(select(RetRegistration)))
    assert len(rows) == round(CASES * 139 / 50)
    assert sum(row.flow_step == "ingesloten" for row in rows) == CASES
    assert max(row.collected_on for row in rows) <= TODAY


def test_what_consent_allows_goes_into_an_analysis_file(installation: Installation) -> None:
    house = installation.house
    asking = gathering.Asking(house, Recipient.of(house.keys, "lezer", "P1"), TODAY, TODAY)
    with house.store.reading(READER) as work, consent.deciding(work, "P1"):
        rows = gathering.gather(work, asking).rows
    assert 0 < len(rows["cases"]) <= CASES
    assert len(rows["episodes"]) > 50
    assert {row["informant"] for row in rows["scores"]} >= {"jeugdige", "ouder", "professional"}


DUMP = """
import hashlib, sys
from datetime import date
from pathlib import Path
from register.domain.actor import Actor
from register.domain.people import Role
from register.extract import gathering
from register.extract.recipients import Recipient
from register.fictive.cohort import make
from register.installation import Installation, Settings
from register.services import consent

home, seed = Path(sys.argv[1]), int(sys.argv[2])
today = date(2026, 11, 22)
made = Installation.create(home, Settings("demo"), seed=f"casusregister-{seed}")
make(made, cases=3, seed=seed, today=today)
house = made.house
# Keys are random always, so the dump is made with a key of its own.
asking = gathering.Asking(house, Recipient("test", "P1", b"0" * 32), today, today)
reader = Actor("lezer", "Lezer Fictief", frozenset({Role.ANALIST}))
with house.store.reading(reader) as work, consent.deciding(work, "P1"):
    rows = gathering.gather(work, asking).rows
text = repr([(name, sorted(map(repr, rows[name]))) for name in sorted(rows)])
print(hashlib.sha256(text.encode()).hexdigest())
"""


def test_the_same_seed_gives_the_same_content_in_another_process(tmp_path: Path) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", DUMP, str(tmp_path / str(turn)), seed],
            cwd=ROOT,
            env={"PYTHONHASHSEED": str(turn), "PATH": "/usr/bin", "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        for turn, seed in enumerate(("1", "1"))
    ]
    first, second = (one.communicate(timeout=120)[0].strip() for one in running)
    assert all(one.returncode == 0 for one in running)
    assert first == second
    assert len(first) == 64
