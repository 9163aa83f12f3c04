"""What some tests need beyond Python: found, installed where we may, or named in one clear line.

`python -m tests.support.needs --install` installs what is missing when it runs as root with
apt-get at hand. A test says `require("postgresql")`: it is skipped where the need is missing, and
fails where CI=true, because there everything can be installed. The public data sets are the
exception: they are not ours to ship, so their absence is a skip everywhere.
"""

import argparse
import ctypes.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PUBLIC_DATA = "CASUSREGISTER_PUBLIC_DATA"


def postgresql_programs() -> Path | None:
    """The folder with initdb and postgres: the newest of Debian's, else the one on PATH."""
    majors = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: int(path.parts[-3]) if path.parts[-3].isdigit() else 0,
    )
    on_path = shutil.which("initdb")
    found = majors[-1] if majors else Path(on_path) if on_path else None
    return found.parent if found and (found.parent / "postgres").exists() else None


def chromium_program() -> Path | None:
    """A Chromium or Chrome on PATH."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((Path(path) for name in names if (path := shutil.which(name))), None)


def public_data() -> Path | None:
    """The folder with the public data sets, where the environment names one that exists."""
    named = os.environ.get(PUBLIC_DATA)
    return Path(named) if named and Path(named).is_dir() else None


def _pango() -> bool:
    return bool(ctypes.util.find_library("pangoft2-1.0"))


@dataclass(frozen=True)
class Need:
    """Something outside Python: how to see that it is there, and how to get it."""

    name: str
    found: Callable[[], object]
    debian: tuple[str, ...]
    remedy: str
    """What to do about it; one clause that follows "install it: "."""


def _apt(*packages: str) -> str:
    return f"apt-get install {' '.join(packages)}"


def _debian(name: str, found: Callable[[], object], *packages: str) -> Need:
    return Need(name, found, packages, _apt(*packages))


NEEDS = {
    need.name: need
    for need in (
        _debian("postgresql", postgresql_programs, "postgresql"),
        _debian("chromium", chromium_program, "chromium"),
        _debian("pango", _pango, "libpango-1.0-0", "libpangoft2-1.0-0"),
        _debian("poppler-utils", lambda: shutil.which("pdftoppm"), "poppler-utils"),
        Need(
            "public data",
            public_data,
            (),
            f"set {PUBLIC_DATA} to the folder with the public data sets",
        ),
    )
}


def missing(name: str) -> str | None:
    """Why tests that need `name` cannot run here, or None when they can."""
    need = NEEDS[name]
    return None if need.found() else f"{name} is not on this machine; {need.remedy}"


def on_ci() -> bool:
    """Whether a skip for want of something installable is a failure here."""
    return os.environ.get("CI", "").lower() == "true"


def require(name: str) -> None:
    """Skip the calling test, or fail it on CI, where `name` (a key of NEEDS) is missing."""
    import pytest

    reason = missing(name)
    if reason is None:
        return
    if on_ci() and NEEDS[name].debian:
        pytest.fail(f"CI=true: {reason}", pytrace=False)
    pytest.skip(reason)


def install() -> None:
    """Install with apt-get what is missing, when root; say in one line each what stays away."""
    wanted = [need for need in NEEDS.values() if need.debian and not need.found()]
    apt = shutil.which("apt-get")
    if wanted and apt and hasattr(os, "geteuid") and os.geteuid() == 0:
        packages = [package for need in wanted for package in need.debian]
        print(f"Installing for the tests: {' '.join(packages)} …", flush=True)
        env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (
            [apt, "update", "-qq"],
            [apt, "install", "-y", "-qq", "--no-install-recommends", *packages],
        ):
            run = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
            if run.returncode:
                print(f"{' '.join(command[:2])} failed: {run.stderr.strip()[-500:]}", flush=True)
    for name in NEEDS:
        reason = missing(name)
        if reason:
            print(f"Tests will be skipped: {reason}.", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--install", action="store_true", help="install what is missing")
    if parser.parse_args().install:
        install()
    else:
        sys.exit(1 if any(missing(name) for name, need in NEEDS.items() if need.debian) else 0)
