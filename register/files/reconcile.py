"""Do the rows add up to what the sources say, and do the sources agree with each other?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, product
from typing import Literal

from register.domain.imports import Finding, ImportPlan, Measure, RetFrame, RetRow, StatedTotal

Scope = tuple[Measure, str, str, int | None]
_MOST_COMBINATIONS = 4096


def merged_frame(plans: Sequence[ImportPlan]) -> RetFrame:
    """One frame from the plans of several files, with every difference found.

    A registration that two files both hold (same RET and key) counts once. When they disagree the
    first file's stands and the difference is reported.
    """
    rows: dict[str, RetRow] = {}
    layouts: dict[str, str] = {}
    findings: list[Finding] = []
    doubles = 0
    for plan in plans:
        for row in plan.registrations:
            earlier = rows.setdefault(row.identity, row)
            layouts.setdefault(row.identity, plan.mapping)
            if earlier is row:
                continue
            doubles += 1
            if earlier.fingerprint != row.fingerprint:
                findings.append(
                    Finding(
                        "ret_disagree",
                        f"RET {row.ret}: regel {row.line} (koppeling {plan.mapping}) spreekt regel "
                        f"{earlier.line} (koppeling {layouts[row.identity]}) tegen.",
                        "De eerste is gebruikt; vraag het RET welke klopt.",
                    )
                )
    if doubles:
        findings.append(
            Finding("ret_double", f"{doubles} aanmeldingen staan in meer dan één bestand.",
                    "Ze zijn één keer geteld; u hoeft niets te doen.")
        )  # fmt: skip
    counts = _counts([(row, layouts[identity]) for identity, row in rows.items()])
    stated = [total for plan in plans for total in plan.stated]
    refused = sum(len(plan.rejected_lines) for plan in plans)
    findings += contradictions(stated)
    findings += sums(stated)
    findings += differences(stated, counts, refused)
    monthly = tuple({m.fingerprint: m for plan in plans for m in plan.monthly}.values())
    ordered = sorted(rows.values(), key=lambda row: (row.ret, row.year, row.identity))
    return RetFrame(tuple(ordered), monthly, tuple(findings))


def _counts(rows: Iterable[tuple[RetRow, str]]) -> Mapping[Scope, int]:
    """Registrations and clients for every scope that a source could state."""
    registrations: dict[Scope, int] = defaultdict(int)
    clients: dict[Scope, set[str]] = defaultdict(set)
    for row, layout in rows:
        for ret, group, year in product(("", row.ret), ("", layout), (None, row.year)):
            registrations[Measure.REGISTRATIONS, ret, group, year] += 1
            clients[Measure.CLIENTS, ret, group, year].add(row.client_mark)
    return {**registrations, **{scope: len(held) for scope, held in clients.items()}}


def contradictions(stated: Iterable[StatedTotal]) -> list[Finding]:
    """Totals for one and the same scope that differ between sources."""
    found = []
    # What a RET counts is one number, in whatever layout it was handed in.
    same = (replace(t, layout="") if t.ret else t for t in stated)
    for scope, totals in _by_scope(same).items():
        if len({total.n for total in totals}) > 1:
            said = " tegenover ".join(f"{t.n} ({t.source})" for t in totals)
            found.append(
                Finding(
                    "stated_contradiction",
                    f"De bronnen spreken elkaar tegen over {_named(scope)}: {said}.",
                    "Vraag de maker van de cijfers welke klopt.",
                )
            )
    return found


def sums(stated: Iterable[StatedTotal]) -> list[Finding]:
    """Parts that do not add up to the whole beside them, over RETs and over layouts.

    Where sources contradict each other, every combination is tried and told apart by its sources.
    """
    held = tuple(stated)
    found: list[Finding] = []
    for (measure, ret, layout, year), wholes in _by_scope(held).items():
        if measure is Measure.CLIENTS:
            continue  # a youth known to two RETs makes sums of clients differ rightly
        beside = [t for t in held if t.measure is measure and t.year == year]
        if not ret:
            rets = [t for t in beside if t.ret and layout in ("", t.layout)]
            found += _sum_findings(wholes, _grouped(rets, "ret"), "de RET’s")
        if not layout:
            parts = [t for t in beside if t.layout and t.ret == ret]
            found += _sum_findings(wholes, _grouped(parts, "layout"), "de delen")
    return found


def _grouped(
    totals: Iterable[StatedTotal], by: Literal["ret", "layout"]
) -> dict[str, list[StatedTotal]]:
    grouped: dict[str, list[StatedTotal]] = defaultdict(list)
    for total in totals:
        group = grouped[total.ret if by == "ret" else total.layout]
        if total.n not in {other.n for other in group}:
            group.append(total)
    return dict(grouped)


def _sum_findings(
    wholes: Sequence[StatedTotal], parts: Mapping[str, Sequence[StatedTotal]], what: str
) -> Iterator[Finding]:
    if len(parts) < 2:
        return
    ways = list(islice(product(*parts.values()), _MOST_COMBINATIONS))
    for whole in {total.n: total for total in wholes}.values():
        right = [way for way in ways if sum(total.n for total in way) == whole.n]
        if not right:
            shown = sorted({sum(total.n for total in way) for way in ways})
            tried = " of ".join(map(str, shown[:6]))
            yield Finding(
                "stated_sum",
                f"De genoemde totalen van {what} tellen op tot {tried}, niet tot {whole.n} "
                f"({whole.source}).",
                "Vraag de maker van de cijfers welke klopt.",
            )
        elif len(ways) > len(right):
            chosen = "; ".join(sorted(_choice(way, parts) for way in right))
            yield Finding(
                "stated_sum_chooses",
                f"De totalen van {what} tellen alleen op tot {whole.n} met: {chosen}.",
                "Dit wijst aan welke van de tegenstrijdige bronnen waarschijnlijk klopt.",
            )


def _choice(way: Sequence[StatedTotal], parts: Mapping[str, Sequence[StatedTotal]]) -> str:
    doubtful = [total for total, group in zip(way, parts.values(), strict=True) if len(group) > 1]
    return ", ".join(f"{t.ret or t.layout} {t.n} ({t.source})" for t in doubtful)


def differences(
    stated: Iterable[StatedTotal], counts: Mapping[Scope, int], refused: int
) -> list[Finding]:
    """Stated totals that the rows do not give."""
    found = []
    for total in stated:
        counted = counts.get(total.scope, 0)
        if counted != total.n:
            beside = f" (geweigerde rijen: {refused})" if refused else ""
            found.append(
                Finding(
                    "stated_counted",
                    f"Volgens {total.source}: {total.n} {_named(total.scope)}; geteld: "
                    f"{counted}{beside}.",
                    "Zoek uit of er rijen ontbreken of dat het totaal niet klopt.",
                )
            )
    return found


def _by_scope(stated: Iterable[StatedTotal]) -> dict[Scope, list[StatedTotal]]:
    grouped: dict[Scope, list[StatedTotal]] = defaultdict(list)
    for total in stated:
        grouped[total.scope].append(total)
    return dict(grouped)


def _named(scope: Scope) -> str:
    measure, ret, layout, year = scope
    where = [f"RET {ret}"] if ret else []
    where += [f"bestanden volgens {layout}"] if layout else []
    where += [str(year)] if year else []
    return f"{measure.dutch} ({', '.join(where) or 'alles'})"
