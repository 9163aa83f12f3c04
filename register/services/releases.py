"""From concept to released, and back: each verb with every reason against it.

Nothing leaves without a second person and without the ledger: a release is checked against all
earlier ones at the moment that it is released, whatever was true when the report was built.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select

from register.db.tables.people import Account
from register.db.tables.releases import ReleaseRow, ReportEntry, ReportStep
from register.db.tables.work import AnalysisFile, ReportRow
from register.db.work import Work
from register.domain import reports as domain
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.errors import Blocker, NotFound, refuse_if
from register.domain.people import Permission
from register.services import release_ledger
from register.services.house import House
from register.services.reports import unaltered

REFUSE = "refuse"
RELEASED, RECALLED, CHECKING = "vrijgegeven", "ingetrokken", "ter controle"
SEE_PARTS = "Zie de afgekeurde onderdelen."
_TO_BE_WRITTEN = "…"


@dataclass(frozen=True)
class Option:
    """A verb that the state allows: its label, and why this person cannot do it now."""

    verb: str
    label: str
    blockers: tuple[Blocker, ...]


@dataclass(frozen=True)
class Standing:
    """A report on its way: what was decided so far and what can be done.

    names: account id → name; parts: sections as “3. Titel”; refused: those refused and not
    answered.
    """

    report: ReportRow
    source: AnalysisFile
    steps: tuple[ReportStep, ...]
    names: dict[str, str]
    parts: tuple[str, ...]
    refused: tuple[str, ...]
    options: tuple[Option, ...]
    may_refuse: bool

    @property
    def owner(self) -> str:
        """Whose turn it is, "" when nothing more is to be done."""
        return domain.LIFE.owners[self.report.state]


def standing(
    house: House, work: Work, report_id: str, *, by: Actor, at: datetime, today: date
) -> Standing:
    """How a report stands, with the verbs of its state and their blockers for this person."""
    work.require(Permission.REPORT_DRAFT, by=by, at=at, object_id=report_id)
    found = _found(work, report_id)
    facts = _facts(house, work, found, today=today, deep=found.row.state in (CHECKING, "akkoord"))
    options = []
    for step in domain.LIFE.from_state(found.row.state):
        against = domain.blockers(facts, step.verb, by=by.id, reason=_TO_BE_WRITTEN)
        if not by.is_system and not _may(by, step.by):
            against = (_not_yours(step.by), *against)
        options.append(Option(step.verb, step.label, against))
    work.record(
        "report.standing", Action.READ, by=by, at=at, object_type="report", object_id=report_id
    )
    return Standing(
        found.row,
        found.source,
        found.steps,
        {account.id: account.name for account in work.session.scalars(select(Account))},
        found.parts,
        facts.open_refusals,
        tuple(options),
        not _refuse_blockers(found, facts, by),
    )


def act(
    house: House, report_id: str, verb: str, *, by: Actor, at: datetime, today: date,
    reason: str = "", part: str = "",
) -> str:  # fmt: skip
    """Carry out a verb; returns the new state. Raises `Refusal` with every reason against it."""
    with house.store.writing(by) as work:
        found = _found(work, report_id)
        if verb == REFUSE:
            return _refuse(house, work, found, part, reason, by=by, at=at, today=today)
        step = domain.LIFE.step(found.row.state, verb)
        need = step.by if step else Permission.REPORT_DRAFT
        work.require(need, by=by, at=at, object_id=report_id)
        facts = _facts(house, work, found, today=today, deep=verb in ("approve", "release"))
        if verb == "return" and facts.open_refusals and not reason.strip():
            reason = SEE_PARTS
        refuse_if(domain.blockers(facts, verb, by=by.id, reason=reason))
        if verb == "release":
            _enter(house, work, found, by=by, at=at, today=today)
        _note(work, found, verb, "", reason, by=by, at=at)
        found.row.state = domain.LIFE.after(found.row.state, verb)
        return str(found.row.state)


def _refuse(
    house: House, work: Work, found: _Found, part: str, reason: str,
    *, by: Actor, at: datetime, today: date,
) -> str:  # fmt: skip
    """Refuse one section; the report stays with the checker until it is sent back."""
    work.require(Permission.REPORT_CHECK, by=by, at=at, object_id=found.row.id)
    facts = _facts(house, work, found, today=today, deep=False)
    against = list(_refuse_blockers(found, facts, by))
    if part not in found.parts:
        against.append(Blocker("no_part", "Dit onderdeel is er niet.", "Kies een onderdeel."))
    if not reason.strip():
        against.append(Blocker("no_reason", "Er staat geen reden bij.", "Schrijf waarom."))
    refuse_if(against)
    _note(work, found, REFUSE, part, reason, by=by, at=at)
    return str(found.row.state)


def _enter(
    house: House, work: Work, found: _Found, *, by: Actor, at: datetime, today: date
) -> None:
    """Write the release into the ledger; it is never changed afterwards."""
    from analysis.disclosure.ledger_text import from_plain, to_plain

    entry = found.entry
    if entry is None:
        raise RuntimeError("a report without numbers passed its blockers")
    unaltered(house, entry.final_file, entry.final_sha256)
    number = len(release_ledger.releases(work)) + 1
    approver = next(step.by for step in reversed(found.steps) if step.verb == "approve")
    release = replace(
        from_plain(entry.entry), id=house.ids.new(), order=number, on=today, approver=approver
    )
    work.session.add(
        ReleaseRow(
            id=release.id,
            report_id=found.row.id,
            no=number,
            released_on=today,
            audience=release.audience,
            recipient=found.source.recipient,
            file_hash=release.file_hash,
            document_sha256=release.document_sha256,
            drafter=found.row.built_by,
            approver=approver,
            released_by=by.id,
            entry=to_plain(release),
            at=at,
        )
    )


def _note(
    work: Work, found: _Found, verb: str, part: str, reason: str, *, by: Actor, at: datetime
) -> None:
    work.session.add(
        ReportStep(
            id=work.ids.new(),
            report_id=found.row.id,
            no=len(found.steps) + 1,
            verb=verb,
            part=part,
            reason=reason.strip(),
            at=at,
            by=by.id,
        )
    )
    work.record(
        f"report.{verb}",
        Action.UPDATE,
        by=by,
        at=at,
        object_type="report",
        object_id=found.row.id,
        query_hash=found.source.hash,
    )


@dataclass(frozen=True)
class _Found:
    """The rows of a report."""

    row: ReportRow
    source: AnalysisFile
    entry: ReportEntry | None
    steps: tuple[ReportStep, ...]

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self.entry.entry["parts"]) if self.entry else ()

    @property
    def refused(self) -> tuple[str, ...]:
        """Sections refused since the report was last offered."""
        offered = max((step.no for step in self.steps if step.verb == "offer"), default=0)
        later = [step for step in self.steps if step.verb == REFUSE and step.no > offered]
        return tuple(dict.fromkeys(step.part for step in later))


def _found(work: Work, report_id: str) -> _Found:
    row = work.session.get(ReportRow, report_id)
    if row is None:
        raise NotFound("Dit rapport")
    source = work.session.get(AnalysisFile, row.analysis_file_id)
    if source is None:
        raise NotFound("Het analysebestand van dit rapport")
    steps = work.session.scalars(
        select(ReportStep).where(ReportStep.report_id == report_id).order_by(ReportStep.no)
    )
    return _Found(row, source, work.session.get(ReportEntry, report_id), tuple(steps))


def _facts(house: House, work: Work, found: _Found, *, today: date, deep: bool) -> domain.Report:
    """What the rules ask about a report; deep: also check it against the ledger (takes seconds)."""
    from analysis.disclosure.ledger_text import from_plain

    against: tuple[str, ...] = ()
    if deep and found.entry is not None:
        against = release_ledger.conflicts(
            house, work, from_plain(found.entry.entry), found.source.recipient
        )
    return domain.Report(
        state=found.row.state,
        drafted_by=found.row.built_by,
        checked_by=next((s.by for s in reversed(found.steps) if s.verb == "approve"), None),
        audience=found.row.audience,
        disclosure_checked=found.entry is not None,
        analysis_file_valid=found.source.closed_at is None and found.source.expires_on >= today,
        open_refusals=found.refused,
        conflicts=against,
    )


def _refuse_blockers(found: _Found, facts: domain.Report, by: Actor) -> list[Blocker]:
    against = list(domain.blockers(facts, "return", by=by.id, reason=_TO_BE_WRITTEN))
    if found.row.state != CHECKING:
        against.append(
            Blocker("wrong_state", "Dit rapport ligt niet ter controle.", "Bied het eerst aan.")
        )
    if not by.is_system and not _may(by, Permission.REPORT_CHECK):
        against.append(_not_yours(Permission.REPORT_CHECK))
    return against


def _may(by: Actor, permission: Permission) -> bool:
    from register.domain.people import may

    return may(by.roles, permission)


def _not_yours(permission: Permission) -> Blocker:
    from register.domain.people import roles_that_may

    who = ", ".join(sorted(role.label.lower() for role in roles_that_may(permission)))
    return Blocker("not_your_role", "Uw rol laat dit niet toe.", f"Dit doet: {who}.")
