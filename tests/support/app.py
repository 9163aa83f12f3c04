"""The real web application on a free loopback port, over a test installation whose clock stands
where the test puts it."""

import contextlib
import re
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn

from register.installation import Installation
from register.web.app import create
from tests.factories import PASSWORD, Desk

if TYPE_CHECKING:
    from playwright.sync_api import Page


@dataclass
class Site:
    """A served installation: its desk (services, clock) and its address."""

    desk: Desk
    url: str

    def log_in(self, page: "Page", login: str = "postdoc") -> None:
        """Log in as a person would."""
        page.goto(f"{self.url}/inloggen")
        page.get_by_label("Inlognaam").fill(login)
        page.get_by_label("Wachtwoord").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url(re.compile(r"/(mijn-werk|analyses|)$"))

    def work(self) -> None:
        """Let the worker do what waits, as `casusregister worker --once` does."""
        from register.jobs.worker import Worker

        Worker(self.desk.installation).run(once=True)


def clocked(home_of: Desk) -> Installation:
    """The installation of a desk, opened anew with the desk's clock."""
    return Installation.open(home_of.installation.home, clock=lambda: home_of.at)


@contextlib.contextmanager
def served(desk: Desk) -> Iterator[Site]:
    """Serve a desk's installation; its clock is the desk's."""
    desk.installation = clocked(desk)
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(
            create(desk.installation),
            log_level="error",
            access_log=False,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=1,
        )
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield Site(desk, f"http://127.0.0.1:{listener.getsockname()[1]}")
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        listener.close()
        desk.installation.close()
