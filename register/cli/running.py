"""Running the web application and the worker."""

import signal
from types import FrameType
from typing import Annotated

import typer

from register.cli import common


def add(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command(epilog=f"Voorbeeld: casusregister serve --port 8000. {common.EXIT_CODES}")(serve)
    app.command(epilog=f"Voorbeeld: casusregister worker. {common.EXIT_CODES}")(worker)


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Poort.")] = 8000,
    host: Annotated[str, typer.Option(help="Adres; een demo blijft op 127.0.0.1.")] = "127.0.0.1",
) -> None:
    """Start de webapplicatie."""
    import uvicorn

    from register.web.app import create

    with common.opened() as installation:
        if installation.house.is_demo and host != "127.0.0.1":
            common.fail("Een demo heeft bekende wachtwoorden en draait alleen op 127.0.0.1.")
        typer.echo(f"Casusregister draait op http://{host}:{port} (stoppen met Ctrl-C).")
        uvicorn.run(
            create(installation),
            host=host,
            port=port,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=3,
        )


def worker(
    once: Annotated[bool, typer.Option(help="Doe wat er ligt en stop.")] = False,
) -> None:
    """Doe het achtergrondwerk: analysebestanden en rapporten maken."""
    from register.jobs.worker import Worker

    with common.opened() as installation:
        running = Worker(installation)

        def stop(number: int, frame: FrameType | None) -> None:
            running.stop()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        done = running.run(once=once)
    typer.echo(f"{done} taken gedaan.")
