"""Section 1, second part: how participants differ from everybody discussed in the RETs."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

import pandas as pd

from analysis.disclosure import Protected, Table
from analysis.reports.classes import declared, gender_class
from analysis.reports.material import Material, Shown
from analysis.reports.model import Block, Bullets, Paragraph
from analysis.reports.presentation import wilson, wilson_ends
from analysis.reports.wording import PERCENT_FROM

VARIABLES = (("gender", "Geslacht", "gender"), ("region_group", "Regiogroep", "region"))
"""(variable, label, the finest variable in `cases` that it is made of)."""
NOTICEABLE = 0.2
"""Standardised difference from which a difference is named at all (Cohen: small)."""


def clients(material: Material) -> pd.DataFrame:
    """One row per discussed client; a registration without client key counts as its own."""
    frame = material.frames.ret
    mark = frame["client"].fillna(frame["key"])
    return frame.assign(mark=mark).drop_duplicates("mark")


def comparison_tables(material: Material) -> list[Table]:
    """One-way tables of the included and of the discussed, for variables known of both."""
    discussed, cases = clients(material), material.frames.cases
    tables = []
    for variable, label, fine in VARIABLES:
        there = [_class(material, variable, v) for v in discussed[variable].dropna()]
        here = cases[list(dict.fromkeys([variable, fine]))].dropna()
        if len(here) < len(cases) or not there or len(there) < len(discussed):
            continue  # not known of everybody: the two totals would give the rest away
        table = material.table(
            f"vergelijking-deelnemers-{variable}",
            f"{label} (deelnemers)",
            (fine, label),
            [_class(material, fine, v) for v in here[fine]],
            order=declared(material, fine),
        )
        if fine != variable:
            # classes of classes keep the base classes, so that section 1 and this one are linked
            step = {
                _class(material, fine, f): _class(material, variable, v)
                for f, v in here[[fine, variable]].drop_duplicates().itertuples(index=False)
            }
            table = table.recoded(rows=step)
        order = sorted({*there, *table.rows.categories})
        tables += [
            table,
            material.table(
                f"vergelijking-besproken-{variable}",
                f"{label} (besproken)",
                (variable, label),
                there,
                population=material.discussed.name,
                order=order,
            ),
        ]
    return tables


def _class(material: Material, variable: str, code: object) -> str:
    if variable == "gender":
        return gender_class(code)
    return material.label(code)


def comparison(material: Material, shown: Shown) -> list[Block]:
    """A sentence per class, where both counts and what lies between them may be shown."""
    lines: list[str] = []
    used: list[Protected] = []
    for variable, _, _ in VARIABLES:
        here = shown.get(f"vergelijking-deelnemers-{variable}")
        there = shown.get(f"vergelijking-besproken-{variable}")
        if here is None or there is None or not _apart(here, there, material.policy.threshold):
            continue
        used += [here, there]
        lines += _lines(here, there)
    if not lines:
        return []
    return [
        Paragraph("Deelnemers naast alle jeugdigen die in een RET zijn besproken:"),
        Bullets(tuple(lines), tables=tuple(used)),
    ]


def _counts(table: Protected) -> Mapping[str, int | None]:
    return {c: row[0] for c, row in zip(table.rows.categories, table.cells, strict=True)}


def _apart(here: Protected, there: Protected, threshold: int) -> bool:
    """Those discussed but not included are a table too: no small count may follow from it."""
    if here.total is None or there.total is None or min(here.total, there.total) < PERCENT_FROM:
        return False
    pairs = [(_counts(here).get(c), n) for c, n in _counts(there).items()]
    return all(a is not None and b is not None and b - a >= threshold for a, b in pairs)


def _lines(here: Protected, there: Protected) -> list[str]:
    found = []
    total, everybody = here.total or 1, there.total or 1
    for name, count in _counts(here).items():
        all_ = _counts(there).get(name)
        if count is None or all_ is None:
            continue
        share = all_ / everybody
        found.append(
            f"{name}: {_judgement(count, total, share)} ({round(100 * count / total)}% van "
            f"{total} deelnemers, 95%-interval {wilson(count, total)}; "
            f"{round(100 * share)}% van {everybody} besproken jeugdigen)"
        )
    return found


def _judgement(count: int, n: int, share: float) -> str:
    """In words of the reading guide; all discussed are a full count, so only n varies."""
    own = count / n
    spread = sqrt((own * (1 - own) + share * (1 - share)) / 2)
    size = (own - share) / spread if spread else 0.0
    low, high = wilson_ends(count, n)
    side = "oververtegenwoordigd" if own > share else "ondervertegenwoordigd"
    if not low <= share <= high:
        return f"waarschijnlijk {side}"
    if abs(size) >= NOTICEABLE:
        return f"mogelijk {side}"
    return "geen verschil te zien"
