"""Opens an installation (``CASUSREGISTER_HOME``): settings, engines, keys, clock.

The one place that wires.
"""

import json
import os
import shutil
import tomllib
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from importlib import resources
from pathlib import Path

from sqlalchemy import Engine

from register.db import copying, upgrade
from register.db import engine as engines
from register.db.chain import Link
from register.db.work import Store
from register.domain.actor import system
from register.domain.calendar import amsterdam_date
from register.domain.errors import RegisterError
from register.domain.protocol import Protocol
from register.keys import Ids, Keyring, write_private
from register.services.house import House
from register.vault.store import Vault

VARIABLE = "CASUSREGISTER_HOME"
FOLDERS = ("blobs", "analysis", "reports", "logs", "instruments", "protocol", "imports")
KINDS = ("productie", "demo", "test")
VAULT_MIGRATIONS = Path(__file__).parent / "vault" / "migrations"


class NoInstallation(RegisterError):
    """The folder named is no installation; commands never make one by accident."""


@dataclass(frozen=True)
class Settings:
    """What an installation states about itself in ``casusregister.toml``."""

    kind: str
    protocol: str = "zuid-west"
    register_url: str | None = None
    vault_url: str | None = None
    local_draft: bool = False
    keystore_copy: str | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise NoInstallation(
                f"casusregister.toml: kind moet een zijn van {', '.join(KINDS)}. Pas dat aan."
            )

    def as_toml(self) -> str:
        """The text of the settings file."""
        lines = [f'kind = "{self.kind}"', f'protocol = "{self.protocol}"']
        for name in ("register_url", "vault_url", "keystore_copy"):
            value = getattr(self, name)
            if value is not None:
                lines.append(f"{name} = {json.dumps(value, ensure_ascii=False)}")
        lines.append(f"local_draft = {str(self.local_draft).lower()}")
        return "\n".join(lines) + "\n"


@dataclass(frozen=True)
class Restored:
    """What a restore did: of which backup, how many erasures again, how many keys are lost."""

    id: str
    made_at: str
    heads: dict[str, tuple[int, str] | None]
    erased: int
    lost: int


def _settle_stores(home: Path, urls: tuple[str | None, str | None], *, trial: bool) -> None:
    """Give the copied databases their place: files beside the keys, dumps on a server."""
    path = home / "casusregister.toml"
    settings = Settings(**tomllib.loads(path.read_text(encoding="utf-8")))
    for store, given in zip(("register", "vault"), urls, strict=True):
        if getattr(settings, f"{store}_url") is None:
            (home / store).rename(home / f"{store}.db")
            continue
        if given is None:
            raise NoInstallation(
                "Deze reservekopie is van PostgreSQL. Geef twee lege databases op met "
                "--register-url en --vault-url."
            )
        copying.load(home / store, given)
        (home / store).unlink()
        settings = (
            replace(settings, register_url=given)
            if store == "register"
            else replace(settings, vault_url=given)
        )
    if trial:
        settings = replace(settings, keystore_copy=None)
    path.write_text(settings.as_toml(), encoding="utf-8")
    for folder in FOLDERS:
        (home / folder).mkdir(mode=0o700, exist_ok=True)


def home_from_environment(given: Path | None = None) -> Path:
    """The folder of the installation: the one given, else ``CASUSREGISTER_HOME``."""
    if given is not None:
        return given
    named = os.environ.get(VARIABLE)
    if not named:
        raise NoInstallation(
            f"Er is geen installatie gekozen. Zet {VARIABLE} op de map van de installatie, of "
            "maak er een met `casusregister init` of `casusregister demo`."
        )
    return Path(named)


def system_clock() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


class Installation:
    """An opened installation."""

    def __init__(
        self,
        home: Path,
        settings: Settings,
        clock: Callable[[], datetime] | None = None,
        *,
        seed: str | None = None,
    ) -> None:
        self.home = home
        self.settings = settings
        self._clock = clock
        # A cohort that can be made again need not wait for the disk; nothing else goes without.
        self._durable = seed is None
        self.keys = Keyring.open(home, settings.keystore_copy, durable=self._durable)
        self.ids = Ids(seed)

    @classmethod
    def create(cls, home: Path, settings: Settings, *, seed: str | None = None) -> "Installation":
        """Make folders, keys and empty migrated databases under ``home``.

        ``seed`` makes the identifiers of a fictive cohort the same each time; it is never stored:
        an installation that is opened draws from the operating system, or ids would come twice.
        With a seed nothing waits for the disk (no fsync).
        """
        if (home / "casusregister.toml").exists():
            raise NoInstallation("Deze map is al een installatie. Kies een andere map.")
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        for folder in FOLDERS:
            (home / folder).mkdir(mode=0o700, exist_ok=True)
        Keyring.create(home, settings.keystore_copy)
        made = cls(home, settings, seed=seed)
        made.migrate()
        # Written last: a folder that was made half is no installation and can be made again.
        (home / "casusregister.toml").write_text(settings.as_toml(), encoding="utf-8")
        return made

    @classmethod
    def open(cls, home: Path, clock: Callable[[], datetime] | None = None) -> "Installation":
        """Open ``home``; raises :class:`NoInstallation` when it is none, never makes one."""
        path = home / "casusregister.toml"
        if not path.is_file():
            raise NoInstallation(
                "De gekozen map bevat geen installatie (casusregister.toml ontbreekt). Controleer "
                f"{VARIABLE}, of maak een installatie met `casusregister init`."
            )
        return cls(home, Settings(**tomllib.loads(path.read_text(encoding="utf-8"))), clock)

    @classmethod
    def restore(
        cls,
        backup: Path,
        *,
        keys_copy: Path,
        home: Path,
        urls: tuple[str | None, str | None] = (None, None),
        trial: bool = False,
        clock: Callable[[], datetime] | None = None,
    ) -> Restored:
        """Put a backup back under the new folder ``home``; all of it, or nothing.

        ``urls``: empty databases on PostgreSQL for register and vault, where it had these. What
        was erased since is erased again before anybody opens it. ``trial``: the same, in a folder
        that is removed, leaving the second place of the keys alone.
        """
        from register.services import backups

        if home.exists() and any(home.iterdir()):
            raise NoInstallation("Deze map is niet leeg. Kies een nieuwe map om in te herstellen.")
        part = home.with_name(f".{home.name}.herstel")
        shutil.rmtree(part, ignore_errors=True)
        try:
            manifest = backups.unpack(backup, keys_copy, part)
            _settle_stores(part, urls, trial=trial)
            put_back = cls.open(part, clock)
            try:
                erased, lost = backups.settle(put_back.house, manifest, at=put_back.now())
                put_back.recover()
            finally:
                put_back.close()
            if not trial:
                os.replace(part, home)
        finally:
            shutil.rmtree(part, ignore_errors=True)
        return Restored(manifest.id, manifest.made_at, manifest.heads, erased, lost)

    def trial(self, backup: Path) -> Restored:
        """Restore a backup beside this installation, judge it, and remove it again."""
        from register.services import backups

        if self.keys.second is None or not self.keys.second.file.is_file():
            raise NoInstallation(
                "Er is geen kopie van de sleutels. Maak haar met `casusregister keys copy MAP`."
            )
        with ExitStack() as held:
            urls = [
                None if url is None else held.enter_context(copying.borrowed(url))
                for url in (self.settings.register_url, self.settings.vault_url)
            ]
            found = self.restore(
                backup,
                keys_copy=self.keys.second.file,
                home=self.home / "proefherstel",
                urls=(urls[0], urls[1]),
                trial=True,
                clock=self._clock,
            )
        backups.note_trial(self.house, found.id, by=system("opdracht"), at=self.now())
        return found

    def keep_keys_at(self, place: Path) -> None:
        """Choose the second place of the keys, and put their copy there."""
        settings = replace(self.settings, keystore_copy=str(place.resolve()))
        keys = Keyring.open(self.home, settings.keystore_copy)
        keys.copy()
        path = self.home / "casusregister.toml"
        write_private(path, settings.as_toml().encode())
        self.settings, self.keys = settings, keys
        self.__dict__.pop("house", None)

    def now(self) -> datetime:
        """The moment, in UTC: the one clock of the product."""
        return (self._clock or system_clock)()

    def today(self) -> date:
        """The calendar date in Amsterdam."""
        return amsterdam_date(self.now())

    @cached_property
    def register_engine(self) -> Engine:
        """The engine of the register."""
        if self.settings.register_url:
            return engines.server(self.settings.register_url)
        key = self.keys.register.get("database")
        return engines.embedded(self.home / "register.db", key, durable=self._durable)

    @cached_property
    def vault_engine(self) -> Engine:
        """The engine of the identity vault."""
        if self.settings.vault_url:
            return engines.server(self.settings.vault_url)
        key = self.keys.vault.get("database")
        return engines.embedded(self.home / "vault.db", key, durable=self._durable)

    @cached_property
    def vault(self) -> Vault:
        """The identity vault."""
        writing = engines.writing(self.vault_engine)
        return Vault(self.vault_engine, writing, self.keys.vault, self.ids)

    @cached_property
    def store(self) -> Store:
        """The register with its guard and log; heads of its chains are copied to the vault."""

        def keep(chain: str, head: Link) -> None:
            self.vault.keep_head(chain, head.seq, head.hash)

        return Store(self.register_engine, self.keys, self.ids, keep)

    @property
    def protocol_text(self) -> str:
        """The protocol's file as it stands: the site's own, else the one shipped."""
        if self.own_protocol.is_file():
            return self.own_protocol.read_text(encoding="utf-8")
        shipped = resources.files("register.protocols").joinpath(f"{self.settings.protocol}.yaml")
        return shipped.read_text(encoding="utf-8")

    @cached_property
    def protocol(self) -> Protocol:
        """The study protocol of this installation: the site's own file, else the one shipped."""
        if self.own_protocol.is_file():
            return Protocol.load(self.protocol_text, source=self.own_protocol.name)
        return Protocol.shipped(self.settings.protocol)

    def follow(self, text: str) -> None:
        """Make ``text`` the site's own protocol: in an installation that holds no case yet."""
        Protocol.load(text, source=self.own_protocol.name)
        self.own_protocol.write_text(text, encoding="utf-8")
        self.reread()

    def reread(self) -> None:
        """Read the protocol anew the next time that it is needed."""
        for name in ("protocol", "house"):
            self.__dict__.pop(name, None)

    @property
    def own_protocol(self) -> Path:
        """Where the site's own protocol stands, whether or not there is one."""
        return self.home / "protocol" / f"{self.settings.protocol}.yaml"

    @cached_property
    def house(self) -> House:
        """What services need besides the work at hand."""
        return House(
            protocol=self.protocol,
            store=self.store,
            vault=self.vault,
            keys=self.keys,
            ids=self.ids,
            home=self.home,
            kind=self.settings.kind,
        )

    def migrate(self) -> None:
        """Bring both databases to the newest tables."""
        upgrade.migrate(self.register_engine)
        upgrade.migrate(self.vault_engine, VAULT_MIGRATIONS)

    def migrated(self) -> bool:
        """Whether both databases are at the newest revision."""
        here, newest = upgrade.state(self.register_engine)
        there, latest = upgrade.state(self.vault_engine, VAULT_MIGRATIONS)
        return here == newest and there == latest

    def require_migrated(self) -> None:
        """Refuse to work on databases of another version."""
        if not self.migrated():
            raise NoInstallation(
                "De databases horen bij een andere versie van het casusregister. Maak een reserve-"
                "kopie en doe `casusregister upgrade`."
            )

    def require_definitions(self) -> None:
        """Refuse to start while an instrument or the protocol changed under a used version."""
        from register.services import definitions

        definitions.require(self.house, by=system("start"))

    def recover(self) -> dict[str, str]:
        """Finish or undo what was interrupted; at every start."""
        from register import extract
        from register.services import (
            cases,
            erasure,
            evidence,
            identities,
            pending,
            protocols,
            reports,
            rotation,
            withdrawals,
        )

        self.keys.recover()
        recoveries = {
            cases.VERB: cases.RECOVERY,
            extract.VERB: extract.RECOVERY,
            reports.VERB: reports.RECOVERY,
            protocols.VERB: protocols.RECOVERY,
            withdrawals.VERB: withdrawals.RECOVERY,
            erasure.VERB: erasure.RECOVERY,
            rotation.VERB: rotation.RECOVERY,
            evidence.VERB: evidence.RECOVERY,
            identities.VERB: identities.RECOVERY,
        }
        done = pending.recover(self.house, recoveries, by=system("start"))
        if done:
            self.reread()
        # A database that was put back by hand may hold what was erased since.
        erasure.replay(self.house, at=self.now())
        evidence.sweep(self.house)
        return done

    def close(self) -> None:
        """Close the connections of both stores."""
        for name in ("register_engine", "vault_engine"):
            if name in self.__dict__:
                self.__dict__[name].dispose()
