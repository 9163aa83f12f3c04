"""Residence episodes with uncertain ends, and what on a life line cannot be or is unlikely.

The numbers are those of RULES §5 (#12–#18), read with decision D17. What is only possible because
a date is vague is never reported: a rule speaks where it holds for every reading of the dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, pairwise

from instruments.dates import PartialDate
from register.domain.calendar import add_months, age_on, birthday
from register.domain.errors import Blocker
from register.domain.protocol import Protocol
from register.domain.protocol.places import State


@dataclass(frozen=True)
class Episode:
    """A stay or state: residence state code, uncertain start and end (None: still going on)."""

    id: str
    state: str
    start: PartialDate
    end: PartialDate | None = None
    source: str = ""
    provider: str = ""
    end_reason: str = ""
    bed_reserved: bool = False

    @property
    def surely(self) -> tuple[date, date] | None:
        """First and last day that it certainly held; None when no day is certain."""
        last = self.end.earliest if self.end else date.max
        return (self.start.latest, last) if self.start.latest <= last else None

    @property
    def possibly(self) -> tuple[date, date]:
        """First and last day that it can have held."""
        return self.start.earliest, self.end.latest if self.end else date.max


@dataclass(frozen=True)
class Authorisation:
    """A machtiging for secure care, first and last day."""

    from_on: date
    to_on: date


@dataclass(frozen=True)
class Remark:
    """What a rule found: its number, whether it must be mended (hard) or explained, where."""

    check: int
    hard: bool
    reason: Blocker
    episodes: tuple[str, ...]


def remarks(
    protocol: Protocol,
    episodes: Sequence[Episode],
    *,
    born_on: date | None = None,
    until: date | None = None,
    authorisations: Sequence[Authorisation] = (),
) -> tuple[Remark, ...]:
    """Everything that stands out on one life line. until: the last day that can be known."""
    states = {state.code: state for state in protocol.places.states}
    known = [episode for episode in episodes if episode.state in states]
    ordered = sorted(known, key=lambda e: (e.start.earliest, e.start.latest, e.id))
    found = [_unknown(episode) for episode in episodes if episode.state not in states]
    for episode in ordered:
        found += _alone(episode, states[episode.state], born_on, until, authorisations)
    found += _overlaps(ordered, states, int(protocol.quality("overlap_verblijf_dagen")))
    found += _gaps(ordered, states, int(protocol.quality("gat_verblijf_dagen")))
    found += _transitions(ordered, states)
    return tuple(sorted(found, key=lambda remark: (remark.check, remark.episodes)))


def blockers(found: Iterable[Remark]) -> tuple[Blocker, ...]:
    """The hard ones."""
    return tuple(remark.reason for remark in found if remark.hard)


def cautions(found: Iterable[Remark]) -> tuple[Blocker, ...]:
    """The ones that can be answered with a reason."""
    return tuple(remark.reason for remark in found if not remark.hard)


def _remark(
    check: int, hard: bool, code: str, text: str, remedy: str, *episodes: Episode
) -> Remark:
    return Remark(check, hard, Blocker(code, text, remedy), tuple(e.id for e in episodes))


def _unknown(episode: Episode) -> Remark:
    return _remark(
        12, True, "state", "Deze verblijfstoestand bestaat niet.", "Kies er een.", episode
    )


def _alone(
    episode: Episode,
    state: State,
    born_on: date | None,
    until: date | None,
    authorisations: Sequence[Authorisation],
) -> Iterator[Remark]:
    if episode.end and episode.end.latest < episode.start.earliest:
        yield _remark(
            14,
            True,
            "end_before_start",
            "Het einde ligt vóór het begin.",
            "Controleer de datums.",
            episode,
        )
        return
    if born_on and episode.start.latest < born_on:
        yield _remark(
            15, True, "before_birth", "Dit begint vóór de geboorte.", "Controleer.", episode
        )
        return
    if until and episode.start.earliest > until:
        yield _remark(
            15,
            True,
            "in_future",
            "Dit begint na de laatste dag die bekend kan zijn.",
            "Controleer het jaar.",
            episode,
        )
    if born_on:
        yield from _ages(episode, state, born_on, until)
    if state.authorised:
        yield from _authorised(episode, state, authorisations, until)


def _ages(episode: Episode, state: State, born_on: date, until: date | None) -> Iterator[Remark]:
    if state.start_before and age_on(born_on, episode.start.earliest) >= state.start_before:
        yield _remark(
            16,
            False,
            "late_start",
            f"{state.label} begint zelden vanaf {state.start_before} jaar.",
            "Klopt het, schrijf dan waarom.",
            episode,
        )
    if state.months_past_18 is None:
        return
    adult = birthday(born_on, 18)
    last = episode.end.earliest if episode.end else (until or episode.start.latest)
    if last > add_months(adult, state.months_past_18):
        yield _remark(
            16,
            True,
            "too_old",
            f"{state.label} kan hoogstens {state.months_past_18} maanden na de 18e verjaardag.",
            "Controleer het einde.",
            episode,
        )
    elif last > adult:
        yield _remark(
            16,
            False,
            "past_18",
            f"{state.label} na de 18e verjaardag kan, maar is zeldzaam.",
            "Klopt het, schrijf dan waarom.",
            episode,
        )


def _authorised(
    episode: Episode, state: State, given: Sequence[Authorisation], until: date | None
) -> Iterator[Remark]:
    if not given:
        yield _remark(
            16,
            True,
            "no_authorisation",
            f"{state.label} kan niet zonder machtiging.",
            "Voeg de machtiging toe (maatregelen).",
            episode,
        )
        return
    sure = episode.surely
    if sure is None:
        return
    first, last = sure[0], min(sure[1], until or sure[0])
    if last >= first and not _covered(first, last, given):
        yield _remark(
            17,
            True,
            "not_covered",
            "Een deel van het verblijf valt buiten de machtiging.",
            "Controleer de datums van verblijf en machtiging.",
            episode,
        )


def _covered(first: date, last: date, given: Sequence[Authorisation]) -> bool:
    """Whether every day from first to last lies in some authorisation; they may join or overlap."""
    day = first
    for piece in sorted(given, key=lambda a: a.from_on):
        if piece.from_on <= day <= piece.to_on:
            if piece.to_on >= last:
                return True
            day = piece.to_on + timedelta(days=1)
    return False


def _overlaps(
    ordered: Sequence[Episode], states: dict[str, State], allowed: int
) -> Iterator[Remark]:
    staying = [e for e in ordered if states[e.state].kind in {"verblijf", "thuis", "weg"}]
    for first, second in combinations(staying, 2):
        a, b = first.surely, second.surely
        if a is None or b is None:
            continue
        days = (min(a[1], b[1]) - max(a[0], b[0])).days
        if days <= allowed:
            continue
        reserved = first.bed_reserved or second.bed_reserved
        # Being at home during a stay is leave, not a second stay: it is asked, not refused.
        soft = reserved or "verblijf" not in {states[first.state].kind} & {
            states[second.state].kind
        }
        yield _remark(
            12,
            not soft,
            "overlap",
            f"{states[first.state].label} en {states[second.state].label} overlappen.",
            "Controleer de datums; bij een vrijgehouden plek: vink dat aan.",
            first,
            second,
        )


def _gaps(ordered: Sequence[Episode], states: dict[str, State], allowed: int) -> Iterator[Remark]:
    lived = [e for e in ordered if states[e.state].kind not in {"tijdelijk", "dag"}]
    for position, following in enumerate(lived[1:], start=1):
        earlier = lived[:position]
        if any(e.end is None for e in earlier):
            return
        last = max(earlier, key=lambda e: e.possibly[1])
        exact = last.end and last.end.precision == "dag" and following.start.precision == "dag"
        gap = (following.start.earliest - last.possibly[1]).days - 1
        if exact and gap > allowed:
            yield _remark(
                13,
                False,
                "gap",
                f"Hiertussen ontbreken {gap} dagen.",
                "Vul aan waar de jeugdige was; onbekend mag ook.",
                last,
                following,
            )


def _transitions(ordered: Sequence[Episode], states: dict[str, State]) -> Iterator[Remark]:
    lived = [e for e in ordered if states[e.state].kind not in {"tijdelijk", "dag"}]
    for earlier, later in pairwise(lived):
        before, after = states[earlier.state], states[later.state]
        if before.ends_by and after.kind == "thuis" and earlier.end_reason not in before.ends_by:
            yield _remark(
                16,
                True,
                "impossible_transition",
                f"Van {before.label} naar {after.label} kan niet zonder passend einde.",
                f"Kies als reden van einde: {', '.join(before.ends_by).replace('_', ' ')}.",
                earlier,
                later,
            )
        if _restarted_open(earlier, later):
            yield _remark(
                14,
                False,
                "open_end",
                "Dit verblijf is nog open, maar begint later opnieuw bij dezelfde aanbieder.",
                "Vul het einde van het eerste in.",
                earlier,
                later,
            )
        if _as_planned_but_heavier(earlier, later, before, after):
            yield _remark(
                18,
                False,
                "heavier_after_plan",
                f"Einde volgens plan, en binnen een week {after.label}.",
                "Controleer de reden van einde.",
                earlier,
                later,
            )


def _restarted_open(earlier: Episode, later: Episode) -> bool:
    return earlier.end is None and bool(earlier.provider) and earlier.provider == later.provider


def _as_planned_but_heavier(earlier: Episode, later: Episode, before: State, after: State) -> bool:
    return (
        earlier.end is not None
        and earlier.end_reason == "volgens_plan"
        and after.kind == "verblijf"
        and after.priority < before.priority
        and timedelta(0) <= later.start.latest - earlier.end.earliest <= timedelta(days=7)
    )
