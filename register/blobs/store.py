"""Attachments on disk: sealed, under a random name, written whole or not at all."""

from collections.abc import Collection
from pathlib import Path

from register.keys import seal, unseal, write_private

_SUFFIX = ".blob"


class Blobs:
    """The sealed files in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, key: bytes, plain: bytes) -> None:
        """Write, sync and rename; a step that can be repeated. ``name``: a random identifier."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(self._path(name), seal(key, plain, place=f"blob.{name}"))

    def read(self, name: str, key: bytes) -> bytes:
        """What was written; raises ``FileNotFoundError``, or ``SealBroken`` when it was altered."""
        return unseal(key, self._path(name).read_bytes(), place=f"blob.{name}")

    def remove(self, name: str) -> None:
        """Remove a file; one that is gone already is fine."""
        self._path(name).unlink(missing_ok=True)

    def sweep(self, known: Collection[str]) -> int:
        """Remove what no row names and what a crash left half written; returns how many."""
        gone = 0
        for path in self.folder.glob("*") if self.folder.is_dir() else ():
            if path.suffix != _SUFFIX or path.stem not in known:
                path.unlink(missing_ok=True)
                gone += 1
        for path in self.folder.glob(".*") if self.folder.is_dir() else ():
            path.unlink(missing_ok=True)
            gone += 1
        return gone

    def _path(self, name: str) -> Path:
        if not name.replace("-", "").replace("_", "").isalnum():
            raise ValueError("a blob's name is a random identifier")
        return self.folder / f"{name}{_SUFFIX}"
