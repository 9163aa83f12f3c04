"""Care signals (RULES D13): any researcher writes one, only contactbeheerders read what it says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from register.db.tables.cases import Case
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.bsn import bsn_blockers
from register.domain.errors import Blocker, NotFound, refuse_if
from register.domain.people import Permission
from register.keys import seal, unseal
from register.services import cases, consent, safety
from register.services.house import House
from register.vault.tables import SafetySignal, SignalStep

OPEN_LABELS = {
    "wat": "Wat is er verteld of gezien",
    "wie": "Wie vertelde het",
    "nu": "Is er nu gevaar, en wie is erbij",
    "gedaan": "Wat is er al gedaan, en door wie",
}


@dataclass(frozen=True)
class Step:
    """What was done or decided after a signal, on a day."""

    on: date
    text: str
    by: str


@dataclass(frozen=True)
class Signal:
    """A signal in the clear, with what followed."""

    id: str
    on: date | None
    lines: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]


def case_of(work: Work, case_id: str, *, by: Actor, at: datetime) -> Case:
    """The case for whoever may write a signal about it."""
    work.require(Permission.SAFETY_WRITE, by=by, at=at, object_type="signal", object_id=case_id)
    with consent.planning(work):
        return cases.find(work, case_id)


def write(
    house: House,
    case_id: str,
    told: Mapping[str, str],
    *,
    on: date,
    by: Actor,
    at: datetime,
) -> str:
    """Write a signal into the vault; returns its identifier."""
    with house.store.writing(by) as work:
        case = case_of(work, case_id, by=by, at=at)
        refuse_if(_blockers(told))
        content = {name: told[name].strip() for name in OPEN_LABELS if told.get(name, "").strip()}
        content |= {"dag": on.isoformat(), "door": by.name}
        made = safety.signal(house, work, case.pseudonym, content, by=by, at=at)
        house.keys.copy()
    return made


def read(
    house: House, work: Work, case_id: str, *, by: Actor, at: datetime
) -> tuple[Case, tuple[Signal, ...]]:
    """The signals of a case, newest first; only for contactbeheerders, and logged."""
    work.require(Permission.SAFETY_READ, by=by, at=at, object_type="signal", object_id=case_id)
    with consent.planning(work):
        case = cases.find(work, case_id)
    with Session(house.vault.engine) as session:
        query = select(SafetySignal).where(SafetySignal.pseudonym == case.pseudonym)
        found = tuple(_opened(house, session, row) for row in session.scalars(query))
    work.record(
        "safety.read",
        Action.READ,
        by=by,
        at=at,
        object_type="safety",
        object_id=case.id,
        pseudonym=case.pseudonym,
        count=len(found),
    )
    return case, tuple(sorted(found, key=lambda one: one.on or date.min, reverse=True))


def add_step(
    house: House, case_id: str, signal: str, text: str, *, on: date, by: Actor, at: datetime
) -> None:
    """Note what was done or decided after a signal."""
    with house.store.writing(by) as work:
        work.require(Permission.SAFETY_READ, by=by, at=at, object_type="signal", object_id=case_id)
        refuse_if(_blockers({"wat": text}))
        with consent.planning(work):
            case = cases.find(work, case_id)
        with house.vault.changing() as session:
            row = session.get(SafetySignal, signal)
            if row is None or row.pseudonym != case.pseudonym:
                raise NotFound("Dit zorgsignaal")
            name = work.ids.new()
            content = {"dag": on.isoformat(), "wat": text.strip(), "door": by.name}
            plain = json.dumps(content, sort_keys=True, ensure_ascii=False).encode()
            key = house.keys.vault.get(row.subject_key)
            session.add(
                SignalStep(
                    id=name,
                    signal_id=signal,
                    pseudonym=case.pseudonym,
                    content=seal(key, plain, place=f"signal_step.content.{name}"),
                )
            )
        work.record(
            "safety.step",
            Action.UPDATE,
            by=by,
            at=at,
            object_type="safety",
            object_id=case.id,
            pseudonym=case.pseudonym,
        )


def _opened(house: House, session: Session, row: SafetySignal) -> Signal:
    key = house.keys.vault.get(row.subject_key)
    told = json.loads(unseal(key, row.content, place=f"safety_signal.content.{row.id}"))
    query = select(SignalStep).where(SignalStep.signal_id == row.id)
    steps = []
    for one in session.scalars(query):
        held = json.loads(unseal(key, one.content, place=f"signal_step.content.{one.id}"))
        steps.append(Step(date.fromisoformat(held["dag"]), held["wat"], held["door"]))
    lines = tuple(
        (OPEN_LABELS.get(name, name.capitalize()), text)
        for name, text in told.items()
        if name not in ("dag", "door")
    )
    writer = (("Geschreven door", told["door"]),) if "door" in told else ()
    day = date.fromisoformat(told["dag"]) if told.get("dag") else None
    return Signal(row.id, day, lines + writer, tuple(sorted(steps, key=lambda one: one.on)))


def _blockers(told: Mapping[str, str]) -> list[Blocker]:
    found = list(bsn_blockers(dict(told)))
    if not told.get("wat", "").strip():
        found.append(
            Blocker("empty_signal", "Schrijf op wat er is verteld of gezien.", "Kort mag ook.")
        )
    return found
