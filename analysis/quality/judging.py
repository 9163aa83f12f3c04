"""Runs checks over frames: every judged row, the findings among them, and what could not run.

A finding holds no value: only a keyed hash of what the check looked at, so that an accepted
finding stays away until that changes.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module

import pandas as pd

from analysis.frames import Frames
from analysis.quality.columns import expected
from analysis.quality.limits import Limits
from analysis.quality.rows import COLUMNS, nothing
from instruments.checks import Check, Layer, Severity, declared

Judge = Callable[[Frames, Limits], pd.DataFrame]
NOUNS = ("timing", "people", "stays", "sheets", "advice", "coding", "shares", "leavers")
_JUDGES: dict[str, Judge] = {}


@dataclass(frozen=True)
class Finding:
    """One row on which a check fires. pid and wave are "" for the register as a whole."""

    check: str
    version: str
    severity: Severity
    pid: str
    wave: str
    place: str
    value_mac: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes it the same finding at the next run."""
        return (self.check, self.pid, self.wave, self.place)


@dataclass(frozen=True)
class Outcome:
    """What a run gave. judged: rows per check that ran; not_run: why the others did not.

    tables: per check the judged rows (pid, wave, place, hit), without values.
    """

    findings: tuple[Finding, ...]
    judged: Mapping[str, int]
    not_run: Mapping[str, str]
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict, compare=False)

    def counts(self) -> dict[str, int]:
        """Findings per check, also the checks that ran and found nothing."""
        found = dict.fromkeys(self.judged, 0)
        for finding in self.findings:
            found[finding.check] += 1
        return found

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is severity)

    @property
    def hash(self) -> str:
        """SHA-256 over findings and counts: the same data and rules give the same hash."""
        rows = sorted([*one.key, one.version, one.value_mac] for one in self.findings)
        data = {"findings": rows, "judged": dict(self.judged), "not_run": dict(self.not_run)}
        text = json.dumps(data, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def check(*ids: str) -> Callable[[Judge], Judge]:
    """Declare the function that judges these checks (one function per id)."""

    def declare(judge: Judge) -> Judge:
        for one in ids:
            if one in _JUDGES and _JUDGES[one] is not judge:
                raise ValueError(f"two functions judge {one}")
            _JUDGES[one] = judge
        return judge

    return declare


def judges() -> Mapping[str, Judge]:
    """Every check with code, by id."""
    for noun in NOUNS:
        import_module(f"analysis.quality.{noun}")
    return _JUDGES


def judge(
    frames: Frames,
    *,
    key: bytes = b"",
    checks: Iterable[Check] | None = None,
    only: Iterable[Layer] = tuple(Layer),
) -> Outcome:
    """Judge the frames of a quality extract; `frames.facts` hold as_of, thresholds and states.

    key: secret of the keyed hash of values. checks: default the declared ones and those that the
    facts carry as `generated`.
    """
    limits, layers = Limits(frames.facts), frozenset(only)
    findings: list[Finding] = []
    judged: dict[str, int] = {}
    not_run: dict[str, str] = {}
    tables: dict[str, pd.DataFrame] = {}
    for one in declared() if checks is None else checks:
        if one.layer not in layers:
            continue
        lacking = lacks(one, frames)
        if lacking:
            not_run[one.id] = lacking
            continue
        rows = _run(one, frames, limits)
        judged[one.id] = len(rows)
        tables[one.id] = rows.drop(columns="value")
        hits = rows[rows["hit"]].drop_duplicates(["pid", "wave", "place"])
        findings += [
            Finding(one.id, one.version, one.severity, pid, wave, place, mac(key, one.id, value))
            for pid, wave, place, value in zip(
                hits["pid"], hits["wave"], hits["place"], hits["value"], strict=True
            )
        ]
    return Outcome(tuple(sorted(findings, key=lambda f: f.key)), judged, not_run, tables)


def lacks(one: Check, frames: Frames) -> str:
    """What a check needs and the frames do not hold, in Dutch; empty when it can run."""
    for need in one.needs:
        name, _, column = need.partition(".")
        if name == "answers":
            if not any(frame.startswith("answers_") for frame in frames):
                return "er zijn geen antwoorden in dit bestand"
        elif name not in frames:
            return f"het bestand heeft geen frame {name}"
        elif column and len(frames[name]) and frames[name][column].isna().all():
            return f"de kolom {need} is nergens gevuld"
    return ""


def _run(one: Check, frames: Frames, limits: Limits) -> pd.DataFrame:
    if one.expect is not None:
        return expected(frames, one.expect)
    rows = judges()[one.id](frames, limits)
    return rows[list(COLUMNS)] if len(rows) else nothing()


def mac(key: bytes, check_id: str, value: str) -> str:
    """The keyed hash of what a check looked at (HMAC-SHA-256, 32 hexadecimal characters)."""
    return hmac.new(key, f"{check_id}|{value}".encode(), hashlib.sha256).hexdigest()[:32]
