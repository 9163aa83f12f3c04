"""A plan of faults for a demo: written when it is made, planted when quality is looked at.

Services refuse nearly all of these, so nothing of them is stored: they exist in the frames of the
quality extract only, and every row of the plan says so (`through`).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from register.domain.actor import system
from register.fictive import faults
from register.fictive.faults import UNSEEN, Planted
from register.services import cases, consent
from register.services.house import House

if TYPE_CHECKING:
    from analysis.frames import Frames


def write(house: House, seed: int) -> str:
    """The plan for an installation as JSON: which case gets which fault or near miss."""
    with house.store.reading(system("demo")) as work, consent.planning(work):
        pseudonyms = [case.pseudonym for case in cases.every(work)]
    wanted = faults.plan(pseudonyms, seed)
    content = {
        "seed": seed,
        "kinds": len({one.kind for one in wanted}),
        "planted": [one.as_data() for one in wanted],
        "unseen": [{"kind": kind, "what": what} for kind, what in UNSEEN],
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


@dataclass
class Planting:
    """A plan that is carried out on the frames of a quality extract.

    pid: the extract's pseudonym for a register pseudonym. done: what could be planted, after `act`.
    """

    wanted: list[Planted]
    pid: Callable[[str], str]
    done: list[Planted] = field(default_factory=list)

    @classmethod
    def read(cls, text: str, pid: Callable[[str], str]) -> Planting:
        """The plan that `write` made. ValueError where the file is something else."""
        try:
            rows = json.loads(text)["planted"]
            wanted = [Planted(**{**row, "beside": tuple(row["beside"])}) for row in rows]
        except (KeyError, TypeError, json.JSONDecodeError):
            raise ValueError(
                "Dit is geen bestand met geplante fouten; maak er een met "
                "`casusregister demo --planted-to`."
            ) from None
        return cls(wanted, pid)

    def act(self, frames: Frames) -> Frames:
        """New frames with the faults in them."""
        from analysis.frames.conformity import typed

        own = [replace(one, pid=self.pid(one.pid)) for one in self.wanted]
        tables, self.done = faults.plant(dict(frames), frames.facts, own)
        made = {name: typed(table, frames.schemas[name]) for name, table in tables.items()}
        return replace(frames, tables=made)

    def kinds(self) -> tuple[str, ...]:
        """What was planted, faults and near misses."""
        return tuple(one.kind for one in self.done if one.planted)
