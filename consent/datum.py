"""What is asked about: a datum of a case, and the agreement under which a RET gives its frame."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from consent.calendar import checked_instant, checked_period


@dataclass(frozen=True, slots=True)
class Datum:
    """Something the register holds, with all that consent needs to know of it, and no content.

    ``collected_on`` is the day the register obtained it, not the day of what it describes (D1).
    ``informant``: the party whose words it is, None for the file. ``about``: other data subjects.
    ``retention``: last day it may be kept; None follows the policy. ``ret``: the RET of a row of
    the sampling frame. ``ref``: an opaque id, needed only where a source releases single data.
    """

    subject: str
    collected_on: date
    data_class: str
    informant: str | None = None
    about: tuple[str, ...] = ()
    retention: date | None = None
    ret: str | None = None
    ref: str | None = None


class AgreementEnd(StrEnum):
    """What may still happen with the rows of a RET after its agreement ended."""

    KEEP = "keep"
    NO_FURTHER_USE = "no_further_use"


@dataclass(frozen=True, slots=True)
class RetAgreement:
    """The agreement under which one RET hands over its nameless registrations (D1)."""

    ret: str
    legal_basis: str
    valid_from: date
    recorded_at: datetime
    valid_to: date | None = None
    after_end: AgreementEnd = AgreementEnd.KEEP

    def __post_init__(self) -> None:
        checked_instant(self.recorded_at, "recorded_at of an agreement")
        checked_period(self.valid_from, self.valid_to, "an agreement with a RET")
        if not self.legal_basis.strip():
            raise ValueError("an agreement with a RET states its legal basis; add it")

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)
