"""What a report is: sections of blocks. It holds only numbers that passed disclosure control."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.disclosure import ProcessCount, Protected
from analysis.disclosure.ledger import Statement

CONCEPT = "concept – niet verspreiden"


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A short list; `title` may be empty. tables, statements: the numbers that stand in it."""

    items: tuple[str, ...]
    title: str = ""
    tables: tuple[Protected, ...] = ()
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class TableBlock:
    """A protected table with a caption (no numbers in it) and an optional note below."""

    table: Protected
    caption: str
    note: str = ""


@dataclass(frozen=True)
class ProcessBlock:
    """Process counts: one row per line, the counts of a line side by side under `columns`."""

    caption: str
    row_label: str
    columns: tuple[str, ...]
    lines: tuple[tuple[str, tuple[ProcessCount, ...]], ...]
    note: str = ""


@dataclass(frozen=True)
class FigureBlock:
    """A figure drawn from protected numbers: what to see, and the same for who cannot see it.

    svg: a complete <svg> element without scripts or outside references.
    """

    svg: str
    alt: str
    sentence: str
    caption: str
    tables: tuple[Protected, ...] = ()


@dataclass(frozen=True)
class CautionBlock:
    """Something that the numbers cannot show."""

    text: str


Block = Paragraph | Bullets | TableBlock | ProcessBlock | FigureBlock | CautionBlock


@dataclass(frozen=True)
class Section:
    """A numbered part with its question to the reader (may be empty)."""

    number: str
    title: str
    blocks: tuple[Block, ...]
    question: str = ""


@dataclass(frozen=True)
class Provenance:
    """Where the numbers come from. Dates as shown (dd-mm-jjjj)."""

    file_hash: str
    as_of: str
    purpose: str
    protocol: str
    versions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Report:
    """A report for one audience. status: `CONCEPT` until it is released."""

    id: str
    title: str
    subtitle: str
    audience: str
    audience_label: str
    sections: tuple[Section, ...]
    provenance: Provenance
    status: str = CONCEPT

    @property
    def tables(self) -> tuple[Protected, ...]:
        """Every protected table shown in the report, in a table or a figure, each once."""
        found: dict[str, Protected] = {}
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, TableBlock):
                    found[block.table.id] = block.table
                elif isinstance(block, FigureBlock | Bullets):
                    found.update({table.id: table for table in block.tables})
        return tuple(found.values())

    @property
    def counts(self) -> tuple[ProcessCount, ...]:
        """Every process count shown in the report."""
        return tuple(
            count
            for section in self.sections
            for block in section.blocks
            if isinstance(block, ProcessBlock)
            for _, counts in block.lines
            for count in counts
        )

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every number in the report that is not a count in a table."""
        return tuple(
            statement
            for section in self.sections
            for block in section.blocks
            if isinstance(block, Bullets)
            for statement in block.statements
        )
