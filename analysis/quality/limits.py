"""The limits that checks read: from the protocol in the manifest, else defaults of RULES §5."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

DEFAULTS: Mapping[str, float] = {
    "gat_verblijf_dagen": 7,
    "overlap_verblijf_dagen": 1,
    "late_invoer_dagen": 30,
    "item_ontbreekt": 10,
    "schaal_ontbreekt": 20,
    "datum_op_jaar": 20,
    "codeur_alfa": 0.80,
    "codeur_alfa_voorlopig": 0.667,
    "leersessie_professionals": 3,
    "rechte_lijn_procent": 80,
    "seconden_per_item": 2,
    "plaatsingen_verschil": 2,
    "advies_stand_dagen": 183,
    "interviewer_icc": 0.10,
    "uitval_smd": 0.25,
    "weigering_procent": 25,
    "cohort_balans_procent": 50,
    "dubbel_codeerd_procent": 20,
    "leeftijd_vanaf": 8,
    "leeftijd_tot": 23,
    "grond_vanaf": 18,
    "hernieuwing_dagen": 60,
}
# Below this many, a share says too little to ask anybody anything.
FEW = 10


@dataclass(frozen=True)
class StateRule:
    """What the protocol says of one residence state."""

    kind: str
    priority: int
    authorised: bool = False
    months_past_18: float | None = None
    start_before: int | None = None
    ends_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Limits:
    """Facts of a manifest as checks read them."""

    facts: Mapping[str, Any]

    def __getitem__(self, name: str) -> float:
        given = self.facts.get("thresholds", {}).get("quality", {})
        return float(given.get(name, DEFAULTS[name]))

    @property
    def as_of(self) -> pd.Timestamp:
        """The day until which anything can be known."""
        return pd.Timestamp(date.fromisoformat(self.facts["as_of"]))

    @property
    def months(self) -> dict[str, int]:
        """Wave → months after the 0-meting."""
        return {wave["code"]: int(wave["months"]) for wave in self.facts.get("waves", [])}

    @property
    def states(self) -> dict[str, StateRule]:
        """Residence state → rule."""
        return {
            code: StateRule(**{**rule, "ends_by": tuple(rule.get("ends_by", ()))})
            for code, rule in self.facts.get("state_rules", {}).items()
        }

    def codes(self, *kinds: str) -> list[str]:
        """The residence states of these kinds."""
        return [code for code, rule in self.states.items() if rule.kind in kinds]
