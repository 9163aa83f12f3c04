"""The command ``casusregister``. Nothing heavy is imported here: ``--help`` answers at once."""

import typer

from register.cli import (
    access,
    analysis,
    consenting,
    guarding,
    importing,
    installing,
    instruments,
    notebooks,
    protocol,
    quality,
    releases,
    running,
)

app = typer.Typer(
    name="casusregister",
    help="Casusregister: een gepseudonimiseerd, longitudinaal onderzoeksregister voor de "
    "specialistische jeugdhulp.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

installing.add(app)
instruments.add(app)
protocol.add(app)
access.add(app)
running.add(app)
importing.add(app)
notebooks.add(app)
analysis.add(app)
releases.add(app)
quality.add(app)
consenting.add(app)
guarding.add(app)
