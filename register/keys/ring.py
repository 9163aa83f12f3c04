"""The keys of one installation by what they are for; two stores, two key-encryption keys."""

import hashlib
import hmac
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from register.keys.keystore import Keystore

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
class Keyring:
    """Wrapped keys of the register and of the vault; subject keys stand beside the named ones."""

    register: Keystore
    vault: Keystore

    @classmethod
    def create(cls, home: Path) -> "Keyring":
        """Make all named keys of a new installation under ``home``."""
        ring = cls(
            Keystore.create(home / "keystore" / "register", home / "keys" / "register.kek"),
            Keystore.create(home / "keystore" / "vault", home / "keys" / "vault.kek"),
        )
        for name in _REGISTER:
            ring.register.make(name)
        for name in _VAULT:
            ring.vault.make(name)
        return ring

    @classmethod
    def open(cls, home: Path) -> "Keyring":
        """The keyring of an existing installation."""
        return cls(
            Keystore(home / "keystore" / "register", home / "keys" / "register.kek"),
            Keystore(home / "keystore" / "vault", home / "keys" / "vault.kek"),
        )

    def mac(self, name: str, message: bytes) -> str:
        """HMAC-SHA256 (hex) of ``message`` under the register's key called ``name``."""
        return hmac.new(self.register.get(name), message, hashlib.sha256).hexdigest()

    def derived(self, name: str, label: str) -> bytes:
        """A 32-byte key derived by HKDF-SHA256 from a named key, for one recipient and purpose."""
        kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=label.encode())
        return kdf.derive(self.register.get(name))
