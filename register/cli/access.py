"""Logging in at the command line: password and code, a token of 8 hours in a file of one's own."""

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from register.cli import common


def add(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command(epilog=f"Voorbeeld: casusregister login --name anna. {common.EXIT_CODES}")(login)
    app.command(epilog=f"Voorbeeld: casusregister logout. {common.EXIT_CODES}")(logout)


def login(
    name: Annotated[str, typer.Option(prompt="inlognaam", help="Uw inlognaam.")],
    password: Annotated[
        str,
        typer.Option(
            prompt="wachtwoord",
            hide_input=True,
            envvar="CASUSREGISTER_PASSWORD",
            help="Beter niet als optie: er wordt om gevraagd.",
        ),
    ],
    code: Annotated[str, typer.Option(help="De code van uw telefoon.")] = "",
) -> None:
    """Log in voor de opdrachten op deze server (8 uur)."""
    from register.domain.actor import system
    from register.services import accounts, sessions

    with common.opened() as installation:
        at = installation.now()
        given = code
        if not given and not installation.house.is_demo:
            given = typer.prompt("code", hide_input=True)
        with installation.store.writing(system()) as work:
            account = accounts.authenticate(
                work,
                login=name,
                password=password,
                code=given or None,
                access_point="opdracht",
                at=at,
            )
            opened = (
                None
                if account is None
                else sessions.open_session(work, account, access_point="opdracht", at=at)
            )
        if opened is None:
            common.fail(str(accounts.LoginRefused()), common.NOT_LOGGED_IN)
        _keep(installation.home, opened.token)
    typer.echo("U bent ingelogd voor 8 uur. Uitloggen: `casusregister logout`.")


def logout() -> None:
    """Log uit; het token op deze server vervalt."""
    from register.services import sessions

    with common.opened() as installation:
        who = common.actor(installation)
        token = _kept().pop(str(installation.home.resolve()), "")
        with installation.store.writing(who) as work:
            sessions.close_session(work, token, by=who, at=installation.now())
        _keep(installation.home, None)
    typer.echo("U bent uitgelogd.")


def _kept() -> dict[str, str]:
    path = common.token_file()
    if not path.exists():
        return {}
    kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return kept


def _keep(home: Path, token: str | None) -> None:
    tokens = _kept()
    tokens.pop(str(home.resolve()), None)
    if token is not None:
        tokens[str(home.resolve())] = token
    path = common.token_file()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        json.dump(tokens, stream)
