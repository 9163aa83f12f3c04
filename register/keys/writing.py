"""Writing and destroying small private files so that a crash leaves the old or the new one."""

import os
import secrets
from pathlib import Path

PART = ".part"


def write_private(path: Path, content: bytes, *, durable: bool = True) -> None:
    """Write ``content`` so that a reader sees the old file or the new one; owner only.

    ``durable``: it survives a power cut; only a demo in the making does without.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}{PART}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        if durable:
            os.fsync(stream.fileno())
    os.replace(part, path)
    if durable:
        sync_folder(path.parent)


def private_folder(folder: Path) -> None:
    """Make a folder, and those above it that are not there, for the owner only."""
    if not folder.is_dir():
        private_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def sync_folder(folder: Path) -> None:
    """Let a rename or a removal in ``folder`` survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def overwrite(handle: int) -> None:
    """Write noise over an opened file whose name is gone already.

    A journal or a wearing disk may still hold the old bytes; the name and its blocks do not.
    """
    size = os.fstat(handle).st_size
    os.pwrite(handle, os.urandom(size), 0)
    os.fsync(handle)


def sweep(folder: Path) -> None:
    """Remove what a crash left half written; only while nobody writes in ``folder``."""
    for part in folder.glob(f".*{PART}"):
        part.unlink(missing_ok=True)
