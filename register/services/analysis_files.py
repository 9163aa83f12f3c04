"""Analysis files that were made: what they rest on, and whether they may still be used."""

from sqlalchemy import select

from register.db.tables.work import AnalysisFile, AnalysisFileCase
from register.db.work import Work
from register.domain.errors import Blocker, NotFound, Refusal
from register.services import consent

__all__ = ["AnalysisFile", "every", "still_open", "usable"]

STUDY = "P1"


def every(work: Work) -> list[AnalysisFile]:
    """All analysis files, newest first."""
    query = select(AnalysisFile).order_by(AnalysisFile.made_at.desc(), AnalysisFile.id)
    return list(work.session.scalars(query))


def still_open(work: Work) -> list[AnalysisFile]:
    """Files of the study itself from which a report can be built, newest first."""
    query = (
        select(AnalysisFile)
        .where(AnalysisFile.closed_at.is_(None), AnalysisFile.purpose == STUDY)
        .order_by(AnalysisFile.made_at.desc(), AnalysisFile.id)
    )
    return list(work.session.scalars(query))


def usable(work: Work, file_id: str) -> AnalysisFile:
    """The file, when it exists and no withdrawal closed it; else ``NotFound`` or ``Refusal``."""
    row = work.session.get(AnalysisFile, file_id)
    if row is None:
        raise NotFound("Dit analysebestand")
    if row.closed_at is not None:
        raise Refusal(
            [
                Blocker(
                    "file_closed",
                    "Dit analysebestand is gesloten, omdat iemand de toestemming introk.",
                    "Maak een nieuw analysebestand.",
                )
            ]
        )
    return row


def cases_of(work: Work, file_id: str) -> frozenset[str]:
    """The cases that an analysis file holds."""
    query = select(AnalysisFileCase.case_id).where(AnalysisFileCase.file_id == file_id)
    with consent.planning(work):
        return frozenset(work.session.scalars(query))
