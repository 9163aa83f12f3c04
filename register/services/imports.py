"""Bringing a plan of rows into the register: what is known already is skipped, the rest in one go.

Files are read and judged by ``register.files``; here the plan meets what stands in the register:
pseudonyms, letters, consent. The same file twice changes nothing.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from sqlalchemy import select

from consent.event import ActingAs, EventType
from consent.rules import may_collect
from register.db.tables.cases import Case, Episode, Party
from register.db.tables.consent import LetterRow
from register.db.tables.frame import RetMonth, RetRegistration
from register.db.tables.work import ImportRun
from register.db.work import Work
from register.domain import alias, pseudonym
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.calendar import AMSTERDAM
from register.domain.errors import Blocker, Refusal
from register.domain.imports import ConsentRow, Finding, ImportKind, ImportPlan, Reject, SpellRow
from register.domain.people import Permission
from register.files.importreport import report_lines
from register.files.mapping_reading import read_mapping, shipped_mapping
from register.files.plans import plan_import
from register.files.reconcile import merged_frame
from register.files.rejects import rejects_csv
from register.files.vocabulary import Vocabulary
from register.services import consent, records
from register.services.house import House

PUBLIC_SETTING = "openbaar"


def judge(
    house: House, data: bytes, *, mapping: str, text: str | None = None, today: date
) -> ImportPlan:
    """The plan of a file by a shipped mapping, or by the ``text`` of a mapping of one's own.

    ``today`` chooses the version of an instrument where the mapping of a record file names none.
    """
    vocabulary = Vocabulary.of(house.protocol)
    loaded = (
        shipped_mapping(mapping, vocabulary)
        if text is None
        else read_mapping(text, source=mapping, vocabulary=vocabulary)
    )
    key = house.keys.register.get("imports")
    return plan_import(
        data,
        loaded,
        key=key,
        public_data_allowed=house.kind == "test",
        instruments=records.instruments(house, loaded.mapping, today=today),
    )


def told(plan: ImportPlan, outcome: "Outcome") -> tuple[str, ...]:
    """What was read, refused and found, in Dutch lines without a value."""
    judged = replace(plan, rejects=tuple(sorted(outcome.rejects)))
    return report_lines(judged, outcome.findings)


def refused(outcome: "Outcome") -> bytes:
    """The refused rows as a CSV file: place, reason, remedy."""
    return rejects_csv(outcome.rejects)


@dataclass
class Outcome:
    """What an import did, or (in a trial) would do."""

    added: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    rejects: list[Reject] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


class _Trial(Exception):
    """Ends the transaction of a trial, so that nothing stays."""


def bring_in(
    house: House, plan: ImportPlan, *, trial: bool, by: Actor, at: datetime, today: date
) -> Outcome:
    """Write a plan's rows, all or nothing; with ``trial`` everything is done and undone."""
    outcome = Outcome(rejects=list(plan.rejects))
    try:
        with house.store.writing(by) as work:
            work.require(Permission.IMPORT_RUN, by=by, at=at, object_type="import")
            if plan.kind is ImportKind.RET:
                outcome.findings = list(merged_frame([plan]).findings)
                _frame(work, plan, outcome, today)
            else:
                _trajectories(house, work, plan, outcome, by=by, at=at, today=today)
            work.flush()
            if trial:
                raise _Trial
            work.session.add(
                ImportRun(
                    id=work.ids.new(),
                    file_mac=plan.file_sha256,
                    mapping_sha256=plan.mapping_sha256,
                    kind=plan.kind.value,
                    counts=dict(outcome.added),
                    at=at,
                    by=by.id,
                    public_data=any(case.public_data for case in plan.cases),
                )
            )
            work.record(
                "import.run",
                Action.CREATE,
                by=by,
                at=at,
                object_type=plan.kind.value,
                count=outcome.added.total() + outcome.changed.total(),
                query_hash=plan.file_sha256,
            )
    except _Trial:
        pass
    return outcome


def _frame(work: Work, plan: ImportPlan, outcome: Outcome, today: date) -> None:
    rows = {row.row_mac: row for row in work.session.scalars(select(RetRegistration))}
    for one in plan.registrations:
        row = rows.get(one.identity)
        if row is not None and row.fingerprint == one.fingerprint:
            outcome.known["aanmeldingen"] += 1
            continue
        if row is None:
            row = RetRegistration(id=work.ids.new(), row_mac=one.identity, collected_on=today)
            work.session.add(row)
            rows[one.identity] = row
            outcome.added["aanmeldingen"] += 1
        else:
            outcome.changed["aanmeldingen"] += 1
        row.fingerprint, row.team, row.year = one.fingerprint, one.ret, one.year
        row.client_mac, row.region_group = one.client_mark, one.region_group
        row.age_band, row.gender, row.setting = one.age_band, one.gender, one.setting
        row.referrer, row.flow_step, row.themes = one.referrer, one.flow_step, list(one.themes)
    months = {(m.team, m.year, m.month): m for m in work.session.scalars(select(RetMonth))}
    for total in plan.monthly:
        place = (total.ret, total.month.year, total.month.month)
        month = months.get(place)
        if month is None:
            month = RetMonth(id=work.ids.new(), team=place[0], year=place[1], month=place[2])
            work.session.add(month)
            outcome.added["maandtotalen"] += 1
        elif month.registrations == total.registrations:
            outcome.known["maandtotalen"] += 1
        else:
            outcome.changed["maandtotalen"] += 1
        month.registrations = total.registrations


def _trajectories(
    house: House,
    work: Work,
    plan: ImportPlan,
    outcome: Outcome,
    *,
    by: Actor,
    at: datetime,
    today: date,
) -> None:
    public = any(case.public_data for case in plan.cases)
    if public and house.kind != "test":
        raise Refusal(
            [
                Blocker(
                    "public_data",
                    "Openbare gegevens horen alleen in een proefinstallatie.",
                    "Maak er een met `casusregister init --test`.",
                )
            ]
        )
    with consent.deciding(work, consent.DESK):
        cases = (
            _public_cases(house, work, plan, outcome, at)
            if public
            else _known_cases(house, work, plan, outcome, by=by, at=at, today=today)
        )
        _spells(work, plan.spells, cases, outcome, by=by, at=at, today=today)
        written = records.write(house, work, plan.forms, cases, by=by, at=at, today=today)
        outcome.added += written.added
        outcome.changed += written.changed
        outcome.known += written.known
        outcome.rejects += written.rejects


def _public_cases(
    house: House, work: Work, plan: ImportPlan, outcome: Outcome, at: datetime
) -> dict[str, Case]:
    there = {
        case.public_key: case
        for case in work.session.scalars(select(Case).where(Case.public_key.is_not(None)))
    }
    taken = set(work.session.scalars(select(Case.pseudonym)))
    first = min((spell.start.earliest for spell in plan.spells), default=at.date())
    found = {}
    for row in plan.cases:
        case = there.get(row.fingerprint)
        if case is None:
            code = _unused(work, taken)
            case = Case(
                id=work.ids.new(),
                pseudonym=code,
                public_key=row.fingerprint,
                alias=alias.alias(work.ids.bits(alias.BITS)),
                subject_key=work.ids.new(),
                gender=row.attributes.get("gender") or "onbekend",
                cohort=1,
                region=PUBLIC_SETTING,
                team=PUBLIC_SETTING,
                setting=PUBLIC_SETTING,
                included_on=first,
                protocol_version=house.protocol.version,
                created_at=at,
            )
            work.session.add(case)
            outcome.added["casussen"] += 1
        else:
            outcome.known["casussen"] += 1
        found[row.key] = case
    work.flush()
    return found


def _known_cases(
    house: House,
    work: Work,
    plan: ImportPlan,
    outcome: Outcome,
    *,
    by: Actor,
    at: datetime,
    today: date,
) -> dict[str, Case]:
    by_code = {case.pseudonym: case for case in work.session.scalars(select(Case))}
    parties: dict[str, list[Party]] = {}
    for party in work.session.scalars(select(Party).order_by(Party.code)):
        parties.setdefault(party.case_id, []).append(party)
    found: dict[str, Case] = {}
    for row in plan.cases:
        case = by_code.get(pseudonym.normal(row.key))
        if case is None:
            outcome.rejects.append(
                Reject(
                    row.line,
                    "",
                    "Deze casus staat niet in het register.",
                    "Includeer de casus eerst, of verbeter het pseudoniem.",
                )
            )
            continue
        events = [event for event in plan.consents if event.case_key == row.key]
        _consents(house, work, case, parties[case.id], events, outcome, by=by, at=at)
        if plan.kind is ImportKind.RECORDS:
            found[row.key] = case  # each form is asked for on its own day
            continue
        ledger = consent.load(work, house.protocol, [case]).get(case.id)
        decision = None if ledger is None else may_collect(ledger, "dossier", today)
        if decision is None or not decision.allowed:
            why = "gewist" if decision is None else decision.explanation
            outcome.rejects.append(
                Reject(
                    row.line,
                    "",
                    f"Geen grondslag voor dossiergegevens: {why}",
                    "Leg de toestemming vast en importeer opnieuw.",
                )
            )
            continue
        found[row.key] = case
    return found


def _consents(
    house: House,
    work: Work,
    case: Case,
    parties: Sequence[Party],
    rows: list[ConsentRow],
    outcome: Outcome,
    *,
    by: Actor,
    at: datetime,
) -> None:
    letters = set(work.session.scalars(select(LetterRow.id)))
    done = {
        event.evidence_ref for event in consent.load(work, house.protocol, [case])[case.id].events
    }
    youth = next(party.code for party in parties if party.kind == "youth")
    fresh: list[Mapping[str, object]] = []
    for row in rows:
        code = _party_code(parties, row.party)
        if code is None or row.letter not in letters:
            what = "Deze partij" if code is None else "Deze briefversie"
            outcome.rejects.append(
                Reject(
                    row.line,
                    "",
                    f"{what} is in het register niet bekend.",
                    "Voeg haar eerst toe, of verbeter de regel.",
                )
            )
            continue
        if row.fingerprint in done:
            outcome.known["toestemmingen"] += 1
            continue
        moment = datetime.combine(row.effective_on, time(12), AMSTERDAM)
        acting = ActingAs.SELF if code == youth else ActingAs(row.acting_as)
        fresh.append(
            {
                "subject": code if acting is ActingAs.SELF else youth,
                "party": code,
                "acting_as": acting,
                "purpose": row.purpose,
                "type": EventType(row.type),
                "effective_at": min(moment, at),
                "recorded_at": at,
                "recorded_by": by.id,
                "letter": row.letter,
                "evidence_ref": row.fingerprint,
            }
        )
    if fresh:
        consent.record(work, house.protocol, case, fresh, by=by, at=at)
        outcome.added["toestemmingen"] += len(fresh)


def _party_code(parties: Sequence[Party], kind: str) -> str | None:
    """The party of a file's word: "parent_2" is the second parent by code."""
    word, _, number = kind.rpartition("_") if kind[-1:].isdigit() else (kind, "", "1")
    same = [party.code for party in parties if party.kind == word]
    return same[int(number) - 1] if len(same) >= int(number) else None


def _spells(
    work: Work,
    spells: Sequence[SpellRow],
    cases: Mapping[str, Case],
    outcome: Outcome,
    *,
    by: Actor,
    at: datetime,
    today: date,
) -> None:
    there = set(
        work.session.scalars(select(Episode.import_row).where(Episode.import_row.is_not(None)))
    )
    for spell in spells:
        case = cases.get(spell.case_key)
        if case is None:
            continue
        if spell.fingerprint in there:
            outcome.known["perioden"] += 1
            continue
        end = None if spell.open_end else spell.end
        work.session.add(
            Episode(
                id=work.ids.new(),
                case_id=case.id,
                series=work.ids.new(),
                no=1,
                current=True,
                lane="verblijf",
                state=spell.state,
                start=spell.start.text,
                start_earliest=spell.start.earliest,
                start_latest=spell.start.latest,
                end=None if end is None else end.text,
                end_earliest=None if end is None else end.earliest,
                end_latest=None if end is None else end.latest,
                source=spell.source or "import",
                collected_on=today,
                recorded_at=at,
                recorded_by=by.id,
                reason="import",
                import_row=spell.fingerprint,
            )
        )
        outcome.added["perioden"] += 1


def _unused(work: Work, taken: set[str]) -> str:
    while True:
        code = pseudonym.from_bits(work.ids.bits(pseudonym.DATA_BITS))
        if code not in taken:
            taken.add(code)
            return code
