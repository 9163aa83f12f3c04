"""What was released, by command: to look at, and to attack from outside."""

import json
from typing import Annotated

import typer

from register.cli import common

releases = typer.Typer(
    name="release", help="Vrijgegeven rapporten.", no_args_is_help=True, rich_markup_mode=None
)


def add(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.add_typer(releases)


@releases.command("list", epilog=f"Voorbeeld: casusregister release list. {common.EXIT_CODES}")
def list_() -> None:
    """Toon wat er is vrijgegeven, in volgorde."""
    from register.domain.people import Permission
    from register.services import release_ledger

    with common.opened() as installation:
        who = common.actor(installation)
        with installation.house.store.reading(who) as work:
            work.require(Permission.REPORT_DRAFT, by=who, at=installation.now())
            found = release_ledger.releases(work)
    for one in found:
        state = "teruggeroepen" if one.withdrawn else "vrijgegeven"
        typer.echo(f"{one.order}  {one.id}  {one.on:%d-%m-%Y}  {one.audience}  {state}")
    if not found:
        typer.echo("Er is nog niets vrijgegeven.")


@releases.command(
    epilog=f"Voorbeeld: casusregister release export NUMMER --json. {common.EXIT_CODES}"
)
def export(
    release: Annotated[str, typer.Argument(help="Nummer van de vrijgave of van het rapport.")],
    as_json: Annotated[bool, typer.Option("--json", help="JSON; null = niet getoond.")] = False,
) -> None:
    """Schrijf wat er gepubliceerd is, zodat iedereen kan proberen er iets uit af te leiden."""
    from analysis.disclosure.ledger import exported
    from register.domain.audit import Action
    from register.domain.people import Permission
    from register.services import release_ledger

    with common.opened() as installation:
        who, at = common.actor(installation), installation.now()
        with installation.house.store.reading(who) as work:
            work.require(Permission.REPORT_DRAFT, by=who, at=at)
            found = release_ledger.one(work, release)
            work.record(
                "release.export",
                Action.EXPORT,
                by=who,
                at=at,
                object_type="release",
                object_id=found.id,
            )
    plain = exported(found)
    if as_json:
        typer.echo(json.dumps(plain, ensure_ascii=False, indent=1))
        return
    for table in plain["tables"]:
        typer.echo(f"{table['id']}: {len(table['rows'])} x {len(table['cols'])} cellen")
