"""*Mijn werk* and the wave grid: stored states read on a day, with consent, in a few queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from consent.ledger import Ledger
from consent.rules import may_collect
from register.db.tables.cases import Case, Party, Wave
from register.db.tables.contributions import Contribution
from register.db.work import Work
from register.domain import calendar, states
from register.domain.grid import Cell, cell
from register.domain.protocol import Protocol
from register.domain.states import Derived, Stored
from register.services import consent, ledger
from register.services.contributions import FILE

SOON = timedelta(days=7)
AHEAD = timedelta(days=60)


@dataclass(frozen=True)
class Entry:
    """One contribution as it stands on a day."""

    id: str
    case: Case
    wave: Wave
    party: Party | None
    value: states.Contribution
    derived: Derived
    cell: Cell
    days_late: int
    appointment_on: date | None


@dataclass(frozen=True)
class Birthday:
    """A youth who soon becomes 12, 16 or 18."""

    case: Case
    age: int
    on: date
    days: int


@dataclass(frozen=True)
class Desk:
    """What a researcher sees on *Mijn werk*."""

    overdue: list[Entry]
    due: list[Entry]
    soon: list[Entry]
    waiting: list[Entry]
    birthdays: list[Birthday]
    appointments: list[Entry]


def entries(
    work: Work,
    protocol: Protocol,
    *,
    on: date,
    cases: Sequence[str] | None = None,
    until: date | None = None,
) -> list[Entry]:
    """Contributions on a day, by window end; consent is asked for what is open.

    ``until``: only what is still to do in running cases and opens on or before that day.
    """
    query = (
        select(Contribution, Case, Wave, Party)
        .join(Case, Case.id == Contribution.case_id)
        .join(Wave, Wave.id == Contribution.wave_id)
        .join(Party, Party.id == Contribution.party_id, isouter=True)
        .order_by(Wave.closes_on, Case.pseudonym, Contribution.informant, Contribution.id)
    )
    if cases is not None:
        query = query.where(Contribution.case_id.in_(cases))
    if until is not None:
        open_states = [state.value for state in states.OPEN]
        query = query.where(
            Contribution.state.in_(open_states),
            Wave.opens_on <= until,
            Case.ended_on.is_(None),
        )
    rows = work.session.execute(query).all()
    open_now = {
        row.case_id: case
        for row, case, wave, _ in rows
        if Stored(row.state).is_open and wave.opens_on is not None and wave.opens_on <= on
    }
    ledgers = consent.load(work, protocol, list(open_now.values()))
    found = []
    for row, case, wave, party in rows:
        consented = True
        if row.case_id in open_now and Stored(row.state).is_open:
            consented = _allowed(ledgers.get(case.id), row, party, on)
        found.append(_entry(row, case, wave, party, consented, on))
    return found


def desk(work: Work, protocol: Protocol, *, on: date, owner: str | None = None) -> Desk:
    """The lists of *Mijn werk*; ``owner`` narrows to the cases of one researcher."""
    with consent.planning(work):
        found = [
            entry
            for entry in entries(work, protocol, on=on, until=on + AHEAD)
            if owner is None or entry.case.owner == owner
        ]
        return Desk(
            overdue=_latest_first(found),
            due=[e for e in found if e.derived is Derived.DUE],
            soon=[
                e
                for e in found
                if e.derived is Derived.NOT_YET
                and e.wave.opens_on is not None
                and e.wave.opens_on <= on + SOON
            ],
            waiting=[e for e in found if e.derived is Derived.NO_CONSENT],
            birthdays=_birthdays(work, on, owner),
            appointments=sorted(
                (
                    e
                    for e in found
                    if e.appointment_on is not None
                    and e.appointment_on >= on
                    and e.value.state.is_open
                ),
                key=lambda e: (e.appointment_on or on, e.id),
            ),
        )


def _latest_first(found: list[Entry]) -> list[Entry]:
    late = [entry for entry in found if entry.derived is Derived.OVERDUE]
    return sorted(late, key=lambda entry: -entry.days_late)


def _birthdays(work: Work, on: date, owner: str | None) -> list[Birthday]:
    query = select(Case).where(Case.ended_on.is_(None), Case.birth_date.is_not(None))
    query = query.order_by(Case.pseudonym)
    if owner is not None:
        query = query.where(Case.owner == owner)
    found = []
    for case in work.session.scalars(query):
        following = calendar.next_birthday(ledger.birth_date(work, case), (12, 16, 18), on)
        if following is not None and following[1] - on <= AHEAD:
            found.append(Birthday(case, following[0], following[1], (following[1] - on).days))
    return sorted(found, key=lambda birthday: birthday.on)


def _allowed(own: Ledger | None, row: Contribution, party: Party | None, on: date) -> bool:
    if own is None:
        return False
    data_class = "dossier" if row.informant == FILE else "vragenlijst"
    informant = None if party is None or party.code == own.youth else party.code
    return may_collect(own, data_class, on, informant=informant).allowed


def _entry(
    row: Contribution, case: Case, wave: Wave, party: Party | None, consented: bool, on: date
) -> Entry:
    value = states.Contribution(
        wave=wave.code,
        informant=row.informant,
        instrument=row.instrument,
        state=Stored(row.state),
        opens_on=wave.opens_on,
        closes_on=wave.closes_on,
        party=None if party is None else party.code,
        part=row.part,
        collected_on=row.collected_on,
        consented=consented,
        reason=row.state_reason or "",
    )
    return Entry(
        id=row.id,
        case=case,
        wave=wave,
        party=party,
        value=value,
        derived=states.derived(value, on),
        cell=cell(value, on),
        days_late=states.days_overdue(value, on),
        appointment_on=row.appointment_on,
    )
