"""Background work: asked on a screen or by a command, done by the worker, one at a time."""

from datetime import datetime, timedelta

from sqlalchemy import select

from register.db.tables.work import Job
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.errors import NotFound

__all__ = ["Job", "ask", "beat", "find", "finish", "recent", "take"]

STALE = timedelta(minutes=2)
MOST_ATTEMPTS = 3


def ask(work: Work, kind: str, arguments: dict[str, object], *, by: Actor, at: datetime) -> str:
    """Queue a job; the verb that asks has checked the permission. Returns its identifier."""
    job = Job(
        id=work.ids.new(),
        kind=kind,
        arguments=arguments,
        asked_by=by.id,
        asked_at=at,
        state="wacht",
        attempts=0,
    )
    work.session.add(job)
    work.flush()
    work.record(
        "job.ask",
        Action.EXECUTE,
        by=by,
        at=at,
        object_type="job",
        object_id=job.id,
        field_group=kind,
    )
    return job.id


def take(work: Work, *, at: datetime) -> Job | None:
    """The next job to do, now marked as under way; one that lost its worker is taken up again."""
    query = (
        select(Job)
        .where((Job.state == "wacht") | ((Job.state == "bezig") & (Job.heartbeat_at < at - STALE)))
        .order_by(Job.asked_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    job = work.session.scalars(query).first()
    if job is None:
        return None
    if job.attempts >= MOST_ATTEMPTS:
        job.state, job.finished_at = "mislukt", at
        job.result = {
            "melding": "Deze taak is drie keer onderbroken. Vraag de beheerder te kijken."
        }
        return None
    job.state, job.heartbeat_at, job.attempts = "bezig", at, job.attempts + 1
    return job


def beat(work: Work, job_id: str, *, at: datetime) -> None:
    """The worker is still at it."""
    work.session.get_one(Job, job_id).heartbeat_at = at


def finish(work: Work, job_id: str, *, result: dict[str, object], ok: bool, at: datetime) -> None:
    """Write the outcome; ``result`` holds no value of a case."""
    job = work.session.get_one(Job, job_id)
    job.state, job.finished_at, job.result = ("klaar" if ok else "mislukt"), at, result


def find(work: Work, job_id: str) -> Job:
    """The job; raises ``NotFound``."""
    job = work.session.get(Job, job_id)
    if job is None:
        raise NotFound("Deze taak")
    return job


def recent(work: Work, *, limit: int = 20) -> list[Job]:
    """The latest jobs, newest first."""
    query = select(Job).order_by(Job.asked_at.desc(), Job.id).limit(limit)
    return list(work.session.scalars(query))
