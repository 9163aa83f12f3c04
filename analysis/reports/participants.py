"""Section 1: who takes part — flow, reached of target, how the included differ from the frame."""

from __future__ import annotations

import pandas as pd

from analysis.disclosure import ProcessCount, Table
from analysis.reports.classes import age_band, declared, gender_class
from analysis.reports.comparison import comparison, comparison_tables
from analysis.reports.material import STEPS, Material, Plan, Shown
from analysis.reports.model import Block, Paragraph, ProcessBlock, Section, TableBlock
from analysis.reports.wording import class_sentence, sentence

AXES = (
    ("setting_group", "Soort zorg"),
    ("region", "Regio"),
    ("gender", "Geslacht"),
    ("age_band", "Leeftijd bij de 0-meting"),
)
UNKNOWN = "niet bekend"


def participants(material: Material) -> Plan:
    """The plan of section 1."""
    people = described(material)
    tables: list[Table] = []
    if not len(people):
        return Plan(lambda shown: _section(material, shown, ()))
    for variable, label in AXES:
        present = declared(material, variable)
        tables.append(
            material.table(
                f"deelnemers-{variable}", f"Deelnemers naar {label.lower()}", (variable, label),
                list(people[variable]), order=present,
            )
        )  # fmt: skip
    tables.append(
        material.table(
            "deelnemers-regio-soort",
            "Deelnemers naar regio en soort zorg",
            ("region", "Regio"),
            list(people["region"]),
            ("setting_group", "Soort zorg"),
            list(people["setting_group"]),
            order=declared(material, "region"),
            across=declared(material, "setting_group"),
        )
    )
    usable = tuple(tables)
    beside = tuple(comparison_tables(material))
    return Plan(lambda shown: _section(material, shown, usable), usable + beside)


def described(material: Material) -> pd.DataFrame:
    """One row per youth with the shown classes of section 1 (labels)."""
    cases = material.frames.cases
    out = pd.DataFrame(index=cases.index)
    out["gender"] = [gender_class(value) for value in cases["gender"]]
    for variable in ("setting_group", "region"):
        out[variable] = [
            UNKNOWN if pd.isna(value) else material.label(value) for value in cases[variable]
        ]
    months = cases["age_months_t0"].to_numpy(dtype="float64", na_value=float("nan"))
    out["age_band"] = [UNKNOWN if m != m else age_band(int(m)) for m in months.tolist()]
    return out


def _section(material: Material, shown: Shown, tables: tuple[Table, ...]) -> Section:
    blocks: list[Block] = [*_flow(material), *_reached(material)]
    for table in tables:
        found = shown.get(table.id)
        if found is None:
            blocks.append(Paragraph(f"{table.title}: niet getoond (privacy)."))
            continue
        if found.cols is None:
            blocks.append(Paragraph(class_sentence(found)))
        blocks.append(TableBlock(found, table.title, shown.note(table.id)))
    blocks += comparison(material, shown)
    return Section("1", "Wie doen er mee?", tuple(blocks), "Herkent u deze verdeling?")


def flow_counts(material: Material) -> list[tuple[str, int, int]]:
    """(step, registrations, clients) over all regions, in the order of the flow."""
    flow = material.frames.flow
    if not len(flow):
        return []
    groups = flow.groupby(flow["step"].astype(str))
    registrations = {str(k): int(v) for k, v in groups["n_registrations"].sum().items()}
    clients = {str(k): int(v) for k, v in groups["n_clients"].sum().items()}
    order = [s for s in STEPS if s in clients] + sorted(s for s in clients if s not in STEPS)
    return [(step, registrations[step], clients[step]) for step in order]


def _flow(material: Material) -> list[Block]:
    found = flow_counts(material)
    if not found:
        return [Paragraph("Over de stroom vanuit de regionale expertteams is nog niets bekend.")]
    final = bool(material.facts.get("inclusion_closed", False))
    lines = tuple(
        (material.label(step), (
            material.count(f"{step}, aanmeldingen", registrations, final=final),
            material.count(f"{step}, jeugdigen", clients, final=final),
        ))
        for step, registrations, clients in found
    )  # fmt: skip
    first, last = lines[0][1][1], lines[-1][1][1]
    return [
        Paragraph(
            f"In de regionale expertteams zijn {first.text} jeugdigen besproken; "
            f"tot de stap “{lines[-1][0].lower()}” kwamen er {last.text}."
        ),
        ProcessBlock(
            "Van bespreking in het RET tot deelname", "Stap",
            ("Aanmeldingen", "Jeugdigen"), lines,
            "" if final else "De werving loopt nog: aantallen zijn afgerond op 5-tallen.",
        ),
    ]  # fmt: skip


def _reached(material: Material) -> list[Block]:
    """Included beside the target per cohort: a process count of a whole cohort."""
    cohorts = material.frames.cases["cohort"].dropna()
    targets = [t for t in material.facts.get("targets", []) if isinstance(t, dict)]
    lines = []
    for cohort in sorted(int(c) for c in set(cohorts)):
        included = int((cohorts == cohort).sum())
        goal = sum(
            int(t["cases"]) for t in targets
            if int(t.get("cohort", 0)) == cohort and t.get("setting_group")
        )  # fmt: skip
        closed = goal > 0 and included >= goal
        counts = [material.count("ingesloten", included, final=closed)]
        counts.append(ProcessCount("doel", goal or None, True))
        lines.append((f"Cohort {cohort}", tuple(counts)))
    if not lines:
        return []
    return [
        Paragraph(
            sentence(
                [
                    f"in {name.lower()} doen {counts[0].text} jeugdigen mee"
                    + (f" (doel: {counts[1].text})" if counts[1].value else "")
                    for name, counts in lines
                ]
            )
        )
    ]
