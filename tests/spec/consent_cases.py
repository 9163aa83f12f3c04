"""Drawn consent cases, one per rule and edge: read them with a calendar beside you.

They stand in ``tests/spec/consent/``, a file per theme. Each block: title | the rule it draws,
then the drawing (see ``tests.spec.consent_drawing``).
"""

from pathlib import Path

from tests.spec.consent_drawing import Case, parse

FOLDER = Path(__file__).parent / "consent"


def _theme(file: Path) -> str:
    return file.stem.partition("_")[2].replace("_", " ").capitalize()


def _cases(file: Path) -> tuple[Case, ...]:
    found = []
    for block in file.read_text("utf-8").strip().split("\n\n"):
        heading, *lines = block.splitlines()
        title, _, rule = heading.removeprefix("# ").partition(" | ")
        found.append(parse(title, rule, "\n".join(lines)))
    return tuple(found)


THEMES = {_theme(file): _cases(file) for file in sorted(FOLDER.glob("*.txt"))}
CASES = tuple(case for cases in THEMES.values() for case in cases)
