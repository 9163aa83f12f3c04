"""The consent ledger between tables and values: load a case's ledger, append to it.

Only the consent service uses this module: what it reads decides what others may read.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consent.event import Event
from consent.ledger import Ledger
from consent.letter import Audience, LetterVersion
from consent.party import Authority, AuthorityKind, Capacity, Party, PartyKind
from consent.policy import Policy
from consent.serial import event_from_json, event_to_json
from register.db import chain
from register.db.tables import cases as case_tables
from register.db.tables.consent import AuthorityRow, CapacityRow, ConsentRow, LetterRow
from register.db.work import CONSENT, Work
from register.keys import KeyLost, unseal

_LOCK = 7514
_NAME = "consent ledger"
Row = TypeVar("Row", case_tables.Party, AuthorityRow, CapacityRow, ConsentRow)


def birth_date(work: Work, case: case_tables.Case) -> date:
    """The youth's birth date: sealed, read by the consent service and the due dates only."""
    if case.birth_date is None:
        raise KeyLost("a case of public data has no birth date")
    key = work.keys.register.get(case.subject_key)
    place = f"research_case.birth_date.{case.id}"
    return date.fromisoformat(unseal(key, case.birth_date, place=place).decode())


def letters(session: Session) -> tuple[LetterVersion, ...]:
    """All letter versions that were used."""
    rows = session.scalars(select(LetterRow).order_by(LetterRow.id))
    return tuple(
        LetterVersion(
            id=row.id,
            audience=Audience(row.audience),
            language=row.language,
            version=row.version,
            sha256=row.sha256,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            approved_on=row.approved_on,
            reopens=row.reopens,
            purposes=tuple((str(code), int(str(no))) for code, no in row.purposes),
        )
        for row in rows
    )


def load(work: Work, policy: Policy, cases: Sequence[case_tables.Case]) -> dict[str, Ledger]:
    """The ledgers of ``cases`` by case id, in five queries whatever their number.

    A ledger read before in this transaction is given again, unless its key is gone since.
    """
    known = {case.id: _remembered(work, policy, case) for case in cases}
    found = {name: one for name, one in known.items() if one is not None}
    unread = [case for case in cases if case.id not in found]
    if unread:
        fresh = _read(work, policy, unread)
        for case in unread:
            if case.id in fresh:
                work.remembered[_NAME, case.id] = (_facts(case), fresh[case.id])
        found |= fresh
    return {case.id: found[case.id] for case in cases if case.id in found}


def forget(work: Work, case_id: str) -> None:
    """Read the ledger of a case anew next time: something of it was changed."""
    work.remembered.pop((_NAME, case_id), None)


def _remembered(work: Work, policy: Policy, case: case_tables.Case) -> Ledger | None:
    held = work.remembered.get((_NAME, case.id))
    if not isinstance(held, tuple) or held[0] != _facts(case) or held[1].policy != policy:
        return None
    try:
        work.keys.register.get(case.subject_key)
    except KeyLost:
        return None
    ledger: Ledger = held[1]
    return ledger


def _facts(case: case_tables.Case) -> tuple[object, ...]:
    return case.included_on, case.ended_on, case.end_reason


def _read(work: Work, policy: Policy, cases: Sequence[case_tables.Case]) -> dict[str, Ledger]:
    ids = [case.id for case in cases]
    session = work.session
    parties = _grouped(
        session.scalars(
            select(case_tables.Party)
            .where(case_tables.Party.case_id.in_(ids))
            .order_by(case_tables.Party.code)
        )
    )
    authorities = _grouped(
        session.scalars(
            select(AuthorityRow).where(AuthorityRow.case_id.in_(ids)).order_by(AuthorityRow.no)
        )
    )
    capacities = _grouped(
        session.scalars(
            select(CapacityRow).where(CapacityRow.case_id.in_(ids)).order_by(CapacityRow.no)
        )
    )
    events = _grouped(
        session.scalars(
            select(ConsentRow).where(ConsentRow.case_id.in_(ids)).order_by(ConsentRow.seq)
        )
    )
    used = letters(session)
    found: dict[str, Ledger] = {}
    for case in cases:
        try:
            born: date | None = birth_date(work, case)
        except KeyLost:
            continue
        found[case.id] = Ledger(
            policy=policy,
            birth_date=born,
            parties=tuple(Party(row.code, PartyKind(row.kind)) for row in parties[case.id]),
            authorities=tuple(_authority(row) for row in authorities.get(case.id, ())),
            capacities=tuple(_capacity(row) for row in capacities.get(case.id, ())),
            letters=used,
            events=tuple(event_from_json(row.event) for row in events.get(case.id, ())),
            included_on=case.included_on,
            deceased_on=case.ended_on if case.end_reason == "overleden" else None,
        )
    return found


def append(work: Work, case_id: str, events: Iterable[Mapping[str, object]]) -> list[Event]:
    """Append events (as ``Event`` fields without ``seq``) to the chained table of the ledger."""
    session = work.session
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    key = work.keys.register.get("audit")
    row = session.scalars(select(ConsentRow).order_by(ConsentRow.seq.desc()).limit(1)).first()
    last = None if row is None else chain.Link(row.seq, row.prev_hash, row.hash)
    made = []
    for fields in events:
        seq = 1 if last is None else last.seq + 1
        event = Event(seq=seq, **fields)  # type: ignore[arg-type]
        content = json.loads(json.dumps(event_to_json(event)))
        last = chain.link(key, last, _chained(case_id, content))
        session.add(
            ConsentRow(
                seq=seq,
                case_id=case_id,
                event=content,
                recorded_at=event.recorded_at,
                prev_hash=last.prev_hash,
                hash=last.hash,
            )
        )
        made.append(event)
    session.flush()
    forget(work, case_id)
    if last is not None:
        work.heads[CONSENT] = last
    return made


def head(work: Work) -> chain.Link | None:
    """The last link of the chain of consent events."""
    row = work.session.scalars(select(ConsentRow).order_by(ConsentRow.seq.desc()).limit(1)).first()
    return None if row is None else chain.Link(row.seq, row.prev_hash, row.hash)


def verify(work: Work, kept: tuple[int, str] | None = None) -> list[str]:
    """What is wrong with the chain of consent events, in words; empty when whole."""
    rows = work.session.scalars(select(ConsentRow).order_by(ConsentRow.seq))
    pairs = (
        (chain.Link(row.seq, row.prev_hash, row.hash), _chained(row.case_id, row.event))
        for row in rows
    )
    return chain.faults(work.keys.register.get("audit"), pairs, kept)


def add_authority(
    work: Work,
    case_id: str,
    *,
    subject: str,
    party: str,
    kind: AuthorityKind,
    valid_from: date,
    valid_to: date | None = None,
    evidence: str = "",
    replaces: int | None = None,
    at: datetime,
) -> None:
    """Note who holds authority; an earlier row is replaced by naming it, never changed."""
    work.session.add(
        AuthorityRow(
            id=work.ids.new(),
            case_id=case_id,
            no=_next(work, AuthorityRow, case_id),
            subject=subject,
            party=party,
            kind=kind.value,
            valid_from=valid_from,
            valid_to=valid_to,
            evidence=evidence,
            replaces=replaces,
            recorded_at=at,
        )
    )
    work.flush()
    forget(work, case_id)


def add_letter(work: Work, letter: LetterVersion, text: str) -> None:
    """Keep a letter version at its first use; one that is known already stays as it is."""
    if work.session.get(LetterRow, letter.id) is None:
        work.session.add(
            LetterRow(
                id=letter.id,
                audience=letter.audience.value,
                language=letter.language,
                version=letter.version,
                text=text,
                sha256=letter.sha256,
                valid_from=letter.valid_from,
                valid_to=letter.valid_to,
                approved_on=letter.approved_on,
                reopens=letter.reopens,
                purposes=[list(pair) for pair in letter.purposes],
            )
        )
        work.flush()


def _chained(case_id: str, content: Mapping[str, object]) -> bytes:
    return chain.canonical({"case": case_id, "event": content})


def _next(work: Work, table: type[AuthorityRow] | type[CapacityRow], case_id: str) -> int:
    highest = work.session.scalar(select(func.max(table.no)).where(table.case_id == case_id))
    return (highest or 0) + 1


def _grouped(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.case_id, []).append(row)
    return found


def _authority(row: AuthorityRow) -> Authority:
    return Authority(
        no=row.no,
        subject=row.subject,
        party=row.party,
        kind=AuthorityKind(row.kind),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        recorded_at=row.recorded_at,
        evidence=row.evidence,
        replaces=row.replaces,
    )


def _capacity(row: CapacityRow) -> Capacity:
    return Capacity(
        no=row.no,
        subject=row.subject,
        able=row.able,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        assessor=row.assessor,
        recorded_at=row.recorded_at,
        replaces=row.replaces,
    )
