"""The notebooks run headless on an analysis file, and show what the analysis gives."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from analysis import frames
from analysis.terugkijk import description
from notebooks import terugkijk
from tests.support.study_frames import study

PHRASE = "vijf losse woorden bij elkaar"
TODAY = date(2027, 4, 1)


@pytest.fixture(scope="module")
def handed_over(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An analysis file of a made-up cohort, as it is handed over with a passphrase."""
    folder = tmp_path_factory.mktemp("bestand") / "kopie"
    made = study(60)
    frames.save(
        folder,
        dict(made),
        facts=made.facts,
        purpose="P1",
        as_of=date(2027, 3, 31),
        recipient="onderzoeksteam",
        expires_on=date(2027, 9, 30),
        key=b"k" * 32,
        passphrase=PHRASE,
    )
    return folder


def test_the_notebook_shows_the_same_sentences_as_the_analysis(handed_over: Path) -> None:
    held = frames.load(handed_over, passphrase=PHRASE, today=TODAY)
    _, found = terugkijk.app.run(defs={"frames": held})
    assert found["where"].sentence == description.where_youths_stayed(held, before=24).sentence
    assert found["changes"].sentence == description.how_many_moves(held, before=24).sentence


def _export(folder: Path, page: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    command = [
        sys.executable,
        "-m",
        "marimo",
        "export",
        "html",
        terugkijk.__file__,
        "-o",
        str(page),
        "--no-include-code",
        "--",
        "--extract",
        str(folder),
        "--today",
        TODAY.isoformat(),
    ]
    return subprocess.run(
        command, env=os.environ | environment, capture_output=True, text=True, check=False
    )


def test_the_notebook_opens_the_file_with_its_passphrase_and_not_without(
    handed_over: Path, tmp_path: Path
) -> None:
    page = tmp_path / "terugkijk.html"
    done = _export(handed_over, page, CASUSREGISTER_PASSPHRASE=PHRASE)
    assert done.returncode == 0, done.stderr
    assert "Hoe is het zover gekomen?" in page.read_text("utf-8")
    assert _export(handed_over, page, CASUSREGISTER_PASSPHRASE="verkeerd").returncode != 0


def test_the_notebooks_are_clean() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "marimo", "check", "--strict", terugkijk.__file__],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
