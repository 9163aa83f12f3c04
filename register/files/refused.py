"""The one error of this room: a file that cannot be read as a whole."""

from __future__ import annotations

from register.domain.errors import RegisterError


class FileRefused(RegisterError):
    """A file or mapping is refused; the text is Dutch and holds no value of a case.

    wrong: what is wrong; remedy: what to do next; line and column: where, when known.
    """

    def __init__(self, wrong: str, remedy: str, *, line: int = 0, column: str = "") -> None:
        self.wrong, self.remedy, self.line, self.column = wrong, remedy, line, column
        where = f"Regel {line}" if line else ""
        if column:
            where = f"{where}, kolom “{column}”" if where else f"Kolom “{column}”"
        super().__init__(f"{where + ': ' if where else ''}{wrong} {remedy}")


class SheetMissing(FileRefused):
    """The workbook has no sheet of this name (or the file has no sheets at all)."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        super().__init__(
            f"Er is geen blad “{sheet}”.",
            "Geef het blad die naam, of pas `sheet` in de koppeling aan.",
        )
