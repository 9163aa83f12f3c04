"""`make demo` makes its installation once and leaves no process behind, however it is stopped."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.repository import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="process groups as on Linux")

# Stands for `casusregister`: writes its process id, then does what the real commands do.
COMMAND = """
import os, signal, sys, time
from pathlib import Path
home, verb = Path(os.environ["CASUSREGISTER_HOME"]), sys.argv[1]
ids = Path(os.environ["IDS"])
(ids / verb).write_text(str(os.getpid()))
if verb == "demo":
    home.mkdir()
    (home / "half").touch()
    while os.environ.get("SLOW"):
        time.sleep(0.05)
    (home / "whole").touch()
elif verb in {"serve", "worker"}:
    if os.environ.get("DEAF"):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while not (os.environ.get("FAILS") == verb):
        time.sleep(0.05)
    sys.exit(3)
"""

RUN = """
import sys
from pathlib import Path
from tests.support import demo
demo.COMMAND, demo.HOME, demo.PATIENCE = Path(sys.argv[1]), Path(sys.argv[2]), 1.0
demo.prepare.__defaults__ = (demo.HOME,)
sys.argv = ["demo"]
sys.exit(demo.main())
"""


class Demo:
    """A started demo with a stand-in for the command."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.home = folder / "var" / "demo"
        self.ids = folder / "ids"
        self.ids.mkdir(exist_ok=True)
        command = folder / "command.py"
        command.write_text(COMMAND, "utf-8")
        self.process = subprocess.Popen(
            [sys.executable, "-c", RUN, str(command), str(self.home)],
            cwd=ROOT,
            env=os.environ | environment | {"IDS": str(self.ids)},
            start_new_session=True,
            stdout=subprocess.DEVNULL,
        )

    def started(self, *verbs: str) -> list[int]:
        """Wait until these commands run; their process ids."""
        for _ in range(200):
            files = [self.ids / verb for verb in verbs]
            if all(file.exists() and file.read_text("utf-8") for file in files):
                return [int(file.read_text("utf-8")) for file in files]
            time.sleep(0.05)
        raise AssertionError(f"{verbs} did not start")

    def ended(self) -> int:
        """Wait for the demo; its exit code."""
        return self.process.wait(timeout=15)


def alive(process: int) -> bool:
    """Whether a process runs (a zombie does not)."""
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def leave_nothing() -> Iterator[list[Demo]]:
    """Kills the groups of the demos named in the list, whatever the test did."""
    demos: list[Demo] = []
    yield demos
    for demo in demos:
        if demo.process.poll() is None:
            os.killpg(demo.process.pid, signal.SIGKILL)
            demo.process.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_the_group_stops_both_and_is_no_error(
    tmp_path: Path, leave_nothing: list[Demo], number: signal.Signals
) -> None:
    demo = Demo(tmp_path)
    leave_nothing.append(demo)
    processes = demo.started("serve", "worker")
    os.killpg(demo.process.pid, number)
    assert demo.ended() == 0
    assert not any(map(alive, processes))


def test_a_process_that_does_not_listen_is_stopped_all_the_same(
    tmp_path: Path, leave_nothing: list[Demo]
) -> None:
    demo = Demo(tmp_path, DEAF="1")
    leave_nothing.append(demo)
    processes = demo.started("serve", "worker")
    demo.process.terminate()
    assert demo.ended() == 0
    assert not any(map(alive, processes))


def test_killing_the_demo_outright_takes_its_processes_along(
    tmp_path: Path, leave_nothing: list[Demo]
) -> None:
    demo = Demo(tmp_path)
    leave_nothing.append(demo)
    processes = demo.started("serve", "worker")
    demo.process.kill()
    demo.ended()
    deadline = time.monotonic() + 5
    while any(map(alive, processes)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(alive, processes))


def test_when_the_worker_fails_the_web_application_stops_too(
    tmp_path: Path, leave_nothing: list[Demo]
) -> None:
    demo = Demo(tmp_path, FAILS="worker")
    leave_nothing.append(demo)
    processes = demo.started("serve", "worker")
    assert demo.ended() == 3
    assert not any(map(alive, processes))


def test_an_interrupted_first_start_is_made_again_and_a_whole_one_is_kept(
    tmp_path: Path, leave_nothing: list[Demo]
) -> None:
    first = Demo(tmp_path, SLOW="1")
    leave_nothing.append(first)
    first.started("demo")
    os.killpg(first.process.pid, signal.SIGTERM)
    assert first.ended() == 0
    assert not first.home.exists()

    second = Demo(tmp_path)
    leave_nothing.append(second)
    second.started("serve", "worker")
    os.killpg(second.process.pid, signal.SIGTERM)
    second.ended()
    assert (second.home / "whole").exists()

    (second.home / "mine").touch()
    for file in second.ids.iterdir():
        file.unlink()
    third = Demo(tmp_path)
    leave_nothing.append(third)
    third.started("upgrade", "serve", "worker")
    os.killpg(third.process.pid, signal.SIGTERM)
    third.ended()
    assert (third.home / "mine").exists()
    assert not (third.ids / "demo").exists()
