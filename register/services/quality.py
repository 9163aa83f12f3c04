"""Quality reports kept beside the runs, and the gate: what stands against using the data now."""

from datetime import datetime

from register.db.tables.findings import QualityRun
from register.db.work import Work
from register.domain import findings as rules
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.errors import Blocker, NotFound
from register.domain.people import Permission
from register.domain.protocol import Protocol
from register.keys.writing import write_private
from register.services import findings
from register.services.house import House

# The protocol's threshold: most unresolved errors at which files and reports are made. Without it
# the gate stands open.
GATE = "poort_fouten"
SHORTEST = 10


def keep_page(house: House, run: str, page: str) -> None:
    """Keep the page of a run; it holds no value of a case."""
    write_private(house.home / "reports" / f"kwaliteit-{run}.html", page.encode())


def page(house: House, work: Work, run: str, *, by: Actor, at: datetime) -> bytes:
    """The page of a run; every look is logged. Raises ``NotFound``."""
    work.require(Permission.QUALITY_VIEW, by=by, at=at, object_id=run)
    row = work.session.get(QualityRun, run)
    path = house.home / "reports" / f"kwaliteit-{run}.html"
    if row is None or not path.is_file():
        raise NotFound("Dit kwaliteitsrapport")
    work.record("quality.read", Action.READ, by=by, at=at, object_type="quality", object_id=run)
    return path.read_bytes()


def gate(
    protocol: Protocol, work: Work, *, cases: frozenset[str] | None = None, override: str = ""
) -> list[Blocker]:
    """What unresolved errors say against making an analysis file or a report of these cases.

    override: the reason of a named person who makes it all the same; the file carries it.
    """
    limits = {one.id: int(one.value) for one in protocol.measures.quality}
    if GATE not in limits or len(override.strip()) >= SHORTEST:
        return []
    number = findings.unresolved(work, severity=rules.ERROR, cases=cases)
    if number <= limits[GATE]:
        return []
    return [
        Blocker(
            "unresolved_errors",
            f"Er zijn {number} onopgeloste fouten in de gegevens; het protocol staat er "
            f"{limits[GATE]} toe.",
            "Beantwoord de controlevragen, of geef een reden waarom het toch kan; die komt in het "
            "bestand en het rapport te staan.",
        )
    ]


def stamp(
    work: Work, *, by: Actor, cases: frozenset[str] | None = None, override: str = ""
) -> dict[str, object]:
    """What a file carries of the quality of its data: the last run, what was open, why it was made.

    Empty where the checks never ran.
    """
    run = findings.last_run(work)
    if run is None:
        return {"gedraaid": False}
    return {
        "gedraaid": True,
        "peildatum": run.as_of.isoformat(),
        "uitkomst": run.result_hash,
        "open_fouten": findings.unresolved(work, severity=rules.ERROR, cases=cases),
        "open_waarschuwingen": findings.unresolved(work, severity=rules.WARNING, cases=cases),
        "toch_gemaakt": override.strip(),
        "door": by.name if override.strip() else "",
    }
