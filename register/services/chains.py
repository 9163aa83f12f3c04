"""The two chains of the register held against the heads that the vault keeps."""

from dataclasses import dataclass
from datetime import datetime

from register.db.work import AUDIT, CONSENT
from register.domain.actor import Actor
from register.domain.audit import Action, Outcome
from register.domain.people import Permission
from register.services import consent
from register.services.house import House

TITLES = {AUDIT: "Logboek", CONSENT: "Toestemming"}


@dataclass(frozen=True)
class Checked:
    """One chain as found: its title, how many links the vault knows of, what is wrong in words."""

    title: str
    length: int
    faults: tuple[str, ...]


def look(house: House, *, by: Actor) -> tuple[Checked, ...]:
    """Both chains against the heads kept elsewhere; nothing is logged."""
    kept = {name: house.vault.kept_head(name) for name in TITLES}
    with house.store.reading(by) as work:
        found = {
            AUDIT: house.store.verify(kept[AUDIT]),
            CONSENT: consent.verify(work, kept[CONSENT]),
        }
    return tuple(
        Checked(title, (kept[name] or (0, ""))[0], tuple(found[name]))
        for name, title in TITLES.items()
    )


def verify(house: House, *, by: Actor, at: datetime) -> tuple[Checked, ...]:
    """Check both chains, and log that this was done and how it ended."""
    with house.store.writing(by) as work:
        work.require(Permission.AUDIT_VERIFY, by=by, at=at, object_type="audit")
    found = look(house, by=by)
    faults = sum(len(one.faults) for one in found)
    with house.store.writing(by) as work:
        work.record(
            "audit.verify",
            Action.EXECUTE,
            by=by,
            at=at,
            object_type="audit",
            count=faults,
            outcome=Outcome.ERROR if faults else Outcome.OK,
        )
    return found
