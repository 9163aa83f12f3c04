"""The real web application on a free loopback port, over a test installation whose clock stands
where the test puts it."""

import contextlib
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
from tests.support.small_world import World

if TYPE_CHECKING:
    from playwright.sync_api import Page


@dataclass
class Site:
    """A served installation: its desk (services, clock), its address, and the world in it."""

    desk: Desk
    url: str
    world: World

    def open_case(self, page: "Page", name: str = "nu te doen") -> None:
        """Open a case of the world by what is the matter with it."""
        page.goto(f"{self.url}/casussen/{self.world.cases[name]}")

    def open_form(self, page: "Page", informant: str = "ouder of verzorger") -> None:
        """Open the T6 of an informant from the wave grid of the case that is due."""
        self.open_case(page)
        page.get_by_role("link", name=f": {informant}, T6").click()
        page.get_by_role("heading", level=1, name="T6").wait_for()

    def log_in(self, page: "Page", login: str = "postdoc", *, password: str = PASSWORD) -> None:
        """Log in as a person would."""
        page.goto(f"{self.url}/inloggen")
        page.get_by_label("Inlognaam").fill(login)
        page.get_by_label("Wachtwoord").fill(password)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url(lambda address: not address.endswith("/inloggen"))

    def work(self) -> None:
        """Let the worker do what waits, as `casusregister worker --once` does."""
        from register.jobs.worker import Worker

        Worker(self.desk.installation).run(once=True)


def clocked(home_of: Desk) -> Installation:
    """The installation of a desk, opened anew with the desk's clock."""
    return Installation.open(home_of.installation.home, clock=lambda: home_of.at)


@contextlib.contextmanager
def served(desk: Desk, world: World) -> Iterator[Site]:
    """Serve a desk's installation; its clock is the desk's."""
    desk.installation.close()
    desk.installation = clocked(desk)
    application = create(desk.installation)
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(
            application,
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
        yield Site(desk, f"http://127.0.0.1:{listener.getsockname()[1]}", world)
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        listener.close()
        desk.installation.close()
