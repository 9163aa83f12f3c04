"""`make demo`: a fictive installation in var/demo, web application and worker, stopped together.

The installation is made beside its place and moved there when it is whole, so that an interrupted
first start is simply made again. Ctrl-C, SIGTERM, or the end of either process stops both.
"""

import argparse
import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[2]
COMMAND = Path(sys.executable).with_name("casusregister")
HOME = ROOT / "var" / "demo"
PATIENCE = 8.0
"""Seconds that a process gets to stop by itself."""


class StoppedError(Exception):
    """Somebody asked us to stop."""


def _stop(number: int, _frame: FrameType | None) -> None:
    raise StoppedError(signal.Signals(number).name)


def _die_with_parent() -> None:
    """On Linux a child does not outlive this process, even when that is killed outright."""
    pr_set_pdeathsig = 1
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


def _start(home: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, COMMAND, *arguments],
        cwd=ROOT,
        env=os.environ | {"CASUSREGISTER_HOME": str(home)},
        stdin=subprocess.DEVNULL,
        preexec_fn=_die_with_parent,  # noqa: PLW1509 - this process has one thread
    )


def _end(processes: Sequence["subprocess.Popen[bytes]"]) -> None:
    """Ask every process to stop, wait, and kill what did not."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + PATIENCE
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def _running(home: Path, *commands: Sequence[str]) -> Iterator[list["subprocess.Popen[bytes]"]]:
    processes: list[subprocess.Popen[bytes]] = []
    try:
        processes.extend(_start(home, *arguments) for arguments in commands)
        yield processes
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not leave one behind
        _end(processes)


def _run(home: Path, *arguments: str) -> None:
    with _running(home, arguments) as (process,):
        code = process.wait()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    if code:
        raise SystemExit(code)


def prepare(home: Path = HOME, *, cases: int) -> None:
    """Make the installation where there is none; bring an older one up to date."""
    if home.exists():
        _run(home, "upgrade")
        return
    half = home.with_name(home.name + ".half")
    shutil.rmtree(half, ignore_errors=True)
    home.parent.mkdir(parents=True, exist_ok=True)
    _run(half, "demo", "--cases", str(cases), "--seed", "1")
    half.rename(home)


def serve(home: Path, port: int) -> int:
    """Run web application and worker until one ends or we are asked to stop."""
    with _running(home, ("serve", "--port", str(port)), ("worker",)) as processes:
        while all(process.poll() is None for process in processes):
            time.sleep(0.2)
        codes = [process.poll() for process in processes]
    return next((code for code in codes if code), 0)


def main() -> int:
    """0 after an asked stop; else the exit code of what failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=8000, help="port on 127.0.0.1")
    parser.add_argument("--cases", type=int, default=200, help="size of the fictive cohort")
    options = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        prepare(cases=options.cases)
        return serve(HOME, options.port)
    except StoppedError:
        print("\nDemo stopped.", flush=True)
        return 0


if __name__ == "__main__":
    sys.exit(main())
