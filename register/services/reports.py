"""Reports: built from an analysis file only, kept as files, every look logged."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select

from register.db.tables.work import AnalysisFile, Pending, ReportRow
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.errors import Blocker, NotFound, Refusal
from register.domain.people import Permission
from register.keys.keystore import write_private
from register.services import analysis_files, pending
from register.services.house import House

VERB = "report.build"
HALF_YEARLY = "halfjaarrapport"
CONCEPT = "concept"


@dataclass(frozen=True)
class Listed:
    """A report with the analysis file it rests on."""

    report: ReportRow
    source: AnalysisFile


def build_half_yearly(
    house: House, *, analysis_file: str, by: Actor, at: datetime, today: date
) -> str:
    """Build the half-yearly report (concept) from an open analysis file; returns its identifier."""
    from analysis import frames
    from analysis.reports import half_yearly
    from register.files.report_html import render_html

    with house.store.writing(by) as work:
        work.require(Permission.REPORT_DRAFT, by=by, at=at, object_type="report")
        source = analysis_files.usable(work, analysis_file)
    found = frames.load(
        house.home / "analysis" / source.folder,
        key=house.keys.derived("files", f"analysis|{source.id}"),
        today=today,
    )
    ties = house.keys.derived("files", "report|ties")
    page = render_html(half_yearly(found, policy="begeleidingsgroep", key=ties)).encode()
    report, file = house.ids.new(), f"{house.ids.new()}.html"
    row = pending.begin(house, VERB, pseudonym=None, facts={"file": file}, by=by, at=at)
    write_private(house.home / "reports" / file, page)
    with house.store.writing(by) as work:
        work.session.add(
            ReportRow(
                id=report,
                kind=HALF_YEARLY,
                audience="begeleidingsgroep",
                state=CONCEPT,
                analysis_file_id=source.id,
                built_by=by.id,
                built_at=at,
                file=file,
                sha256=hashlib.sha256(page).hexdigest(),
            )
        )
        work.record(
            "report.build",
            Action.CREATE,
            by=by,
            at=at,
            object_type="report",
            object_id=report,
            purpose=source.purpose,
            count=source.cases,
            query_hash=source.hash,
        )
        pending.end(work, row)
    return report


def listed(work: Work) -> list[Listed]:
    """All reports, newest first."""
    query = (
        select(ReportRow, AnalysisFile)
        .join(AnalysisFile, AnalysisFile.id == ReportRow.analysis_file_id)
        .order_by(ReportRow.built_at.desc(), ReportRow.id)
    )
    return [Listed(report, source) for report, source in work.session.execute(query)]


def read(house: House, report_id: str, *, by: Actor, at: datetime) -> bytes:
    """The rendered report; refuses when its file was altered. Every look is logged."""
    with house.store.reading(by) as work:
        work.require(Permission.REPORT_DRAFT, by=by, at=at, object_id=report_id)
        row = work.session.get(ReportRow, report_id)
        if row is None:
            raise NotFound("Dit rapport")
        page = (house.home / "reports" / row.file).read_bytes()
        if hashlib.sha256(page).hexdigest() != row.sha256:
            raise Refusal(
                [
                    Blocker(
                        "report_altered",
                        "Dit rapport is buiten het register om gewijzigd.",
                        "Maak het opnieuw en meld dit de privacy officer.",
                    )
                ]
            )
        work.record(
            "report.read", Action.READ, by=by, at=at, object_type="report", object_id=report_id
        )
    return page


def finish(house: House, row: Pending) -> bool:
    """A report that was interrupted is built again on request."""
    return False


def undo(house: House, row: Pending) -> None:
    """Remove the file of a report that has no row."""
    Path(house.home / "reports" / str(row.facts["file"])).unlink(missing_ok=True)


RECOVERY = pending.Recovery(finish, undo)
