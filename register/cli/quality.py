"""Looking at the quality of the data by command: extract, checks, suites, page."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from register.cli import common

if TYPE_CHECKING:
    from register.fictive.planting import Planting


def add(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command(
        epilog=f"Voorbeeld: casusregister quality --as-of 2027-03-31 --file kwaliteit.html. "
        f"{common.EXIT_CODES}"
    )(quality)


def quality(
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", formats=["%Y-%m-%d"], help="Peildatum; anders vandaag."),
    ] = None,
    file: Annotated[
        Path | None, typer.Option(help="Schrijf de pagina ook naar dit bestand.")
    ] = None,
    suites: Annotated[
        bool, typer.Option(help="Draai ook de verwachtingen van Great Expectations.")
    ] = True,
    planted: Annotated[
        Path | None,
        typer.Option(help="Alleen in een demo: plant de fouten uit dit bestand (zie demo)."),
    ] = None,
) -> None:
    """Draai alle controles over het hele register en stel de controlevragen."""
    from register.extract import quality as extracts
    from register.extract import quality_page

    with common.opened() as installation:
        who, house = common.actor(installation), installation.house
        at, today = installation.now(), installation.today()
        if planted is not None and not house.is_demo:
            common.fail("Fouten planten kan alleen in een demo.", common.MISUSED)
        planting = None
        if planted is not None:
            planting = _planting(planted, extracts.recipient(house).pid)
        with common.working("Controles draaien"):
            looked = extracts.look(
                house,
                as_of=_day(as_of, today),
                by=who,
                at=at,
                today=today,
                plant=None if planting is None else planting.act,
                suites=suites,
            )
            page = quality_page.keep(
                house,
                looked,
                by=who,
                at=at,
                on=today,
                planted=() if planting is None else planting.kinds(),
            )
        if file is not None:
            file.write_text(page, encoding="utf-8")
    kept = looked.kept
    typer.echo(
        f"{len(looked.outcome.judged)} controles gedraaid: {kept.new} nieuwe vragen, "
        f"{kept.again} opnieuw, {kept.same} nog open of afgedaan, {kept.gone} hersteld."
    )
    if planting is not None:
        typer.echo(
            f"Geplant: {len(planting.kinds())} van {len(planting.wanted)} fouten en bijna-fouten; "
            "voor de rest heeft dit register geen plek."
        )


def _planting(file: Path, pid: Callable[[str], str]) -> "Planting":
    from register.fictive.planting import Planting

    try:
        return Planting.read(file.read_text(encoding="utf-8"), pid)
    except (OSError, ValueError) as error:
        common.fail(str(error), common.MISUSED)


def _day(given: datetime | None, otherwise: date) -> date:
    return given.date() if given is not None else otherwise
