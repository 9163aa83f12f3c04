"""The manifest: what an analysis file holds, for whom and until when; readable, without values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from analysis.frames.columns import Column, FrameError, FrameSchema
from analysis.frames.content import canonical
from analysis.frames.sealing import WrappedKeys, seal

FORMAT = "casusregister-analysebestand/1"
FILE = "manifest.json"


@dataclass(frozen=True)
class FrameEntry:
    """One frame in the manifest: its schema, number of rows and content fingerprint."""

    schema: FrameSchema
    rows: int
    sha256: str

    def as_data(self) -> dict[str, Any]:
        return {
            "label": self.schema.label,
            "version": self.schema.version,
            "key": list(self.schema.key),
            "consent_basis": self.schema.consent_basis,
            "open": self.schema.open,
            "columns": [column.as_data() for column in self.schema.columns],
            "rows": self.rows,
            "sha256": self.sha256,
        }

    @classmethod
    def from_data(cls, name: str, data: Mapping[str, Any]) -> FrameEntry:
        schema = FrameSchema(
            name=name,
            label=data["label"],
            key=tuple(data["key"]),
            consent_basis=data["consent_basis"],
            columns=tuple(Column(**column) for column in data["columns"]),
            version=data["version"],
            open=data["open"],
        )
        return cls(schema, data["rows"], data["sha256"])


@dataclass(frozen=True)
class Manifest:
    """Facts about an analysis file. `hash` covers data, schema, facts, purpose and as-of date only:

    the same inputs give the same hash, whoever makes the file and whenever.
    """

    purpose: str
    as_of: date
    recipient: str
    expires_on: date
    facts: Mapping[str, Any]
    frames: Mapping[str, FrameEntry]
    keys: WrappedKeys
    audit_head: str | None = None
    test: bool = False
    sealed: str = ""

    @property
    def hash(self) -> str:
        core = {
            "format": FORMAT,
            "purpose": self.purpose,
            "as_of": self.as_of.isoformat(),
            "facts": self.facts,
            "frames": {name: entry.as_data() for name, entry in self.frames.items()},
        }
        return hashlib.sha256(canonical(core)).hexdigest()

    @property
    def short_hash(self) -> str:
        """The first twelve characters, for captions and screens."""
        return self.hash[:12]

    @property
    def protocol(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.facts.get("protocol", {})
        return found

    def as_data(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "purpose": self.purpose,
            "as_of": self.as_of.isoformat(),
            "recipient": self.recipient,
            "expires_on": self.expires_on.isoformat(),
            "facts": dict(self.facts),
            "frames": {name: entry.as_data() for name, entry in self.frames.items()},
            "hash": self.hash,
            "keys": asdict(self.keys),
            "audit_head": self.audit_head,
            "test": self.test,
        }

    def sealed_with(self, data_key: bytes) -> Manifest:
        return replace(self, sealed=seal(canonical(self.as_data()), data_key))

    def check(self, data_key: bytes, *, today: date) -> None:
        """Refuse a manifest that was changed, and one whose time is over."""
        if self.sealed != seal(canonical(self.as_data()), data_key):
            raise FrameError(
                "Het manifest van dit analysebestand is veranderd; "
                "gebruik het niet en vraag een nieuw analysebestand aan"
            )
        if today > self.expires_on:
            raise FrameError(
                f"Dit analysebestand verliep op {self.expires_on:%d-%m-%Y}; "
                "verwijder het en vraag een nieuw analysebestand aan"
            )

    def text(self) -> str:
        data = self.as_data() | {"seal": self.sealed}
        return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def read(folder: Path) -> Manifest:
    """The manifest of an analysis file, not yet verified (`Manifest.check` does that)."""
    path = folder / FILE
    if not path.is_file():
        raise FrameError(
            "In deze map staat geen manifest.json: het is geen (volledig) analysebestand; "
            "wijs de map aan die het register maakte"
        )
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != FORMAT:
            raise FrameError(
                "Dit analysebestand heeft een andere opmaak dan deze versie leest; "
                "vraag een nieuw analysebestand aan"
            )
        found = _from_data(data)
    except (KeyError, TypeError, json.JSONDecodeError):
        raise FrameError("Het manifest van dit analysebestand is onleesbaar of veranderd") from None
    if found.hash != data["hash"]:
        raise FrameError("Het manifest van dit analysebestand is veranderd: de hash klopt niet")
    return found


def _from_data(data: Mapping[str, Any]) -> Manifest:
    return Manifest(
        purpose=data["purpose"],
        as_of=date.fromisoformat(data["as_of"]),
        recipient=data["recipient"],
        expires_on=date.fromisoformat(data["expires_on"]),
        facts=data["facts"],
        frames={name: FrameEntry.from_data(name, entry) for name, entry in data["frames"].items()},
        keys=WrappedKeys(**data["keys"]),
        audit_head=data["audit_head"],
        test=data["test"],
        sealed=data["seal"],
    )
