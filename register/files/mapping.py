"""What a mapping file says: which column is what, how it is written, and on what basis it may in.

A mapping is data (YAML). Its shape stands here; reading it with line numbers in `mapping_reading`.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from instruments.gaps import Gap
from register.domain.imports import ImportKind, Measure
from register.domain.protocol.parts import Informant


class Part(BaseModel):
    """A frozen part of a mapping; an unknown key is an error, never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def _yes_no(value: object) -> object:
    words = {"ja": True, "nee": False}
    if isinstance(value, str) and value.strip().lower() in words:
        return words[value.strip().lower()]
    if isinstance(value, bool):
        return value
    raise ValueError("schrijf ja of nee")


def _one_or_more(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Text = Annotated[str, StringConstraints(min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]*$", max_length=40)]
YesNo = Annotated[bool, BeforeValidator(_yes_no)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_one_or_more)]
Codes = dict[str, Texts]
Take = Literal["text", "year", "age", "month", "date", "integer", "number"]


class Column(Part):
    """Where a value comes from: a column (`from`) or one fixed `value`.

    codes: code → texts that mean it. split: characters between several values in one cell.
    empty: texts that mean "not stated". take: what to keep of it (year of a date, age → band).
    """

    from_: Text | None = Field(None, alias="from")
    value: Text | None = None
    codes: Codes = {}
    take: Take = "text"
    split: str = ""
    empty: Texts = ()
    required: YesNo = False

    @model_validator(mode="after")
    def _one_source(self) -> Column:
        if (self.from_ is None) == (self.value is None):
            raise ValueError("geef óf from (een kolom) óf value (één vaste waarde)")
        return self

    @property
    def column(self) -> str:
        """The column's name, empty for a fixed value."""
        return self.from_ or ""


class Themes(Part):
    """Themes as one column with several values, or as one yes/no column per theme (`flags`)."""

    from_: Text | None = Field(None, alias="from")
    split: str = ";,"
    codes: Codes = {}
    flags: dict[str, Text] = {}
    yes: Texts = ("ja", "j", "x", "1", "waar", "true")
    empty: Texts = ()

    @model_validator(mode="after")
    def _some_source(self) -> Themes:
        if (self.from_ is None) == (not self.flags):
            raise ValueError("geef óf from (één kolom) óf flags (een kolom per thema)")
        return self

    @cached_property
    def cell(self) -> Column:
        """The one column as any other, when there is one."""
        return self.of(self.from_ or "")

    def of(self, name: str) -> Column:
        """A column of themes, with what counts as empty in it."""
        return Column.model_validate({"from": name, "empty": self.empty})


class Source(Part):
    """How the file is written. Empty means: find out."""

    sheet: str = ""
    header_rows: int = Field(1, ge=1, le=4)
    delimiter: Literal["", ";", ",", "tab", "|"] = ""
    encoding: Literal["", "utf-8", "cp1252"] = ""
    decimal: Literal[",", "."] = ","


class RetColumns(Part):
    """The columns that may enter the RET frame (RULES D1); there is no place for any other."""

    key: Column
    ret: Column
    year: Column
    region_group: Column | None = None
    age_band: Column | None = None
    gender: Column | None = None
    setting: Column | None = None
    referrer: Column | None = None
    flow_step: Column | None = None
    client: Column | None = None
    themes: Themes | None = None


class TotalsSheet(Part):
    """A sheet of totals beside the rows (XLSX)."""

    sheet: Text
    header_rows: int = Field(1, ge=1, le=4)
    source: Text
    measure: Measure = Measure.REGISTRATIONS
    year: int | None = None
    ret: Column
    n: Column
    whole: Texts = ("totaal", "eindtotaal")


class MonthlySheet(Part):
    """Monthly totals per RET: the only source of monthly series (RULES D1)."""

    sheet: str = ""
    header_rows: int = Field(1, ge=1, le=4)
    ret: Column
    month: Column
    n: Column


class Stated(Part):
    """One total that a source gives; `layout` restricts it to the rows of one mapping."""

    n: int = Field(ge=0)
    source: Text
    measure: Measure = Measure.REGISTRATIONS
    ret: str = ""
    layout: str = ""
    year: int | None = None


class SkipRows(Part):
    """Rows that are totals, not cases: the column that says so and the texts in it."""

    from_: Text = Field(alias="from")
    texts: Texts


class RetBasis(Part):
    """The RET frame stands outside the consent ledger, on an agreement per RET (RULES D1)."""

    purpose: Literal["P0"]
    agreement: Text


class ConsentEvent(Part):
    """Columns (or fixed values) that together state one consent event."""

    party: Column
    purpose: Column
    letter: Column
    date: Column
    type: Column = Column(value="given")
    acting_as: Column = Column(value="self")


class Consent(Part):
    """The basis of case rows: consent events, or public data in a test installation."""

    public_data: YesNo = False
    events: tuple[ConsentEvent, ...] = ()

    @model_validator(mode="after")
    def _one_basis(self) -> Consent:
        if self.public_data == bool(self.events):
            raise ValueError("geef óf events (toestemming per rij) óf public_data: ja")
        return self


class States(Part):
    """States of a trajectory: those of the protocol (`protocol`), or an own list with labels."""

    list_: Text = Field("protocol", alias="list")
    labels: dict[str, Text] = {}
    codes: Codes = {}

    @model_validator(mode="after")
    def _own_labels(self) -> States:
        if (self.list_ == "protocol") == bool(self.labels):
            raise ValueError("geef labels (code: betekenis) alleen bij een eigen lijst")
        return self


class SpellColumns(Part):
    """Columns of a file with one row per period."""

    case: Column
    state: Column
    start: Column
    end: Column | None = None
    start_precision: Column | None = None
    end_precision: Column | None = None
    source: Column | None = None


class MonthColumns(Part):
    """One column per month: `header` is how the month is written, e.g. "MMM.JJ" or "JJJJ-MM"."""

    case: Column
    first: Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
    last: Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
    header: Text
    language: Literal["nl", "en"] = "nl"
    empty: Texts = ()

    @model_validator(mode="after")
    def _in_order(self) -> MonthColumns:
        if self.last < self.first:
            raise ValueError("last ligt voor first; draai ze om")
        return self


class FormOf(Part):
    """Who filled in a form, and where its day stands. number: which of them where a case has more
    informants of this kind. Without `collected` the time stamp of the survey is the day."""

    informant: Informant
    number: Annotated[int, Field(ge=1, le=9)] = 1
    version: str = ""
    collected: Column | None = None


class RecordColumns(Part):
    """A record file of REDCap, flat or EAV. forms: by id of the instrument. events: event of
    REDCap → wave, or a list of waves for its repeats (the first is the first repeat); `wave` where
    the project has no events. missing: missing-data code → reason for a gap."""

    case: Column
    forms: Annotated[dict[Id, FormOf], Field(min_length=1)]
    events: dict[str, Texts] = {}
    wave: Texts = ()
    missing: dict[str, Gap] = {}

    @model_validator(mode="after")
    def _one_way_to_a_wave(self) -> RecordColumns:
        if bool(self.events) == bool(self.wave):
            raise ValueError("geef óf events (per event een meting), óf wave (zonder events)")
        return self

    def waves(self, event: str) -> tuple[str, ...]:
        """The waves of an event, by repeat; empty where the mapping does not take it."""
        return self.events.get(event, ()) if self.events else self.wave


class Mapping(Part):
    """One mapping file."""

    mapping: Id
    version: Text
    title: Text
    kind: ImportKind
    note: str = ""
    source: Source = Source()
    skip_rows: SkipRows | None = None
    basis: RetBasis | None = None
    ret: RetColumns | None = None
    monthly: MonthlySheet | None = None
    totals: TotalsSheet | None = None
    stated: tuple[Stated, ...] = ()
    consent: Consent | None = None
    states: States | None = None
    spells: SpellColumns | None = None
    months: MonthColumns | None = None
    records: RecordColumns | None = None
    attributes: dict[str, Column] = {}
