"""Copies of analysis files that somebody took along: who holds them, until they say it is gone."""

from datetime import date, datetime

from sqlalchemy import select

from register.db.tables.withdrawals import AnalysisCopy
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.errors import Blocker, NotFound, refuse_if
from register.domain.people import Permission
from register.services import analysis_files
from register.services.analysis_files import AnalysisFile

__all__ = ["AnalysisCopy", "confirm_deleted", "hand_out", "note", "recalled"]


def hand_out(work: Work, file_id: str, *, holder: str, by: Actor, at: datetime, on: date) -> str:
    """Note that a copy of an open analysis file was handed to ``holder``; its identifier."""
    work.require(Permission.EXPORT_MAKE, by=by, at=at, object_type="analysis_file")
    file = analysis_files.usable(work, file_id)
    refuse_if(
        [
            Blocker(
                "no_holder",
                "Er staat niet wie de kopie houdt.",
                "Vul de persoon of instelling in met wie een overeenkomst is.",
            )
        ]
        if not holder.strip()
        else []
    )
    return note(work, file, holder=holder.strip(), by=by, at=at, on=on)


def note(work: Work, file: AnalysisFile, *, holder: str, by: Actor, at: datetime, on: date) -> str:
    """Write down who holds a copy of a file, so that it can be called back; its identifier."""
    copy = AnalysisCopy(
        id=work.ids.new(), file_id=file.id, holder=holder, handed_on=on, handed_by=by.id
    )
    work.session.add(copy)
    work.record(
        "copy.hand_out",
        Action.EXPORT,
        by=by,
        at=at,
        object_type="analysis_file",
        object_id=file.id,
        purpose=file.purpose,
        count=file.cases,
        query_hash=file.hash,
    )
    return copy.id


def recalled(work: Work) -> list[AnalysisCopy]:
    """Copies whose holder was asked to delete them and has not confirmed it, oldest first."""
    query = (
        select(AnalysisCopy)
        .where(AnalysisCopy.recalled_at.is_not(None), AnalysisCopy.deleted_on.is_(None))
        .order_by(AnalysisCopy.recalled_at, AnalysisCopy.id)
    )
    return list(work.session.scalars(query))


def confirm_deleted(work: Work, copy_id: str, *, on: date, by: Actor, at: datetime) -> None:
    """Note that the holder confirmed to have deleted the copy on a day."""
    work.require(Permission.EXPORT_MAKE, by=by, at=at, object_type="analysis_file")
    copy = work.session.get(AnalysisCopy, copy_id)
    if copy is None:
        raise NotFound("Deze kopie")
    found = []
    if copy.deleted_on is not None:
        found.append(
            Blocker("confirmed", "De verwijdering is al bevestigd.", "Er is niets meer te doen.")
        )
    if on < copy.handed_on:
        found.append(
            Blocker(
                "before_handing",
                "De kopie is pas later uitgegeven.",
                "Controleer de dag van verwijdering.",
            )
        )
    refuse_if(found)
    copy.deleted_on, copy.confirmed_at, copy.confirmed_by = on, at, by.id
    work.record(
        "copy.deleted",
        Action.UPDATE,
        by=by,
        at=at,
        object_type="analysis_file",
        object_id=copy.file_id,
    )
