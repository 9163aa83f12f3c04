"""Make this checkout the installed project of the environment that runs this file.

Writes what an editable install writes: a path file, the command and its metadata. It needs no
build backend, so that the run-time environment holds the run-time lock and nothing else
(docs/decisions/0007-environment.md). Run as `.venv/bin/python tests/support/checkout.py`.
"""

import csv
import json
import shutil
import sys
import sysconfig
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

COMMAND = """\
#!{python}
import sys

from {module} import {attribute}

sys.exit({attribute}())
"""


def link(root: Path = ROOT) -> list[Path]:
    """Write path file, metadata and commands; returns the files, all inside the environment."""
    if sys.prefix == sys.base_prefix:
        raise SystemExit("Run this with the python of an environment, e.g. .venv/bin/python.")
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    name, version = project["name"], project["version"]
    packages = Path(sysconfig.get_path("purelib"))
    for stale in packages.glob(f"{name}-*.dist-info"):
        shutil.rmtree(stale)
    info = packages / f"{name}-{version}.dist-info"
    info.mkdir()
    scripts: dict[str, str] = project.get("scripts", {})
    entries = "".join(f"{command} = {target}\n" for command, target in scripts.items())
    texts = {
        packages / f"{name}.pth": f"{root}\n",
        info / "METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        info / "INSTALLER": "make\n",
        info / "entry_points.txt": f"[console_scripts]\n{entries}",
        info / "direct_url.json": json.dumps(
            {"url": root.as_uri(), "dir_info": {"editable": True}}
        ),
    }
    for command, target in scripts.items():
        module, attribute = target.split(":")
        path = Path(sysconfig.get_path("scripts")) / command
        texts[path] = COMMAND.format(python=sys.executable, module=module, attribute=attribute)
    for path, text in texts.items():
        path.write_text(text, "utf-8")
        if path.parent.name in {"bin", "Scripts"}:
            path.chmod(0o755)
    record = info / "RECORD"
    with record.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((str(path), "", "") for path in [*texts, record])
    return [*texts, record]


if __name__ == "__main__":
    link()
