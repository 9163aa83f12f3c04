"""Importing: real trajectories whole, the RET frame without names, nothing twice."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from register import extract
from register.db.tables.cases import Case, Episode
from register.db.tables.frame import RetRegistration
from register.domain.actor import Actor
from register.domain.errors import Refusal
from register.domain.imports import ImportPlan
from register.domain.people import Role
from register.services import consent, imports
from tests.factories import Desk

MANAGER = Actor("beheer", "Dirk Fictief", frozenset({Role.DATAMANAGER, Role.ANALIST}), "test")

HEADER = (
    "Registratienummer",
    "Cliëntnummer",
    "RET",
    "Datum aanmelding",
    "Regio",
    "Leeftijd",
    "Geslacht",
    "Huidige hulp",
    "Aanmelder",
    "Stap",
    "Problematiek",
    "Naam",
)


def _ret(desk: Desk) -> bytes:
    """Three registrations of two youths, and one on a day that does not exist."""
    place = desk.house.protocol.places
    where = (place.rets[0].id, place.regions[0].label)
    rows = [
        HEADER,
        (
            "R1",
            "C1",
            where[0],
            "12-03-2026",
            where[1],
            "14",
            "v",
            "JZ+",
            "GI",
            "besproken",
            "ASS",
            "Sam Fictief",
        ),
        (
            "R2",
            "C1",
            where[0],
            "30-09-2026",
            where[1],
            "14",
            "v",
            "JZ+",
            "GI",
            "passend",
            "ASS",
            "Sam Fictief",
        ),
        (
            "R3",
            "C2",
            where[0],
            "01-10-2026",
            where[1],
            "15",
            "m",
            "JJI",
            "school",
            "besproken",
            "trauma",
            "Bo Fictief",
        ),
        (
            "R4",
            "C3",
            where[0],
            "32-10-2026",
            where[1],
            "15",
            "m",
            "JJI",
            "school",
            "besproken",
            "trauma",
            "Al Fictief",
        ),
    ]
    return "\n".join(";".join(row) for row in rows).encode()


def _plan(desk: Desk, name: str, data: bytes) -> ImportPlan:
    return imports.judge(desk.house, data, mapping=name, today=desk.today)


def _run(desk: Desk, plan: ImportPlan, *, trial: bool = False) -> imports.Outcome:
    return imports.bring_in(desk.house, plan, trial=trial, by=MANAGER, at=desk.at, today=desk.today)


def _count(desk: Desk, table: type) -> int:
    with desk.house.store.reading(MANAGER) as work, consent.deciding(work, "P1"):
        return work.session.scalar(select(func.count()).select_from(table)) or 0


def test_the_frame_holds_registrations_and_no_names(desk: Desk) -> None:
    outcome = _run(desk, _plan(desk, "ret_monitor", _ret(desk)))
    assert outcome.added == {"aanmeldingen": 3}
    assert [reject.line for reject in outcome.rejects] == [5]
    with desk.house.store.reading(MANAGER) as work:
        rows = list(work.session.scalars(select(RetRegistration)))
    assert len({row.client_mac for row in rows}) == 2
    assert "Fictief" not in str([vars(row) for row in rows])


def test_the_same_file_twice_changes_nothing(desk: Desk) -> None:
    plan = _plan(desk, "ret_monitor", _ret(desk))
    _run(desk, plan)
    again = _run(desk, plan)
    assert (again.added.total(), again.changed.total()) == (0, 0)
    assert again.known == {"aanmeldingen": 3}


def test_a_trial_tells_what_it_would_do_and_does_nothing(desk: Desk) -> None:
    outcome = _run(desk, _plan(desk, "ret_monitor", _ret(desk)), trial=True)
    assert outcome.added == {"aanmeldingen": 3}
    assert _count(desk, RetRegistration) == 0


def test_712_young_people_come_in_whole_and_reach_an_analysis_file(
    desk: Desk, data_folder: Path
) -> None:
    plan = _plan(desk, "mvad", (data_folder / "mvad.csv").read_bytes())
    outcome = _run(desk, plan)
    assert outcome.rejects == []
    assert outcome.added["casussen"] == 712
    assert _count(desk, Case) == 712
    assert _count(desk, Episode) == outcome.added["perioden"]
    made = extract.make(
        desk.house,
        purpose="P1",
        as_of=desk.today,
        recipient="onderzoeksteam",
        by=MANAGER,
        at=desk.at,
        today=desk.today,
    )
    assert made.cases == 712
    assert _run(desk, plan).added.total() == 0


def test_public_data_is_refused_in_an_installation_with_real_cases(
    desk: Desk, data_folder: Path
) -> None:
    plan = _plan(desk, "mvad", (data_folder / "mvad.csv").read_bytes())
    object.__setattr__(desk.house, "kind", "productie")
    with pytest.raises(Refusal, match="proefinstallatie"):
        _run(desk, plan)
    assert _count(desk, Case) == 0


def test_trajectories_need_a_known_case_and_its_consent(desk: Desk) -> None:
    case = desk.include()
    with desk.house.store.reading(MANAGER) as work, consent.planning(work):
        code = work.session.scalars(select(Case.pseudonym).where(Case.id == case)).one()
    text = (
        "Pseudoniem;Soort;Begin;Nauwkeurigheid begin;Einde;Nauwkeurigheid einde;Bron;Doelen;"
        "Brief jeugdige;Toestemming jeugdige;Ouder;Brief ouder;Toestemming ouder\n"
        f"{code};Pleegzorg;mrt 2020;;zomer 2021;;dossier;P2;jongere-nl-1;01-09-2026;"
        "ouder 1;ouder-nl-1;01-09-2026\n"
        "AAAA-AAAA;Thuis;2019;;2020;;dossier;P2;jongere-nl-1;01-09-2026;ouder 1;ouder-nl-1;"
        "01-09-2026\n"
    )
    outcome = _run(desk, _plan(desk, "trajecten", text.encode()))
    assert outcome.added["perioden"] == 1
    assert [reject.reason for reject in outcome.rejects] == [
        "Deze casus staat niet in het register."
    ]
