"""Making and upgrading an installation."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from register.cli import common

Home = Annotated[
    Path | None,
    typer.Option("--home", help="Map van de installatie; anders CASUSREGISTER_HOME."),
]


def add(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command(epilog=f"Voorbeeld: casusregister init --protocol zuid-west. {common.EXIT_CODES}")(
        init
    )
    app.command(epilog=f"Voorbeeld: casusregister demo --cases 200 --seed 1. {common.EXIT_CODES}")(
        demo
    )
    app.command(epilog=f"Voorbeeld: casusregister upgrade. {common.EXIT_CODES}")(upgrade)


def init(
    protocol: Annotated[str, typer.Option(help="Naam van het protocol.")] = "zuid-west",
    register_url: Annotated[
        str | None, typer.Option(help="PostgreSQL-adres van het register (anders ingebed).")
    ] = None,
    vault_url: Annotated[
        str | None, typer.Option(help="PostgreSQL-adres van de kluis (anders ingebed).")
    ] = None,
    test: Annotated[
        bool, typer.Option("--test", help="Een proefinstallatie, waar openbare gegevens in mogen.")
    ] = False,
    home: Home = None,
) -> None:
    """Maak een installatie met twee personen: een beheerder en een privacy officer."""
    from register.installation import Installation, Settings, home_from_environment

    with common.speaking():
        people = [_ask_person("beheerder"), _ask_person("privacy officer")]
        if people[0][0] == people[1][0]:
            common.fail("Beheerder en privacy officer zijn twee verschillende personen.")
        installation = Installation.create(
            home_from_environment(home),
            Settings("test" if test else "productie", protocol, register_url, vault_url),
        )
        try:
            for role, (login, name, password) in zip(
                ("beheerder", "privacy_officer"), people, strict=True
            ):
                _first_account(installation, role, login, name, password)
        finally:
            installation.close()
    typer.echo("De installatie staat klaar. Start haar met `casusregister serve`.")


def _ask_person(role: str) -> tuple[str, str, str]:
    typer.echo(f"Wie is de {role}?")
    login = typer.prompt("  inlognaam").strip().casefold()
    name = typer.prompt("  naam").strip()
    password = typer.prompt("  wachtwoord", hide_input=True, confirmation_prompt="  nog eens")
    return login, name, password


def _first_account(installation: object, role: str, login: str, name: str, password: str) -> None:
    from register.domain.actor import system
    from register.domain.people import Role
    from register.installation import Installation
    from register.services import accounts

    assert isinstance(installation, Installation)
    by, at = system(), installation.now()
    with installation.store.writing(by) as work:
        account, seed = accounts.create(
            work, login=login, name=name, password=password, with_totp=True, by=by, at=at
        )
        accounts.give_role(
            work, account=account.id, role=Role(role), confirmed_by=None, by=by, at=at
        )
    typer.echo(f"  sleutel voor de codes van {login} (één keer getoond): {seed}")


def demo(
    cases: Annotated[int, typer.Option(min=1, max=5000, help="Aantal fictieve jeugdigen.")] = 200,
    seed: Annotated[int, typer.Option(help="Zelfde getal, zelfde casussen.")] = 1,
    today: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="De dag tot waar het verhaal loopt."),
    ] = None,
    planted_to: Annotated[
        Path | None,
        typer.Option(help="Schrijf hier een plan van fouten voor `quality --planted`."),
    ] = None,
    home: Home = None,
) -> None:
    """Maak een installatie met een fictief Zuid-West, om te proberen en te laten zien."""
    from register.fictive.cohort import make
    from register.installation import Installation, Settings, home_from_environment

    with common.speaking():
        installation = Installation.create(
            home_from_environment(home), Settings("demo"), seed=f"casusregister-{seed}"
        )
        try:
            until: date = today.date() if today is not None else installation.today()
            with Progress(cases) as step:
                made = make(installation, cases=cases, seed=seed, today=until, step=step)
            if planted_to is not None:
                from register.fictive import planting

                planted_to.write_text(planting.write(installation.house, seed), encoding="utf-8")
        finally:
            installation.close()
    typer.echo(f"{made} fictieve casussen gemaakt. Start met `casusregister serve`.")


def upgrade(home: Home = None) -> None:
    """Breng de databases van een bestaande installatie naar deze versie."""
    from register.domain.actor import system
    from register.domain.audit import Action

    with common.opened(home, recover=False) as installation:
        if installation.migrated():
            typer.echo("De installatie is al bij.")
            return
        installation.migrate()
        by = system()
        with installation.store.writing(by) as work:
            work.record(
                "installation.upgrade",
                Action.UPDATE,
                by=by,
                at=installation.now(),
                object_type="installation",
            )
    typer.echo("De installatie is bijgewerkt.")


class Progress:
    """A progress bar on stderr where a person looks on; silent elsewhere."""

    def __init__(self, total: int) -> None:
        self.total = total
        self._bar: object | None = None

    def __enter__(self) -> Callable[[], None]:
        if not common.interactive():
            return lambda: None
        from rich.progress import Progress as Bar

        bar = Bar(transient=True)
        bar.start()
        task = bar.add_task("Casussen maken", total=self.total)
        self._bar = bar
        return lambda: bar.advance(task)

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.stop()  # type: ignore[attr-defined]
