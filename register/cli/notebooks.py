"""Notebooks on a laptop: opens no installation, only the analysis file that was handed over."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from register.cli import common

NOTEBOOKS = ("terugkijk",)


def add(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command(
        epilog="Voorbeeld: casusregister notebook terugkijk --extract ./analysebestand. "
        f"{common.EXIT_CODES}"
    )(notebook)


def notebook(
    name: Annotated[str, typer.Argument(help=f"Welke vraag: {', '.join(NOTEBOOKS)}.")],
    extract: Annotated[
        Path, typer.Option(exists=True, file_okay=False, help="Map van het analysebestand.")
    ],
    port: Annotated[int, typer.Option(min=1, max=65535, help="Poort op 127.0.0.1.")] = 2718,
) -> None:
    """Open een notebook op een analysebestand; vraagt de wachtzin van dat bestand."""
    from importlib import resources

    from register.domain.calendar import amsterdam_date
    from register.installation import system_clock

    if name not in NOTEBOOKS:
        common.fail(f"Dit notebook bestaat niet. Kies uit {', '.join(NOTEBOOKS)}.", common.MISUSED)
    phrase = os.environ.get("CASUSREGISTER_PASSPHRASE") or typer.prompt(
        "wachtzin van het analysebestand", hide_input=True
    )
    with resources.as_file(resources.files("notebooks") / f"{name}.py") as path:
        command = [
            sys.executable,
            "-m",
            "marimo",
            "run",
            str(path),
            "--headless",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            "--no-token",
            "--",
            "--extract",
            str(extract.resolve()),
            "--today",
            amsterdam_date(system_clock()).isoformat(),
        ]
        environment = os.environ | {
            "CASUSREGISTER_PASSPHRASE": phrase,
            "MARIMO_SKIP_UPDATE_CHECK": "1",
        }
        environment.pop("CASUSREGISTER_HOME", None)
        typer.echo(f"Het notebook staat op http://127.0.0.1:{port} (stoppen met Ctrl-C).")
        raise typer.Exit(subprocess.call(command, env=environment))
