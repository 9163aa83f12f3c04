"""Faults to plant in a fictive register, each with a near miss just inside the rule.

The planter knows no checks: a kind names in words what ought to notice it, and a test compares.
Services refuse most of these, so they are planted in the frames of a quality extract.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from register.fictive.draws import Draws
from register.fictive.soil import Soil, Unfit

Act = Callable[[Soil, str], None]


@dataclass(frozen=True)
class Fault:
    """One kind. noticed_by: what ought to fire; beside: what may fire with it, rightly.

    whole: changes the register as a whole; `pid` is then "". seen: False for a fault that nothing
    in the register can notice.
    """

    kind: str
    noticed_by: str
    plant: Act
    near: Act
    beside: tuple[str, ...] = ()
    whole: bool = False
    seen: bool = True


@dataclass(frozen=True)
class Planted:
    """One planted fault or near miss: kind, case, and whether it could be planted."""

    kind: str
    noticed_by: str
    pid: str
    near: bool
    through: str = "kwaliteitsbestand"
    planted: bool = True
    beside: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


def kinds() -> tuple[Fault, ...]:
    """Every kind, those of one case first."""
    from register.fictive import case_faults, line_faults, sheet_faults, whole_faults

    return (
        *case_faults.FAULTS,
        *line_faults.FAULTS,
        *sheet_faults.FAULTS,
        *whole_faults.FAULTS,
    )


def plan(cases: Sequence[str], seed: int | str) -> list[Planted]:
    """Which case gets which fault or near miss: every kind of a single case once, each case one."""
    single = [fault for fault in kinds() if not fault.whole]
    free = sorted(cases, key=lambda case: Draws(str(seed), "fout", case).normal())
    made: list[Planted] = []
    for fault in single:
        for near in (False, True):
            if not free:
                return made
            made.append(
                Planted(fault.kind, fault.noticed_by, free.pop(), near, beside=fault.beside)
            )
    return made


def plant(
    tables: Mapping[str, Any], facts: Mapping[str, Any], wanted: Sequence[Planted]
) -> tuple[dict[str, Any], list[Planted]]:
    """Copies of the tables with the faults in them, and what could be planted.

    A fault that a case has no place for goes to the next free case; where no case has one, it comes
    back as not planted.
    """
    soil = Soil(tables, facts)
    known = {fault.kind: fault for fault in kinds()}
    free = [one.pid for one in wanted]
    done: list[Planted] = []
    taken: set[str] = set()
    for one in wanted:
        act = known[one.kind].near if one.near else known[one.kind].plant
        order = ["", *free] if known[one.kind].whole else [one.pid, *free]
        done.append(_somewhere(soil, act, one, order, taken, whole=known[one.kind].whole))
    return soil.tables, done


def _somewhere(
    soil: Soil, act: Act, one: Planted, order: Sequence[str], taken: set[str], *, whole: bool
) -> Planted:
    for pid in order:
        if pid in taken and not whole:
            continue
        before = soil.copy()
        try:
            act(soil, pid)
        except Unfit:
            soil.restore(before)
            if whole:
                break
            continue
        if not whole:
            taken.add(pid)
        return Planted(one.kind, one.noticed_by, pid, one.near, beside=one.beside)
    return Planted(one.kind, one.noticed_by, one.pid, one.near, planted=False, beside=one.beside)


# What no check can see: said aloud, so that nobody thinks it was looked for.
UNSEEN = (
    ("antwoord_aannemelijk_maar_onwaar", "een aannemelijk antwoord dat niet waar is"),
    ("verkeerde_jeugdige_zelfde_leeftijd", "een blad bij de verkeerde, gelijkende jeugdige"),
    ("datum_een_dag_mis", "een dag die één dag mis is binnen de periode"),
    ("periode_nooit_genoemd", "een verblijf dat geen bron noemt en geen gat laat"),
    ("gesprek_gestuurd", "een gesprek waarin de interviewer de antwoorden stuurde"),
)
