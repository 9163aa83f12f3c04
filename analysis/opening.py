"""Opening the analysis file that a notebook was started with."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from analysis.frames import FrameError, Frames, load

PASSPHRASE = "CASUSREGISTER_PASSPHRASE"


def frames_of(arguments: Mapping[str, object]) -> Frames:
    """The frames of ``--extract DIR`` as of ``--today``; the passphrase stands in the environment.

    Raises `FrameError` (Dutch, with what to do) where the file is missing, expired or changed.
    """
    folder = str(arguments.get("extract") or "")
    if not folder:
        raise FrameError(
            "Er is geen analysebestand gekozen. Start met "
            "`casusregister notebook terugkijk --extract MAP`"
        )
    today = date.fromisoformat(str(arguments.get("today")))
    return load(Path(folder), passphrase=os.environ.get(PASSPHRASE) or None, today=today)


def provenance(frames: Frames) -> str:
    """One Dutch line for the head of a notebook: purpose, as-of date, hash, number of youths."""
    manifest = frames.manifest
    if manifest is None:
        return "Losse gegevens, niet uit een analysebestand."
    day = manifest.as_of.strftime("%d-%m-%Y")
    number = len(frames["cases"])
    return (
        f"Analysebestand {manifest.short_hash} · doel {manifest.purpose} · peildatum {day} · "
        f"{number} jeugdigen."
    )
