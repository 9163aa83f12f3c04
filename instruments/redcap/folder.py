"""A dictionary as a folder of definition files, and back: what the two commands do."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from instruments.definition import load
from instruments.model import Instrument
from instruments.redcap.dictionary import Exported, export_dictionary, import_dictionary
from instruments.redcap.report import RedcapError, Report
from instruments.writing import to_yaml

REPORT = "verslag-redcap.txt"


def import_to(
    source: Path, folder: Path, *, taken: Collection[str] = ()
) -> tuple[tuple[Instrument, ...], Report]:
    """Writes one YAML per form and the report into ``folder``; nothing that stands there is lost.

    Raises `RedcapError` where the file is no dictionary, or a definition with that name exists.
    """
    made, report = import_dictionary(source, taken=taken)
    folder.mkdir(parents=True, exist_ok=True)
    there = [one.id for one in made if (folder / f"{one.id}.yaml").exists()]
    if there:
        raise RedcapError(
            f"In de map staat al {there[0]}.yaml. Kies een lege map, of haal het bestand weg."
        )
    for one in made:
        (folder / f"{one.id}.yaml").write_text(to_yaml(one), encoding="utf-8")
    (folder / REPORT).write_text("\n".join(report.lines()) + "\n", encoding="utf-8")
    return made, report


def export_from(folder: Path) -> Exported:
    """The dictionary of all definitions in a folder; raises `RedcapError` where there is none."""
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise RedcapError("In deze map staat geen definitie (.yaml). Kies de map met definities.")
    return export_dictionary([load(path) for path in paths])
