"""Reports: built from an analysis file only, kept as files, every look logged."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select

from register.db.tables.releases import ReportEntry
from register.db.tables.work import AnalysisFile, Pending, ReportRow
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.errors import Blocker, NotFound, Refusal, refuse_if
from register.domain.people import Permission
from register.keys.keystore import write_private
from register.services import analysis_files, pending, quality, release_ledger
from register.services.house import House

VERB = "report.build"
HALF_YEARLY = "halfjaarrapport"
CONCEPT = "concept"
AUDIENCE = "begeleidingsgroep"


@dataclass(frozen=True)
class Listed:
    """A report with the analysis file it rests on."""

    report: ReportRow
    source: AnalysisFile


def build_half_yearly(
    house: House,
    *,
    analysis_file: str,
    by: Actor,
    at: datetime,
    today: date,
    without: Sequence[str] = (),
) -> str:
    """Build the half-yearly report (concept) from an open analysis file; returns its identifier.

    It is made with every release so far in hand. without: numbers of sections to leave out.
    """
    from analysis import frames
    from analysis.disclosure.ledger_text import to_plain
    from analysis.quality.account import with_quality
    from analysis.reports import half_yearly, release_of
    from register.files.report_html import render_html

    with house.store.writing(by) as work:
        work.require(Permission.REPORT_DRAFT, by=by, at=at, object_type="report")
        source = analysis_files.usable(work, analysis_file)
        refuse_if(release_ledger.other_recipient(work, source.recipient))
        past = release_ledger.past(house, work, source.recipient)
        cases = analysis_files.cases_of(work, source.id)
    found = frames.load(
        house.home / "analysis" / source.folder,
        key=house.keys.derived("files", f"analysis|{source.id}"),
        today=today,
    )
    # Whoever made the file in spite of errors gave a reason, which the report prints.
    reason = str(found.facts.get("quality", {}).get("toch_gemaakt", ""))
    with house.store.reading(by) as work:
        refuse_if(quality.gate(house.protocol, work, cases=cases, override=reason))
    ties = release_ledger.tie_key(house)
    made = half_yearly(
        found,
        policy=AUDIENCE,
        key=ties,
        earlier=past.earlier,
        withdrawn_youths=past.withdrawn,
        without=frozenset(without),
    )
    made = with_quality(made, found.facts)
    page = render_html(made).encode()
    clean = render_html(replace(made, status="")).encode()
    report, file = house.ids.new(), f"{house.ids.new()}.html"
    entry = release_of(
        made,
        found,
        id=report,
        order=len(past.earlier) + 1,
        on=today,
        key=ties,
        earlier=past.earlier,
        document_sha256=hashlib.sha256(clean).hexdigest(),
    )
    files = {"file": file, "final": f"vrij-{file}"}
    row = pending.begin(house, VERB, pseudonym=None, facts={**files}, by=by, at=at)
    write_private(house.home / "reports" / file, page)
    write_private(house.home / "reports" / files["final"], clean)
    with house.store.writing(by) as work:
        work.session.add(
            ReportRow(
                id=report,
                kind=HALF_YEARLY,
                audience=AUDIENCE,
                state=CONCEPT,
                analysis_file_id=source.id,
                built_by=by.id,
                built_at=at,
                file=file,
                sha256=hashlib.sha256(page).hexdigest(),
            )
        )
        work.flush()
        work.session.add(
            ReportEntry(
                report_id=report,
                entry=to_plain(entry),
                without=sorted(without),
                final_file=files["final"],
                final_sha256=entry.document_sha256,
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
        page = unaltered(house, row.file, row.sha256)
        work.record(
            "report.read", Action.READ, by=by, at=at, object_type="report", object_id=report_id
        )
    return page


def unaltered(house: House, file: str, sha256: str) -> bytes:
    """The page in a file of a report; refuses when it was altered outside the register."""
    page = (house.home / "reports" / file).read_bytes()
    if hashlib.sha256(page).hexdigest() != sha256:
        raise Refusal(
            [
                Blocker(
                    "report_altered",
                    "Dit rapport is buiten het register om gewijzigd.",
                    "Maak het opnieuw en meld dit de privacy officer.",
                )
            ]
        )
    return page


def finish(house: House, row: Pending) -> bool:
    """A report that was interrupted is built again on request."""
    return False


def undo(house: House, row: Pending) -> None:
    """Remove the files of a report that has no row."""
    for name in ("file", "final"):
        if name in row.facts:
            Path(house.home / "reports" / str(row.facts[name])).unlink(missing_ok=True)


RECOVERY = pending.Recovery(finish, undo)
