"""What is wrong with a definition: every error, with its place and what would be right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

Where: TypeAlias = "tuple[str | int, ...]"


@dataclass(frozen=True)
class Problem:
    """One fault of a definition at a path such as ``("sections", 0, "items", 2, "label")``."""

    where: Where
    message: str
    fix: str


@dataclass(frozen=True, order=True)
class DefinitionError:
    """One fault of a definition file, with the line (from 1) on which it stands."""

    file: str
    line: int
    message: str
    fix: str

    def __str__(self) -> str:
        return f"{self.file}, regel {self.line}: {self.message} {self.fix}"


class InvalidInstrument(ValueError):
    """Raised when a definition is built that cannot exist; `problems` holds every reason."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(" / ".join(f"{p.message} {p.fix}" for p in self.problems))


class DefinitionErrors(ValueError):
    """Raised by the loader; `errors` holds every fault, sorted by file and line."""

    def __init__(self, errors: Iterable[DefinitionError]) -> None:
        self.errors = tuple(sorted(set(errors)))
        super().__init__("\n".join(str(error) for error in self.errors))
