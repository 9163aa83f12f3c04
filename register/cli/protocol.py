"""The study protocol at the command line: what a version would change, and taking it into use."""

from pathlib import Path
from typing import Annotated

import typer

from register.cli import common

ProtocolFile = Annotated[
    Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="Protocol (YAML).")
]
commands = typer.Typer(
    help="Het studieprotocol: plannen en in gebruik nemen.", no_args_is_help=True
)


def add(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.add_typer(commands, name="protocol")


@commands.command(
    epilog=f"Voorbeeld: casusregister protocol plan protocol-1.1.yaml. {common.EXIT_CODES}"
)
def plan(
    file: ProtocolFile,
    per_case: Annotated[
        bool, typer.Option("--per-case", help="Ook per lopende casus; daarvoor logt u in.")
    ] = False,
) -> None:
    """Toon wat een protocol zou veranderen voor nieuwe en lopende casussen; verandert niets."""
    from register.domain.actor import system
    from register.services import protocols

    with common.opened(definitions=False) as installation:
        who = common.actor(installation) if per_case else system()
        found = protocols.preview(
            installation.house, _text(file), source=file.name, by=who, at=installation.now()
        )
    for line in found.lines(by_case=per_case):
        typer.echo(line)
    if found.blockers:
        common.fail("\n".join(["Zo kan dit protocol niet in gebruik:", *map(str, found.blockers)]))


@commands.command(
    epilog=f"Voorbeeld: casusregister protocol apply protocol-1.1.yaml. {common.EXIT_CODES}"
)
def apply(
    file: ProtocolFile,
    yes: Annotated[
        bool, typer.Option("--yes", help="Niet vragen; u hebt `protocol plan` bekeken.")
    ] = False,
) -> None:
    """Neem een versie van het protocol in gebruik, na te hebben getoond wat er verandert."""
    from register.services import protocols

    with common.opened(definitions=False) as installation:
        who, text, at = common.actor(installation), _text(file), installation.now()
        found = protocols.preview(installation.house, text, source=file.name, by=who, at=at)
        for line in found.lines(by_case=True):
            typer.echo(line)
        if found.blockers:
            common.fail("\n".join(map(str, found.blockers)))
        if not (found.same or yes or _agreed()):
            common.fail("Er is niets veranderd.")
        protocols.apply(
            installation.house,
            text,
            source=file.name,
            file=installation.own_protocol,
            by=who,
            at=at,
        )
    if not found.same:
        typer.echo(
            f"Protocol {found.becomes.version} is in gebruik. Herstart `casusregister serve` en "
            "`casusregister worker`, die nog met de vorige versie draaien."
        )


def _agreed() -> bool:
    return str(typer.prompt("In gebruik nemen? Typ ja of nee")).strip().casefold() in ("ja", "j")


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        common.fail("Dit bestand is geen tekst in UTF-8. Bewaar het in uw editor als UTF-8.")
