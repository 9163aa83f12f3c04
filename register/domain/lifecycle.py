"""A life cycle as data: states with an owner, verbs between them; drawn, checked and asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from register.domain.errors import Blocker
from register.domain.people import Permission


@dataclass(frozen=True)
class Step:
    """A verb that leads from one state to another; `by` is the permission it needs."""

    verb: str
    source: str
    target: str
    label: str
    by: Permission


@dataclass(frozen=True)
class LifeCycle:
    """A named life cycle. `owners`: every state → who must act on it now, "" for an end state."""

    name: str
    title: str
    first: str
    owners: Mapping[str, str]
    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        for step in self.steps:
            if step.source not in self.owners or step.target not in self.owners:
                raise ValueError(f"{self.name}: {step.verb} leads from or to an unknown state")
        if self.first not in self.owners:
            raise ValueError(f"{self.name} begins in an unknown state")
        starts = [(step.source, step.verb) for step in self.steps]
        if len(starts) != len(set(starts)):
            raise ValueError(f"{self.name}: a verb leads to two states")

    @property
    def ends(self) -> frozenset[str]:
        """States that no verb leaves."""
        return frozenset(self.owners) - {step.source for step in self.steps}

    def from_state(self, state: str) -> tuple[Step, ...]:
        """What can be done in a state, in the order written."""
        return tuple(step for step in self.steps if step.source == state)

    def step(self, state: str, verb: str) -> Step | None:
        """The step of a verb from a state, or None."""
        return next((step for step in self.from_state(state) if step.verb == verb), None)

    def after(self, state: str, verb: str) -> str:
        """The state that a verb leads to; KeyError where `blockers` would have refused."""
        step = self.step(state, verb)
        if step is None:
            raise KeyError((state, verb))
        return step.target

    def blockers(self, state: str, verb: str) -> tuple[Blocker, ...]:
        """Why a verb cannot be done in a state."""
        if self.step(state, verb):
            return ()
        labels = [step.label for step in self.from_state(state)]
        remedy = f"Nu kan: {', '.join(labels)}." if labels else "Er kan niets meer veranderen."
        return (Blocker("wrong_state", f"Dit kan niet in de toestand “{state}”.", remedy),)

    def mermaid(self) -> str:
        """The diagram as Mermaid text."""
        ids = {state: f"s{place}" for place, state in enumerate(self.owners)}
        lines = ["stateDiagram-v2"]
        lines += [f'    state "{state}" as {ids[state]}' for state in self.owners]
        lines.append(f"    [*] --> {ids[self.first]}")
        lines += [f"    {ids[s.source]} --> {ids[s.target]}: {s.label}" for s in self.steps]
        lines += [f"    {ids[state]} --> [*]" for state in self.owners if state in self.ends]
        return "\n".join(lines)
