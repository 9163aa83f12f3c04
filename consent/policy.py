"""The protocol's choices about consent, as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from consent.calendar import birthday
from consent.purpose import DataClass, Purpose


class ParentsRequired(StrEnum):
    ALWAYS = "always"
    AT_INCLUSION = "at_inclusion"
    NEVER = "never"


class YouthRole(StrEnum):
    """What is asked of the youth itself in an age band."""

    NONE = "none"
    ASSENT = "assent"
    CONSENT = "consent"


class ExistingAfterGrace(StrEnum):
    """What happens to existing lawful data when nobody confirmed within the grace period (D4)."""

    KEEP_IF_3_ATTEMPTS = "keep_if_3_attempts"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Band:
    """From this age on: what the youth does and when parents are required."""

    from_age: int
    youth: YouthRole
    parents_required: ParentsRequired


@dataclass(frozen=True, slots=True)
class Policy:
    """Age bands, grace, terms, purposes and retention of one protocol.

    ``consent_from``, ``decides_from``, ``adult_from`` are the law's birthdays (12, 16, 18).
    ``assent_purposes``: what a child is asked itself (its letter asks no more); for the rest the
    representatives decide, though a no of the child always counts.
    ``late_signing_days``: a yes recorded longer after its day counts only from its recording.
    """

    bands: tuple[Band, ...]
    purposes: tuple[Purpose, ...]
    data_classes: tuple[DataClass, ...]
    consent_from: int = 12
    decides_from: int = 16
    adult_from: int = 18
    grace_days: int = 90
    existing_after_grace: ExistingAfterGrace = ExistingAfterGrace.KEEP_IF_3_ATTEMPTS
    attempts: int = 3
    late_signing_days: int = 30
    assent_purposes: frozenset[str] = frozenset({"P1", "P3", "P4"})
    retention_years: int = 10
    retention_years_by_class: tuple[tuple[str, int], ...] = ()
    retention_exempt: frozenset[str] = frozenset()
    version: str = "1"
    _purposes: dict[str, Purpose] = field(init=False, repr=False, compare=False)
    _classes: dict[str, DataClass] = field(init=False, repr=False, compare=False)
    _chains: dict[tuple[str, str], tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_purposes", {p.code: p for p in self.purposes})
        object.__setattr__(self, "_classes", {d.code: d for d in self.data_classes})
        object.__setattr__(self, "_chains", {})
        ages = [band.from_age for band in self.bands]
        if not ages or ages != sorted(set(ages)) or ages[0] != 0:
            raise ValueError("age bands start at 0 and rise; give each starting age once")
        known = set(self._purposes)
        for purpose in self.purposes:
            if missing := set(purpose.rests_on) - known:
                raise ValueError(f"{purpose.code} rests on {sorted(missing)}; add these purposes")
            if unknown := purpose.data_classes - set(self._classes):
                raise ValueError(f"{purpose.code} names unknown data classes {sorted(unknown)}")
        for data_class in self.data_classes:
            if data_class.collected_under not in known:
                raise ValueError(f"{data_class.code} is collected under an unknown purpose")

    def purpose(self, code: str) -> Purpose | None:
        return self._purposes.get(code)

    def data_class(self, code: str) -> DataClass | None:
        return self._classes.get(code)

    def band(self, age: int) -> Band:
        return max((b for b in self.bands if b.from_age <= age), key=lambda b: b.from_age)

    def collected_under(self, data_class: str) -> str:
        """The purpose under which data of a class are collected; KeyError for an unknown class."""
        return self._classes[data_class].collected_under

    def chain(self, purpose: str, data_class: str) -> tuple[str, ...]:
        """Every purpose that must be allowed: the one asked, and those it and the datum rest on."""
        key = (purpose, data_class)
        if key not in self._chains:
            asked = (purpose, self.collected_under(data_class))
            seen: dict[str, None] = {}
            todo = list(asked)
            while todo:
                code = todo.pop(0)
                if code not in seen:
                    seen[code] = None
                    todo.extend(self._purposes[code].rests_on)
            self._chains[key] = tuple(seen)
        return self._chains[key]

    def last_day(self, collected_on: date, data_class: str, own: date | None) -> date:
        """The last day a datum may be kept: its own date, else the years of its class."""
        if own is not None:
            return own
        years = dict(self.retention_years_by_class).get(data_class, self.retention_years)
        return birthday(collected_on, years)
