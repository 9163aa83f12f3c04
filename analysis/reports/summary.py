"""Section 0, one page: what is learned, what cannot be said, what is asked, what was done."""

from __future__ import annotations

from analysis.reports.material import Material
from analysis.reports.model import (
    Block,
    Bullets,
    CautionBlock,
    FigureBlock,
    Paragraph,
    Section,
)

CANNOT = (
    "Iedereen in dit onderzoek kreeg zeer intensieve hulp. Wat eraan voorafging, is daarom geen "
    "kans en geen risicofactor.",
    "Iedereen krijgt terugkoppeling. Wat daarna verandert, is samenhang; zonder vergelijkingsgroep "
    "is niet te zeggen waardoor het komt.",
)


def summary(material: Material, sections: tuple[Section, ...]) -> Section:
    """The first page, made from the sentences of the other sections."""
    learned = tuple(sentence for s in sections if (sentence := _lesson(s)))[:3]
    asked = next((s.question for s in sections if s.question), "")
    blocks: list[Block] = [
        Bullets(learned or ("Er is nog te weinig om te tonen.",), "Wat we leerden"),
        Bullets(CANNOT, "Wat we niet kunnen zeggen"),
    ]
    if asked:
        blocks.append(Bullets((asked,), "Wat we u vragen"))
    blocks.append(Paragraph(_previous(material)))
    return Section("0", "In één bladzijde", tuple(blocks))


def _lesson(section: Section) -> str:
    """The sentence with which a section opens, if it holds a number."""
    for block in section.blocks:
        text = ""
        if isinstance(block, Paragraph):
            text = block.text
        elif isinstance(block, FigureBlock):
            text = block.sentence
        if any(character.isdigit() for character in text):
            return text
        if isinstance(block, CautionBlock):
            break
    return ""


def _previous(material: Material) -> str:
    comments = material.frames.comments
    if not len(comments):
        return "Er zijn nog geen reacties op een eerder rapport."
    handled = int(comments["handled"].notna().sum())
    return (
        f"Op het vorige rapport kwamen {len(comments)} reacties; van {handled} staat vast wat "
        "ermee is gedaan."
    )
