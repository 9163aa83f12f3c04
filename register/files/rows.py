"""Running one function over records and collecting every reason why a row cannot come in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from register.domain.imports import Reject
from register.files.cells import CellFault
from register.files.selection import Record

T = TypeVar("T")


@dataclass
class RowFaults:
    """Faults of one row; `read` gives a stand-in after a fault so that the rest is still read."""

    line: int
    sheet: str = ""
    found: list[Reject] = field(default_factory=list)

    def read(self, column: str, reader: Callable[[], T], otherwise: T) -> T:
        """What `reader` gives, or `otherwise` with the fault noted at `column`."""
        try:
            return reader()
        except CellFault as fault:
            self.note(column, fault.reason, fault.remedy)
            return otherwise

    def note(self, column: str, reason: str, remedy: str) -> None:
        """Refuse the row for one more reason."""
        self.found.append(Reject(self.line, column, reason, remedy, self.sheet))


def build(
    records: Iterable[Record],
    make: Callable[[Record, RowFaults], T | None],
    *,
    sheet: str = "",
) -> tuple[list[T], list[Reject]]:
    """Rows made from records, and the refusals; a record with any fault gives no row."""
    made: list[T] = []
    rejects: list[Reject] = []
    for record in records:
        faults = RowFaults(record.line, sheet)
        row = make(record, faults)
        if faults.found:
            rejects.extend(faults.found)
        elif row is not None:
            made.append(row)
    return made, rejects
