"""A result: what was asked, what came out, how sure it is, and what it cannot say."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pandas as pd

from analysis.cautions import SMALL, Caution
from analysis.dutch import interval

SMALL_N = 100


@dataclass(frozen=True)
class Interval:
    """A two-sided interval; `level` as a share (0.95)."""

    low: float
    high: float
    level: float = 0.95

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError("Een interval loopt van laag naar hoog")
        if not 0 < self.level < 1:
            raise ValueError("Het niveau van een interval ligt tussen 0 en 1")

    def text(self, digits: int = 2) -> str:
        return f"{100 * self.level:.0f}%-interval {interval(self.low, self.high, digits)}"


@dataclass(frozen=True)
class Figure:
    """A drawn figure with the numbers behind it. `individual_level` figures never enter a report.

    `svg` is text without date or random ids: the same numbers give the same bytes. `png` is for
    documents that cannot hold SVG and for looking at.
    """

    name: str
    svg: str
    png: bytes
    alt: str
    caption: str
    numbers: pd.DataFrame
    individual_level: bool = False

    def __post_init__(self) -> None:
        if not self.alt or not self.caption:
            raise ValueError(f"Figuur {self.name} heeft een bijschrift en een alt-tekst nodig")


@dataclass(frozen=True)
class Result:
    """The outcome of one analysis. `n` counts youths, never rows.

    `sentence` is one honest Dutch sentence for a reader who sees nothing else; `assumptions` are
    those that were checked, with what was seen; `cautions` come from METHODS §0.
    """

    name: str
    question: str
    method: str
    n: int
    sentence: str
    table: pd.DataFrame = field(default_factory=pd.DataFrame)
    estimate: float | None = None
    interval: Interval | None = None
    assumptions: tuple[str, ...] = ()
    cautions: tuple[Caution, ...] = ()
    figure: Figure | None = None
    individual_level: bool = False

    def __post_init__(self) -> None:
        if self.n < 0:
            raise ValueError("Het aantal jeugdigen kan niet negatief zijn")
        if not self.sentence.endswith("."):
            raise ValueError(f"Resultaat {self.name}: de zin eindigt met een punt")
        if 0 < self.n < SMALL_N and SMALL not in self.cautions:
            object.__setattr__(self, "cautions", (*self.cautions, SMALL))

    def with_figure(self, figure: Figure) -> Result:
        return replace(self, figure=figure, individual_level=figure.individual_level)
