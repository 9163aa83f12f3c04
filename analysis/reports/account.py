"""Sections 7 and 8: what is asked of the reader, and how this report was made."""

from __future__ import annotations

from analysis.dutch import youths
from analysis.reports.material import Material, Shown
from analysis.reports.model import Bullets, CautionBlock, Paragraph, Provenance, Section

USE = (
    "Dit rapport is bedoeld om van te leren. Het is niet bedoeld voor inkoop, toezicht of "
    "contractbeheer van één aanbieder."
)
WORDS = (
    "Waarschijnlijk: het hele interval wijst dezelfde kant op.",
    "Mogelijk: het interval wijst vooral één kant op, maar sluit geen verschil niet uit.",
    "Niet te zeggen: het interval wijst beide kanten op.",
)


def questions(sections: tuple[Section, ...]) -> Section:
    """Section 7: one line per section that asks something."""
    lines = tuple(f"{s.number}. {s.title} {s.question}" for s in sections if s.question)
    return Section(
        "7", "Wat vragen wij u?",
        (Paragraph("Geef per onderdeel uw reactie: herkenbaar, twijfel of niet? Nuttig? "
                "Welke prioriteit? "
                "Het volgende rapport zegt wat ermee is gedaan."),
         Bullets(lines)),
    )  # fmt: skip


def account(material: Material, provenance: Provenance, shown: Shown) -> Section:
    """Section 8: provenance, reading guide, and how much was merged or withheld."""
    merged = sum(bool(notes) for notes in shown.notes.values())
    return Section(
        "8", "Verantwoording",
        (
            Bullets(tuple(f"{name}: {value}" for name, value in lines_of(provenance)), "Herkomst"),
            Paragraph(withheld_sentence(shown, merged)),
            Paragraph(
                "Aantallen zijn jeugdigen. Een aantal wordt niet getoond als iemand er "
                f"een jeugdige uit zou kunnen herkennen (beleid: {material.policy.label}); "
                "daarna is "
                "nagerekend dat geen niet getoond aantal uit de andere is af te leiden."
            ),
            Bullets(WORDS, "Leeswijzer"),
            CautionBlock(USE),
            Paragraph(f"In het analysebestand zaten {youths(len(material.frames.cases))}.")
            if len(material.frames.cases) >= max(10, material.policy.threshold)
            else Paragraph("In het analysebestand zaten minder dan 10 jeugdigen."),
        ),
    )  # fmt: skip


def lines_of(provenance: Provenance) -> list[tuple[str, str]]:
    """What stands behind the report, as label and value."""
    named = [
        f"{name.removeprefix('Instrument ').replace('_', ' ')} ({version})"
        for name, version in provenance.versions
    ]
    return [
        ("Analysebestand", provenance.file_hash),
        ("Peildatum (gegevens en toestemming)", provenance.as_of),
        ("Doel", provenance.purpose),
        ("Studieprotocol", provenance.protocol),
        *([("Vragenlijsten", ", ".join(named))] if named else []),
    ]


def withheld_sentence(shown: Shown, merged: int) -> str:
    """How many of how many cells were merged or not shown, and no more (RULES D10)."""
    cells = sum(table.n_cells for table in shown.tables.values())
    hidden = sum(table.n_withheld for table in shown.tables.values())
    tables = len(shown.tables)
    text = f"{hidden} van {cells} cellen in {tables} tabellen zijn niet getoond (privacy)."
    if merged:
        text += f" In {merged} {'tabel' if merged == 1 else 'tabellen'} zijn klassen samengevoegd."
    if shown.dropped:
        n = len(shown.dropped)
        text += f" {n} {'tabel is' if n == 1 else 'tabellen zijn'} in het geheel niet getoond."
    if shown.refused:
        n = len({conflict.table for conflict in shown.refused})
        text += (
            f" {n} {'tabel is' if n == 1 else 'tabellen zijn'} weggelaten, omdat een verschil met "
            "een eerder rapport naar een jeugdige zou kunnen wijzen."
        )
    return text
