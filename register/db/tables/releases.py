"""What becomes of a report: its numbers, what was decided on it, and the ledger of releases.

Members of a population stand here as keyed marks only (`analysis.disclosure.ledger.snapshot`), so
that overlap can be worked out and no pseudonym is kept.
"""

from typing import Any

from register.db.kinds import (
    Base,
    Mapped,
    Privacy,
    date,
    datetime,
    day,
    instant,
    key,
    number,
    ref,
    structure,
    text,
    word,
)

PSEUDONYMOUS = Privacy.PSEUDONYMOUS


class ReportEntry(Base):
    """The numbers of a report as built, in the form of the ledger, and its page without a mark.

    ``without``: sections that were left out; ``final_file``: the page as it will leave.
    """

    __tablename__ = "report_entry"
    report_id: Mapped[str] = ref("report.id", Privacy.CONFIG, primary_key=True, index=False)
    entry: Mapped[dict[str, Any]] = structure(PSEUDONYMOUS)
    without: Mapped[list[str]] = structure()
    final_file: Mapped[str] = word(size=60)
    final_sha256: Mapped[str] = word(size=64)


class ReportStep(Base):
    """One decision on a report; append-only. ``part``: the section it is about, else empty."""

    __tablename__ = "report_step"
    id: Mapped[str] = key()
    report_id: Mapped[str] = ref("report.id", Privacy.CONFIG)
    no: Mapped[int] = number()
    verb: Mapped[str] = word(size=12)
    part: Mapped[str] = word(size=120, default="")
    reason: Mapped[str] = text()
    at: Mapped[datetime] = instant()
    by: Mapped[str] = word(size=24)


class ReleaseRow(Base):
    """One release: what left, for whom, on which analysis file, with every cell; append-only."""

    __tablename__ = "release_ledger"
    id: Mapped[str] = key()
    report_id: Mapped[str] = ref("report.id", Privacy.CONFIG)
    no: Mapped[int] = number(unique=True)
    released_on: Mapped[date] = day(Privacy.CONFIG)
    audience: Mapped[str] = word(size=40)
    recipient: Mapped[str] = word(size=120)
    file_hash: Mapped[str] = word(size=64)
    document_sha256: Mapped[str] = word(size=64)
    drafter: Mapped[str] = word(size=24)
    approver: Mapped[str] = word(size=24)
    released_by: Mapped[str] = word(size=24)
    entry: Mapped[dict[str, Any]] = structure(PSEUDONYMOUS)
    at: Mapped[datetime] = instant()
