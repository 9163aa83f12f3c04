"""What commands share: the installation, who acts, exit codes, errors that speak, progress."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from register.domain.actor import Actor
    from register.installation import Installation

REFUSED, MISUSED, NOT_LOGGED_IN = 1, 2, 3
EXIT_CODES = (
    "Uitgangscodes: 0 gelukt, 1 geweigerd of mislukt, 2 verkeerd gebruikt, 3 niet ingelogd."
)
TOKEN = "casusregister/token.json"


def fail(text: str, code: int = REFUSED) -> NoReturn:
    """End the command with a message on stderr."""
    typer.echo(text, err=True)
    raise typer.Exit(code)


@contextmanager
def speaking() -> Iterator[None]:
    """Turn the product's own errors into a message and an exit code."""
    from register.domain.errors import RegisterError

    try:
        yield
    except RegisterError as error:
        fail(str(error))


@contextmanager
def opened(
    home: Path | None = None, *, recover: bool = True, definitions: bool = True
) -> Iterator["Installation"]:
    """The installation that ``CASUSREGISTER_HOME`` names, recovered from what was interrupted.

    Stops where a definition changed under a used version, save with ``definitions=False`` for the
    commands that put that right.
    """
    from register.installation import Installation, home_from_environment

    with speaking():
        installation = Installation.open(home_from_environment(home))
        try:
            if recover:
                installation.require_migrated()
                installation.recover()
                if definitions:
                    installation.require_definitions()
            yield installation
        finally:
            installation.close()


def token_file() -> Path:
    """Where a log-in of this operating system's account is kept (0600)."""
    base = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return Path(base) / TOKEN


def actor(installation: "Installation") -> "Actor":
    """Who is logged in at the command line; ends the command when nobody is."""
    from register.services import sessions

    try:
        kept = json.loads(token_file().read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        fail("U bent niet ingelogd. Log in met `casusregister login`.", NOT_LOGGED_IN)
    token = kept.get(str(installation.home.resolve()), "")
    from register.domain.actor import system

    with installation.store.reading(system()) as work:
        current = sessions.current(work, token, at=installation.now())
    if current is None:
        fail(
            "Uw log-in is verlopen of hoort bij een andere installatie. Log opnieuw in met "
            "`casusregister login`.",
            NOT_LOGGED_IN,
        )
    return current.actor


def interactive() -> bool:
    """Whether a person looks on, so that a progress bar makes sense."""
    return sys.stderr.isatty()


@contextmanager
def working(word: str) -> Iterator[None]:
    """Show that something is going on, where a person looks on."""
    if not interactive():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(word):
        yield
