"""The worker: takes one job at a time, beats while it works, takes up what another left behind."""

import logging
import threading
import traceback

from register.domain.actor import Actor, system
from register.domain.errors import RegisterError
from register.installation import Installation
from register.jobs.kinds import KINDS
from register.services import accounts, jobs
from register.services.jobs import Job

log = logging.getLogger("casusregister.worker")
_IDLE, _BEAT = 1.0, 20.0
FAILED = "De taak is mislukt. Probeer het opnieuw; lukt het weer niet, vraag dan de beheerder."


class Worker:
    """Does background work of one installation until it is asked to stop."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self._stopping = threading.Event()
        self._self = system("worker")

    def stop(self) -> None:
        """Finish the job at hand and stop."""
        self._stopping.set()

    def run(self, *, once: bool = False) -> int:
        """Work until stopped (``once``: until nothing waits); returns the number of jobs done."""
        done = 0
        while not self._stopping.is_set():
            job = self._take()
            if job is not None:
                self._do(job)
                done += 1
            elif once:
                break
            else:
                self._stopping.wait(_IDLE)
        return done

    def _take(self) -> Job | None:
        with self.installation.store.writing(self._self) as work:
            return jobs.take(work, at=self.installation.now())

    def _do(self, job: Job) -> None:
        beating = threading.Event()
        heart = threading.Thread(target=self._beat, args=(job.id, beating), daemon=True)
        heart.start()
        try:
            result, ok = KINDS[job.kind](self.installation, job.arguments, self._asker(job)), True
        except RegisterError as error:
            result, ok = {"melding": str(error)}, False
        except Exception as error:
            places = "".join(traceback.format_tb(error.__traceback__))
            log.error("job %s failed: %s\n%s", job.kind, type(error).__name__, places)
            result, ok = {"melding": FAILED}, False
        finally:
            beating.set()
            heart.join()
        with self.installation.store.writing(self._self) as work:
            jobs.finish(work, job.id, result=result, ok=ok, at=self.installation.now())

    def _asker(self, job: Job) -> Actor:
        """The job acts for the one who asked, with the roles that person has now."""
        with self.installation.store.reading(self._self) as work:
            return accounts.as_actor(work, job.asked_by, access_point="worker")

    def _beat(self, job_id: str, done: threading.Event) -> None:
        while not done.wait(_BEAT):
            with self.installation.store.writing(self._self) as work:
                jobs.beat(work, job_id, at=self.installation.now())
