"""Reading and writing definition files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from instruments import building
from instruments.frozen import FrozenMap
from instruments.model import Instrument
from instruments.problems import DefinitionError, DefinitionErrors, InvalidInstrument, Problem
from instruments.reading import Reader
from instruments.yamltext import YamlError
from instruments.yamltext import load as load_yaml

Choices = Callable[[str], FrozenMap[str] | None]


def load(
    definition: Path | str, *, source: str | None = None, choices: Choices | None = None
) -> Instrument:
    """The instrument of a file (`Path`) or of YAML text.

    ``choices`` finds a code list by id (default: the shipped ones). Raises `DefinitionErrors`
    with every fault: file, line, what is wrong, what would be right.
    """
    if isinstance(definition, Path):
        text, source = _text(definition), source or definition.name
    else:
        text, source = definition, source or "definitie.yaml"
    try:
        root = load_yaml(text, source=source)
    except YamlError as error:
        raise DefinitionErrors(
            [DefinitionError(error.source, error.line, error.message, error.fix)]
        ) from error
    if choices is None:
        from instruments.store import choices as shipped

        choices = shipped
    return _load(root, Reader(source), choices)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise DefinitionErrors(
            [
                DefinitionError(
                    path.name,
                    line,
                    "Dit bestand is geen tekst in UTF-8.",
                    "Bewaar het in uw editor als UTF-8.",
                )
            ]
        ) from error


def _load(root: object, reader: Reader, choices: Choices) -> Instrument:
    from instruments.yamltext import Node

    assert isinstance(root, Node)
    raw = reader.read(root, "instrument")
    try:
        instrument = building.instrument(raw, choices)
    except InvalidInstrument as error:
        _add(reader, error.problems)
    else:
        if not reader.errors:
            return instrument
    raise DefinitionErrors(reader.errors)


def _add(reader: Reader, problems: tuple[Problem, ...]) -> None:
    """Faults of the whole, except those that only follow from an unreadable key."""
    for problem in problems:
        follows = any(problem.where[: len(bad)] == bad for bad in reader.broken) or any(
            bad[-1:] == ("type",) and problem.where[: len(bad) - 1] == bad[:-1]
            for bad in reader.broken
        )
        if not follows:
            line = reader.line_of(problem.where)
            reader.errors.append(DefinitionError(reader.source, line, problem.message, problem.fix))
