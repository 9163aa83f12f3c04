"""The codes that imported values must come from: those of the study protocol, none of our own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from instruments.frozen import FrozenMap
from register.domain.frame import FLOW
from register.domain.protocol import Protocol
from register.files.tables import plain

_LISTS = {"gender": "geslacht", "referrer": "aanmelder", "themes": "thema"}
# Registrations outside the study's settings still count in the frame.
_BESIDE_SETTINGS = {"anders": "andere vorm van hulp", "onbekend": "onbekend"}
Codes = FrozenMap[str]


@dataclass(frozen=True)
class Vocabulary:
    """Code → label per target of an import (`ret`, `gender`, …, `state`).

    region_groups: plain text of a region or group (id or label) → group. ret_groups: RET → the one
    group that all its regions lie in. bands: age from (whole years) and band, youngest first.
    """

    lists: FrozenMap[Codes]
    region_groups: FrozenMap[str]
    ret_groups: FrozenMap[str]
    bands: tuple[tuple[int, str], ...]

    @classmethod
    def of(cls, protocol: Protocol) -> Vocabulary:
        """The vocabulary of a protocol."""
        places = protocol.places
        lists = {
            target: FrozenMap((one.code, one.label) for one in protocol.codelist(name).codes)
            for target, name in _LISTS.items()
        }
        settings = {one.id: one.label for one in places.settings}
        ages = protocol.agreement.age_bands
        lists |= {
            "ret": FrozenMap((one.id, one.label) for one in places.rets),
            "region_group": FrozenMap((one.id, one.label) for one in places.region_groups),
            "setting": FrozenMap({**_BESIDE_SETTINGS, **settings}),
            "age_band": FrozenMap((one.id, one.label) for one in ages),
            "purpose": FrozenMap(
                (one.code, one.label) for one in protocol.agreement.purposes if one.asked
            ),
            "flow_step": FrozenMap((step, step) for step in FLOW.owners),
            "state": FrozenMap((one.code, one.label) for one in places.states),
        }
        groups = {plain(text): g.id for g in places.region_groups for text in (g.id, g.label)}
        groups |= {plain(text): r.group for r in places.regions for text in (r.id, r.label)}
        of_region = {region.id: region.group for region in places.regions}
        held = {ret.id: {of_region[region] for region in ret.regions} for ret in places.rets}
        single = {ret: next(iter(found)) for ret, found in held.items() if len(found) == 1}
        bands = tuple(sorted((band.age_from, band.id) for band in ages))
        return cls(FrozenMap(lists), FrozenMap(groups), FrozenMap(single), bands)

    def codes(self, target: str) -> Mapping[str, str]:
        """Code → label of a target; empty for free keys."""
        return self.lists.get(target, FrozenMap[str]())

    def band(self, years: int) -> str:
        """The age band of a whole age; ValueError outside 0–30."""
        if not 0 <= years <= 30:
            raise ValueError("an age lies between 0 and 30 years")
        return next(band for start, band in reversed(self.bands) if start <= years)
