"""The recipe of the half-yearly feedback report (REPORT)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from analysis.disclosure import Hierarchy, Policy, Table, policy_for
from analysis.disclosure.ledger import Release
from analysis.frames import Frames
from analysis.reports.account import account, questions
from analysis.reports.across import across
from analysis.reports.agenda import agenda
from analysis.reports.classes import AGES
from analysis.reports.lookalong import lookalong
from analysis.reports.lookback import lookback, state_hierarchies
from analysis.reports.material import (
    Material,
    Plan,
    discussed_of,
    people_of,
    recoded_tables,
    shown_for,
    thresholds,
    tie_key,
)
from analysis.reports.model import Provenance, Report
from analysis.reports.participants import participants
from analysis.reports.response import response
from analysis.reports.summary import summary

PLANS = (participants, response, lookback, lookalong, across, agenda)


def half_yearly(
    frames: Frames,
    *,
    policy: Policy | str,
    facts: Mapping[str, Any] | None = None,
    key: bytes | None = None,
    earlier: Sequence[Release] = (),
    withdrawn_youths: frozenset[str] = frozenset(),
    without: frozenset[str] = frozenset(),
) -> Report:
    """The half-yearly report on the youths in `frames`, for the audience of `policy`.

    facts: added to the facts of the analysis file (`labels` {code: label}, `inclusion_closed`,
    `as_of`). key: secret of the installation; by default made from the pseudonyms in the file.
    earlier: all releases so far, of which this report gives nothing away; withdrawn_youths: marks
    (`ledger.snapshot`) of youths who withdrew; without: numbers of sections to
    leave out. The report holds no number that was withheld.
    """
    manifest = frames.manifest
    found = {**frames.facts, **(facts or {})}
    rules = policy if isinstance(policy, Policy) else policy_for(policy, thresholds(found))
    if manifest is not None:
        found.setdefault("as_of", manifest.as_of.isoformat())
    secret = key or tie_key(frames)
    material = Material(
        frames,
        found,
        rules,
        people_of(frames, secret),
        discussed_of(frames, secret),
        tuple(earlier),
    )
    material = replace(material, ladders=_ladders(material))
    plans: list[Plan] = [plan(material) for plan in PLANS]
    shown = shown_for(plans, material, secret, earlier, withdrawn_youths)
    written = [plan.write(shown) for plan in plans]
    body = tuple(s for s in written if s.blocks and s.number not in without)
    provenance = provenance_of(frames, found)
    around = [s for s in (summary(material, body), questions(body)) if s.number not in without]
    last = (*around, account(material, provenance, shown))
    sections = tuple(sorted((*body, *last), key=lambda section: section.number))
    return Report(
        id="halfjaar", title="Leren van casuïstiek: halfjaarrapport",
        subtitle=f"Stand op {provenance.as_of}", audience=rules.name,
        audience_label=rules.label, sections=sections, provenance=provenance,
    )  # fmt: skip


def tables_of(frames: Frames, *, policy: Policy) -> tuple[list[Table], list[Table]]:
    """The counts that the report rests on, before disclosure control: as asked, and recoded.

    For measuring what disclosure control costs; never for a reader.
    """
    secret = tie_key(frames)
    material = Material(
        frames, frames.facts, policy, people_of(frames, secret), discussed_of(frames, secret)
    )
    material = replace(material, ladders=_ladders(material))
    plans = [plan(material) for plan in PLANS]
    asked = [t for plan in plans for t in (*plan.tables, *(g for gs in plan.together for g in gs))]
    return asked, [table for table, _ in recoded_tables(plans, material)]


def _ladders(material: Material) -> tuple[Hierarchy, ...]:
    """What the recipe merges along besides: one hierarchy per moment for the states, and ages."""
    return (*state_hierarchies(material), AGES)


def provenance_of(frames: Frames, facts: Mapping[str, Any]) -> Provenance:
    """Where the numbers come from."""
    protocol = facts.get("protocol", {})
    name = f"{protocol.get('id', 'onbekend')} {protocol.get('version', '')}".strip()
    if isinstance(protocol, Mapping) and protocol.get("sha256"):
        name += f" (sha256 {str(protocol['sha256'])[:12]})"
    year, month, day = str(facts.get("as_of", "0000-00-00"))[:10].split("-")
    versions = sorted(
        {
            (str(instrument), str(version))
            for instrument, version in frames.contributions[["instrument", "instrument_version"]]
            .dropna()
            .itertuples(index=False)
        }
    )
    return Provenance(
        file_hash=frames.manifest.hash if frames.manifest else frames.short_hash,
        as_of=f"{day}-{month}-{year}",
        purpose=frames.manifest.purpose if frames.manifest else "onderzoek",
        protocol=name,
        versions=tuple((f"Instrument {i}", f"versie {v}") for i, v in versions),
    )
