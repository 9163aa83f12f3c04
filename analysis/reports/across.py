"""Section 5, casusoverstijgend spoor: which themes come back, in how many youths."""

from __future__ import annotations

from analysis.disclosure import Protected, Table
from analysis.reports.material import Material, Plan, Shown
from analysis.reports.model import Block, Bullets, CautionBlock, Section
from analysis.reports.presentation import wilson
from analysis.reports.wording import PERCENT_FROM, of_total

TITLE = "Casusoverstijgend spoor: wat keert terug?"
YES, NO = "komt voor", "niet gezien"


def across(material: Material) -> Plan:
    """The plan of section 5: one yes/no table per code, so that its complement counts too."""
    codings = material.frames.codings
    people = [str(pid) for pid in material.frames.cases["pid"]]
    tables = []
    for code, part in codings.groupby("code", observed=True):
        with_code = {str(pid) for pid in part["pid"]}
        label = material.label(code)
        tables.append(
            material.table(
                f"thema-{code}",
                label,
                (f"thema_{code}", label),
                [YES if pid in with_code else NO for pid in people],
                order=[YES, NO],
                known_to="nobody",
            )
        )
    return Plan(lambda shown: _section(shown, tuple(tables)), tuple(tables))


def _section(shown: Shown, tables: tuple[Table, ...]) -> Section:
    if not tables:
        return Section("5", TITLE, ())
    found = [(table, shown.get(table.id)) for table in tables]
    lines = [
        (count, line, protected)
        for table, protected in found
        if protected is not None and (count := protected.cells[0][0]) is not None
        for line in [_line(table.title, count, protected)]
    ]
    ranked = sorted(lines, key=lambda item: (-item[0], item[1]))
    hidden = len(tables) - len(lines)
    blocks: list[Block] = [
        Bullets(
            tuple(line for _, line, _ in ranked)
            or ("Geen thema komt zo vaak voor dat het getoond kan worden.",),
            "Thema’s, in aantallen jeugdigen",
            tuple(protected for _, _, protected in ranked),
        )
    ]
    if hidden:
        blocks.append(Bullets((f"{hidden} van {len(tables)} thema’s: niet getoond (privacy).",)))
    blocks.append(
        CautionBlock(
            "Een thema dat niet is gezien, kan er wel zijn geweest: het telt als iemand het noemde "
            "en het is gecodeerd."
        )
    )
    return Section("5", TITLE, tuple(blocks), "Herkent u deze thema’s? Welk is het belangrijkst?")


def _line(title: str, count: int, table: Protected) -> str:
    total = table.total or 0
    text = f"{title}: {of_total(count, total)}"
    if total < PERCENT_FROM or table.rounded_to > 1:
        return text
    return f"{text}, 95%-interval {wilson(count, total)}"
