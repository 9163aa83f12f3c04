"""What a form may read besides itself: earlier waves of the same informant, and other forms that
the same informant filled in at the same wave.

A hidden field keeps its value but does not count, so each sheet is worked out in the order of the
waves, with what stood around it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select

from instruments.answers import Answer
from instruments.logic.evaluate import Context, Given
from instruments.logic.parser import parse
from instruments.logic.tree import Tree, fields_of
from instruments.model import Instrument
from instruments.visibility import Worked, worked
from register.db.tables.cases import Case, Wave
from register.db.tables.contributions import Contribution
from register.db.work import Work
from register.domain.states import Stored
from register.services import consent, revisions
from register.services.house import House


@dataclass(frozen=True)
class Told:
    """One sheet of one informant: at which wave, on which day, in which version, what was said."""

    wave: str
    months: int
    on: date
    instrument: Instrument
    answers: Mapping[str, Answer]


@dataclass
class Around:
    """What counts so far of one informant: by wave (lower case), and of the wave in hand."""

    events: dict[str, dict[str, Given]] = field(default_factory=dict)

    def context(self, wave: str, on: date) -> Context:
        """What a form of a wave may read on a day."""
        return Context(
            values=dict(self.events.get(wave.lower(), {})),
            events={name: dict(values) for name, values in self.events.items()},
            today=on.isoformat(),
        )

    def add(self, told: Told) -> Worked:
        """Work a sheet out with what stands around it, and let it count for the next."""
        result = worked(told.instrument, told.answers, self.context(told.wave, told.on))
        own = self.events.setdefault(told.wave.lower(), {})
        for name in told.instrument.fields:
            value = result.context.values.get(name)
            if name in result.visible and value is not None:
                own[name] = value
        return result


def reaches_out(instrument: Instrument) -> bool:
    """Whether branching or calculations read anything outside the form."""
    return bool(instrument.elsewhere) or any(
        one.event is not None for tree in _trees(instrument) for one in fields_of(tree)
    )


def context_of(
    house: House,
    work: Work,
    case: Case,
    row: Contribution,
    wave: Wave,
    instrument: Instrument,
    *,
    on: date,
) -> Context:
    """What a form may read, as far as it may still be used; ``today`` is the day ``on``."""
    if not reaches_out(instrument):
        return Context(today=on.isoformat())
    around = Around()
    for told in _told(house, work, case, row, wave, on):
        around.add(told)
    return replace(around.context(wave.code, on), today=on.isoformat())


def _told(
    house: House, work: Work, case: Case, row: Contribution, wave: Wave, on: date
) -> Iterable[Told]:
    from register.services.opening import datum_of

    query = (
        select(Contribution, Wave)
        .join(Wave, Wave.id == Contribution.wave_id)
        .where(
            Contribution.case_id == case.id,
            Contribution.informant == row.informant,
            Contribution.party_id == row.party_id,
            Contribution.state == Stored.DONE.value,
            Contribution.id != row.id,
            Wave.months <= wave.months,
        )
        .order_by(Wave.months, Contribution.instrument)
    )
    for other, place in work.session.execute(query).all():
        latest = revisions.latest(work, other.id)
        datum = datum_of(work, other, on)
        if latest is None or not consent.allowed(work, house.protocol, case, datum, on=on):
            continue
        yield Told(
            place.code,
            place.months,
            other.collected_on or on,
            house.instrument(other.instrument, latest.instrument_version),
            revisions.answers(work, case, latest),
        )


def _trees(instrument: Instrument) -> Iterable[Tree]:
    for step in instrument.plan:
        yield from step.conditions
        if step.calculation is not None:
            yield step.calculation
    for group in instrument.groups.values():
        for column in group.items:
            if column.branching.strip():
                yield parse(column.branching)
