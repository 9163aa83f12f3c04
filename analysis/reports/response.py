"""Section 2: how complete the data are — what was handed in of what was due."""

from __future__ import annotations

import pandas as pd

from analysis.disclosure import ProcessCount
from analysis.reports.material import Material, Plan
from analysis.reports.model import Block, CautionBlock, Paragraph, ProcessBlock, Section

DONE = frozenset({"gedaan", "done"})
INFORMANTS = ("jeugdige", "ouder", "belangrijke_ander", "professional", "dossier")


def response(material: Material) -> Plan:
    """The plan of section 2."""
    return Plan(lambda _: _section(material))


def response_counts(material: Material) -> pd.DataFrame:
    """Per wave and informant the youths with something due, and those who handed all of it in.

    Columns: wave, informant, due, done, final (the wave is over for everybody). The unit is the
    youth: two questionnaires of one parent count once.
    """
    found = material.frames.contributions
    found = found[found["due"].fillna(False).astype(bool)]
    if not len(found):
        return pd.DataFrame(columns=["wave", "informant", "due", "done", "final"])
    in_ = found.assign(done=found["state"].isin(DONE))
    youths = in_.groupby(["wave", "informant", "pid"], observed=True)["done"].all().reset_index()
    table = youths.groupby(["wave", "informant"], observed=True)["done"].agg(["size", "sum"])
    table = table.reset_index().rename(columns={"size": "due", "sum": "done"})
    over = finished_waves(material)
    table["final"] = table["wave"].isin(over)
    months = {str(w): int(m) for w, m in material.frames.waves[["wave", "months"]].dropna().values}
    place = {name: at for at, name in enumerate(INFORMANTS)}
    return table.sort_values(
        ["wave", "informant"],
        key=lambda column: column.map(months if column.name == "wave" else place).fillna(99),
    ).reset_index(drop=True)


def finished_waves(material: Material) -> set[str]:
    """Waves of which every youth's period is closed on the as-of date."""
    waves = material.frames.waves
    as_of = material.facts.get("as_of")
    if not len(waves) or as_of is None:
        return set()
    closed = (waves["closes_on"] < pd.Timestamp(str(as_of))).fillna(False)
    return {str(wave) for wave, all_ in closed.groupby(waves["wave"]).all().items() if all_}


def _section(material: Material) -> Section:
    counts = response_counts(material)
    if not len(counts):
        text = "Op de peildatum was nog geen enkele bijdrage aan de beurt."
        return Section("2", "Hoe volledig zijn de gegevens?", (Paragraph(text),))
    lines: list[tuple[str, tuple[ProcessCount, ...]]] = []
    for row in counts.itertuples(index=False):
        final = bool(row.final)
        name = f"{row.wave} ({material.label(row.informant).lower()})"
        lines.append(
            (name, (
                material.count(f"{name}, aan de beurt", int(str(row.due)), final=final),
                material.count(f"{name}, binnen", int(str(row.done)), final=final),
            ))
        )  # fmt: skip
    blocks: list[Block] = [
        Paragraph(_headline(lines)),
        ProcessBlock(
            "Respons per meting en informant", "Meting en informant",
            ("Aan de beurt", "Volledig binnen"), tuple(lines),
            "Geteld zijn jeugdigen. Wat nog niet aan de beurt was, telt niet mee. Bij metingen die "
            "nog lopen zijn aantallen afgerond op 5-tallen.",
        ),
        CautionBlock(
            "Wie ontbreekt, kan verschillen van wie meedoet. Lees verschillen tussen metingen "
            "daarom samen met deze tabel."
        ),
    ]  # fmt: skip
    return Section("2", "Hoe volledig zijn de gegevens?", tuple(blocks))


def _headline(lines: list[tuple[str, tuple[ProcessCount, ...]]]) -> str:
    shown = [
        (name, due, done) for name, (due, done) in lines
        if due.value is not None and done.value is not None
    ]  # fmt: skip
    if not shown:
        return "Bij elke meting zijn nog minder dan 10 jeugdigen aan de beurt geweest."
    name, due, done = max(shown, key=lambda line: line[1].value or 0)
    return (
        f"Bij meting {name} was voor {due.text} jeugdigen een bijdrage aan de beurt; "
        f"bij {done.text} is die volledig binnen."
    )
