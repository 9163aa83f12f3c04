"""Files of any size sealed in chunks: none can be altered, swapped, cut off or taken elsewhere."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from register.keys.sealing import SealBroken, seal, unseal

CHUNK = 1 << 20
_LENGTH = 4


def seal_file(key: bytes, source: Path, aim: Path, *, place: str) -> str:
    """Seal ``source`` into the new file ``aim``; returns the SHA-256 (hex) of the plain bytes."""
    digest = hashlib.sha256()
    with source.open("rb") as plain, aim.open("xb") as sealed:
        aim.chmod(0o600)
        for number, chunk, last in _chunks(plain):
            digest.update(chunk)
            content = seal(key, chunk, place=_place(place, number, last=last))
            sealed.write(len(content).to_bytes(_LENGTH, "big") + content)
    return digest.hexdigest()


def unseal_file(key: bytes, source: Path, aim: Path, *, place: str) -> str:
    """Put back what :func:`seal_file` sealed; raises ``SealBroken`` for anything else."""
    digest = hashlib.sha256()
    with source.open("rb") as sealed, aim.open("xb") as plain:
        aim.chmod(0o600)
        for number, content, last in _sealed(sealed, place):
            chunk = unseal(key, content, place=_place(place, number, last=last))
            digest.update(chunk)
            plain.write(chunk)
    return digest.hexdigest()


def _place(place: str, number: int, *, last: bool) -> str:
    return f"{place}|{number}|{'last' if last else 'more'}"


def _chunks(plain: IO[bytes]) -> Iterator[tuple[int, bytes, bool]]:
    number, chunk = 0, plain.read(CHUNK)
    while True:
        following = plain.read(CHUNK)
        yield number, chunk, not following
        if not following:
            return
        number, chunk = number + 1, following


def _sealed(sealed: IO[bytes], place: str) -> Iterator[tuple[int, bytes, bool]]:
    number, content = 0, _next(sealed, place)
    if content is None:
        raise SealBroken(f"{place} is empty")
    while content is not None:
        following = _next(sealed, place)
        yield number, content, following is None
        number, content = number + 1, following


def _next(sealed: IO[bytes], place: str) -> bytes | None:
    head = sealed.read(_LENGTH)
    if not head:
        return None
    length = int.from_bytes(head, "big")
    if len(head) < _LENGTH or length > 2 * CHUNK:
        raise SealBroken(f"{place} is cut off or no sealed file")
    content = sealed.read(length)
    if len(content) < length:
        raise SealBroken(f"{place} is cut off")
    return content
