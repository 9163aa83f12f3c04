"""An analysis file on disk: a folder with one encrypted Parquet file per frame and a manifest."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.frames import manifest as manifests
from analysis.frames.columns import Column, FrameError
from analysis.frames.content import fingerprint, from_parquet, to_parquet
from analysis.frames.manifest import FrameEntry, Manifest
from analysis.frames.sealing import WrappedKeys, decrypt, encrypt
from analysis.frames.tables import Frames


def save(
    folder: Path,
    frames: Mapping[str, pd.DataFrame],
    *,
    facts: Mapping[str, Any],
    purpose: str,
    as_of: date,
    recipient: str,
    expires_on: date,
    key: bytes,
    passphrase: str | None = None,
    audit_head: str | None = None,
    test: bool = False,
    items: Mapping[str, Sequence[Column]] | None = None,
) -> Manifest:
    """Write an analysis file into the new or empty `folder` and give its manifest.

    `key` is the installation's 32-byte key; `passphrase` lets the recipient open the file
    elsewhere. `facts` are protocol facts that JSON can hold. The manifest is written last: a folder
    without one is not an analysis file. Raises `FrameError` where a frame breaks its contract.
    """
    if expires_on < as_of:
        raise FrameError("De vervaldatum ligt vóór de peildatum; kies een latere vervaldatum")
    checked = Frames.of(frames, facts=facts, items=items)
    keys, data_key = WrappedKeys.new(key, passphrase)
    entries = {
        name: FrameEntry(schema, len(checked[name]), fingerprint(checked[name], schema))
        for name, schema in checked.schemas.items()
    }
    manifest = Manifest(
        purpose=purpose,
        as_of=as_of,
        recipient=recipient,
        expires_on=expires_on,
        facts=checked.facts,
        frames=entries,
        keys=keys,
        audit_head=audit_head,
        test=test,
    ).sealed_with(data_key)
    _prepare(folder)
    for name, schema in checked.schemas.items():
        content = to_parquet(checked[name], schema)
        _write(_path(folder, name), encrypt(content, data_key, name))
    _write(folder / manifests.FILE, manifest.text().encode())
    return manifest


def load(
    folder: Path, *, key: bytes | None = None, passphrase: str | None = None, today: date
) -> Frames:
    """Open, decrypt and verify an analysis file.

    Refuses (`FrameError`, in Dutch, with what to do) a wrong key, an expired file, a missing,
    changed or exchanged part.
    """
    manifest = manifests.read(folder)
    data_key = manifest.keys.open(key, passphrase)
    manifest.check(data_key, today=today)
    tables = {
        name: _verified(folder, name, entry, data_key) for name, entry in manifest.frames.items()
    }
    schemas = {name: entry.schema for name, entry in manifest.frames.items()}
    return Frames(tables, schemas, manifest.facts, manifest)


def _verified(folder: Path, name: str, entry: FrameEntry, data_key: bytes) -> pd.DataFrame:
    path = _path(folder, name)
    if not path.is_file():
        raise FrameError(
            f"Het deel “{name}” van dit analysebestand ontbreekt; "
            "kopieer de hele map of vraag een nieuw analysebestand aan"
        )
    frame = from_parquet(decrypt(path.read_bytes(), data_key, name), entry.schema)
    if len(frame) != entry.rows or fingerprint(frame, entry.schema) != entry.sha256:
        raise FrameError(f"Het deel “{name}” hoort niet bij dit manifest; de inhoud is anders")
    return frame


def _path(folder: Path, name: str) -> Path:
    if not name.isidentifier():
        raise FrameError("Het manifest noemt een frame met een onmogelijke naam")
    return folder / f"{name}.parquet.enc"


def _prepare(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FrameError("De map voor het analysebestand is niet leeg; kies een nieuwe map")


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: written beside, synced, renamed."""
    beside = path.with_name(path.name + ".deel")
    with open(beside, "xb", opener=lambda p, flags: os.open(p, flags, 0o600)) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
