"""Eight six-monthly releases with newcomers and withdrawals, attacked from outside.

    python -m tests.verify.disclosure [--series 200] [--seed 1]

Two registers publish on the same fictive youths: ours, and one that only withholds counts below
the threshold. The attacker (`attacker`) reads what was exported. Exit code 1 when he gets
anything from ours. Known attributes are region and setting; the theme is known to nobody.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from analysis.disclosure import (
    Axis,
    Hierarchy,
    Policy,
    Settings,
    Table,
    policy_for,
    recoded,
    tabulate,
)
from analysis.disclosure.ledger import Release, Snapshot, exported, snapshot
from analysis.disclosure.publication import draft_release
from tests.verify.attacker import rob

REGIONS = ("rijnmond", "haaglanden", "midden", "rijnland", "zuid")
SETTINGS = ("jzplus", "jji", "jggz", "obc")
THEMES = ("wachten", "school", "gezin", "vertrouwen")
COURSE = ("beter", "gelijk", "minder", "niet bekend")
HIERARCHIES = (
    Hierarchy("regio", {
        "rijnmond": "groep zuid", "zuid": "groep zuid", "haaglanden": "groep noord",
        "midden": "groep noord", "rijnland": "groep noord",
    }),
    Hierarchy("setting", {
        "jzplus": "gesloten", "jji": "gesloten", "jggz": "behandeling", "obc": "behandeling",
    }),
)  # fmt: skip
PER_COHORT, LATE, LEAVES, RELEASES = 50, 6, 0.015, 8


@dataclass(frozen=True)
class Youth:
    """A fictive youth. joins: release before which she is in; leaves: release from which not."""

    pid: str
    cohort: int
    region: str
    setting: str
    theme: str
    courses: tuple[str, ...]
    joins: int
    leaves: int


def youths(rng: np.random.Generator) -> list[Youth]:
    """Four cohorts, uneven margins, late joiners and withdrawals."""
    found = []
    regions, settings = rng.dirichlet(np.ones(5) * 3), rng.dirichlet(np.ones(4) * 3)
    for cohort in range(4):
        for number in range(PER_COHORT):
            joins = 1 + 2 * cohort + (1 if number >= PER_COHORT - LATE else 0)
            gone = np.flatnonzero(rng.random(RELEASES + 1 - joins) < LEAVES)
            found.append(
                Youth(
                    f"fictief-{cohort}-{number}", cohort, str(rng.choice(REGIONS, p=regions)),
                    str(rng.choice(SETTINGS, p=settings)),
                    str(rng.choice(THEMES, p=[0.4, 0.3, 0.2, 0.1])),
                    tuple(str(c) for c in rng.choice(COURSE, RELEASES, p=[0.4, 0.3, 0.15, 0.15])),
                    joins, joins + 1 + int(gone[0]) if len(gone) else RELEASES + 1,
                )
            )  # fmt: skip
    return found


def table(
    id: str, population: str, members: Sequence[Youth], row: str, col: str | None = None,
    *, moment: int = 0,
) -> Table:  # fmt: skip
    """A table of these youths over one or two of regio, setting, thema, verloop."""
    axis = _axis(row, moment)
    across = _axis(col, moment) if col else None
    rows = [_value(y, row, moment) for y in members]
    cols = [_value(y, col, moment) for y in members] if col else None
    return Table(id, id, population, axis, across, tabulate(rows, cols, axis, across))


def _axis(variable: str, moment: int) -> Axis:
    classes = {"regio": REGIONS, "setting": SETTINGS, "thema": THEMES, "verloop": COURSE}[variable]
    if variable == "verloop":
        return Axis(f"verloop_{moment}", "Verloop", classes)
    return Axis(variable, variable, classes, known_to="nobody" if variable == "thema" else "ret")


def _value(youth: Youth, variable: str, moment: int) -> str:
    return {
        "regio": youth.region, "setting": youth.setting, "thema": youth.theme,
        "verloop": youth.courses[moment - 1],
    }[variable]  # fmt: skip


def our_releases(everyone: Sequence[Youth], key: bytes) -> Iterator[Release]:
    """Eight releases with all of the policy: closed cohorts once, new waves, yearly totals."""
    policy = policy_for("begeleidingsgroep")
    earlier: list[Release] = []
    closed: dict[int, list[Youth]] = {}
    for now in range(1, RELEASES + 1):
        inside = [y for y in everyone if y.joins <= now < y.leaves]
        gone = [y for y in everyone if y.leaves <= now]
        snapshots: dict[str, Snapshot] = {}
        tables: list[Table] = []
        for cohort in range(4):
            here = [y for y in inside if y.cohort == cohort]
            if now >= 2 + 2 * cohort:
                first = closed.setdefault(cohort, here)
                name = _take(f"cohort-{cohort}", first, key, snapshots)
                tables += [
                    table(f"c{cohort}-regio-setting", name, first, "regio", "setting"),
                    table(f"c{cohort}-setting-thema", name, first, "setting", "thema"),
                    table(f"c{cohort}-thema", name, first, "thema"),
                ]
                name = _take(f"cohort-{cohort}-nu", here, key, snapshots)
                tables += [
                    table(f"c{cohort}-verloop-{now}", name, here, "verloop", moment=now),
                    table(f"c{cohort}-setting-verloop-{now}", name, here, "setting", "verloop",
                          moment=now),
                ]  # fmt: skip
        rounded = replace(policy, rounding=5)
        release = _draft(now, tables, snapshots, earlier, policy, key, gone)
        if now % 2 == 0:
            name = _take("allen", inside, key, snapshots)
            everything = [table("allen-regio-setting", name, inside, "regio", "setting")]
            yearly = _draft(now, everything, snapshots, [*earlier, release], rounded, key, gone)
            release = replace(release, tables=release.tables + yearly.tables,
                              snapshots={**yearly.snapshots, **release.snapshots})  # fmt: skip
        earlier.append(release)
        yield release


def _take(label: str, members: Sequence[Youth], key: bytes, snapshots: dict[str, Snapshot]) -> str:
    found = snapshot(label.removesuffix("-nu"), [y.pid for y in members], key)
    snapshots[found.name] = found
    return found.name


def _draft(
    now: int, tables: Sequence[Table], snapshots: dict[str, Snapshot],
    earlier: Sequence[Release], policy: Policy, key: bytes, gone: Sequence[Youth],
) -> Release:  # fmt: skip
    coarse = [recoded(t, HIERARCHIES, policy)[0] for t in tables]
    marks = snapshot("x", [y.pid for y in gone], key).members
    draft = draft_release(
        f"r{now}", date(2026 + now // 2, 1 if now % 2 else 7, 1), policy.name, "", coarse,
        snapshots, earlier, policy, Settings(key, seconds=2.0, engines=("own",)),
        withdrawn_youths=marks,
    )  # fmt: skip
    return replace(draft.release, order=now)


def naive_releases(everyone: Sequence[Youth]) -> Iterator[dict[str, Any]]:
    """What a threshold alone gives: everybody so far, counts below T left out, totals shown."""
    policy = policy_for("begeleidingsgroep")
    for now in range(1, RELEASES + 1):
        inside = [y for y in everyone if y.joins <= now < y.leaves]
        tables = []
        for row, col in (("regio", "setting"), ("setting", "thema")):
            plain = table(f"allen-{row}-{col}", f"allen-{now}", inside, row, col)
            tables.append(_threshold_only(plain, policy.threshold))
        yield {"release": f"n{now}", "order": now, "withdrawn": False, "tables": tables}


def _threshold_only(plain: Table, threshold: int) -> dict[str, Any]:
    full = plain.full().tolist()
    shown = [[v if v >= threshold else None for v in row] for row in full]
    assert plain.cols is not None
    same = {"rows": plain.rows.categories, "cols": plain.cols.categories}
    return {
        "id": plain.id, "population": plain.population, "row_var": plain.rows.name,
        "col_var": plain.cols.name, "rows": list(plain.rows.categories),
        "cols": list(plain.cols.categories),
        "groups": {side: {c: [c] for c in names} for side, names in same.items()},
        "cells": [row[:-1] for row in shown[:-1]], "row_totals": [row[-1] for row in shown[:-1]],
        "col_totals": shown[-1][:-1], "total": shown[-1][-1],
    }  # fmt: skip


def _inside(everyone: Sequence[Youth], now: int) -> list[Youth]:
    return [y for y in everyone if y.joins <= now < y.leaves]


def _known(people: Sequence[Youth]) -> list[dict[str, str]]:
    return [{"regio": y.region, "setting": y.setting} for y in people]


def insiders(
    everyone: Sequence[Youth], ours: Sequence[dict[str, Any]], key: bytes
) -> dict[str, list[dict[str, str]]]:
    """What all RETs together know: who is in each population, and where they live and stay."""
    names = {table["population"] for release in ours for table in release["tables"]}
    found: dict[str, list[dict[str, str]]] = {}
    for now in range(1, RELEASES + 1):
        inside = _inside(everyone, now)
        groups = [("allen", inside)]
        groups += [(f"cohort-{c}", [y for y in inside if y.cohort == c]) for c in range(4)]
        for label, people in groups:
            name = snapshot(label, [y.pid for y in people], key).name
            if name in names:
                found[name] = _known(people)
    return found


@dataclass(frozen=True)
class Score:
    """One series: what the attacker got of ours and of the naive register."""

    exact: int
    narrow: int
    small: int
    shown: int
    cells: int
    attributes: int
    naive_attributes: int
    naive_exact: int
    naive_small: int


def series(seed: int) -> Score:
    """One series of eight releases, attacked."""
    rng = np.random.default_rng(seed)
    everyone = youths(rng)
    threshold = policy_for("begeleidingsgroep").threshold
    ours = [exported(r) for r in our_releases(everyone, seed.to_bytes(8, "big"))]
    loot = rob(ours, threshold)
    theirs = list(naive_releases(everyone))
    naive = rob(theirs, threshold)
    inside = rob(ours, threshold, insiders(everyone, ours, seed.to_bytes(8, "big")))
    naive_inside = rob(
        theirs,
        threshold,
        {f"allen-{n}": _known(_inside(everyone, n)) for n in range(1, RELEASES + 1)},
    )
    cells = [v for r in ours for t in r["tables"] for row in t["cells"] for v in row]
    return Score(
        len(loot.exact), loot.narrower_than(threshold), len(loot.small),
        sum(v is not None for v in cells), len(cells), len(inside.attributes) + len(inside.exact),
        len(naive_inside.attributes), len(naive.exact), len(naive.small),
    )  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the simulation, print the score, return 1 when ours gave anything away."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args(arguments)
    seeds = range(options.seed, options.seed + options.series)
    with ProcessPoolExecutor(options.workers) as pool:
        scores = list(pool.map(series, seeds))
    print(f"{'':32}{'ons register':>14}{'alleen drempel':>16}")
    for name, ours, naive in (
        ("exact herleide cellen", [s.exact for s in scores], [s.naive_exact for s in scores]),
        ("te kleine verschillen", [s.small for s in scores], [s.naive_small for s in scores]),
        ("kenmerken zeker (met voorkennis)", [s.attributes for s in scores],
         [s.naive_attributes for s in scores]),
        ("intervallen te smal", [s.narrow for s in scores], None),
    ):  # fmt: skip
        other = f"{sum(naive) / len(naive):.1f}" if naive is not None else "–"
        print(f"{name:32}{sum(ours) / len(ours):>14.1f}{other:>16}   (gemiddeld per reeks)")
    hit = sum(s.naive_exact > 0 for s in scores)
    shown = sum(s.shown for s in scores) / max(1, sum(s.cells for s in scores))
    print(f"Reeksen met minstens één herleide cel bij alleen een drempel: {hit} van {len(scores)}")
    print(f"Getoonde cellen in ons register: {shown:.0%}")
    return 1 if any(s.exact or s.narrow or s.small or s.attributes for s in scores) else 0


if __name__ == "__main__":
    sys.exit(main())
