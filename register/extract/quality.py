"""The quality extract: every row, for the checks only; made, judged, and its findings kept.

It is an analysis file like any other (sealed, logged, closed at a withdrawal) with a purpose of
its own, which no screen offers. Checks see recipient pseudonyms; the findings service translates
them back.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from instruments.checks import Check
from instruments.model import Instrument
from register.db.tables.work import AnalysisFile, AnalysisFileCase
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.people import Permission
from register.extract import frame, gathering, making, quality_facts, quality_rows
from register.extract.gathering import Asking
from register.extract.recipients import Recipient
from register.services import consent, findings, pending
from register.services.house import House

if TYPE_CHECKING:
    from analysis.frames import Frames
    from analysis.quality import Outcome

PURPOSE = "kwaliteit"
Planting = Callable[["Frames"], "Frames"]


@dataclass(frozen=True)
class Looked:
    """A quality run: the extract, what the checks gave, and how findings changed."""

    run: str
    file: str
    outcome: "Outcome"
    checks: tuple[Check, ...]
    kept: findings.Kept
    frames: "Frames"


def recipient(house: House) -> Recipient:
    """The checks as a recipient: own pseudonyms, the study's own grounds."""
    key = house.keys.derived("pseudonyms", f"export|{PURPOSE}|{PURPOSE}")
    return Recipient(PURPOSE, consent.DESK, key)


def look(
    house: House,
    *,
    as_of: date,
    by: Actor,
    at: datetime,
    today: date,
    plant: Planting | None = None,
    suites: bool = True,
) -> Looked:
    """Make the extract, judge it, keep findings and the run.

    plant changes the frames before they are judged: a demo shows planted faults, nothing is
    stored of them but the findings. suites: also run the Great Expectations suites.
    """
    from analysis.quality import judge
    from analysis.quality.suites import validate

    file, made, used = make(house, as_of=as_of, by=by, at=at, today=today)
    if plant is not None:
        made = plant(made)
    checks = quality_facts.checks(house.protocol, used)
    outcome = judge(made, key=house.keys.derived("answers", "kwaliteit|waarden"), checks=checks)
    results = validate(made, outcome, checks) if suites else {}
    own = recipient(house)
    run, kept = findings.keep(
        house,
        outcome.findings,
        checks={check.id: check for check in checks},
        ran=frozenset(outcome.judged),
        summary={
            "counts": outcome.counts(),
            "judged": dict(outcome.judged),
            "not_run": dict(outcome.not_run),
            "suites": results,
        },
        file=file,
        result_hash=outcome.hash,
        translate=findings.Translation(own.pid, own.other),
        by=by,
        at=at,
        today=today,
    )
    return Looked(run, file, outcome, checks, kept, made)


def make(
    house: House, *, as_of: date, by: Actor, at: datetime, today: date
) -> tuple[str, "Frames", dict[str, Instrument]]:
    """Gather, seal and register the extract; returns its id, its frames, and its instruments."""
    from analysis import frames

    file_id = house.ids.new()
    with house.store.writing(by) as work:
        work.require(Permission.QUALITY_VIEW, by=by, at=at, object_type="analysis_file")
    row = pending.begin(house, making.VERB, pseudonym=None, facts={"folder": file_id}, by=by, at=at)
    asking = Asking(house, recipient(house), as_of, today)
    with house.store.reading(by) as work, consent.deciding(work, consent.DESK):
        found = gathering.gather(work, asking)
        rows = {**found.rows, **frame.rows(work, asking)}
        rows |= quality_rows.gather(work, asking, by=by, at=at)
    used = _instruments(house, rows)
    facts = quality_facts.facts(house.protocol, used, as_of)
    key = making.key(house, file_id)
    head = house.store.head()
    manifest = frames.save(
        house.home / "analysis" / file_id,
        {name: making.table(one) for name, one in rows.items() if one},
        facts=facts,
        purpose=PURPOSE,
        as_of=as_of,
        recipient=PURPOSE,
        expires_on=today + making.LASTS,
        key=key,
        audit_head=None if head is None else f"{head.seq}:{head.hash}",
        test=house.kind != "productie",
        items={
            name: [frames.Column(c, kind, label, known) for c, kind, label, known in columns]
            for name, columns in found.columns.items()
        },
    )
    with house.store.writing(by) as work, consent.deciding(work, consent.DESK):
        work.session.add(
            AnalysisFile(
                id=file_id,
                purpose=PURPOSE,
                as_of=as_of,
                recipient=PURPOSE,
                asked_by=by.id,
                made_at=at,
                expires_on=today + making.LASTS,
                folder=file_id,
                hash=manifest.hash,
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
            purpose=PURPOSE,
            count=len(found.cases),
            query_hash=manifest.hash,
            consent=house.protocol.version,
        )
        pending.end(work, row)
    opened = frames.load(house.home / "analysis" / file_id, key=key, today=today)
    return file_id, opened, used


def _instruments(house: House, rows: Mapping[str, Any]) -> dict[str, Instrument]:
    """The newest version of every instrument in the extract."""
    names = sorted({str(row["instrument"]) for row in rows.get("contributions", ())})
    return {name: house.instrument(name) for name in names}
