"""Guarding the installation: is the log whole, is there a copy, are the keys in order."""

from pathlib import Path
from typing import Annotated

import typer

from register.cli import common

audit = typer.Typer(help="Het logboek en de keten van toestemming.", no_args_is_help=True)
keys = typer.Typer(help="De sleutels en hun kopie op een tweede plaats.", no_args_is_help=True)


def add(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.add_typer(audit, name="audit")
    app.add_typer(keys, name="keys")
    app.command(epilog=f"Voorbeeld: casusregister backup /mnt/kopie. {common.EXIT_CODES}")(backup)
    app.command(
        epilog="Voorbeeld: casusregister restore --trial /mnt/kopie/casusregister-20260901T080000Z"
        f" {common.EXIT_CODES}"
    )(restore)
    app.command(epilog=f"Voorbeeld: casusregister doctor. {common.EXIT_CODES}")(doctor)


@audit.callback()
def _audit() -> None:
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


@keys.command(epilog=f"Voorbeeld: casusregister keys rotate. {common.EXIT_CODES}")
def rotate() -> None:
    """Verpak alle sleutels opnieuw en vernietig de oude verpakking; iedereen werkt door."""
    from register.services import rotation

    with common.opened() as installation, common.working("Sleutels opnieuw verpakken"):
        count = rotation.rotate(
            installation.house, by=common.actor(installation), at=installation.now()
        )
    typer.echo(f"{count} sleutels zijn opnieuw verpakt.")


@keys.command(epilog=f"Voorbeeld: casusregister keys copy /mnt/sleutels. {common.EXIT_CODES}")
def copy(
    place: Annotated[
        Path | None,
        typer.Argument(metavar="[MAP]", help="Nieuwe tweede plaats; anders de plaats van nu."),
    ] = None,
) -> None:
    """Zet de kopie van de sleutels op de tweede plaats, of kies die plaats."""
    with common.opened() as installation:
        if place is not None:
            installation.keep_keys_at(place)
        elif installation.keys.second is None:
            common.fail("Er is nog geen tweede plaats. Noem haar: `casusregister keys copy MAP`.")
        else:
            installation.keys.copy()
    typer.echo("De kopie van de sleutels is bij. Er staat één kopie: die van nu.")


def backup(
    folder: Annotated[
        Path, typer.Argument(metavar="MAP", help="Map op een andere schijf; elke keer een nieuwe.")
    ],
) -> None:
    """Maak een versleutelde reservekopie van beide databases en de bestanden."""
    from register.domain.actor import system
    from register.services import backups

    with common.opened() as installation, common.working("Reservekopie maken"):
        made = backups.make(installation.house, folder, by=system(), at=installation.now())
    typer.echo(f"Reservekopie gemaakt: {made.name}. De sleutels staan er niet in.")


def restore(
    source: Annotated[Path, typer.Argument(metavar="RESERVEKOPIE", help="Map van één kopie.")],
    trial: Annotated[
        bool, typer.Option("--trial", help="Alleen proberen, naast de installatie van nu.")
    ] = False,
    keys_copy: Annotated[
        Path | None, typer.Option("--keys", help="De nieuwste kopie van de sleutels (bestand).")
    ] = None,
    home: Annotated[
        Path | None, typer.Option("--home", help="Nieuwe, lege map voor de installatie.")
    ] = None,
    register_url: Annotated[
        str | None, typer.Option(help="Lege PostgreSQL-database voor het register.")
    ] = None,
    vault_url: Annotated[
        str | None, typer.Option(help="Lege PostgreSQL-database voor de kluis.")
    ] = None,
) -> None:
    """Zet een reservekopie terug in een nieuwe map, of probeer of dat kan."""
    from register.installation import Installation

    if trial:
        with common.opened() as installation, common.working("Reservekopie proberen"):
            found = installation.trial(source)
    else:
        if keys_copy is None or home is None:
            common.fail("Geef --keys en --home, of alleen --trial.", common.MISUSED)
        with common.speaking(), common.working("Reservekopie terugzetten"):
            found = Installation.restore(
                source, keys_copy=keys_copy, home=home, urls=(register_url, vault_url)
            )
    typer.echo(f"{'Proef geslaagd' if trial else 'Teruggezet'}: {found.id}.")
    for name, head in sorted(found.heads.items()):
        typer.echo(f"  {name}: regel {head[0]}, {head[1][:16]}…" if head else f"  {name}: leeg")
    if found.erased:
        typer.echo(f"  {found.erased} casussen die later zijn gewist, zijn opnieuw gewist.")
    if found.lost:
        common.fail(
            f"Van {found.lost} casussen zit de sleutel niet in deze kopie van de sleutels: zij is "
            "ouder dan de reservekopie. Zoek de nieuwste en herstel opnieuw."
        )


def doctor() -> None:
    """Kijk of alles in orde is, en zeg wat te doen waar dat niet zo is."""
    from register.domain.actor import system
    from register.services import doctor as examining

    with common.opened(recover=False) as installation:
        found = examining.examine(
            installation.house,
            migrated=installation.migrated(),
            by=system(),
            at=installation.now(),
        )
    for one in found:
        typer.echo(f"{'goed' if one.sound else 'LET OP'}  {one.text}")
        if not one.sound and one.remedy:
            typer.echo(f"        {one.remedy}")
    raise typer.Exit(0 if all(one.sound for one in found) else common.REFUSED)
