"""A check as data: what it says, how serious it is, who is asked, what it needs to see."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from instruments.checks.indicators import INDICATORS


class Layer(StrEnum):
    """Where a check runs: a sheet while entered, a case over time, the register as a whole."""

    SHEET = "sheet"
    CASE = "case"
    REGISTER = "register"

    @property
    def label(self) -> str:
        return {"sheet": "blad", "case": "casus", "register": "register"}[self.value]


class Severity(StrEnum):
    """`fout` must be mended or explained; `waarschuwing` answered; `info` is only shown."""

    ERROR = "fout"
    WARNING = "waarschuwing"
    INFO = "info"


# Who answers: the researcher of the case, or a role of the study.
ANSWERS = ("onderzoeker", "datamanager", "contactbeheerder", "codeur", "analist")
KINDS = ("in_set", "between", "not_null", "unique")
NO_INDICATOR = "–"


@dataclass(frozen=True)
class Expectation:
    """A rule on one column of one frame, which needs no code of its own.

    kind: `in_set` (`values`; `several` where a cell holds codes separated by ;), `between`
    (`low`/`high` inclusive, either may be None), `not_null` (unless `unless` is filled), `unique`.
    """

    frame: str
    column: str
    kind: str
    values: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    unless: str = ""
    several: bool = False

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"kind is one of {', '.join(KINDS)}, got {self.kind!r}")
        if self.kind == "in_set" and not self.values:
            raise ValueError(f"{self.frame}.{self.column}: a set needs values")
        if self.kind == "between" and self.low is None and self.high is None:
            raise ValueError(f"{self.frame}.{self.column}: between needs a bound")


@dataclass(frozen=True)
class Check:
    """One check. Texts are Dutch.

    id: stable name; number: of RULES §5, or "" for a check made from a definition; version rises
    when the rule changes; indicator: of Schmidt et al. 2021 (`DQI-3002`); needs: frames, or
    columns `frame.column`, without which it cannot run; limits: quality thresholds of the protocol
    that it reads; expect: the rule itself, where a column says it all.
    """

    id: str
    number: str
    version: str
    layer: Layer
    severity: Severity
    indicator: str
    title: str
    rule: str
    message: str
    remedy: str
    answers: str
    needs: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    expect: Expectation | None = None

    def __post_init__(self) -> None:
        if not self.id.replace("_", "").replace(".", "").isalnum() or self.id != self.id.lower():
            raise ValueError(f"the id of a check is lower_snake, got {self.id!r}")
        if self.indicator != NO_INDICATOR and self.indicator not in INDICATORS:
            raise ValueError(f"{self.id}: there is no indicator {self.indicator}")
        if self.answers not in ANSWERS:
            raise ValueError(f"{self.id}: who answers is one of {', '.join(ANSWERS)}")
        for text in (self.title, self.rule, self.message, self.remedy):
            if not text:
                raise ValueError(f"{self.id} needs a title, a rule, a message and a remedy")

    @property
    def text(self) -> str:
        """What the person reads who is asked: what stands out, and what to do."""
        return f"{self.message} {self.remedy}"
