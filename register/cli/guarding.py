"""Guarding the installation: is the log whole, is there a copy, are the keys in order."""

import typer

from register.cli import common

audit = typer.Typer(help="Het logboek en de keten van toestemming.", no_args_is_help=True)


def add(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.add_typer(audit, name="audit")


@audit.callback()
def _group() -> None:
    """Het logboek en de keten van toestemming."""


@audit.command(epilog=f"Voorbeeld: casusregister audit verify. {common.EXIT_CODES}")
def verify() -> None:
    """Controleer of het logboek en de toestemmingen heel zijn, tegen wat de kluis bewaart."""
    from register.services import chains

    with common.opened() as installation:
        found = chains.verify(
            installation.house, by=common.actor(installation), at=installation.now()
        )
    for one in found:
        typer.echo(f"{one.title}: {one.length} regels, {'heel' if not one.faults else 'NIET HEEL'}")
        for fault in one.faults:
            typer.echo(f"  - {fault}")
    if any(one.faults for one in found):
        common.fail(
            "De keten is niet heel. Laat alles zoals het is, waarschuw de privacy officer en "
            "vergelijk met de laatste reservekopie (`casusregister restore --trial`)."
        )
