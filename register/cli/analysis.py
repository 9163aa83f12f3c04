"""Analysis files and reports by command; each acts as the account that is logged in."""

import os
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from register.cli import common

if TYPE_CHECKING:
    from register.domain.actor import Actor
    from register.services.house import House

AsOf = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="Peildatum; anders vandaag."),
]


def add(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command(
        epilog=f"Voorbeeld: casusregister extract --purpose P1 --as-of 2027-03-31. "
        f"{common.EXIT_CODES}"
    )(extract)
    app.command(epilog=f"Voorbeeld: casusregister report --file h1.html. {common.EXIT_CODES}")(
        report
    )


def extract(
    purpose: Annotated[str, typer.Option(help="Doel (P1 onderzoek, P6 hergebruik, …).")] = "P1",
    as_of: AsOf = None,
    recipient: Annotated[str, typer.Option(help="Voor wie.")] = "onderzoeksteam",
    to: Annotated[
        Path | None, typer.Option(help="Zet ook een kopie met wachtzin in deze (nieuwe) map.")
    ] = None,
    anyway: Annotated[
        str, typer.Option(help="Reden om het ondanks onopgeloste fouten te maken, zonder namen.")
    ] = "",
) -> None:
    """Maak een analysebestand met alleen wat de toestemming toelaat.

    Bij onopgeloste fouten weigert het; met een reden kan het toch, en die komt in het bestand en
    het rapport te staan.
    """
    from register import extract as extracts

    with common.opened() as installation:
        who = common.actor(installation)
        with common.working("Analysebestand maken"):
            made = extracts.make(
                installation.house,
                purpose=purpose,
                as_of=_day(as_of, installation.today()),
                recipient=recipient,
                by=who,
                at=installation.now(),
                today=installation.today(),
                override=anyway,
            )
        if to is not None:
            phrase = os.environ.get("CASUSREGISTER_PASSPHRASE") or typer.prompt(
                "wachtzin voor de kopie", hide_input=True, confirmation_prompt="nog eens"
            )
            extracts.hand_over(
                installation.house,
                made.id,
                to=to,
                passphrase=phrase,
                by=who,
                at=installation.now(),
                today=installation.today(),
            )
    typer.echo(f"Analysebestand {made.id} met {made.cases} jeugdigen, vingerafdruk {made.hash}.")


def report(
    analysis_file: Annotated[
        str, typer.Option("--analysis-file", help="Nummer van het analysebestand; anders nieuw.")
    ] = "",
    as_of: AsOf = None,
    file: Annotated[
        Path | None, typer.Option(help="Schrijf het rapport ook naar dit bestand.")
    ] = None,
) -> None:
    """Maak het halfjaarrapport in concept (niet verspreiden)."""
    from register.services import reports

    with common.opened() as installation:
        who, house = common.actor(installation), installation.house
        at, today = installation.now(), installation.today()
        with common.working("Rapport maken"):
            source = analysis_file or _new_file(house, as_of, by=who, at=at, today=today)
            made = reports.build_half_yearly(
                house, analysis_file=source, by=who, at=at, today=today
            )
        if file is not None:
            file.write_bytes(reports.read(house, made, by=who, at=at))
    typer.echo(f"Concept-halfjaarrapport {made} gemaakt.")


def _new_file(
    house: "House", as_of: datetime | None, *, by: "Actor", at: datetime, today: date
) -> str:
    from register import extract as extracts

    made = extracts.make(
        house,
        purpose="P1",
        as_of=_day(as_of, today),
        recipient="onderzoeksteam",
        by=by,
        at=at,
        today=today,
    )
    return made.id


def _day(given: datetime | None, otherwise: date) -> date:
    return given.date() if given is not None else otherwise
