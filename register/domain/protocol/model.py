"""The study protocol: one frozen, versioned value; everything of a landsdeel stands in it."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from functools import cached_property
from importlib import resources
from typing import Any, TypeVar

from register.domain.calendar import add_months
from register.domain.protocol.agreement import AgeBand, Agreement, Letter, Purpose
from register.domain.protocol.governance import Governance, Permission, Verdict
from register.domain.protocol.measures import Audience, CodeList, Measures
from register.domain.protocol.parts import Day, Id, Months, Part, Text
from register.domain.protocol.places import Places, Region, Ret, Setting, State
from register.domain.protocol.schedule import Cohort, Expected, Schedule, Wave

P = TypeVar("P", bound=Part)


class Protocol(Part):
    """One version of one study. Use `load`, `shipped` or `from_canonical`; never built by hand."""

    id: Id
    version: Text
    title: Text
    landsdeel: Text
    start: Day
    months: Months
    governance: Governance
    places: Places
    schedule: Schedule
    agreement: Agreement
    measures: Measures

    @classmethod
    def load(cls, text: str, *, source: str = "protocol") -> Protocol:
        """Read YAML. Raises `ProtocolErrors` with every fault, its line and its fix."""
        from register.domain.protocol.reading import read

        return read(text, source=source)

    @classmethod
    def shipped(cls, name: str | None = None) -> Protocol:
        """A protocol that comes with the product, by file name without `.yaml`; without a name the
        only one there is. LookupError names what there is."""
        folder = resources.files("register.protocols")
        there = sorted(f.name[:-5] for f in folder.iterdir() if f.name.endswith(".yaml"))
        wanted = name or (there[0] if len(there) == 1 else "")
        if wanted not in there:
            raise LookupError(f"Kies een protocol: {', '.join(there)}.")
        text = (folder / f"{wanted}.yaml").read_text(encoding="utf-8")
        return cls.load(text, source=f"{wanted}.yaml")

    @classmethod
    def from_canonical(cls, text: str) -> Protocol:
        """The protocol back from its stored canonical JSON."""
        return cls.model_validate_json(text)

    def canonical_json(self) -> str:
        """The whole protocol as sorted, compact JSON; comments and layout of the file are gone."""
        return json.dumps(
            self.model_dump(mode="json"),
            sort_keys=True,
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @cached_property
    def sha256(self) -> str:
        """Hex digest of the canonical JSON (UTF-8)."""
        return hashlib.sha256(self.canonical_json().encode()).hexdigest()

    # -- looking things up: KeyError means a fault in the caller, never in a case --------------

    def wave(self, code: str) -> Wave:
        """A wave by its code."""
        return _by(self.schedule.waves, "code", code)

    def region(self, key: str) -> Region:
        """A region by id."""
        return _by(self.places.regions, "id", key)

    def ret(self, key: str) -> Ret:
        """A RET by id."""
        return _by(self.places.rets, "id", key)

    def rets_of(self, region: str) -> tuple[Ret, ...]:
        """The RETs that serve a region."""
        return tuple(ret for ret in self.places.rets if region in ret.regions)

    def setting(self, key: str) -> Setting:
        """A setting by id."""
        return _by(self.places.settings, "id", key)

    def state(self, code: str) -> State:
        """A residence state by code."""
        return _by(self.places.states, "code", code)

    def cohort(self, no: int) -> Cohort:
        """A cohort by number."""
        return _by(self.schedule.cohorts, "no", no)

    def cohort_period(self, no: int) -> tuple[date, date]:
        """First day and the day after the last of a cohort's 0-metings."""
        cohort = self.cohort(no)
        return add_months(self.start, cohort.from_month), add_months(self.start, cohort.to_month)

    @property
    def ends(self) -> date:
        """The day after the study's last."""
        return add_months(self.start, self.months)

    def expected(self, wave: str) -> tuple[Expected, ...]:
        """Everything that a wave can ask, before conditions."""
        return _by(self.schedule.contribution_sets, "id", self.wave(wave).expects).contributions

    def version_of(self, instrument: str, on: date) -> str | None:
        """The version of an instrument that applies to what is asked for a day; None where the
        protocol names none for it, or only later ones."""
        named = [
            one
            for one in self.schedule.instrument_versions
            if one.instrument == instrument and one.valid_from <= on
        ]
        return max(named, key=lambda one: one.valid_from).version if named else None

    def purpose(self, code: str) -> Purpose:
        """A consent purpose by code."""
        return _by(self.agreement.purposes, "code", code)

    def letter(self, key: str, version: int) -> Letter:
        """A letter by id and version."""
        for letter in self.agreement.letters:
            if (letter.id, letter.version) == (key, version):
                return letter
        raise KeyError((key, version))

    def age_band(self, age: int) -> AgeBand:
        """The band that holds an age in whole years (0 or more)."""
        return max(
            (band for band in self.agreement.age_bands if band.age_from <= age),
            key=lambda band: band.age_from,
        )

    def audience(self, key: str) -> Audience:
        """Disclosure thresholds of a circle of readers."""
        return _by(self.measures.disclosure, "id", key)

    def codelist(self, key: str) -> CodeList:
        """An own code list."""
        return _by(self.measures.codelists, "id", key)

    def quality(self, key: str) -> float:
        """A quality threshold's value."""
        return float(_by(self.measures.quality, "id", key).value)

    @property
    def is_fictive(self) -> bool:
        """Whether a verdict or permission is a stand-in, so that no real family may be included."""
        stands: tuple[Verdict | Permission, ...] = (
            *self.governance.verdicts,
            *self.governance.permissions,
        )
        return any(stand.fictive for stand in stands)

    def facts(self) -> dict[str, Any]:
        """What an analysis needs of the protocol, as plain JSON for a manifest."""
        plain = self.model_dump(mode="json")
        states = sorted(self.places.states, key=lambda state: state.priority)
        return {
            "protocol": {"id": self.id, "version": self.version, "sha256": self.sha256},
            "title": self.title,
            "states": {state.code: state.label for state in self.places.states},
            "state_priority": [state.code for state in states],
            "waves": plain["schedule"]["waves"],
            "cohorts": plain["schedule"]["cohorts"],
            "targets": plain["measures"]["targets"],
            "hierarchies": {h.id: dict(h.parents) for h in self.measures.hierarchies},
            "thresholds": {
                "disclosure": {a["id"]: a for a in plain["measures"]["disclosure"]},
                "quality": {q.id: float(q.value) for q in self.measures.quality},
            },
            "phrases": {k: v for h in self.measures.hierarchies for k, v in h.phrases.items()},
            "labels": {
                **{f"{h.id}_class": dict(h.labels) for h in self.measures.hierarchies if h.labels},
                "region": {r.id: r.label for r in self.places.regions},
                "region_group": {g.id: g.label for g in self.places.region_groups},
                "setting": {s.id: s.label for s in self.places.settings},
                "setting_group": {g.id: g.label for g in self.places.setting_groups},
                "ret": {r.id: r.label for r in self.places.rets},
            },
        }


def _by(parts: tuple[P, ...], field: str, wanted: object) -> P:
    for part in parts:
        if getattr(part, field) == wanted:
            return part
    raise KeyError(wanted)
