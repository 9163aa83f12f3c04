"""The verb that makes an analysis file: file first, row after, finished or undone after a crash."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from register.db.chain import Link
from register.db.tables.work import AnalysisFile, AnalysisFileCase, Pending
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.errors import Blocker, Refusal, refuse_if
from register.domain.people import Permission
from register.domain.policy import policy_of
from register.extract import frame, gathering, series
from register.extract.recipients import Recipient
from register.services import analysis_files, consent, copies, pending, quality
from register.services.house import House

if TYPE_CHECKING:
    import pandas as pd

VERB = "extract.make"
LASTS = timedelta(days=183)
SHORTEST_PASSPHRASE = 20


@dataclass(frozen=True)
class Made:
    """An analysis file that was made."""

    id: str
    hash: str
    cases: int


CONSENT_CHANGED = Blocker(
    "consent_changed",
    "Terwijl dit bestand werd gemaakt, is ergens toestemming gegeven of ingetrokken.",
    "Vraag het opnieuw aan; het wordt dan met de nieuwe stand gemaakt.",
)


def make(
    house: House,
    *,
    purpose: str,
    as_of: date,
    recipient: str,
    by: Actor,
    at: datetime,
    today: date,
    step: Callable[[str], None] = lambda word: None,
    override: str = "",
) -> Made:
    """Make an analysis file of what was collected by ``as_of`` and may be used today.

    Raises ``Refusal`` for an unknown purpose or a day in the future. One event is logged with
    purpose, number of cases and the hash of the file.
    """
    from analysis import frames

    file_id = house.ids.new()
    with house.store.writing(by) as work:
        work.require(Permission.EXTRACT_REQUEST, by=by, at=at, object_type="analysis_file")
        refuse_if(
            (
                *_blockers(house, purpose, as_of, today),
                *quality.gate(house.protocol, work, override=override),
            )
        )
        stamp = quality.stamp(work, by=by, override=override)
    row = pending.begin(house, VERB, pseudonym=None, facts={"folder": file_id}, by=by, at=at)
    own = Recipient.of(house.keys, recipient, purpose)
    asking = gathering.Asking(house, own, as_of, today)
    step("lezen")
    with house.store.reading(by) as work, consent.deciding(work, purpose):
        found = gathering.gather(work, asking)
        rows = {**found.rows, **frame.rows(work, asking)}
        decided_on = consent.head(work)
    step("schrijven")
    head = house.store.head()
    manifest = frames.save(
        house.home / "analysis" / file_id,
        {name: table(one) for name, one in rows.items() if one},
        facts=house.protocol.facts()
        | {
            "definitions": _definitions(house, rows),
            "codes": series.codes(found.sheets),
            "quality": stamp,
        },
        purpose=purpose,
        as_of=as_of,
        recipient=recipient,
        expires_on=today + LASTS,
        key=key(house, file_id),
        audit_head=None if head is None else f"{head.seq}:{head.hash}",
        test=house.kind != "productie",
        items={
            name: [frames.Column(c, kind, label, known) for c, kind, label, known in columns]
            for name, columns in found.columns.items()
        },
    )
    try:
        _keep(house, row, asking, found, manifest.hash, file_id, decided_on, by=by, at=at)
    except Refusal:
        shutil.rmtree(house.home / "analysis" / file_id, ignore_errors=True)
        with house.store.writing(by) as work:
            pending.end(work, row)
        raise
    return Made(file_id, manifest.hash, len(found.cases))


def _keep(
    house: House,
    row: str,
    asking: gathering.Asking,
    found: gathering.Gathered,
    digest: str,
    file_id: str,
    decided_on: Link | None,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Write the row of a finished file, unless somebody's consent changed while it was made."""
    purpose, today = asking.recipient.purpose, asking.today
    with house.store.writing(by) as work, consent.deciding(work, purpose):
        if consent.head(work) != decided_on:
            raise Refusal([CONSENT_CHANGED])
        work.session.add(
            AnalysisFile(
                id=file_id,
                purpose=purpose,
                as_of=asking.as_of,
                recipient=asking.recipient.name,
                asked_by=by.id,
                made_at=at,
                expires_on=today + LASTS,
                folder=file_id,
                hash=digest,
                cases=len(found.cases),
            )
        )
        work.flush()
        for case in sorted(found.cases):
            work.session.add(AnalysisFileCase(file_id=file_id, case_id=case))
        work.record(
            "extract.make",
            Action.EXPORT,
            by=by,
            at=at,
            object_type="analysis_file",
            object_id=file_id,
            purpose=purpose,
            count=len(found.cases),
            query_hash=digest,
            consent=house.protocol.version,
        )
        pending.end(work, row)


def hand_over(
    house: House, file_id: str, *, to: Path, passphrase: str, by: Actor, at: datetime, today: date
) -> None:
    """Copy an open analysis file to a folder outside, opened by a passphrase.

    Logged as export, and noted as a copy of who takes it, so that a withdrawal calls it back.

    The copy expires with the file. Raises ``Refusal`` for a closed file or a short passphrase.
    """
    from analysis import frames

    with house.store.writing(by) as work:
        work.require(Permission.EXTRACT_USE, by=by, at=at, object_id=file_id)
        row = analysis_files.usable(work, file_id)
        if len(passphrase) < SHORTEST_PASSPHRASE:
            raise Refusal(
                [
                    Blocker(
                        "short_passphrase",
                        f"De wachtzin is korter dan {SHORTEST_PASSPHRASE} tekens.",
                        "Neem vijf of meer losse woorden.",
                    )
                ]
            )
        copies.note(work, row, holder=by.name, by=by, at=at, on=today)
    found = frames.load(house.home / "analysis" / row.folder, key=key(house, file_id), today=today)
    manifest = found.manifest
    assert manifest is not None
    frames.save(
        to,
        dict(found),
        facts=found.facts,
        purpose=manifest.purpose,
        as_of=manifest.as_of,
        recipient=manifest.recipient,
        expires_on=manifest.expires_on,
        key=key(house, file_id),
        passphrase=passphrase,
        audit_head=manifest.audit_head,
        test=manifest.test,
        items={
            name: [c for c in schema.columns if c.name not in frames.schema_of(name).names]
            for name, schema in found.schemas.items()
            if schema.open
        },
    )


def key(house: House, file_id: str) -> bytes:
    """The installation's key of one analysis file."""
    return house.keys.derived("files", f"analysis|{file_id}")


def finish(house: House, row: Pending) -> bool:
    """An interrupted file is made again on request, never finished from half."""
    return False


def undo(house: House, row: Pending) -> None:
    """Remove what was written of an analysis file that has no row."""
    shutil.rmtree(house.home / "analysis" / str(row.facts["folder"]), ignore_errors=True)


RECOVERY = pending.Recovery(finish, undo)


def _blockers(house: House, purpose: str, as_of: date, today: date) -> list[Blocker]:
    found = []
    known = policy_of(house.protocol).purpose(purpose)
    if known is None or purpose == "P0":
        found.append(
            Blocker(
                "unknown_purpose",
                "Voor dit doel wordt geen analysebestand gemaakt.",
                "Kies een doel uit het protocol.",
            )
        )
    if as_of > today:
        found.append(
            Blocker(
                "future_date",
                "De peildatum ligt in de toekomst.",
                "Kies vandaag of een eerdere dag.",
            )
        )
    return found


def table(rows: list[dict[str, object]]) -> "pd.DataFrame":
    """Rows as a loose table; `frames.save` gives it its dtypes."""
    import pandas as pd

    return pd.DataFrame.from_records(rows)


def _definitions(house: House, rows: gathering.Rows) -> dict[str, str]:
    """Which version of which instrument stands in the file, with its SHA-256."""
    used = sorted(
        {
            (str(row["instrument"]), str(row["instrument_version"]))
            for row in rows.get("contributions", [])
            if row["instrument_version"]
        }
    )
    return {f"{name}@{version}": house.instrument(name, version).sha256 for name, version in used}
