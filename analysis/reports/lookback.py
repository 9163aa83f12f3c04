"""Section 3, terugkijkspoor: where youths lived before the 0-meting, and how often that changed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.cautions import SELECTED
from analysis.cohort import start_of_follow_up
from analysis.disclosure import Hierarchy, Protected, Table
from analysis.disclosure.verdict import mean_verdict
from analysis.dutch import decimal, listing
from analysis.frames import FrameError
from analysis.reports.charts import stacked_bars
from analysis.reports.material import Material, Plan, Shown
from analysis.reports.model import (
    Block,
    Bullets,
    CautionBlock,
    FigureBlock,
    Paragraph,
    Section,
    TableBlock,
)
from analysis.reports.wording import PERCENT_FROM, of_total
from analysis.terugkijk.sequences import Sequences
from analysis.terugkijk.spells import moves_per_youth
from analysis.terugkijk.trajectories import around_t0, cohort_spells

BEFORE = 24
POINTS = (-24, -12, -6)
"""Not month 0: there everybody is in the setting of inclusion, which section 1 shows."""
AGO = {-24: "Twee jaar", -12: "Een jaar", -6: "Een half jaar"}
TITLE = "Terugkijkspoor: hoe is het zover gekomen?"
UNKNOWN = "ONB"
DATES = (
    "Een deel van de data is bij benadering bekend. Gerekend is met het midden van de periode die "
    "een datum kan betekenen."
)
MERGED = "Klassen zijn samengevoegd om te voorkomen dat iemand herkend wordt."
NOT_ENOUGH = "te weinig bekend"
FEW, SOME, MANY = "0 of 1 keer", "2 of 3 keer", "4 keer of vaker"


def lookback(material: Material) -> Plan:
    """The plan of section 3."""
    try:
        sequences = around_t0(material.frames, before=BEFORE)
    except FrameError:
        text = "Van nog geen enkele jeugdige is bekend waar hij of zij verbleef."
        return Plan(lambda _: Section("3", TITLE, (Paragraph(text),)))
    points = tuple(_state_table(material, sequences, month) for month in POINTS)
    points = tuple(table for table in points if table.total)
    moves = _moves_table(material)
    return Plan(
        lambda shown: _section(material, shown, sequences, points, moves),
        (moves,) if moves.total else (),
        (points,) if points else (),
    )


def variable_at(month: int) -> str:
    """Name of the variable “state so many months from T0”."""
    return f"verblijf_{abs(month)}_maanden_voor"


def state_hierarchies(material: Material) -> list[Hierarchy]:
    """The hierarchy of states, once per point in time."""
    found = [h for h in material.hierarchies if h.variable == "state"]
    return [Hierarchy(variable_at(month), h.parents) for h in found for month in POINTS]


def _state_table(material: Material, sequences: Sequences, month: int) -> Table:
    """Every youth in one class; not known is a class too, so that no total gives it back."""
    at = sequences.periods.index(str(month).replace("-", "−"))
    order = [material.label(state) for state in sequences.alphabet]
    unknown = material.label(UNKNOWN)
    values = [order[code] if code >= 0 else unknown for code in sequences.codes[:, at]]
    values += [unknown] * (len(material.frames.cases) - sequences.n)
    name = f"{-month} maanden vóór de 0-meting"
    return material.table(
        f"verblijf-{-month}", f"Verblijf {name}", (variable_at(month), name), values,
        order=list(dict.fromkeys([*map(material.label, material.facts.get("states", {})), *order])),
    )  # fmt: skip


def _moves_table(material: Material) -> Table:
    counts = _moves(material)
    values = [FEW if n < 2 else SOME if n < 4 else MANY for n in counts]
    values += [NOT_ENOUGH] * (len(material.frames.cases) - len(values))
    return material.table(
        "wisselingen", "Wisselingen van verblijfplek in de 24 maanden vóór de 0-meting",
        ("wisselingen", "Wisselingen"), values, order=[FEW, SOME, MANY],
    )  # fmt: skip


def _moves(material: Material) -> list[int]:
    """Moves per youth, of those known for at least half of the time before T0."""
    start = start_of_follow_up(material.frames).dropna()
    until = start.to_numpy().astype("datetime64[D]")
    first = (start - pd.DateOffset(months=BEFORE)).to_numpy().astype("datetime64[D]")
    ids = [str(pid) for pid in start.index]
    found = moves_per_youth(cohort_spells(material.frames), ids, first, until)
    known = found["days"].to_numpy() >= (until - first).astype(np.int64) / 2
    return [int(n) for n in found["moves"].to_numpy()[known]]


def _section(
    material: Material, shown: Shown, sequences: Sequences, points: tuple[Table, ...], moves: Table
) -> Section:
    blocks: list[Block] = [*_places(material, shown, points), *_changes(shown, moves)]
    blocks += _time(material, sequences)
    blocks += [CautionBlock(SELECTED.text), CautionBlock(DATES)]
    return Section("3", TITLE, tuple(blocks), "Herkent u deze volgorde?")


def _places(material: Material, shown: Shown, points: tuple[Table, ...]) -> list[Block]:
    found = [(t.rows.label, p) for t in points if (p := shown.get(t.id)) is not None]
    if not found:
        return [Paragraph("Waar jeugdigen verbleven: niet getoond (privacy).")]
    sentence = _largest(material, found)
    names = [label[:1].lower() + label[1:] for label, _ in found]
    alt = f"Liggende balken: {listing(names)}. {sentence}"
    return [
        FigureBlock(
            stacked_bars(found, alt), alt, sentence,
            f"Waar jeugdigen verbleven (n = {found[0][1].total}). "
            + (MERGED if any(shown.note(table.id) for table in points) else ""),
            tuple(table for _, table in found),
        )
    ]  # fmt: skip


def _largest(material: Material, found: list[tuple[str, Protected]]) -> str:
    """The largest shown class per moment. No “most”: a withheld class might be larger."""
    said: list[str] = []
    before = ""
    for _, table in found:
        month = -int(table.id.rsplit("-", 1)[-1])
        counts = [
            (row[0], name)
            for name, row in zip(table.rows.categories, table.cells, strict=True)
            if row[0] and name not in _unknown(material)
        ]
        if not counts or not table.total:
            continue
        count, name = max(counts)
        if name == before:
            said[-1] += f"; {AGO[month].lower()} vóór de 0-meting waren dat er {count}"
            said[-1] += f" ({round(100 * count / table.total)}%)" * (table.total >= PERCENT_FROM)
        else:
            lived = _lived(material, name, of_total(count, table.total))
            said.append(f"{AGO[month]} vóór de 0-meting {lived}")
        before = name
    return f"{'. '.join(said)}." if said else "De verdeling is niet getoond (privacy)."


def _unknown(material: Material) -> set[str]:
    """The class of those whose place is not known, as such and as the protocol merges it."""
    label = material.label(UNKNOWN)
    parents = [h.parents for h in material.hierarchies if h.variable == "state"]
    alone = {p[label] for p in parents if label in p and list(p.values()).count(p[label]) == 1}
    return {label} | alone


def _lived(material: Material, name: str, many: str) -> str:
    """“woonden 78 van de 194 jeugdigen (40%) in een gezin”."""
    phrases = material.facts.get("phrases", {})
    phrase = next((p for code, p in phrases.items() if material.label(code) == name), None)
    if phrase:
        return f"woonden {many} {phrase}"
    return f"was van {many} de verblijfplek “{name}”"


def _changes(shown: Shown, moves: Table) -> list[Block]:
    table = shown.get(moves.id)
    if table is None:
        return [Paragraph("Wisselingen van verblijfplek: niet getoond (privacy).")]
    places = [table.rows.categories.index(name) for name in (SOME, MANY)]
    often = [table.cells[place][0] for place in places]
    blocks: list[Block] = []
    if all(n is not None for n in often) and table.total:
        count = sum(n for n in often if n is not None)
        blocks.append(
            Paragraph(
                f"{of_total(count, table.total)} wisselden in de 24 maanden vóór de 0-meting twee "
                "keer of vaker van soort verblijf."
            )
        )
    blocks.append(
        TableBlock(
            table, moves.title, "Wisselingen tussen plekken van dezelfde soort tellen niet mee."
        )
    )
    return blocks


def _time(material: Material, sequences: Sequences) -> list[Block]:
    """Mean months per kind of stay, where enough youths carry the mean (verdict on means)."""
    hierarchy = next((h for h in material.hierarchies if h.variable == "state"), None)
    parents = hierarchy.parents if hierarchy else {}
    groups: dict[str, list[int]] = {}
    for at, state in enumerate(sequences.alphabet):
        label = material.label(state)
        groups.setdefault(parents.get(label, label), []).append(at)
    items = []
    for name, members in groups.items():
        months = np.isin(sequences.codes[:, :BEFORE], members).sum(axis=1)
        if mean_verdict([float(m) for m in months], material.policy).allowed:
            mean = float(months.mean())
            text = f"{name}: gemiddeld {decimal(mean, 1)} maanden"
            items.append((mean, material.stated(f"gemiddelde tijd in {name}", text)))
    if not items:
        return []
    stated = tuple(s for _, s in sorted(items, key=lambda item: -item[0]))
    return [
        Bullets(
            tuple(statement.text for statement in stated),
            f"Gemiddelde tijd per soort verblijf in de {BEFORE} maanden vóór de 0-meting "
            "(jeugdigen van wie het verblijf bekend is)",
            statements=stated,
        )
    ]
