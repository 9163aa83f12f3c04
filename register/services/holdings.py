"""What the register holds of one case: counted by noun, and named where a person must look."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from consent.withdrawal import (
    ANALYSIS_FILES,
    CONTRIBUTIONS,
    COPIES,
    INVITATIONS,
    RELEASES,
)
from register.db.tables.cases import Case, Wave
from register.db.tables.contributions import Contribution
from register.db.tables.withdrawals import AnalysisCopy
from register.db.tables.work import AnalysisFile, AnalysisFileCase, ReportRow
from register.db.work import Work
from register.domain.states import OPEN, Stored
from register.services.house import House
from register.services.nouns import CASE, HELD, PERSONS

# Nouns that are counted in a way of their own.
_COUNTED_APART = {one.noun for one in (CASE, CONTRIBUTIONS, ANALYSIS_FILES)}


@dataclass(frozen=True)
class Line:
    """One thing that is named in a preview: what it is and how it stands, never its content."""

    id: str
    title: str
    state: str


@dataclass(frozen=True)
class Holdings:
    """Everything of a case that a withdrawal may touch."""

    counts: dict[str, int]
    contributions: tuple[Line, ...]
    files: tuple[Line, ...]
    copies: tuple[Line, ...]
    releases: tuple[Line, ...]
    texts: tuple[Line, ...]


def of_case(house: House, work: Work, case: Case) -> Holdings:
    """What is held of ``case``; needs a grant on its content."""
    contributions = _contributions(work, case)
    files = files_with(work, case.id)
    copies = [copy for file in files for copy in copies_of(work, file.id)]
    reports = list(
        work.session.scalars(
            select(ReportRow)
            .where(ReportRow.analysis_file_id.in_([file.id for file in files]))
            .order_by(ReportRow.built_at, ReportRow.id)
        )
    )
    is_open = {row.id for row, _ in contributions if Stored(row.state) in OPEN}
    counts = {
        CASE.noun: 1,
        PERSONS.noun: house.vault.persons(case.pseudonym),
        CONTRIBUTIONS.noun: len(contributions) - len(is_open),
        INVITATIONS.noun: len(is_open),
        **_rows(work, case),
        ANALYSIS_FILES.noun: sum(file.closed_at is None for file in files),
        COPIES.noun: sum(copy.deleted_on is None for copy in copies),
        RELEASES.noun: len(reports),
    }
    return Holdings(
        counts=counts,
        contributions=tuple(
            Line(row.id, f"{wave.label}: {row.informant}, {row.instrument}", row.state)
            for row, wave in contributions
        ),
        files=tuple(
            Line(
                file.id,
                f"{file.purpose} van {file.as_of:%d-%m-%Y} voor {file.recipient}",
                "open" if file.closed_at is None else "gesloten",
            )
            for file in files
        ),
        copies=tuple(
            Line(
                copy.id,
                f"bij {copy.holder} sinds {copy.handed_on:%d-%m-%Y}",
                "nog niet bevestigd" if copy.deleted_on is None else "verwijderd",
            )
            for copy in copies
        ),
        releases=tuple(
            Line(one.id, f"{one.kind} voor {one.audience} van {one.built_at:%d-%m-%Y}", one.state)
            for one in reports
        ),
        texts=tuple(
            Line(row.id, f"{wave.label}: {row.informant}, {row.instrument}", row.state)
            for row, wave in contributions
            if row.state == Stored.DONE and _tells(house, row)
        ),
    )


def _tells(house: House, row: Contribution) -> bool:
    """Whether the form has room for what somebody tells in own words."""
    fields = house.instrument(row.instrument, row.instrument_version).fields
    return any(item.type == "note" for item in fields.values())


def files_with(work: Work, case_id: str) -> list[AnalysisFile]:
    """Analysis files that hold the case, oldest first."""
    query = (
        select(AnalysisFile)
        .join(AnalysisFileCase, AnalysisFileCase.file_id == AnalysisFile.id)
        .where(AnalysisFileCase.case_id == case_id)
        .order_by(AnalysisFile.made_at, AnalysisFile.id)
    )
    return list(work.session.scalars(query))


def copies_of(work: Work, *files: str) -> list[AnalysisCopy]:
    """Copies of these analysis files that were handed out, oldest first."""
    query = (
        select(AnalysisCopy)
        .where(AnalysisCopy.file_id.in_(files))
        .order_by(AnalysisCopy.handed_on, AnalysisCopy.id)
    )
    return list(work.session.scalars(query))


def _contributions(work: Work, case: Case) -> Sequence[tuple[Contribution, Wave]]:
    query = (
        select(Contribution, Wave)
        .join(Wave, Wave.id == Contribution.wave_id)
        .where(Contribution.case_id == case.id)
        .order_by(Wave.months, Contribution.informant, Contribution.instrument, Contribution.id)
    )
    return [(row, wave) for row, wave in work.session.execute(query)]


def _rows(work: Work, case: Case) -> dict[str, int]:
    """Rows by noun, for nouns that need no reading of their own; of revisions the current."""
    found: dict[str, int] = {}
    for held in HELD:
        noun, table = held.noun.noun, held.table
        if noun in _COUNTED_APART:
            continue
        query = select(func.count()).select_from(table).where(table.case_id == case.id)
        if hasattr(table, "current"):
            query = query.where(table.current)
        found[noun] = found.get(noun, 0) + (work.session.scalar(query) or 0)
    return found
