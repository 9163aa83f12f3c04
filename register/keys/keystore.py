"""A folder of random keys, each wrapped by one key-encryption key.

Erasing a key unlinks it, then makes a new key-encryption key and rewraps the rest, so that the
erased key is dead in every older copy of this folder too (ARCHITECTURE §3, Erasure). The order of
writes makes each step repeatable: until the old key-encryption key is gone both open the folder.
Writers queue behind a lock on the folder; readers need none, also while keys are rewrapped.
"""

import fcntl
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from register.keys.sealing import SealBroken, seal, unseal
from register.keys.writing import (
    overwrite,
    private_folder,
    sweep,
    sync_folder,
    write_private,
)

__all__ = ["KeyLost", "Keystore", "write_private"]

_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LOCK = ".lock"
_TRIES = 20


class KeyLost(Exception):
    """The key was erased, or never made: what it sealed cannot be read any more."""


class Keystore:
    """Named 32-byte keys under ``folder``, wrapped by the key in the file ``kek``."""

    def __init__(self, folder: Path, kek: Path, *, durable: bool = True) -> None:
        self.folder = folder
        self.kek = kek
        self._durable = durable
        self._cache: dict[str, bytes] = {}

    @classmethod
    def create(cls, folder: Path, kek: Path) -> "Keystore":
        """A new empty keystore with a new key-encryption key; never replaces one."""
        if kek.exists():
            raise FileExistsError(f"there is a key-encryption key already: {kek.name}")
        private_folder(folder)
        private_folder(kek.parent)
        write_private(kek, secrets.token_bytes(32))
        return cls(folder, kek)

    def names(self) -> list[str]:
        """The names of all keys, sorted."""
        return sorted(path.stem for path in self.folder.glob("*.key"))

    def make(self, name: str) -> bytes:
        """A new random key under ``name``; an existing one is kept (repeatable step)."""
        path = self._path(name)
        with self.locked():
            if not path.exists():
                key = secrets.token_bytes(32)
                sealed = seal(self.kek.read_bytes(), key, place=name)
                write_private(path, sealed, durable=self._durable)
                self._cache[name] = key
        return self.get(name)

    def get(self, name: str) -> bytes:
        """The key called ``name``; :class:`KeyLost` after erasure, by any process."""
        path = self._path(name)
        if not path.exists():
            self._cache.pop(name, None)
            raise KeyLost(f"key {name[:6]}… is gone")
        if name not in self._cache:
            self._cache[name] = self._open(path)
        return self._cache[name]

    def erase(self, *names: str) -> None:
        """Remove keys and retire the key-encryption key that could open older copies of them."""
        with self.locked():
            for name in names:
                self._cache.pop(name, None)
                _destroy(self._path(name))
            sync_folder(self.folder)
            self._rewrap()

    def rotate(self) -> None:
        """Make a new key-encryption key, rewrap every key with it, destroy the old one."""
        with self.locked():
            self._rewrap()

    def recover(self) -> bool:
        """Clear what a crash left behind; whether a rotation had to be finished."""
        with self.locked():
            sweep(self.folder)
            sweep(self.kek.parent)
            interrupted = self._following.exists()
            if interrupted:
                self._rewrap()
            return interrupted

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder: one writer at a time, of any process."""
        handle = os.open(self.folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    @property
    def _following(self) -> Path:
        return self.kek.with_suffix(".next")

    def _rewrap(self) -> None:
        """``.next`` is the new key until it takes the place of the old one."""
        if not self._following.exists():
            write_private(self._following, secrets.token_bytes(32))
        new = self._following.read_bytes()
        for name in self.names():
            path = self._path(name)
            write_private(path, seal(new, self._open(path), place=name))
        old = os.open(self.kek, os.O_RDWR)
        try:
            os.replace(self._following, self.kek)
            sync_folder(self.kek.parent)
            overwrite(old)
        finally:
            os.close(old)

    def _open(self, path: Path) -> bytes:
        """Unwrap a key; a reader that meets a rotation half way looks again."""
        for _ in range(_TRIES):
            sealed = _content(path)
            if sealed is None:
                raise KeyLost(f"key {path.stem[:6]}… is gone")
            for kek in (self.kek, self._following):
                wrapping = _content(kek)
                if wrapping is not None:
                    try:
                        return unseal(wrapping, sealed, place=path.stem)
                    except SealBroken:
                        continue
        raise SealBroken(f"key {path.stem[:6]}… does not open with this key-encryption key")

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError("a key name holds letters, digits, - and _ only")
        return self.folder / f"{name}.key"


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _destroy(path: Path) -> None:
    try:
        handle = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return
    try:
        path.unlink()
        overwrite(handle)
    finally:
        os.close(handle)
