"""Backups: both stores at one instant, with the files beside them, sealed, under one manifest.

The keys are never in a backup; they have a copy of their own at a second place. Whoever finds the
one cannot read the other, and what was erased since is dead in every older backup. Analysis files
are left out: they can be made again, and a withdrawal must be able to close every one of them.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from register.db import copying
from register.db.tables.cases import Case
from register.db.work import AUDIT, CONSENT
from register.domain.actor import Actor, system
from register.domain.audit import Action
from register.domain.errors import Blocker, RegisterError, refuse_if
from register.domain.people import Permission
from register.keys import Keyring, SealBroken, put_back, seal, unseal
from register.keys.streams import seal_file, unseal_file
from register.keys.writing import sync_folder, write_private
from register.services import analysis_files, chains, consent, erasure
from register.services.house import House

MANIFEST, NAME = "manifest.sealed", "naam.txt"
PARTS = ("blobs", "reports", "protocol", "instruments", "imports")
STORES = ("register", "vault")


class BackupUnsound(RegisterError):
    """The backup, or the copy of the keys, is not what it should be."""


@dataclass(frozen=True)
class Item:
    """One sealed file: where it came from and the SHA-256 of its plain bytes."""

    path: str
    sealed: str
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup holds, and the heads of both chains at its instant."""

    id: str
    made_at: str
    heads: dict[str, tuple[int, str] | None]
    erasures: int
    items: tuple[Item, ...] = field(default=())

    def as_json(self) -> bytes:
        """Canonical bytes for sealing."""
        return json.dumps(asdict(self), sort_keys=True).encode()

    @classmethod
    def from_json(cls, content: bytes) -> "Manifest":
        """The manifest that :meth:`as_json` wrote."""
        facts = json.loads(content)
        items = tuple(Item(**one) for one in facts.pop("items"))
        heads = {
            name: None if head is None else (int(head[0]), str(head[1]))
            for name, head in facts.pop("heads").items()
        }
        return cls(**facts, heads=heads, items=items)


def make(house: House, folder: Path, *, by: Actor, at: datetime) -> Path:
    """Make a backup in a new folder under ``folder``; returns that folder."""
    with house.store.writing(by) as work:
        work.require(Permission.BACKUP_RUN, by=by, at=at, object_type="backup")
        refuse_if(_blockers(house, folder))
    house.keys.copy()
    name = f"casusregister-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    part, whole = folder / f".{name}.part", folder / name
    if whole.exists():
        refuse_if([_SAME_SECOND])
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True, mode=0o700)
    try:
        manifest = _write(house, part, name, at)
        os.replace(part, whole)
        sync_folder(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    with house.store.writing(by) as work:
        work.record(
            "backup.make",
            Action.EXPORT,
            by=by,
            at=at,
            object_type="backup",
            object_id=name,
            count=len(manifest.items),
        )
    return whole


def _write(house: House, part: Path, name: str, at: datetime) -> Manifest:
    key = _key(house.keys, name)
    items = []
    with _scratch(house.home) as scratch:
        engines = {"register": house.store.engine, "vault": house.vault.engine}
        with copying.silent(list(engines.values())):
            for store, engine in engines.items():
                raw = getattr(house.keys, store).get("database")
                copying.copy(engine, raw, scratch / store)
            heads = _heads(house)
            files = [path for folder in PARTS for path in (house.home / folder).rglob("*")]
        sources = [(scratch / store, store) for store in STORES]
        sources += [
            (path, path.relative_to(house.home).as_posix())
            for path in (house.home / "casusregister.toml", *sorted(files))
            if path.is_file() and not path.name.startswith(".")
        ]
        for number, (source, path) in enumerate(sources):
            sealed = f"{number:06}.sealed"
            sha256 = seal_file(key, source, part / sealed, place=f"{name}|{path}")
            items.append(Item(path, sealed, sha256))
    manifest = Manifest(name, at.isoformat(), heads, len(house.keys.erased()), tuple(items))
    write_private(part / NAME, name.encode())
    write_private(part / MANIFEST, seal(key, manifest.as_json(), place=f"{name}|manifest"))
    return manifest


def _heads(house: House) -> dict[str, tuple[int, str] | None]:
    log = house.store.head()
    with house.store.reading(system("reservekopie")) as work:
        given = consent.head(work)
    return {
        AUDIT: None if log is None else (log.seq, log.hash),
        CONSENT: None if given is None else (given.seq, given.hash),
    }


def note_trial(house: House, backup: str, *, by: Actor, at: datetime) -> None:
    """Log that a backup was put back as a trial and found sound."""
    with house.store.writing(by) as work:
        work.require(Permission.BACKUP_RUN, by=by, at=at, object_type="backup")
        work.record(
            "backup.trial",
            Action.EXECUTE,
            by=by,
            at=at,
            object_type="backup",
            object_id=backup,
        )


@contextmanager
def _scratch(home: Path) -> Iterator[Path]:
    """A folder for copies before they are sealed; an embedded copy is encrypted already."""
    folder = home / ".backup.part"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unpack(backup: Path, keys_copy: Path, home: Path) -> Manifest:
    """Put keys, files and copied databases under the new folder ``home``, every hash checked.

    A database of PostgreSQL stands there as a dump, ``register`` or ``vault``, still to be loaded.
    """
    home.mkdir(parents=True, mode=0o700)
    try:
        put_back(keys_copy, home)
        ring = Keyring.open(home)
        name = (backup / NAME).read_text(encoding="utf-8")
        key = _key(ring, name)
        content = unseal(key, (backup / MANIFEST).read_bytes(), place=f"{name}|manifest")
        manifest = Manifest.from_json(content)
        for item in manifest.items:
            aim = home / item.path
            aim.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            place = f"{name}|{item.path}"
            if unseal_file(key, backup / item.sealed, aim, place=place) != item.sha256:
                raise SealBroken(item.path)
    except (OSError, ValueError, SealBroken) as error:
        raise BackupUnsound(
            "Deze reservekopie of de kopie van de sleutels is onvolledig, gewijzigd of hoort niet "
            "bij elkaar. Controleer of u de hele map hebt en de nieuwste kopie van de sleutels; "
            "neem anders een andere reservekopie."
        ) from error
    return manifest


def _key(keys: Keyring, name: str) -> bytes:
    return keys.derived("files", f"backup|{name}")


def _blockers(house: House, folder: Path) -> list[Blocker]:
    second = house.keys.second
    if second is None:
        return [
            Blocker(
                "no_second_place",
                "Er is geen tweede plaats voor de kopie van de sleutels: zonder sleutels is een "
                "reservekopie niet te lezen.",
                "Kies er een op een andere schijf met `casusregister keys copy MAP`.",
            )
        ]
    here, keys = folder.resolve(), second.folder.resolve()
    if here == keys or here in keys.parents or keys in here.parents:
        return [
            Blocker(
                "same_place",
                "De sleutels en de reservekopie komen op dezelfde plaats te staan.",
                "Kies voor de reservekopie een andere schijf of map.",
            )
        ]
    return []


_SAME_SECOND = Blocker(
    "backup_exists", "Op dit moment is al een reservekopie gemaakt.", "Wacht een seconde."
)


def settle(house: House, manifest: Manifest, *, at: datetime) -> tuple[int, int]:
    """Judge what was put back before anybody opens it, and close what did not come along.

    Raises ``BackupUnsound`` unless both chains are whole and end where they did. Returns how many
    cases were erased again, and of how many the key is in no copy.
    """
    by = system("herstel")
    if _heads(house) != manifest.heads or any(one.faults for one in chains.look(house, by=by)):
        raise BackupUnsound(
            "De ketens in deze reservekopie zijn niet heel, of eindigen anders dan toen zij werd "
            "gemaakt. Gebruik haar niet; neem een andere en waarschuw de privacy officer."
        )
    erased = erasure.replay(house, at=at)
    with house.store.writing(by) as work, consent.planning(work):
        for file in analysis_files.every(work):
            if file.closed_at is None:
                file.closed_at, file.closed_because = at, "niet in de reservekopie"
        held = set(house.keys.register.names())
        living = select(Case.subject_key).where(
            Case.erased_at.is_(None), Case.birth_date.is_not(None)
        )
        lost = sum(name not in held for name in work.session.scalars(living))
        work.record(
            "backup.restore",
            Action.EXECUTE,
            by=by,
            at=at,
            object_type="backup",
            object_id=manifest.id,
            count=erased,
        )
    return erased, lost
