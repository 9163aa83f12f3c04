"""Plants faults in the sound register and asks the checks: what was found, what was cried."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

from analysis.quality import judge
from instruments.checks import Check, Severity
from register.fictive import faults
from tests.support import sound_register as sound

Tables = dict[str, Any]


@dataclass
class Tally:
    """Per check: planted, of them found, near misses, of them cried about, other false alarms."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    near: Counter[str] = field(default_factory=Counter)
    cried: Counter[str] = field(default_factory=Counter)
    stray: Counter[str] = field(default_factory=Counter)

    def recall(self, ids: list[str]) -> float:
        planted = sum(self.planted[one] for one in ids)
        return sum(self.found[one] for one in ids) / planted if planted else 1.0

    def precision(self, ids: list[str]) -> float:
        found = sum(self.found[one] for one in ids)
        false = sum(self.cried[one] + self.stray[one] for one in ids)
        return found / (found + false) if found + false else 1.0


def run(seed: int | str, tally: Tally) -> None:
    """One register: all kinds of one case together, each kind of the whole on its own."""
    tables, facts, checks = sound.tables(crc32(str(seed).encode())), sound.facts(), sound.checks()
    _single(tables, facts, checks, seed, tally)
    _whole(tables, facts, checks, tally)


def _single(
    tables: Tables, facts: dict[str, Any], checks: tuple[Check, ...], seed: object, tally: Tally
) -> None:
    before = judge(sound.frames(tables), checks=checks)
    natural = {(f.check, f.pid) for f in before.findings}
    wanted = faults.plan(list(tables["subjects"]["pid"]), str(seed))
    planted_tables, done = faults.plant(tables, facts, wanted)
    after = judge(sound.frames(planted_tables), checks=checks)
    fired = {(f.check, f.pid) for f in after.findings} - natural
    meant = set()
    for one in done:
        assert one.planted, f"{one.kind} (near: {one.near}) found no place in the sound register"
        meant |= {(beside, one.pid) for beside in one.beside} | {(one.noticed_by, one.pid)}
        if one.near:
            tally.near[one.noticed_by] += 1
            tally.cried[one.noticed_by] += (one.noticed_by, one.pid) in fired
        else:
            tally.planted[one.noticed_by] += 1
            tally.found[one.noticed_by] += (one.noticed_by, one.pid) in fired
    for check, pid in fired - meant:
        if pid:
            tally.stray[check] += 1
    for check, _ in natural:
        tally.stray[check] += 1


def _whole(tables: Tables, facts: dict[str, Any], checks: tuple[Check, ...], tally: Tally) -> None:
    known = {check.id: check for check in checks}
    for fault in faults.kinds():
        if not fault.whole:
            continue
        one = known[fault.noticed_by]
        for near in (False, True):
            wanted = [faults.Planted(fault.kind, fault.noticed_by, "", near)]
            changed, done = faults.plant(tables, facts, wanted)
            assert done[0].planted, fault.kind
            fires = bool(judge(sound.frames(_only(changed, one)), checks=[one]).findings)
            if near:
                tally.near[one.id] += 1
                tally.cried[one.id] += fires
            else:
                tally.planted[one.id] += 1
                tally.found[one.id] += fires


def _only(tables: Tables, check: Check) -> Tables:
    """The tables that a check reads, so that typing the rest costs nothing."""
    wanted = {need.partition(".")[0] for need in check.needs}
    return {
        name: table
        for name, table in tables.items()
        if name in wanted or ("answers" in wanted and name.startswith("answers_"))
    }


def severities() -> dict[str, Severity]:
    """Check → severity."""
    return {check.id: check.severity for check in sound.checks()}
