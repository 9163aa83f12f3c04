"""Section 4, meekijkspoor: what was done with advice, and how outcomes went, without causes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.cautions import CRISIS, NO_CONTRAST
from analysis.disclosure import Table
from analysis.disclosure.ledger import Statement
from analysis.disclosure.verdict import mean_verdict
from analysis.dutch import decimal
from analysis.reports.material import Material, Plan, Shown
from analysis.reports.model import Block, Bullets, CautionBlock, Paragraph, Section, TableBlock
from analysis.reports.response import finished_waves
from analysis.reports.wording import of_total

TITLE = "Meekijkspoor: verandert er iets na terugkoppeling en advies?"
DONE, OPEN, NONE = "advies, (deels) uitgevoerd", "advies, nog niet uitgevoerd", "nog geen advies"
STEPS = (("T0", "T6"), ("T6", "T12"), ("T12", "T18"), ("T18", "T24"))
Z = 1.959964


def lookalong(material: Material) -> Plan:
    """The plan of section 4; empty as long as there is neither advice nor a follow-up."""
    tables = (_advice(material),) if len(material.frames.advice) else ()
    return Plan(lambda shown: _section(material, shown, tables), tables)


def _advice(material: Material) -> Table:
    """Every youth in one class: the furthest that any advice came."""
    advice = material.frames.advice
    acted = set(advice.loc[advice["acted_on"].notna(), "pid"])
    given = set(advice["pid"])
    values = [
        DONE if pid in acted else OPEN if pid in given else NONE
        for pid in material.frames.cases["pid"]
    ]
    return material.table(
        "advies",
        "Adviezen en wat ermee is gedaan",
        ("advies", "Advies"),
        values,
        order=[DONE, OPEN, NONE],
        known_to="nobody",
    )


def _section(material: Material, shown: Shown, tables: tuple[Table, ...]) -> Section:
    blocks: list[Block] = []
    for table in tables:
        found = shown.get(table.id)
        if found is None:
            blocks.append(Paragraph(f"{table.title}: niet getoond (privacy)."))
            continue
        count = dict(zip(found.rows.categories, found.cells, strict=True))[DONE][0]
        if count is not None and found.total:
            blocks.append(
                Paragraph(
                    f"Bij {of_total(count, found.total)} is ten minste één advies (deels) "
                    "uitgevoerd."
                )
            )
        blocks.append(TableBlock(found, table.title, shown.note(table.id)))
    blocks += _courses(material)
    if blocks:
        blocks += [CautionBlock(NO_CONTRAST.text), CautionBlock(CRISIS.text)]
    return Section("4", TITLE, tuple(blocks), "Herkent u dat dit met adviezen gebeurt?")


def _courses(material: Material) -> list[Block]:
    """Mean change per scale and informant between two waves that are over for everybody."""
    lines: list[Statement] = []
    over = finished_waves(material)
    for before, after in STEPS:
        if {before, after} <= over:
            lines += _changes(material, before, after)
    if not lines:
        return []
    return [
        Bullets(
            tuple(statement.text for statement in lines),
            "Verschil tussen twee metingen (gemiddelde per jeugdige)",
            statements=tuple(lines),
        )
    ]


def _changes(material: Material, before: str, after: str) -> list[Statement]:
    scores = material.frames.scores.dropna(subset=["score"])
    lines = []
    for (instrument, scale, informant), part in scores.groupby(
        ["instrument", "scale", "informant"], observed=True
    ):
        # the unit is the youth: two scores of one kind of informant are averaged
        wide = part.pivot_table(index="pid", columns="wave", values="score", aggfunc="mean")
        if not {before, after} <= set(wide.columns):
            continue
        change = (wide[after] - wide[before]).dropna().to_numpy(dtype=float)
        if not mean_verdict([float(c) for c in change], material.policy).allowed:
            continue
        question = (
            f"{material.label(scale)} ({material.label(instrument)}, volgens "
            f"{material.label(informant).lower()}), {before} naar {after}"
        )
        lines.append(material.stated(question, f"{question}: {_mean(change)}"))
    return lines


def _mean(change: np.ndarray) -> str:
    n = len(change)
    mean = float(change.mean())
    half = Z * float(pd.Series(change).std(ddof=1)) / np.sqrt(n)
    return (
        f"gemiddeld {decimal(mean, 1)} (95%-interval {decimal(mean - half, 1)} tot "
        f"{decimal(mean + half, 1)}; n = {n})"
    )
