"""What a verb needs besides the work at hand: protocol, instruments, two stores, keys."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from instruments.licence import Texts, load_texts, with_texts
from instruments.model import Instrument
from instruments.store import available, load_instrument
from register.db.work import Store, Work
from register.domain.protocol import Protocol
from register.keys import Ids, Keyring
from register.vault.store import Vault

__all__ = ["House", "Work"]


@dataclass(frozen=True)
class House:
    """The wiring of one installation, as services see it."""

    protocol: Protocol
    store: Store
    vault: Vault
    keys: Keyring
    ids: Ids
    home: Path
    kind: str

    @cached_property
    def _instruments(self) -> dict[tuple[str, str | None], Instrument]:
        return {}

    @cached_property
    def _versions(self) -> dict[str, tuple[str, ...]]:
        return {}

    def instrument(self, name: str, version: str | None = None) -> Instrument:
        """The instrument called ``name`` (the newest version when none is given), loaded once."""
        if (name, version) not in self._instruments:
            self._instruments[name, version] = load_instrument(
                name, version, site=self.home / "instruments"
            )
        return self._instruments[name, version]

    def instrument_on(self, name: str, on: date) -> Instrument:
        """The version of an instrument that the protocol chooses for what is asked for a day.

        A version that the protocol does not name is not chosen by its number: then the oldest one
        stays, so that a new file changes nothing before ``protocol apply`` says from when.
        """
        version = self.protocol.version_of(name, on)
        if version is None:
            there = self.versions(name)
            version = there[0] if len(there) > 1 else None
        return self.instrument(name, version)

    def worded(self, instrument: Instrument) -> Instrument:
        """The instrument as people read it: with the licensed texts that the site may show.

        They stand in ``instruments/texts`` with who gave permission. What is stored and hashed is
        the definition without them: a permission changes no answer.
        """
        texts = self.texts.get(instrument.key)
        return instrument if texts is None else with_texts(instrument, texts)

    @cached_property
    def texts(self) -> dict[str, Texts]:
        """The site's licensed texts by ``id@version``; raises `DefinitionErrors`."""
        found = (
            load_texts(path.read_text(encoding="utf-8-sig"), source=path.name)
            for path in sorted((self.home / "instruments" / "texts").glob("*.yaml"))
        )
        return {f"{one.instrument}@{one.version}": one for one in found}

    def versions(self, name: str) -> tuple[str, ...]:
        """The versions of an instrument that there are, oldest first."""
        if not self._versions:
            self._versions.update(available(self.home / "instruments"))
        return self._versions.get(name, ())

    @property
    def is_demo(self) -> bool:
        """Whether this installation holds fictive cases only."""
        return self.kind == "demo"
