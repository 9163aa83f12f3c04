"""Authenticated encryption of single values: AES-256-GCM, bound to the place of the value."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_VERSION = b"\x01"
_NONCE = 12


class SealBroken(Exception):
    """The sealed value was altered, moved to another place, or sealed under another key."""


def seal(key: bytes, plain: bytes, *, place: str) -> bytes:
    """Encrypt ``plain`` under the 32-byte ``key``; ``place`` (table.column.row) is bound to it."""
    nonce = os.urandom(_NONCE)
    return _VERSION + nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def unseal(key: bytes, sealed: bytes, *, place: str) -> bytes:
    """The bytes given to :func:`seal`; :class:`SealBroken` when key, place or bytes differ."""
    if sealed[:1] != _VERSION:
        raise SealBroken(f"unknown seal version at {place}")
    nonce, body = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
    try:
        return AESGCM(key).decrypt(nonce, body, place.encode())
    except InvalidTag:
        raise SealBroken(f"the sealed value at {place} does not open with its key") from None
