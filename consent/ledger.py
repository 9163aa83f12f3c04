"""The ledger of one case: everything a decision about consent may rest on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from consent.datum import RetAgreement
from consent.event import Event, EventType
from consent.letter import LetterVersion
from consent.party import Authority, Capacity, Party, PartyKind
from consent.policy import Policy


@dataclass(frozen=True)
class Ledger:
    """One case, or (with ``birth_date`` None) the sampling frame, which has no data subject.

    ``erased_on``: the day the youth's keys were destroyed. ``included_on``: the day of inclusion.
    """

    policy: Policy
    birth_date: date | None = None
    parties: tuple[Party, ...] = ()
    authorities: tuple[Authority, ...] = ()
    capacities: tuple[Capacity, ...] = ()
    letters: tuple[LetterVersion, ...] = ()
    events: tuple[Event, ...] = ()
    agreements: tuple[RetAgreement, ...] = ()
    included_on: date | None = None
    deceased_on: date | None = None
    erased_on: date | None = None
    _parties: dict[str, Party] = field(init=False, repr=False, compare=False)
    _letters: dict[str, LetterVersion] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_parties", {p.id: p for p in self.parties})
        object.__setattr__(self, "_letters", {x.id: x for x in self.letters})
        youths = [p for p in self.parties if p.kind is PartyKind.YOUTH]
        if self.birth_date is not None and len(youths) != 1:
            raise ValueError("a case has exactly one youth among its parties")
        if self.birth_date is None and (self.parties or self.events):
            raise ValueError("a case needs a birth date; only the sampling frame has none")
        self._check_events()
        for noun, rows in (("authority", self.authorities), ("assessment", self.capacities)):
            if len({row.no for row in rows}) != len(rows):
                raise ValueError(f"two rows of {noun} have the same number; number them apart")
        for authority in self.authorities:
            self._check_known(authority.party, authority.subject)

    def _check_events(self) -> None:
        by_seq = {event.seq: event for event in self.events}
        if len(by_seq) != len(self.events):
            raise ValueError("two events have the same seq; a ledger counts its events apart")
        for event in self.events:
            self._check_known(event.party, event.subject)
            if event.letter is not None and event.letter not in self._letters:
                raise ValueError(f"event {event.seq} names a letter that the ledger does not hold")
            if event.of is None:
                continue
            target = by_seq.get(event.of)
            if target is None or target.seq >= event.seq:
                raise ValueError(f"event {event.seq} is about an event that does not stand before")
            if target.type is EventType.CORRECTED:
                raise ValueError("a correction is not corrected; record the right event anew")

    def _check_known(self, *ids: str) -> None:
        if unknown := set(ids) - set(self._parties):
            raise ValueError(f"unknown party {sorted(unknown)}; add it to the case first")

    @property
    def youth(self) -> str:
        """The party id of the youth; LookupError for the sampling frame."""
        for party in self.parties:
            if party.kind is PartyKind.YOUTH:
                return party.id
        raise LookupError("the sampling frame has no youth")

    def party(self, party: str) -> Party:
        return self._parties[party]

    def knows(self, party: str) -> bool:
        return party in self._parties

    def letter(self, letter: str | None) -> LetterVersion | None:
        return None if letter is None else self._letters.get(letter)
