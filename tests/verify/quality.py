"""Recall and precision of every check over many sound registers with planted faults."""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path

from instruments.checks import Severity
from register.fictive.faults import UNSEEN
from tests.support import planting
from tests.support.planting import Tally
from tests.support.repository import ROOT

CODE = ("instruments/checks", "analysis/quality", "register/fictive")


def seed_of_the_code() -> str:
    """The seeds follow from the code that is judged, so that nobody can choose lucky ones."""
    digest = hashlib.sha256()
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def measure(seeds: int, seed: str) -> Tally:
    """The tally over `seeds` registers."""
    tally = Tally()
    for number in range(seeds):
        planting.run(f"{seed}-{number}", tally)
    return tally


def page(tally: Tally, seeds: int, seed: str) -> str:
    """The table as Markdown."""
    severity = planting.severities()
    lines = [
        f"# Geplante fouten: {seeds} registers, zaad {seed}",
        "",
        "| controle | ernst | geplant | gevonden | bijna-fout | ten onrechte | los alarm |",
        "|---|---|---|---|---|---|---|",
    ]
    ids = sorted({*tally.planted, *tally.stray})
    lines += [
        f"| {one} | {severity[one].value} | {tally.planted[one]} | {tally.found[one]} | "
        f"{tally.near[one]} | {tally.cried[one]} | {tally.stray[one]} |"
        for one in ids
    ]
    lines.append("")
    for level in Severity:
        own = [one for one in ids if severity[one] is level]
        lines.append(
            f"- {level.value}: recall {tally.recall(own):.3f}, precisie {tally.precision(own):.3f}"
        )
    lines += ["", "Geen controle kan zien:", *(f"- {what}" for _, what in UNSEEN)]
    return "\n".join(lines) + "\n"


def errors(tally: Tally) -> list[str]:
    """The checks of severity fout."""
    severity = planting.severities()
    return [one for one in tally.planted if severity[one] is Severity.ERROR]


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 1 when recall for fout is below 0.97 or sound registers are accused."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--seed", default="")
    parser.add_argument("--to", type=Path)
    given = parser.parse_args(arguments)
    seed = given.seed or seed_of_the_code()
    tally = measure(given.seeds, seed)
    text = page(tally, given.seeds, seed)
    print(text)
    if given.to is not None:
        given.to.write_text(text, "utf-8")
    accused = sum(tally.stray[one] for one in errors(tally))
    enough = tally.recall(errors(tally)) >= 0.97 and accused <= 2 * given.seeds
    return 0 if enough else 1


if __name__ == "__main__":
    sys.exit(main())
