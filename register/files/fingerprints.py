"""Keyed hashes of imported rows: the same row gives the same mark, and nobody can guess it back."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Scalar = str | int | bool | None
Content = Scalar | Sequence[Scalar] | Mapping[str, str]


@dataclass(frozen=True)
class Marker:
    """Makes HMAC-SHA256 marks (64 hex characters) with one key; the key is never shown."""

    key: bytes

    def __post_init__(self) -> None:
        if len(self.key) < 32:
            raise ValueError("a marking key has at least 32 bytes")

    def __repr__(self) -> str:
        return "Marker(…)"

    def mark(self, kind: str, *content: Content) -> str:
        """The mark of some content; `kind` keeps equal content of different kinds apart."""
        text = json.dumps([kind, *content], ensure_ascii=False, sort_keys=True)
        return hmac.digest(self.key, text.encode(), "sha256").hex()
