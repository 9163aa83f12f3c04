"""Where cases come from: regions, RETs, settings, and the states a youth can live in."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from register.domain.protocol.parts import Age, Count, Id, Months, Part, Positive, Text, YesNo

StateCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class Group(Part):
    """A coarser class that reports may show where the finer one would betray someone."""

    id: Id
    label: Text


class Region(Part):
    """A jeugdhulpregio, with its class for disclosure control."""

    id: Id
    label: Text
    group: Id


class Ret(Part):
    """A regional expert team. Regions and teams are many-to-many; teams may share a chair."""

    id: Id
    label: Text
    regions: Annotated[tuple[Id, ...], Field(min_length=1)]
    chair: Id
    contact: Text


class Setting(Part):
    """A field of care a case can be included in; `states` are the residence states that fit it."""

    id: Id
    label: Text
    group: Id
    states: tuple[StateCode, ...] = ()


class State(Part):
    """A residence state (RULES §6.1) with the rules that a life line is checked against.

    priority: 1 wins where episodes overlap. kind: verblijf counts as staying away from home,
    tijdelijk (respite) and dag may overlap anything. authorised: a stay needs a machtiging that
    covers it. months_past_18: how long after the 18th birthday it may last (None: no limit).
    start_before: last age (exclusive) at which it usually starts. ends_by: reasons for ending with
    one of which a move home is possible.
    """

    code: StateCode
    label: Text
    priority: Positive
    kind: Literal["thuis", "verblijf", "tijdelijk", "dag", "weg", "onbekend"]
    secure: YesNo = False
    authorised: YesNo = False
    months_past_18: Months | None = None
    start_before: Age | None = None
    reserve_bed: YesNo = False
    ends_by: tuple[Id, ...] = ()


class Inclusion(Part):
    """Who may be included (RESEARCH_DESIGN §3). Ages in whole years, `age_to` exclusive."""

    age_from: Age
    age_to: Age
    ground_needed_from: Age
    ret_discussed: YesNo
    region_responsible: YesNo
    professionals_willing: Count
    never_recruited_by_treating: YesNo


class Places(Part):
    """All of the above in one place."""

    region_groups: Annotated[tuple[Group, ...], Field(min_length=1)]
    regions: Annotated[tuple[Region, ...], Field(min_length=1)]
    rets: Annotated[tuple[Ret, ...], Field(min_length=1)]
    setting_groups: Annotated[tuple[Group, ...], Field(min_length=1)]
    settings: Annotated[tuple[Setting, ...], Field(min_length=1)]
    states: Annotated[tuple[State, ...], Field(min_length=1)]
    inclusion: Inclusion
