"""Forms that were filled in elsewhere: each goes to its contribution as a revision, or is refused.

The same file twice changes nothing; what somebody changed here since is never overwritten.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from consent.ledger import Ledger
from consent.rules import may_collect
from instruments.answers import Answer, canonical_json
from instruments.logic.evaluate import Context
from instruments.model import Instrument
from instruments.store import UnknownInstrument
from instruments.visibility import worked
from register.db.tables.cases import Case, Party, Wave
from register.db.tables.contributions import Contribution, Draft
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.imports import FormRow, Reject
from register.domain.states import Stored
from register.files.mapping import Mapping as ImportMapping
from register.files.refused import FileRefused
from register.services import consent, revisions, surroundings, waves
from register.services.house import House
from register.services.opening import FILE, datum_of

REASON = "import"
FORMS = "formulieren"


@dataclass
class Written:
    """What became of the forms of a file."""

    added: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    rejects: list[Reject] = field(default_factory=list)


def instruments(house: House, mapping: ImportMapping, *, today: date) -> tuple[Instrument, ...]:
    """The instruments that a mapping of a record file names; raises ``FileRefused``."""
    if mapping.records is None:
        return ()
    try:
        return tuple(
            house.instrument(name, form.version)
            if form.version
            else house.instrument_on(name, today)
            for name, form in mapping.records.forms.items()
        )
    except UnknownInstrument as error:
        raise FileRefused(
            str(error.args[0]),
            "Zet de definitie in de map instruments van de installatie, of pas records.forms aan.",
        ) from error


def write(
    house: House,
    work: Work,
    forms: Sequence[FormRow],
    cases: Mapping[str, Case],
    *,
    by: Actor,
    at: datetime,
    today: date,
) -> Written:
    """Write forms in the order of the waves. Runs under ``consent.deciding``: every form is asked
    for as if it were collected on its own day."""
    done = Written()
    for key in dict.fromkeys(form.case_key for form in forms):
        case = cases.get(key)
        if case is None:
            continue
        ledger = consent.load(work, house.protocol, [case]).get(case.id)
        if ledger is None:
            continue
        one = _OneCase(house, work, case, ledger, done, by, at, today)
        one.write([form for form in forms if form.case_key == key])
    return done


class _Refused(Exception):
    """A form that stays out, with the reason and what to do."""

    def __init__(self, reason: str, remedy: str) -> None:
        self.reason, self.remedy = reason, remedy
        super().__init__(reason)


@dataclass
class _OneCase:
    house: House
    work: Work
    case: Case
    ledger: Ledger
    done: Written
    by: Actor
    at: datetime
    today: date

    def __post_init__(self) -> None:
        self.waves = {row.code: row for row in waves.of_case(self.work, self.case)}
        self.parties = waves.parties(self.work, self.case)

    def write(self, forms: Sequence[FormRow]) -> None:
        months = {code: row.months for code, row in self.waves.items()}
        written = 0
        for form in sorted(forms, key=lambda form: (months.get(form.wave, 0), form.line)):
            try:
                written += self._one(form)
            except _Refused as why:
                self.done.rejects.append(Reject(form.line, "", why.reason, why.remedy))
        if written:
            self.work.record(
                "contribution.import",
                Action.CREATE,
                by=self.by,
                at=self.at,
                object_type="contribution",
                pseudonym=self.case.pseudonym,
                purpose=consent.DESK,
                count=written,
            )

    def _one(self, form: FormRow) -> int:
        wave = self._wave(form)
        party = self._party(form)
        self._check_day(form)
        row = self._contribution(form, wave, party)
        self._check_consent(form, row)
        # Only now: a form that stays out leaves no trace among what is asked.
        self.work.session.add(row)
        self.work.flush()
        instrument = self.house.instrument(form.instrument, form.version)
        answers = self._answers(form, row, wave, instrument)
        latest = revisions.latest(self.work, row.id)
        if latest is not None:
            held = revisions.answers(self.work, self.case, latest)
            if canonical_json(held) == canonical_json(answers):
                self.done.known[FORMS] += 1
                return 0
            if latest.reason != REASON:
                raise _Refused(
                    "Dit formulier is in het register al ingevuld of gewijzigd.",
                    "Vergelijk de twee en pas het in het register aan als er iets niet klopt.",
                )
            self.done.changed[FORMS] += 1
        else:
            self.done.added[FORMS] += 1
        revisions.store(
            self.work, self.case, row, instrument, answers,
            no=1 if latest is None else latest.no + 1, reason=REASON, by=self.by, at=self.at,
        )  # fmt: skip
        row.state, row.state_reason, row.collected_on = Stored.DONE.value, None, form.collected_on
        self.work.flush()
        self._baseline(form, wave)
        return 1

    def _wave(self, form: FormRow) -> Wave:
        wave = self.waves.get(form.wave)
        if wave is None:
            raise _Refused(
                f"De meting {form.wave} is bij deze casus niet gepland.",
                "Verbeter records.events in de koppeling.",
            )
        return wave

    def _party(self, form: FormRow) -> Party | None:
        if form.informant == FILE:
            return None
        same = [party for party in self.parties if party.informant == form.informant]
        if len(same) < form.number:
            raise _Refused(
                f"Bij deze casus is geen {form.number}e {form.informant.replace('_', ' ')} bekend.",
                "Voeg de informant toe, of verbeter records.forms in de koppeling.",
            )
        return same[form.number - 1]

    def _check_day(self, form: FormRow) -> None:
        if form.collected_on > self.today:
            raise _Refused("De dag van afname ligt in de toekomst.", "Verbeter de datum.")
        if form.collected_on < self.case.included_on:
            raise _Refused(
                "De dag van afname ligt vóór de inclusie.",
                "Verbeter de datum, of de dag van inclusie van deze casus.",
            )

    def _contribution(self, form: FormRow, wave: Wave, party: Party | None) -> Contribution:
        party_id = None if party is None else party.id
        for row in waves.contributions(self.work, self.case):
            place = (row.wave_id, row.informant, row.instrument, row.party_id)
            if place == (wave.id, form.informant, form.instrument, party_id):
                self._check_open(row, form)
                return row
        return Contribution(
            id=self.work.ids.new(),
            case_id=self.case.id,
            wave_id=wave.id,
            informant=form.informant,
            instrument=form.instrument,
            party_id=party_id,
            part="extra",
            state=Stored.PLANNED.value,
        )

    def _check_open(self, row: Contribution, form: FormRow) -> None:
        if self.work.session.get(Draft, row.id) is not None:
            raise _Refused(
                "Van dit formulier staat een concept in het register.",
                "Lever het concept in of maak het leeg, en importeer opnieuw.",
            )
        if row.instrument_version not in (None, form.version):
            raise _Refused(
                f"Dit formulier is in het register ingevuld in versie {row.instrument_version}.",
                "Noem die versie bij records.forms (version).",
            )
        if row.state in (Stored.REFUSED, Stored.WITHDRAWN):
            raise _Refused(
                f"Deze bijdrage is in het register {row.state}.",
                "Zoek uit wat klopt voordat u de antwoorden overneemt.",
            )

    def _check_consent(self, form: FormRow, row: Contribution) -> None:
        datum = replace(datum_of(self.work, row, form.collected_on), collected_on=form.collected_on)
        decision = may_collect(
            self.ledger,
            datum.data_class,
            datum.collected_on,
            informant=datum.informant,
            about=datum.about,
        )
        if not decision.allowed:
            raise _Refused(
                f"Geen grondslag op de dag van afname: {decision.explanation}",
                "Leg de toestemming vast en importeer opnieuw.",
            )

    def _answers(
        self, form: FormRow, row: Contribution, wave: Wave, instrument: Instrument
    ) -> dict[str, Answer]:
        """The answers with what follows from them: sums are worked out anew, never taken over."""
        on = form.collected_on
        around = (
            surroundings.context_of(self.house, self.work, self.case, row, wave, instrument, on=on)
            if surroundings.reaches_out(instrument)
            else Context(today=on.isoformat())
        )
        sums = worked(instrument, form.answers, around).calculated
        return dict(form.answers) | {name: Answer(value) for name, value in sums.items()}

    def _baseline(self, form: FormRow, wave: Wave) -> None:
        """The first form of the 0-meting fixes the day from which the follow-ups count."""
        first = self.house.protocol.schedule.waves[0].code
        born = self.ledger.birth_date
        if wave.code != first or self.case.baseline_on is not None or born is None:
            return
        self.case.baseline_on = form.collected_on
        waves.reschedule(
            self.work, self.house.protocol, self.case, born_on=born, by=self.by, at=self.at
        )
