"""What of a dictionary or record file could not be honoured here: kept, and said by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Finding:
    """One thing about one field: in which form and column, and what becomes of it (Dutch)."""

    form: str
    field: str
    column: str
    message: str

    def __str__(self) -> str:
        return f"{self.form} / {self.field} ({self.column}): {self.message}"


@dataclass
class Report:
    """Findings in the order of the file, with the facts of the file itself."""

    encoding: str = ""
    columns: int = 0
    fields: int = 0
    findings: list[Finding] = field(default_factory=list)

    def add(self, form: str, name: str, column: str, message: str) -> None:
        found = Finding(form, name, column, message)
        if found not in self.findings[-20:]:
            self.findings.append(found)

    def lines(self) -> Iterator[str]:
        """The report as text: what was read, how often what occurs, then each field by name."""
        yield f"{self.fields} velden, {self.columns} kolommen, tekenset {self.encoding or 'UTF-8'}"
        counts = Counter(found.message for found in self.findings)
        for message, number in counts.most_common():
            yield f"{number}×: {message}"
        for found in self.findings:
            yield str(found)


class RedcapError(ValueError):
    """The file is no REDCap dictionary or record file; says what is missing and what to do."""
