"""What an import is about to do: typed rows, refused rows and reconciled totals, nothing saved yet.

A plan is made from a file and a mapping alone, so the same file gives the same plan. Values of a
case live only in rows that were accepted; refused rows are named by line and column.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from instruments.answers import Answer
from instruments.dates import PartialDate


class ImportKind(StrEnum):
    """What the rows of a file are: RET registrations, spells of care, one column per month, or
    filled-in forms of another system (REDCap)."""

    RET = "ret"
    SPELLS = "spells"
    MONTHS = "months"
    RECORDS = "records"


class Measure(StrEnum):
    """What a total counts; one client can be brought in more than once (RESEARCH_DESIGN §6)."""

    REGISTRATIONS = "registrations"
    CLIENTS = "clients"

    @property
    def dutch(self) -> str:
        """The word on screen."""
        return "aanmeldingen" if self is Measure.REGISTRATIONS else "jeugdigen"


@dataclass(frozen=True, slots=True, order=True)
class Reject:
    """One reason why a row did not come in: where it stands and what to do, never what it said."""

    line: int
    column: str
    reason: str
    remedy: str
    sheet: str = ""

    def __post_init__(self) -> None:
        if self.line < 1:
            raise ValueError("lines are counted from 1")
        if not (self.reason and self.remedy):
            raise ValueError("a refused row says why and what to do")

    @property
    def shown(self) -> str:
        """One Dutch sentence with place, reason and remedy."""
        where = f"Blad {self.sheet}, regel {self.line}" if self.sheet else f"Regel {self.line}"
        column = f", kolom “{self.column}”" if self.column else ""
        return f"{where}{column}: {self.reason} {self.remedy}"


@dataclass(frozen=True, slots=True)
class RetRow:
    """One RET registration, nameless (RULES D1): codes of the protocol, None where not stated.

    key: the RET's own key. client: keyed hash of the RET's client number, never the number.
    identity: keyed hash of RET and key; fingerprint: keyed hash of the whole row.
    """

    line: int
    key: str
    ret: str
    year: int
    region_group: str | None
    age_band: str | None
    gender: str | None
    setting: str | None
    referrer: str | None
    flow_step: str | None
    themes: tuple[str, ...]
    client: str | None
    identity: str
    fingerprint: str

    def __post_init__(self) -> None:
        if not (self.key and self.ret):
            raise ValueError("a registration has the RET's key and code")
        if not 2000 <= self.year <= 2100:
            raise ValueError("the year of a registration lies between 2000 and 2100")

    @property
    def client_mark(self) -> str:
        """Tells youths apart; a row without a client number counts as a youth of its own."""
        return self.client or self.identity


@dataclass(frozen=True, slots=True)
class MonthlyTotal:
    """How many registrations one RET counted in one month (first day stands for the month)."""

    line: int
    ret: str
    month: date
    registrations: int
    fingerprint: str

    def __post_init__(self) -> None:
        if self.registrations < 0:
            raise ValueError("a monthly total is not negative")
        if self.month.day != 1:
            raise ValueError("a month is written as its first day")


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """A consent event as the file states it; letters and parties are checked by the service."""

    line: int
    case_key: str
    party: str
    acting_as: str
    purpose: str
    type: str
    letter: str
    effective_on: date
    fingerprint: str


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case named in the file, with the attributes that the mapping lets in, as text."""

    line: int
    key: str
    attributes: Mapping[str, str]
    public_data: bool
    fingerprint: str


@dataclass(frozen=True, slots=True)
class SpellRow:
    """One period in one state. `end` is the last day, month or season in it, not the first after.

    open_end: the state still held when the file ends, so the end is a last sight, not a move.
    """

    line: int
    case_key: str
    state: str
    start: PartialDate
    end: PartialDate | None
    open_end: bool
    source: str
    fingerprint: str

    def __post_init__(self) -> None:
        if self.end is not None and self.end.latest < self.start.earliest:
            raise ValueError("a period does not end before it starts")


@dataclass(frozen=True, slots=True)
class FormRow:
    """One filled-in form: whose, at which wave, told by which informant (the ``number``-th of that
    kind, from 1), on which day, in which version of which instrument."""

    line: int
    case_key: str
    wave: str
    instrument: str
    version: str
    informant: str
    number: int
    collected_on: date
    answers: Mapping[str, Answer]
    fingerprint: str

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError("informants of a kind are counted from 1")


@dataclass(frozen=True, slots=True)
class StatedTotal:
    """A total that a source gives beside its rows. Empty scope fields mean "all".

    layout: id of the mapping whose rows are meant. line: in the totals sheet, else in the mapping.
    """

    n: int
    source: str
    measure: Measure = Measure.REGISTRATIONS
    ret: str = ""
    layout: str = ""
    year: int | None = None
    line: int = 0

    @property
    def scope(self) -> tuple[Measure, str, str, int | None]:
        """What is counted; two totals with one scope must be equal."""
        return (self.measure, self.ret, self.layout, self.year)


@dataclass(frozen=True, slots=True)
class Finding:
    """A contradiction or difference that a person must judge; `text` is Dutch."""

    code: str
    text: str
    remedy: str

    @property
    def shown(self) -> str:
        """Text and remedy as one line."""
        return f"{self.text} {self.remedy}"


@dataclass(frozen=True)
class ImportPlan:
    """All that one file would bring in. `dropped` names columns that were not kept at reading.

    rows_read counts rows with content below the header; every one of them is accepted, refused
    or a row of totals. file_sha256 identifies the file without its name.
    """

    kind: ImportKind
    mapping: str
    mapping_version: str
    mapping_sha256: str
    file_sha256: str
    encoding: str
    rows_read: int
    dropped: tuple[str, ...] = ()
    rejects: tuple[Reject, ...] = ()
    notices: tuple[str, ...] = ()
    registrations: tuple[RetRow, ...] = ()
    monthly: tuple[MonthlyTotal, ...] = ()
    stated: tuple[StatedTotal, ...] = ()
    cases: tuple[CaseRow, ...] = ()
    consents: tuple[ConsentRow, ...] = ()
    spells: tuple[SpellRow, ...] = ()
    forms: tuple[FormRow, ...] = ()
    state_labels: Mapping[str, str] = field(default_factory=dict)
    window: tuple[date, date] | None = None

    @property
    def rejected_lines(self) -> frozenset[int]:
        """Lines of the main sheet that did not come in."""
        return frozenset(reject.line for reject in self.rejects if not reject.sheet)

    @property
    def fingerprints(self) -> frozenset[str]:
        """Keyed hashes of every accepted row; what is known already can be skipped."""
        groups = (
            self.registrations,
            self.monthly,
            self.cases,
            self.consents,
            self.spells,
            self.forms,
        )
        return frozenset(row.fingerprint for group in groups for row in group)


@dataclass(frozen=True)
class RetFrame:
    """Registrations of several files as one nameless frame, with what did not add up."""

    rows: tuple[RetRow, ...]
    monthly: tuple[MonthlyTotal, ...]
    findings: tuple[Finding, ...]

    @property
    def registrations(self) -> int:
        """How often a case was brought in."""
        return len(self.rows)

    @property
    def clients(self) -> int:
        """How many youths those are; a row without client number counts as one youth."""
        return len({row.client_mark for row in self.rows})
