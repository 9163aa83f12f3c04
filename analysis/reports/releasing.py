"""A report as an entry of the release ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from analysis.disclosure.ledger import Release
from analysis.frames import Frames
from analysis.reports.material import discussed_of, people_of, tie_key
from analysis.reports.model import Report


def release_of(
    report: Report,
    frames: Frames,
    *,
    id: str,
    order: int,
    on: date,
    key: bytes | None = None,
    earlier: Sequence[Release] = (),
    document_sha256: str = "",
    approver: str = "",
) -> Release:
    """The entry of a report made from these frames with this key: every number in it.

    earlier: the releases that the report was made with (what it quotes keeps its population).
    """
    secret = key or tie_key(frames)
    people, discussed = people_of(frames, secret), discussed_of(frames, secret)
    known = {name: found for release in earlier for name, found in release.snapshots.items()}
    return Release(
        id=id,
        order=order,
        on=on,
        audience=report.audience,
        file_hash=report.provenance.file_hash,
        tables=report.tables,
        snapshots={**known, people.name: people, discussed.name: discussed},
        counts=report.counts,
        statements=report.statements,
        document_sha256=document_sha256,
        approver=approver,
        parts=tuple(f"{s.number}. {s.title}" for s in report.sections),
    )
