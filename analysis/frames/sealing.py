"""Encryption of an analysis file: one random data key, wrapped for who may open it.

AES-256-GCM per frame, the frame's name as associated data; the data key wrapped after RFC 3394
under the installation's key and, if there is a passphrase, under scrypt (RFC 7914) of it.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from analysis.frames.columns import FrameError

SCRYPT_COST = 2**16  # 64 MB and about 0.2 s per guess
_NONCE = 12


@dataclass(frozen=True)
class WrappedKeys:
    """The data key as it stands in the manifest: useless without the key or the passphrase."""

    installation: str
    passphrase: str | None = None
    salt: str | None = None
    cost: int = SCRYPT_COST

    @classmethod
    def new(cls, key: bytes, passphrase: str | None) -> tuple[WrappedKeys, bytes]:
        """A fresh data key of 32 bytes and its wrappings."""
        if len(key) != 32:
            raise FrameError("De sleutel van de installatie moet 32 bytes lang zijn")
        data_key = os.urandom(32)
        wrapped = aes_key_wrap(key, data_key).hex()
        if passphrase is None:
            return cls(wrapped), data_key
        if not passphrase:
            raise FrameError("De wachtzin is leeg; kies een wachtzin van enkele woorden")
        salt = os.urandom(16)
        by_phrase = aes_key_wrap(_stretched(passphrase, salt, SCRYPT_COST), data_key).hex()
        return cls(wrapped, by_phrase, salt.hex(), SCRYPT_COST), data_key

    def open(self, key: bytes | None, passphrase: str | None) -> bytes:
        """The data key, by the installation's key or by the passphrase."""
        try:
            if key is not None:
                return aes_key_unwrap(key, bytes.fromhex(self.installation))
            if passphrase is not None and self.passphrase and self.salt:
                stretched = _stretched(passphrase, bytes.fromhex(self.salt), self.cost)
                return aes_key_unwrap(stretched, bytes.fromhex(self.passphrase))
        except (InvalidUnwrap, ValueError):
            raise FrameError(
                "Deze sleutel of wachtzin past niet op dit analysebestand; "
                "controleer de wachtzin of vraag een nieuw analysebestand aan"
            ) from None
        if passphrase is not None:
            raise FrameError(
                "Dit analysebestand is zonder wachtzin gemaakt en opent alleen in de installatie; "
                "vraag een analysebestand met wachtzin aan"
            )
        raise FrameError("Geef de wachtzin van het analysebestand op om het te openen")


def _stretched(passphrase: str, salt: bytes, cost: int) -> bytes:
    return Scrypt(salt=salt, length=32, n=cost, r=8, p=1).derive(passphrase.encode())


def encrypt(content: bytes, data_key: bytes, name: str) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(data_key).encrypt(nonce, content, name.encode())


def decrypt(sealed: bytes, data_key: bytes, name: str) -> bytes:
    try:
        return AESGCM(data_key).decrypt(sealed[:_NONCE], sealed[_NONCE:], name.encode())
    except (InvalidTag, ValueError):
        raise FrameError(
            f"Het deel “{name}” van dit analysebestand is veranderd of beschadigd; "
            "gebruik het niet en vraag een nieuw analysebestand aan"
        ) from None


def seal(content: bytes, data_key: bytes) -> str:
    """A keyed fingerprint of the manifest, so that nobody moves the expiry date unseen."""
    own_key = hashlib.sha256(b"manifest" + data_key).digest()
    return hmac.new(own_key, content, hashlib.sha256).hexdigest()
