"""Keyed hash chains: a hash covers the one before; the head is what leaves the building."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass

START = "0" * 64


@dataclass(frozen=True)
class Link:
    """One link: its number, the hash before it, and its own hash (hex SHA-256 HMAC)."""

    seq: int
    prev_hash: str
    hash: str


def canonical(content: object) -> bytes:
    """One way of writing a JSON value: sorted keys, no spaces, UTF-8."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(key: bytes, seq: int, prev_hash: str, content: bytes) -> str:
    """The hash of a link."""
    return hmac.new(key, f"{seq}|{prev_hash}|".encode() + content, hashlib.sha256).hexdigest()


def link(key: bytes, last: Link | None, content: bytes) -> Link:
    """The link that follows ``last`` (``None``: the first)."""
    seq, prev = (1, START) if last is None else (last.seq + 1, last.hash)
    return Link(seq, prev, digest(key, seq, prev, content))


def faults(
    key: bytes, rows: Iterable[tuple[Link, bytes]], head: tuple[int, str] | None = None
) -> list[str]:
    """What is wrong with a chain, in words; empty when whole. ``head`` is a head kept elsewhere."""
    found: list[str] = []
    last: Link | None = None
    at_head: str | None = None
    for row, content in rows:
        expected = 1 if last is None else last.seq + 1
        if row.seq != expected:
            found.append(f"regel {expected} ontbreekt (volgende is {row.seq})")
        if row.prev_hash != (START if last is None else last.hash):
            found.append(f"regel {row.seq} sluit niet aan op de vorige")
        if row.hash != digest(key, row.seq, row.prev_hash, content):
            found.append(f"regel {row.seq} is gewijzigd")
        if head is not None and row.seq == head[0]:
            at_head = row.hash
        last = row
    if head is not None and head[0] and at_head is None:
        found.append(f"het logboek eindigt vóór regel {head[0]}, die elders is vastgelegd")
    elif head is not None and at_head is not None and at_head != head[1]:
        found.append(f"regel {head[0]} is een andere dan elders is vastgelegd")
    return found
