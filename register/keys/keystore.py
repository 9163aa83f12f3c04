"""A folder of random keys, each wrapped by one key-encryption key.

Erasing a key unlinks it, then makes a new key-encryption key and rewraps the rest, so that the
erased key is dead in every older copy of this folder too (ARCHITECTURE §3, Erasure). The order of
writes makes each step repeatable: until the old key-encryption key is removed both open the folder.
"""

import os
import re
import secrets
from pathlib import Path

from register.keys.sealing import SealBroken, seal, unseal

_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")


class KeyLost(Exception):
    """The key was erased, or never made: what it sealed cannot be read any more."""


def write_private(path: Path, content: bytes) -> None:
    """Write ``content`` so that a reader sees the old file or the new one; owner only."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(part, path)


class Keystore:
    """Named 32-byte keys under ``folder``, wrapped by the key in the file ``kek``."""

    def __init__(self, folder: Path, kek: Path) -> None:
        self.folder = folder
        self._kek = kek
        self._cache: dict[str, bytes] = {}

    @classmethod
    def create(cls, folder: Path, kek: Path) -> "Keystore":
        """A new empty keystore with a new key-encryption key; never replaces one."""
        if kek.exists():
            raise FileExistsError(f"there is a key-encryption key already: {kek.name}")
        folder.mkdir(parents=True, mode=0o700, exist_ok=True)
        kek.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
        write_private(kek, secrets.token_bytes(32))
        return cls(folder, kek)

    def names(self) -> list[str]:
        """The names of all keys, sorted."""
        return sorted(path.stem for path in self.folder.glob("*.key"))

    def make(self, name: str) -> bytes:
        """A new random key under ``name``; an existing one is kept (repeatable step)."""
        if self._path(name).exists():
            return self.get(name)
        key = secrets.token_bytes(32)
        write_private(self._path(name), seal(self._wrapping(), key, place=name))
        self._cache[name] = key
        return key

    def get(self, name: str) -> bytes:
        """The key called ``name``; :class:`KeyLost` after erasure, by any process."""
        path = self._path(name)
        if not path.exists():
            self._cache.pop(name, None)
            raise KeyLost(f"key {name[:6]}… is gone")
        if name not in self._cache:
            self._cache[name] = self._open(path)
        return self._cache[name]

    def erase(self, name: str) -> None:
        """Remove the key and retire the key-encryption key that could open older copies of it."""
        self._path(name).unlink(missing_ok=True)
        self._cache.pop(name, None)
        self.rotate()

    def rotate(self) -> None:
        """Make a new key-encryption key, rewrap every key with it, destroy the old one.

        Repeatable after a crash: ``.next`` is the new key until it takes the place of the old one.
        """
        following = self._kek.with_suffix(".next")
        if not following.exists():
            write_private(following, secrets.token_bytes(32))
        new = following.read_bytes()
        for name in self.names():
            path = self._path(name)
            write_private(path, seal(new, self._open(path), place=name))
        os.replace(following, self._kek)

    def _open(self, path: Path) -> bytes:
        sealed = path.read_bytes()
        try:
            return unseal(self._wrapping(), sealed, place=path.stem)
        except SealBroken:
            following = self._kek.with_suffix(".next")
            if not following.exists():
                raise
            return unseal(following.read_bytes(), sealed, place=path.stem)

    def _wrapping(self) -> bytes:
        return self._kek.read_bytes()

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError("a key name holds letters, digits, - and _ only")
        return self.folder / f"{name}.key"
