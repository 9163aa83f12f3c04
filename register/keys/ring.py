"""The keys of one installation by what they are for; two stores, two key-encryption keys."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from register.keys.keystore import Keystore
from register.keys.second_place import SecondPlace
from register.keys.writing import sweep, write_private

_REGISTER = (
    "database",
    "audit",
    "answers",
    "pseudonyms",
    "imports",
    "files",
    "accounts",
)
_VAULT = ("database", "duplicates")


@dataclass(frozen=True)
class Erased:
    """One erasure that was decided: what must be gone, in every copy that is ever put back.

    ``party``: of one informant only; none: the whole case.
    """

    pseudonym: str
    case: str
    register: tuple[str, ...]
    vault: tuple[str, ...]
    party: str | None = None


@dataclass(frozen=True)
class Keyring:
    """Wrapped keys of the register and of the vault; subject keys stand beside the named ones.

    ``second``: where the keystore's own copy stands, when a place was chosen.
    """

    register: Keystore
    vault: Keystore
    home: Path
    second: SecondPlace | None = None

    @classmethod
    def create(cls, home: Path, second_place: str | None = None) -> "Keyring":
        """Make all named keys of a new installation under ``home``."""
        for store, names in (("register", _REGISTER), ("vault", _VAULT)):
            keystore = Keystore.create(home / "keystore" / store, home / "keys" / f"{store}.kek")
            for name in names:
                keystore.make(name)
        ring = cls.open(home, second_place)
        ring.copy()
        return ring

    @classmethod
    def open(
        cls, home: Path, second_place: str | None = None, *, durable: bool = True
    ) -> "Keyring":
        """The keyring of an existing installation; ``durable``: see :func:`write_private`."""
        register, vault = (
            Keystore(home / "keystore" / name, home / "keys" / f"{name}.kek", durable=durable)
            for name in ("register", "vault")
        )
        return cls(
            register,
            vault,
            home,
            SecondPlace(home, Path(second_place)) if second_place else None,
        )

    def mac(self, name: str, message: bytes) -> str:
        """HMAC-SHA256 (hex) of ``message`` under the register's key called ``name``."""
        return hmac.new(self.register.get(name), message, hashlib.sha256).hexdigest()

    def derived(self, name: str, label: str) -> bytes:
        """A 32-byte key derived by HKDF-SHA256 from a named key, for one recipient and purpose."""
        kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=label.encode())
        return kdf.derive(self.register.get(name))

    def copy(self) -> None:
        """Replace the copy at the second place: last step of a new subject, rotation, erasure."""
        if self.second is not None:
            with self.register.locked(), self.vault.locked():
                self.second.replace()

    def recover(self) -> bool:
        """Finish what a crash interrupted; whether there was anything."""
        interrupted = [self.register.recover(), self.vault.recover()]
        with self.register.locked(), self.vault.locked():
            sweep(self._list.parent)
            if self.second is not None:
                sweep(self.second.folder)
        if any(interrupted):
            self.copy()
        return any(interrupted)

    def erased(self) -> tuple[Erased, ...]:
        """Every erasure ever decided here, oldest first."""
        if not self._list.exists():
            return ()
        rows = json.loads(self._list.read_text(encoding="utf-8"))
        return tuple(
            Erased(r["pseudonym"], r["case"], tuple(r["register"]), tuple(r["vault"]), r["party"])
            for r in rows
        )

    def note(self, erased: Erased) -> None:
        """Put an erasure on the list that a restore replays (repeatable step)."""
        with self.register.locked():
            known = self.erased()
            if erased not in known:
                rows = [asdict(one) for one in (*known, erased)]
                write_private(self._list, json.dumps(rows, indent=1).encode())

    def destroy(self, erased: Erased) -> None:
        """Destroy the keys of an erasure in both stores, and in the copy at the second place."""
        self.register.erase(*erased.register)
        self.vault.erase(*erased.vault)
        self.copy()

    def drop(self, *, register: Iterable[str] = (), vault: Iterable[str] = ()) -> None:
        """Destroy those of these keys that are there: what was made for a verb that failed."""
        for store, names in ((self.register, register), (self.vault, vault)):
            held = set(store.names())
            if made := [name for name in names if name in held]:
                store.erase(*made)
        self.copy()

    @property
    def _list(self) -> Path:
        return self.home / "keystore" / "erased.json"
