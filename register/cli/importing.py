"""Importing files: RET registrations, care trajectories, monthly states, forms from REDCap."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from register.cli import common

if TYPE_CHECKING:
    from register.services.imports import Outcome


def add(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command(
        "import",
        epilog="Voorbeeld: casusregister import ret2026.xlsx --mapping ret_monitor --dry-run. "
        f"{common.EXIT_CODES}",
    )(bring_in)


def bring_in(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV of XLSX.")],
    mapping: Annotated[
        str, typer.Option(help="Een meegeleverde koppeling, of het pad van een eigen bestand.")
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Alleen laten zien wat er zou gebeuren.")
    ] = False,
    rejects: Annotated[
        Path | None,
        typer.Option(help="Waar de geweigerde regels heen gaan; anders naast het bestand."),
    ] = None,
) -> None:
    """Importeer een bestand volgens een koppeling; geweigerde regels komen in een apart bestand."""
    from register.services import imports

    name, text = _mapping(mapping)
    with common.opened() as installation:
        who, house = common.actor(installation), installation.house
        with common.working("Lezen en controleren"):
            plan = imports.judge(
                house, file.read_bytes(), mapping=name, text=text, today=installation.today()
            )
            outcome = imports.bring_in(
                house,
                plan,
                trial=dry_run,
                by=who,
                at=installation.now(),
                today=installation.today(),
            )
    for line in imports.told(plan, outcome):
        typer.echo(line)
    _tell(outcome, dry_run)
    if outcome.rejects:
        place = rejects or file.with_name(f"{file.stem}-geweigerd.csv")
        place.write_bytes(imports.refused(outcome))
        typer.echo(f"De geweigerde regels staan in {place.name}.")
        raise typer.Exit(common.REFUSED)


def _mapping(name: str) -> tuple[str, str | None]:
    """Name and text of a mapping; no text for one that ships."""
    path = Path(name)
    if path.suffix not in (".yaml", ".yml"):
        return name, None
    if not path.is_file():
        common.fail(f"De koppeling {path.name} is er niet. Controleer het pad.")
    return path.name, path.read_text(encoding="utf-8")


def _tell(outcome: "Outcome", trial: bool) -> None:
    verbs = ("zou toevoegen", "zou wijzigen") if trial else ("toegevoegd", "gewijzigd")
    groups = (
        (verbs[0], outcome.added),
        (verbs[1], outcome.changed),
        ("was al bekend", outcome.known),
    )
    for verb, counts in groups:
        for what, number in sorted(counts.items()):
            typer.echo(f"{number} {what} {verb}.")
    if trial:
        typer.echo("Dit was een proef: er is niets veranderd.")
