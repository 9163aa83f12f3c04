"""How one fault of a definition is written down: its lines, their place and the message."""

from dataclasses import dataclass

HEAD = """\
id: voorbeeld
version: "1"
title: Voorbeeld
sections:
  - id: deel
    title: Deel
    items:
      - {id: eerste, type: choice, label: Eerste, choices: {"1": ja, "2": nee}}
      - {id: keuzes, type: multichoice, label: Meer, choices: {"1": a, "2": b}}
      - {id: getal, type: number, label: Getal}
      - {id: dag, type: date, label: Dag}
      - {id: verhaal, type: note, label: Verhaal}
"""
MARK = "  # <-"


@dataclass(frozen=True)
class Fault:
    """One kind of fault: the lines after the head (or the whole file) and the message."""

    name: str
    lines: str
    message: str
    whole: bool = False

    @property
    def text(self) -> str:
        return self.lines if self.whole else HEAD + self.lines

    @property
    def line(self) -> int:
        return next(i for i, line in enumerate(self.text.splitlines(), 1) if "# <-" in line)


def item(name: str, text: str, message: str) -> Fault:
    """A fault in one more item, written on one line per key."""
    lines = (f"      {line}\n" for line in text.strip().splitlines())
    return Fault(name, "".join(lines), message)


def head(name: str, text: str, message: str) -> Fault:
    """A fault in a key of the instrument itself."""
    return Fault(name, text.strip() + "\n", message)


def whole(name: str, text: str, message: str) -> Fault:
    return Fault(name, text, message, whole=True)
