"""What is left to read under the full policy (RULES D11), for the tables of the half-yearly report.

    python -m tests.verify.utility

Share of inner cells shown: when only sensitive counts are withheld (leaks), by the heuristic
(greedy covers), and by the optimal engines; and with classes merged first or not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analysis.disclosure import Settings, Table, policy_for, protect
from analysis.disclosure.primary import primary_cells
from analysis.reports.half_yearly import tables_of
from tests.support.study_frames import study

POLICY = policy_for("begeleidingsgroep")


@dataclass(frozen=True)
class Share:
    """Shown inner cells of all tables together."""

    shown: int
    cells: int

    @property
    def text(self) -> str:
        """Whole percentage and counts."""
        return f"{self.shown / max(1, self.cells):.0%} ({self.shown} van {self.cells})"


def primary_only(tables: Sequence[Table]) -> Share:
    """Only counts that are sensitive in themselves are left out."""
    shown = cells = 0
    for table in tables:
        width = len(table.counts[0])
        mask = primary_cells(table, POLICY)[:-1, :width]
        shown, cells = shown + int((~mask).sum()), cells + mask.size
    return Share(shown, cells)


def engine(seconds: float, *engines: str) -> Callable[[Sequence[Table]], Share]:
    """Protected by these engines in this time per group of tables."""

    def measure(tables: Sequence[Table]) -> Share:
        settings = Settings(b"meting", seconds=seconds, engines=engines)
        found = protect(tables, POLICY, settings).tables
        shown = sum(table.n_cells - table.n_withheld for table in found)
        return Share(shown, sum(len(t.counts) * len(t.counts[0]) for t in tables))

    return measure


WAYS: dict[str, Callable[[Sequence[Table]], Share]] = {
    "alleen gevoelige cellen (lekt)": primary_only,
    "heuristiek": engine(0.0, "own"),
    "optimaal": engine(8.0, "own", "argus"),
}


def measured(youths: int) -> dict[str, dict[str, Share]]:
    """Per way, with and without merging first."""
    plain, coarse = tables_of(study(youths), policy=POLICY)
    return {
        name: {"zonder samenvoegen": way(plain), "eerst samenvoegen": way(coarse)}
        for name, way in WAYS.items()
    }


def main() -> None:
    """Print the measured shares for 50, 100 and 200 youths."""
    for youths in (50, 100, 200):
        print(f"{youths} jeugdigen")
        for name, shares in measured(youths).items():
            print(f"  {name:32}" + "".join(f"{k}: {v.text:22}" for k, v in shares.items()))


if __name__ == "__main__":
    main()
