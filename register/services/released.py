"""Released reports, for the readers they were released for; every look is logged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from register.db.tables.releases import ReleaseRow, ReportEntry, ReportStep
from register.db.tables.work import ReportRow
from register.db.work import Work
from register.domain import reports as domain
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.errors import Blocker, NotFound, Refusal
from register.domain.people import Permission
from register.services.house import House
from register.services.release_ledger import RECALL
from register.services.reports import unaltered


@dataclass(frozen=True)
class Released:
    """A released report; recalled: why it was called back, or None."""

    report: ReportRow
    release: ReleaseRow
    recalled: str | None


def listed(work: Work, *, by: Actor) -> list[Released]:
    """What was released for this reader, newest first."""
    query = (
        select(ReportRow, ReleaseRow)
        .join(ReleaseRow, ReleaseRow.report_id == ReportRow.id)
        .order_by(ReleaseRow.no.desc())
    )
    return [
        Released(report, release, _recalled(work, report.id))
        for report, release in work.session.execute(query)
        if domain.may_read(release.audience, frozenset(by.roles))
    ]


def read(house: House, report_id: str, *, by: Actor, at: datetime, kind: str = "html") -> bytes:
    """The page as it was released, or (kind "pdf") the same page as a tagged PDF.

    `NotFound` where it was not released for this reader, `Refusal` where it was called back.
    """
    with house.store.reading(by) as work:
        work.require(Permission.REPORT_READ_RELEASED, by=by, at=at, object_id=report_id)
        found = next((one for one in listed(work, by=by) if one.report.id == report_id), None)
        entry = work.session.get(ReportEntry, report_id)
        if found is None or entry is None:
            raise NotFound("Dit rapport")
        if found.recalled is not None:
            raise Refusal(
                [
                    Blocker(
                        "recalled",
                        f"Dit rapport is teruggeroepen: {found.recalled}",
                        "Gebruik het niet meer en verwijder eventuele kopieën.",
                    )
                ]
            )
        page = unaltered(house, entry.final_file, found.release.document_sha256)
        work.record(
            f"report.read_released.{kind}",
            Action.READ if kind == "html" else Action.EXPORT,
            by=by,
            at=at,
            object_type="report",
            object_id=report_id,
            query_hash=found.release.document_sha256,
        )
    return page if kind == "html" else pdf(page)


def pdf(page: bytes) -> bytes:
    """A page of a report as a PDF; refuses with what to install where that cannot be made."""
    from register.files.report_html import PdfUnavailable, pdf_of

    try:
        return pdf_of(page.decode())
    except PdfUnavailable as problem:
        raise Refusal([Blocker("no_pango", str(problem))]) from problem


def _recalled(work: Work, report_id: str) -> str | None:
    found: str | None = work.session.scalar(
        select(ReportStep.reason).where(
            ReportStep.report_id == report_id, ReportStep.verb == RECALL
        )
    )
    return found
