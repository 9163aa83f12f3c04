"""Consent at the command line: why something may be used or not, and what was said when."""

from datetime import datetime
from typing import Annotated

import typer

from register.cli import common

Case = Annotated[str, typer.Argument(metavar="CASE", help="Pseudoniem van de casus.")]
Purpose = Annotated[str, typer.Option(help="Doel uit het protocol, zoals P1.")]
Day = Annotated[
    datetime | None,
    typer.Option("--on", formats=["%Y-%m-%d"], help="Dag van gebruik; anders vandaag."),
]

commands = typer.Typer(help="Toestemming: waarom iets mag, wat er gezegd is.", no_args_is_help=True)


def add(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.add_typer(commands, name="consent")


@commands.command(
    epilog="Voorbeeld: casusregister consent explain 7K3M-9Q2A --purpose P6 --on 2026-03-01. "
    + common.EXIT_CODES
)
def explain(case: Case, purpose: Purpose = "P1", on: Day = None) -> None:
    """Leg uit of gegevens van een casus voor een doel gebruikt mogen worden, stap voor stap."""
    from register.services import cases, consent

    with common.opened() as installation:
        who, house, at = common.actor(installation), installation.house, installation.now()
        day = on.date() if on is not None else installation.today()
        with house.store.reading(who) as work:
            with consent.planning(work):
                found = cases.by_pseudonym(work, case)
            decision = consent.explain(
                work, house.protocol, found, purpose=purpose, on=day, by=who, at=at
            )
    for trace in decision.trace:
        rests_on = f" [gebeurtenis {_numbers(trace.events)}]" if trace.events else ""
        typer.echo(f"{trace.step.value}. {'ja ' if trace.passed else 'NEE'} {trace.text}{rests_on}")
    for flag in decision.flags:
        typer.echo(f"   let op: {flag}")
    typer.echo(f"{'Mag' if decision.allowed else 'Mag niet'}: {decision.explanation}")
    raise typer.Exit(0 if decision.allowed else common.REFUSED)


@commands.command(epilog=f"Voorbeeld: casusregister consent events 7K3M-9Q2A. {common.EXIT_CODES}")
def events(case: Case) -> None:
    """Toon wat er in een casus gevraagd, gegeven, geweigerd en ingetrokken is."""
    from register.services import cases, consent

    with common.opened() as installation:
        who, house, at = common.actor(installation), installation.house, installation.now()
        with house.store.reading(who) as work:
            with consent.planning(work):
                found = cases.by_pseudonym(work, case)
            listed = consent.events(work, house.protocol, found, by=who, at=at)
    for event in listed:
        reach = f" ({event.scope.value})" if event.scope is not None else ""
        about = "" if event.party == event.subject else f" voor {event.subject}"
        typer.echo(
            f"{event.seq:>6}  {event.effective_on:%d-%m-%Y}  {event.party}{about}  "
            f"{event.purpose}  {event.type.value}{reach}"
        )


def _numbers(events: tuple[int, ...]) -> str:
    return ", ".join(str(seq) for seq in events)


@commands.command(
    epilog="Voorbeeld: casusregister consent withdraw 7K3M-9Q2A --party J1 "
    f"--scope no_further_use. {common.EXIT_CODES}"
)
def withdraw(
    case: Case,
    scope: Annotated[
        str,
        typer.Option(help="contact_only, no_new_data, no_further_use of erase."),
    ],
    party: Annotated[str, typer.Option(help="Wie intrekt, met de code in de casus (J1).")] = "J1",
    subject: Annotated[
        str, typer.Option(help="Over wiens gegevens; anders de eigen gegevens.")
    ] = "",
    purpose: Annotated[str, typer.Option(help="Alleen dit doel; anders alle doelen.")] = "*",
    evidence: Annotated[str, typer.Option(help="Waar het bewijs ligt, zonder namen.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Voer uit; anders alleen laten zien.")] = False,
) -> None:
    """Laat zien wat een intrekking doet, en voer haar met --yes uit."""
    from consent.event import Scope
    from register.services import cases, consent, withdrawals

    if scope not in list(Scope):
        common.fail(f"Onbekend bereik. Kies uit: {', '.join(Scope)}.", common.MISUSED)
    with common.opened() as installation:
        who, house, at = common.actor(installation), installation.house, installation.now()
        today = installation.today()
        with house.store.reading(who) as work, consent.planning(work):
            found = cases.by_pseudonym(work, case)
        seen = withdrawals.look_ahead(house, found.id, scope=Scope(scope), by=who, at=at, on=today)
        for line in seen.consequences:
            typer.echo(line.text)
        for line_of in (seen.holdings.files, seen.holdings.copies, seen.holdings.releases):
            for one in line_of:
                typer.echo(f"  - {one.title} ({one.state})")
        if not yes:
            typer.echo("Er is niets gedaan. Voer het uit met --yes.")
            return
        request = withdrawals.Request(
            party, subject or party, Scope(scope), purpose, evidence=evidence
        )
        made = withdrawals.withdraw(house, found.id, request, by=who, at=at, on=today)
    typer.echo(f"Intrekking {made} is vastgelegd en uitgevoerd.")
    if seen.second_person:
        typer.echo("Wissen wacht op een tweede persoon: de privacy officer bevestigt het.")
