"""Instruments at the command line: check, show, codebook, diff, schema, REDCap in and out.

They open no installation and show no case; with ``CASUSREGISTER_HOME`` set, the site's own
definitions in its folder count too.
"""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from register.cli import common

if TYPE_CHECKING:
    from instruments.model import Instrument

Out = Annotated[Path, typer.Option("--out", help="Waar het resultaat heen gaat.")]
ProtocolFile = Annotated[
    Path | None,
    typer.Option(
        exists=True, dir_okay=False, help="Protocol (YAML); anders dat van deze installatie."
    ),
]

commands = typer.Typer(
    help="Vragenlijsten: controleren, bekijken, codeboek, REDCap.", no_args_is_help=True
)


def add(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.add_typer(commands, name="instruments")


def site() -> Path | None:
    """The folder with the definitions of the installation that is named, if any."""
    home = os.environ.get("CASUSREGISTER_HOME")
    return Path(home) / "instruments" if home else None


@commands.command(
    epilog=f"Voorbeeld: casusregister instruments check lijst.yaml. {common.EXIT_CODES}"
)
def check(
    where: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE|DIR]", exists=True, help="Bestand of map; anders alles."),
    ] = None,
    protocol: ProtocolFile = None,
) -> None:
    """Controleer definities, tel de belasting op en leg ze naast het protocol (RULES D15)."""
    from register.services import soundness

    with common.speaking():
        plan = soundness.protocol(_home(), None if protocol is None else _text(protocol))
        found = soundness.check(plan, where=where, site=site())
    for fault in found.faults:
        typer.echo(str(fault), err=True)
    for one in found.instruments:
        typer.echo(f"{one.key}: {len(one.fields)} vragen, {soundness.length(one)}")
    for line in found.sums:
        typer.echo(line)
    for blocker in found.blockers:
        typer.echo(f"{blocker}", err=True)
    if not found.sound:
        count = len(found.faults) + len(found.blockers)
        common.fail(
            f"{count} {'fout' if count == 1 else 'fouten'} gevonden. Er is niets veranderd."
        )
    typer.echo("Geen fouten.")


@commands.command(epilog=f"Voorbeeld: casusregister instruments show t0_ouder. {common.EXIT_CODES}")
def show(
    name: Annotated[
        str, typer.Argument(metavar="[ID|FILE]", help="Instrument, ID@VERSIE of bestand.")
    ] = "",
) -> None:
    """Toon welke instrumenten er zijn, of de vragen van één instrument."""
    from register.services import soundness

    with common.speaking():
        if not name:
            for line in soundness.listed(site()):
                typer.echo(line)
            return
        for line in soundness.described(_found(name)):
            typer.echo(line)


@commands.command(
    epilog="Voorbeeld: casusregister instruments codebook t0_ouder --out codeboek.html. "
    + common.EXIT_CODES
)
def codebook(
    out: Out,
    name: Annotated[
        str, typer.Argument(metavar="[ID|FILE]", help="Eén instrument; anders alle.")
    ] = "",
) -> None:
    """Maak een leesbaar codeboek (HTML): vragen, antwoorden, voorwaarden, scoring, bron."""
    from instruments import codebook as books
    from instruments.codebook_page import codebook_page
    from register.services import soundness

    with common.speaking():
        chosen = (_found(name),) if name else soundness.newest(site())
        _write(out, codebook_page(books.codebook(one) for one in chosen))
    typer.echo(f"Het codeboek van {len(chosen)} instrument(en) staat in {out.name}.")


@commands.command(
    epilog="Voorbeeld: casusregister instruments diff lijst-1.yaml lijst-2.yaml. "
    + common.EXIT_CODES
)
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="ID@VERSIE of bestand.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="ID@VERSIE of bestand.")],
) -> None:
    """Zeg per vraag wat er tussen twee versies veranderde."""
    from instruments.versions import UndeclaredChange, differences

    with common.speaking():
        before, after = _found(old), _found(new)
    try:
        found = differences(before, after)
    except UndeclaredChange as error:
        common.fail(str(error))
    changed = [one for one in found if one.change != "kept" or one.keys]
    for one in changed:
        typer.echo(one.words)
    typer.echo(f"{len(found) - len(changed)} vragen zijn gelijk, {len(changed)} zijn anders.")


@commands.command(epilog=f"Voorbeeld: casusregister instruments schema. {common.EXIT_CODES}")
def schema(
    out: Annotated[
        Path | None, typer.Option("--out", help="Bestand; anders op het scherm.")
    ] = None,
) -> None:
    """Geef het JSON-schema van de definitietaal, voor een editor."""
    from instruments.schema import json_schema

    text = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
    if out is None:
        typer.echo(text, nl=False)
        return
    with common.speaking():
        _write(out, text)
    typer.echo(f"Het schema staat in {out.name}.")


@commands.command(
    "import-redcap",
    epilog="Voorbeeld: casusregister instruments import-redcap woordenboek.csv --out lijsten. "
    + common.EXIT_CODES,
)
def import_redcap(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="Data dictionary (CSV) van REDCap.")
    ],
    out: Out,
) -> None:
    """Maak van een REDCap-codeboek definities: een bestand per formulier, met een verslag."""
    from instruments.redcap.folder import REPORT, import_to
    from instruments.redcap.report import RedcapError
    from register.services import soundness

    with common.speaking():
        taken = soundness.taken(site())
    try:
        made, report = import_to(file, out, taken=taken)
    except (RedcapError, OSError) as error:
        common.fail(_said(error))
    for one in made:
        typer.echo(f"{one.id}.yaml: {len(one.fields)} vragen")
    typer.echo(
        f"{report.fields} velden gelezen, {len(report.findings)} opmerkingen (zie {REPORT}). "
        "Controleer de bestanden met `casusregister instruments check`."
    )


@commands.command(
    "export-redcap",
    epilog="Voorbeeld: casusregister instruments export-redcap lijsten --out woordenboek.csv. "
    + common.EXIT_CODES,
)
def export_redcap(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", exists=True, file_okay=False, help="Map met definities."),
    ],
    out: Out,
) -> None:
    """Schrijf de definities van een map als REDCap-codeboek (CSV)."""
    from instruments.problems import DefinitionErrors
    from instruments.redcap.folder import export_from
    from instruments.redcap.report import RedcapError

    try:
        made = export_from(folder)
    except (RedcapError, DefinitionErrors) as error:
        common.fail(str(error))
    with common.speaking():
        _write(out, made.text)
    for finding in made.report.findings:
        typer.echo(f"let op: {finding}", err=True)
    typer.echo(f"{made.report.fields} velden staan in {out.name}.")


def _found(name: str) -> "Instrument":
    from register.services import soundness

    return soundness.find(name, site())


def _home() -> Path | None:
    home = os.environ.get("CASUSREGISTER_HOME")
    return Path(home) if home else None


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


def _write(out: Path, text: str) -> None:
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        common.fail(_said(error))


def _said(error: Exception) -> str:
    if isinstance(error, OSError):
        return "Daar kan niet worden geschreven. Kies een map die bestaat en van u is."
    return str(error)
