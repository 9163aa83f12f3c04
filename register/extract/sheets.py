"""The sheets of one case as an analysis file sees them: opened once, and worked out.

A hidden field keeps its answer but does not count, so it stands in no column and in no score.
Whether it was hidden follows from all that the same informant said until then, also where an
earlier answer itself may not leave: only the fact "was not asked" is taken from it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from instruments.answers import Answer
from instruments.model import Instrument
from instruments.visibility import visible
from register.db.tables.cases import Case, Wave
from register.db.tables.contributions import Contribution, Revision
from register.db.work import Work
from register.services import revisions
from register.services.house import House
from register.services.surroundings import Around, Told, reaches_out


@dataclass
class CaseSheets:
    """Every sheet of one case that was handed in, by contribution."""

    house: House
    work: Work
    case: Case
    waves: Mapping[str, Wave]
    rows: Sequence[Contribution]
    latest: Mapping[str, Revision]
    _opened: dict[str, Told] = field(default_factory=dict)
    _hidden: dict[str, frozenset[str]] = field(default_factory=dict)

    def told(self, row: Contribution) -> Told | None:
        """The sheet of a contribution; None where nothing was handed in."""
        revision = self.latest.get(row.id)
        if revision is None or row.collected_on is None:
            return None
        if row.id not in self._opened:
            wave = self.waves[row.wave_id]
            self._opened[row.id] = Told(
                wave.code,
                wave.months,
                row.collected_on,
                self.instrument(row, revision),
                revisions.answers(self.work, self.case, revision),
            )
        return self._opened[row.id]

    def instrument(self, row: Contribution, revision: Revision) -> Instrument:
        """The version in which a sheet was answered."""
        return self.house.instrument(row.instrument, revision.instrument_version)

    def hidden(self, row: Contribution) -> frozenset[str]:
        """The ids of the items that branching hides on the sheet of a contribution."""
        if row.id not in self._hidden:
            self._hidden[row.id] = self._worked(row)
        return self._hidden[row.id]

    def _worked(self, row: Contribution) -> frozenset[str]:
        told = self.told(row)
        if told is None:
            return frozenset()
        around = Around()
        if reaches_out(told.instrument):
            for other in self._before(row, told):
                around.add(other)
        context = around.context(told.wave, told.on)
        shown = visible(told.instrument, told.answers, context)
        return frozenset(told.instrument.fields) - shown

    def counting(self, row: Contribution) -> dict[str, Answer]:
        """The answers that count: those of items that show."""
        told, hidden = self.told(row), self.hidden(row)
        answers = {} if told is None else told.answers
        return {name: answer for name, answer in answers.items() if name not in hidden}

    def _before(self, row: Contribution, told: Told) -> list[Told]:
        same = (
            self.told(other)
            for other in self.rows
            if other.id != row.id
            and (other.informant, other.party_id) == (row.informant, row.party_id)
        )
        earlier = [other for other in same if other is not None and other.months <= told.months]
        return sorted(earlier, key=lambda other: (other.months, other.instrument.id))
