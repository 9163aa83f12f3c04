"""What a report says of the quality of the data it rests on, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from analysis.reports.model import Block, CautionBlock, Paragraph, Report, Section

TITLE = "Kwaliteit van de gegevens"


def with_quality(report: Report, facts: Mapping[str, Any]) -> Report:
    """The report with a last section on quality; unchanged where the file carries no result."""
    found = facts.get("quality")
    if not found:
        return report
    number = str(len(report.sections))
    section = Section(number, TITLE, tuple(_blocks(found)))
    return replace(report, sections=(*report.sections, section))


def _blocks(found: Mapping[str, Any]) -> list[Block]:
    if not found.get("gedraaid"):
        return [Paragraph("Over deze gegevens zijn de kwaliteitscontroles nog niet gedraaid.")]
    day = date.fromisoformat(found["peildatum"])
    left = (
        "Er waren geen onopgeloste fouten."
        if not found["open_fouten"]
        else "Er waren onopgeloste fouten."
    )
    text = (
        f"De controles zijn gedraaid met peildatum {day:%d-%m-%Y} "
        f"(uitkomst {found['uitkomst'][:12]}). {left}"
    )
    blocks: list[Block] = [Paragraph(text)]
    if found.get("toch_gemaakt"):
        blocks.append(
            CautionBlock(
                "Dit bestand is gemaakt terwijl er onopgeloste fouten waren. Reden volgens "
                f"{found['door']}: {found['toch_gemaakt']}"
            )
        )
    return blocks
