"""The self-check: is everything in place, and what to do where it is not. It reads no content."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from register.db.tables.withdrawals import Withdrawal
from register.db.tables.work import AuditRow, Job, Pending
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.people import Permission
from register.keys import CopyState
from register.services import chains, consent, copies
from register.services.house import House
from register.services.withdrawing import FROZEN, TO_ERASE

FOLDERS = ("blobs", "analysis", "reports", "logs", "instruments", "protocol", "imports")
FREE = 2 * 1024**3
WAITING = timedelta(minutes=5)
SILENT = timedelta(minutes=2)
BACKUP_EVERY = timedelta(days=8)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: sound or not, what is seen, what to do."""

    code: str
    sound: bool
    text: str
    remedy: str = ""


def examine(house: House, *, migrated: bool, by: Actor, at: datetime) -> tuple[Finding, ...]:
    """Everything that can be looked at from here; that it was done is logged."""
    with house.store.writing(by) as work:
        work.require(Permission.SYSTEM_HEALTH, by=by, at=at, object_type="installation")
    if not migrated:
        return (
            Finding(
                "migrated",
                False,
                "De databases horen bij een andere versie.",
                "Maak een reservekopie en doe `casusregister upgrade`.",
            ),
        )
    found = [
        Finding("migrated", True, "De databases zijn bij."),
        *_chains(house, by),
        _keys_copy(house),
        _private(house.home),
        _folders(house.home),
        _space(house.home),
    ]
    with house.store.reading(by) as work:
        found += [_worker(work, at), _interrupted(work, at), _backup(work, at), *_open_ends(work)]
    with house.store.writing(by) as work:
        work.record(
            "installation.examine",
            Action.EXECUTE,
            by=by,
            at=at,
            object_type="installation",
            count=sum(not one.sound for one in found),
        )
    return tuple(found)


def _chains(house: House, by: Actor) -> list[Finding]:
    return [
        Finding(
            f"chain_{number}",
            not one.faults,
            f"{one.title}: {'heel' if not one.faults else '; '.join(one.faults)}.",
            "Laat alles staan, waarschuw de privacy officer en vergelijk met de laatste "
            "reservekopie.",
        )
        for number, one in enumerate(chains.look(house, by=by), 1)
    ]


def _keys_copy(house: House) -> Finding:
    if house.keys.second is None:
        return Finding(
            "keys_copy",
            False,
            "Er is geen tweede plaats voor de kopie van de sleutels.",
            "Kies er een op een andere schijf: `casusregister keys copy MAP`.",
        )
    state = house.keys.second.state()
    return Finding(
        "keys_copy",
        state is CopyState.CURRENT,
        f"De kopie van de sleutels {'is bij' if state is CopyState.CURRENT else state.value}.",
        "Zorg dat de tweede plaats bereikbaar is en doe `casusregister keys copy`.",
    )


def _private(home: Path) -> Finding:
    kept = [*home.glob("keys/*"), *home.rglob("keystore/**/*"), *home.glob("*.db*")]
    kept += [home / "keys", home / "keystore", home]
    wide = [path for path in kept if path.exists() and path.stat().st_mode & 0o077]
    return Finding(
        "private",
        not wide,
        "Sleutels en databases zijn alleen voor de eigenaar."
        if not wide
        else f"{len(wide)} bestanden of mappen zijn ook voor anderen te lezen.",
        f"Doe `chmod -R go-rwx` op de map van de installatie ({wide[0].name} als eerste)."
        if wide
        else "",
    )


def _folders(home: Path) -> Finding:
    absent = [name for name in FOLDERS if not (home / name).is_dir()]
    return Finding(
        "folders",
        not absent,
        "Alle mappen zijn er." if not absent else f"Er ontbreekt: {', '.join(absent)}.",
        "Maak de mappen aan met `mkdir -m 700`." if absent else "",
    )


def _space(home: Path) -> Finding:
    free = shutil.disk_usage(home).free
    return Finding(
        "space",
        free >= FREE,
        f"Er is {free / 1024**3:.1f} GB vrij.",
        "Maak ruimte: onder 2 GB mislukken een reservekopie en een analysebestand.",
    )


def _worker(work: Work, at: datetime) -> Finding:
    waiting = select(Job.id).where(Job.state == "wacht", Job.asked_at < at - WAITING)
    silent = select(Job.id).where(Job.state == "bezig", Job.heartbeat_at < at - SILENT)
    stuck = len(work.session.scalars(waiting).all()) + len(work.session.scalars(silent).all())
    return Finding(
        "worker",
        not stuck,
        "Er blijft geen achtergrondwerk liggen." if not stuck else f"{stuck} taken blijven liggen.",
        "Start `casusregister worker` en kijk bij Achtergrondwerk of de taak dan loopt.",
    )


def _interrupted(work: Work, at: datetime) -> Finding:
    left = work.session.scalars(select(Pending.id).where(Pending.started_at < at - WAITING)).all()
    return Finding(
        "interrupted",
        not left,
        "Er is niets half gedaan." if not left else f"{len(left)} handelingen zijn onderbroken.",
        "Start een opdracht of de webapplicatie opnieuw: die maakt af of draait terug.",
    )


def _backup(work: Work, at: datetime) -> Finding:
    query = select(AuditRow.at).where(AuditRow.kind == "backup.make")
    last = work.session.scalars(query.order_by(AuditRow.seq.desc()).limit(1)).first()
    return Finding(
        "backup",
        last is not None and at - last <= BACKUP_EVERY,
        "Er is nog nooit een reservekopie gemaakt."
        if last is None
        else f"De laatste reservekopie is van {last:%d-%m-%Y}.",
        "Doe `casusregister backup MAP`, en controleer haar met `casusregister restore --trial`.",
    )


def _open_ends(work: Work) -> list[Finding]:
    """What waits for a person: erasures to confirm, frozen withdrawals, copies not yet gone."""
    with consent.planning(work):
        waits = select(Withdrawal.id).where(Withdrawal.state.in_([TO_ERASE, FROZEN]))
        waiting = len(work.session.scalars(waits).all())
    out = len(copies.recalled(work))
    return [
        Finding(
            "withdrawals",
            not waiting,
            f"{waiting or 'Geen'} intrekkingen wachten op een tweede persoon of een besluit.",
            "De privacy officer bevestigt het wissen of besluit.",
        ),
        Finding(
            "copies",
            not out,
            f"{out or 'Geen'} kopieën van analysebestanden zijn teruggevraagd en niet bevestigd.",
            "Vraag de houder om te bevestigen dat de kopie is verwijderd.",
        ),
    ]
