"""A PostgreSQL cluster of the tests' own: on a socket, with a password, gone afterwards.

PostgreSQL refuses to run as root, so under root it runs as the OS user `postgres`. A template
database is filled once (migrations); each test clones it in about 20 ms.
"""

import contextlib
import ctypes
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.support.needs import postgresql_programs

if TYPE_CHECKING:
    from sqlalchemy import URL

OWNER = "tests"
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",  # a cluster that lives for one test run has nothing to lose
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "60",
    "shared_buffers": "32MB",
    "log_min_messages": "warning",
}


class ClusterError(RuntimeError):
    """The cluster did not start; carries the end of its log."""


def _as_postgres() -> dict[str, Any]:
    """Arguments for subprocess that drop root; empty for an ordinary user."""
    if os.geteuid() != 0:
        return {}
    import pwd

    try:
        account = pwd.getpwnam("postgres")
    except KeyError as error:
        raise ClusterError(
            "As root the tests need the OS user postgres: useradd -r postgres"
        ) from error
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _die_with_parent() -> None:
    """Ask Linux to stop the server when the test process is killed, however it is killed."""
    pr_set_pdeathsig = 1
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGQUIT)


@dataclass
class Cluster:
    """A running cluster. Databases are made with `create` and `clone`, named by the caller."""

    folder: Path
    password: str
    _templates: set[str] = field(default_factory=set)
    _count: int = 0

    def url(self, database: str, *, user: str = OWNER, password: str | None = None) -> "URL":
        """The SQLAlchemy address of a database (psycopg 3, over the socket)."""
        from sqlalchemy import URL

        return URL.create(
            "postgresql+psycopg",
            username=user,
            password=password or self.password,
            database=database,
            query={"host": str(self.folder)},
        )

    def run(self, statement: str, *, database: str = "postgres") -> None:
        """Run one statement of SQL as the owner, outside a transaction."""
        import psycopg

        with psycopg.connect(
            host=str(self.folder),
            user=OWNER,
            password=self.password,
            dbname=database,
            autocommit=True,
        ) as connection:
            connection.execute(statement)  # type: ignore[arg-type]

    def create(self, name: str, *, template: str = "template0") -> "URL":
        """Make an empty database, or a copy of `template` (which nobody may have open)."""
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def template(self, name: str, fill: Callable[["URL"], None]) -> str:
        """Make a template once per cluster: `fill` migrates it and closes its connections."""
        if name not in self._templates:
            fill(self.create(name))
            self._templates.add(name)
        return name

    def clone(self, template: str) -> "URL":
        """A fresh database for one test, copied from a template."""
        self._count += 1
        return self.create(f"{template}_{self._count}", template=template)

    def drop(self, url: "URL") -> None:
        """Remove a database, also when something still has it open."""
        self.run(f'DROP DATABASE IF EXISTS "{url.database}" WITH (FORCE)')


@contextlib.contextmanager
def cluster() -> Iterator[Cluster]:
    """Start a cluster in a folder of its own; stop it and remove the folder at the end."""
    programs = postgresql_programs()
    if programs is None:
        raise ClusterError("PostgreSQL is not on this machine.")
    as_postgres = _as_postgres()
    # A socket's path may have about 100 characters, and under root the server's own user must
    # reach it: the system's folder, not one that TMPDIR names.
    system = Path("/tmp")
    folder = Path(tempfile.mkdtemp(prefix="casus-pg-", dir=system if system.is_dir() else None))
    password = secrets.token_urlsafe(16)
    secret = folder / "password"
    secret.write_text(password, "utf-8")
    if as_postgres:
        for path in (folder, secret):
            os.chown(path, as_postgres["user"], as_postgres["group"])
    data, log = folder / "data", folder / "log"
    initdb = [programs / "initdb", "-D", data, "-U", OWNER, f"--pwfile={secret}"]
    options = [
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
        "--no-instructions",
    ]
    server: subprocess.Popen[bytes] | None = None
    try:
        made = subprocess.run(
            [*initdb, *options],
            capture_output=True,
            text=True,
            check=False,
            cwd=folder,
            **as_postgres,
        )
        if made.returncode:
            raise ClusterError(f"initdb failed: {made.stderr[-800:]}")
        secret.unlink()
        settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        with log.open("wb") as output:
            server = subprocess.Popen(
                [programs / "postgres", "-D", data, "-k", folder, *settings],
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                cwd=folder,
                preexec_fn=_die_with_parent,  # noqa: PLW1509 - one thread when fixtures start
                **as_postgres,
            )
        found = Cluster(folder, password)
        _wait(found, server, log)
        yield found
    finally:
        if server is not None:
            server.send_signal(signal.SIGQUIT)
            server.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(found: Cluster, server: "subprocess.Popen[bytes]", log: Path) -> None:
    import psycopg

    for _ in range(300):
        if server.poll() is not None:
            break
        try:
            found.run("SELECT 1")
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise ClusterError(f"PostgreSQL did not start: {log.read_text('utf-8', 'replace')[-800:]}")
