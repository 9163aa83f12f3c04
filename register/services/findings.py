"""Findings kept as questions: translated back, asked once, mended or not, never lost."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from instruments.checks import Check
from register.db.tables.cases import Case, Party, Wave
from register.db.tables.contributions import Contribution
from register.db.tables.findings import Finding, FindingStep, QualityRun
from register.db.tables.work import AnalysisFile
from register.db.work import Work
from register.domain import findings
from register.domain.actor import SYSTEM_ID, Actor
from register.domain.audit import Action
from register.domain.calendar import amsterdam_date
from register.domain.findings import ASKED, GONE, UNRESOLVED
from register.domain.people import Permission
from register.services import consent
from register.services.house import House

if TYPE_CHECKING:
    from analysis.quality import Finding as Found

RESEARCHER = "onderzoeker"


@dataclass(frozen=True)
class Translation:
    """How a recipient sees the register: its pseudonym of a case, its stand-in for another id."""

    pid: Callable[[str], str]
    other: Callable[[str, str], str]


@dataclass(frozen=True)
class Kept:
    """What a run changed: new questions, asked again, mended, and still there."""

    new: int = 0
    again: int = 0
    gone: int = 0
    same: int = 0


def keep(
    house: House,
    found: Sequence["Found"],
    *,
    checks: Mapping[str, Check],
    ran: frozenset[str],
    summary: Mapping[str, Any],
    file: str,
    result_hash: str,
    translate: Translation,
    by: Actor,
    at: datetime,
    today: date,
) -> tuple[str, Kept]:
    """Keep the findings of one run as questions, and the run itself; returns its id and changes.

    ran: the checks that ran; a question of another check stays as it is, whatever the reason.
    """
    asked = [one for one in found if one.severity.value in ASKED]
    run = house.ids.new()
    with house.store.writing(by) as work, consent.planning(work):
        work.require(Permission.QUALITY_VIEW, by=by, at=at, object_type="quality")
        places = _Places(work, translate)
        known = {row.mark: row for row in work.session.scalars(select(Finding))}
        keeping = _Keeping(work, known, checks, places, at, today)
        for one in asked:
            keeping.seen(one)
        keeping.vanish(ran)
        source = work.session.get(AnalysisFile, file)
        work.session.add(
            QualityRun(
                id=run,
                file_id=file,
                at=at,
                by=by.id,
                as_of=today if source is None else source.as_of,
                result_hash=result_hash,
                errors=sum(one.severity.value == findings.ERROR for one in found),
                warnings=sum(one.severity.value == findings.WARNING for one in found),
                summary=json.loads(json.dumps(summary)),
            )
        )
        work.flush()
        work.record(
            "quality.run",
            Action.EXECUTE,
            by=by,
            at=at,
            object_type="quality",
            object_id=run,
            count=len(asked),
            query_hash=result_hash,
        )
    return run, Kept(**keeping.counts)


class _Places:
    """Recipient pseudonyms and stand-ins back to cases and contributions."""

    def __init__(self, work: Work, translate: Translation) -> None:
        cases = list(work.session.scalars(select(Case)))
        self.cases = {translate.pid(case.pseudonym): case for case in cases}
        query = (
            select(Contribution, Wave.code, Party.code)
            .join(Wave, Wave.id == Contribution.wave_id)
            .outerjoin(Party, Party.id == Contribution.party_id)
        )
        self._by_row: dict[str, str] = {}
        self._by_sheet: dict[tuple[str, str, str, str, str], str] = {}
        for row, wave, party in work.session.execute(query):
            self._by_row[translate.other("contribution", row.id)] = row.id
            sheet = (row.case_id, wave, row.instrument, row.informant, party or "")
            self._by_sheet[sheet] = row.id

    def case(self, pid: str) -> Case | None:
        return self.cases.get(pid)

    def contribution(self, case: Case | None, wave: str, place: str) -> str | None:
        """The contribution that a place names: `bijdrage:…:<row>` or
        `blad:<instrument>:<item>:<informant>:<party>`."""
        kind, *parts = place.split(":")
        if kind == "bijdrage":
            return self._by_row.get(parts[-1])
        if kind == "blad" and case is not None and len(parts) == 4:
            return self._by_sheet.get((case.id, wave, parts[0], parts[2], parts[3]))
        return None


class _Keeping:
    """One run against what was known before."""

    def __init__(
        self,
        work: Work,
        known: Mapping[str, Finding],
        checks: Mapping[str, Check],
        places: _Places,
        at: datetime,
        today: date,
    ) -> None:
        self._work, self._known, self._checks = work, known, checks
        self._places, self._at, self._today = places, at, today
        self._seen: set[str] = set()
        self._steps = _last_steps(work)
        self.counts = {"new": 0, "again": 0, "gone": 0, "same": 0}

    def seen(self, one: "Found") -> None:
        case = self._places.case(one.pid)
        # An unknown pseudonym is part of the mark: two orphans are two questions.
        whose = case.id if case is not None else f"?{one.pid}"
        mark = _mark(one.check, whose, one.wave, one.place)
        if mark in self._seen:
            return
        self._seen.add(mark)
        row = self._known.get(mark)
        if row is None:
            self._ask(one, mark, case)
            return
        row.last_seen_at = self._at
        changed = row.value_mac != one.value_mac
        if row.state == GONE or (changed and row.state not in UNRESOLVED):
            row.state, row.due_on = findings.OPEN, findings.due_on(row.severity, self._today)
            self._step(row, "reopen")
            self.counts["again"] += 1
        else:
            self.counts["same"] += 1
        row.value_mac = one.value_mac

    def vanish(self, ran: frozenset[str]) -> None:
        """Questions whose check ran and no longer fires are mended."""
        for mark, row in self._known.items():
            if mark not in self._seen and row.check_id in ran and row.state in UNRESOLVED:
                row.state = GONE
                self._step(row, "vanish")
                self.counts["gone"] += 1

    def _ask(self, one: "Found", mark: str, case: Case | None) -> None:
        check = self._checks[one.check]
        own = case is not None and check.answers == RESEARCHER and case.owner
        row = Finding(
            id=self._work.ids.new(),
            mark=mark,
            check_id=one.check,
            check_version=one.version,
            severity=one.severity.value,
            title=check.title,
            message=check.text,
            case_id=None if case is None else case.id,
            wave=one.wave,
            place=one.place,
            contribution_id=self._places.contribution(case, one.wave, one.place),
            value_mac=one.value_mac,
            state=findings.OPEN,
            asked=case.owner if own and case is not None else check.answers,
            due_on=findings.due_on(one.severity.value, self._today),
            first_seen_at=self._at,
            last_seen_at=self._at,
        )
        self._work.session.add(row)
        self._step(row, "ask")
        self.counts["new"] += 1

    def _step(self, row: Finding, verb: str) -> None:
        self._steps[row.id] += 1
        self._work.session.add(
            FindingStep(
                id=self._work.ids.new(),
                finding_id=row.id,
                case_id=row.case_id,
                no=self._steps[row.id],
                verb=verb,
                cause=None,
                explanation=None,
                at=self._at,
                by=SYSTEM_ID,
            )
        )


def _last_steps(work: Work) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for row, no in work.session.execute(select(FindingStep.finding_id, FindingStep.no)):
        found[row] = max(found[row], no)
    return found


def _mark(check: str, whose: str, wave: str, place: str) -> str:
    return hashlib.sha256(f"{check}|{whose}|{wave}|{place}".encode()).hexdigest()


def unresolved(work: Work, *, severity: str, cases: Iterable[str] | None = None) -> int:
    """How many questions of a severity wait for an answer, of these cases or of all."""
    query = select(Finding.case_id).where(
        Finding.severity == severity, Finding.state.in_(UNRESOLVED)
    )
    wanted = None if cases is None else frozenset(cases)
    with consent.planning(work):
        found = work.session.scalars(query).all()
    return sum(wanted is None or case is None or case in wanted for case in found)


def last_run(work: Work) -> QualityRun | None:
    """The newest run."""
    query = select(QualityRun).order_by(QualityRun.at.desc(), QualityRun.id).limit(1)
    return work.session.scalars(query).first()


def runs(work: Work) -> list[QualityRun]:
    """All runs, oldest first: the trend."""
    return list(work.session.scalars(select(QualityRun).order_by(QualityRun.at, QualityRun.id)))


def asked_on(moment: datetime) -> date:
    """The day in Amsterdam on which a question was first asked."""
    return amsterdam_date(moment)
