"""Section 6: the improvement agenda — barriers, where each one stands, and how many youths."""

from __future__ import annotations

from analysis.disclosure import WITHHELD
from analysis.reports.material import Material, Plan
from analysis.reports.model import Block, Bullets, Paragraph, Section

TITLE = "Wat gebeurt er mee?"


def agenda(material: Material) -> Plan:
    """The plan of section 6; empty as long as nothing is on the agenda."""
    return Plan(lambda _: Section("6", TITLE, tuple(_blocks(material))))


def _blocks(material: Material) -> list[Block]:
    found = material.frames.agenda
    if not len(found):
        return []
    states = found["state"].value_counts()
    counts = ", ".join(
        f"{material.label(state).lower()} {int(count)}" for state, count in states.items()
    )
    lines = tuple(
        f"{material.label(theme)}: {material.label(state).lower()} "
        f"({_youths(count, material.policy.threshold)})"
        for theme, state, count in zip(
            found["theme"], found["state"], found["n_cases"].fillna(0).astype(int), strict=True
        )
    )
    return [
        Paragraph(f"Op de verbeteragenda staan {len(found)} knelpunten: {counts}."),
        Bullets(lines, "Per knelpunt"),
    ]


def _youths(count: int, threshold: int) -> str:
    """How many youths give evidence, in steps of 5: the number grows between two reports."""
    if count < max(threshold, 5):
        return f"aantal jeugdigen {WITHHELD}"
    return f"ten minste {count // 5 * 5} jeugdigen"
