"""The stored ledger of releases, as the disclosure rules need it; nothing in it is ever changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from consent.event import Scope
from register.db.tables.cases import Case
from register.db.tables.releases import ReleaseRow, ReportStep
from register.db.tables.withdrawals import Withdrawal
from register.db.work import Work
from register.domain.errors import Blocker, NotFound
from register.services import consent
from register.services.house import House
from register.services.recipients import Recipient
from register.services.withdrawing import SET_ASIDE, UNDONE, WIDE, rests_on

if TYPE_CHECKING:
    from analysis.disclosure import Policy
    from analysis.disclosure.ledger import Release

STUDY = "P1"
RECALL = "recall"


@dataclass(frozen=True)
class Past:
    """What a new report is checked against. withdrawn: keyed marks of youths who withdrew."""

    earlier: tuple[Release, ...]
    withdrawn: frozenset[str]


def tie_key(house: House) -> bytes:
    """The secret that marks members and breaks ties: one for all reports of the installation."""
    return house.keys.derived("files", "report|ties")


def past(house: House, work: Work, recipient: str) -> Past:
    """All releases so far (recalled ones too: what was read stays read), and who withdrew."""
    return Past(tuple(releases(work)), withdrawn_marks(house, work, recipient))


def releases(work: Work) -> list[Release]:
    """Every release in order; `withdrawn` where it was called back since."""
    from analysis.disclosure.ledger_text import from_plain

    rows = work.session.scalars(select(ReleaseRow).order_by(ReleaseRow.no)).all()
    called_back = set(
        work.session.scalars(select(ReportStep.report_id).where(ReportStep.verb == RECALL))
    )
    return [replace(from_plain(row.entry), withdrawn=row.report_id in called_back) for row in rows]


def one(work: Work, release_id: str) -> Release:
    """The release with this identifier, or of the report with this identifier."""
    row = work.session.scalar(
        select(ReleaseRow).where(
            (ReleaseRow.id == release_id) | (ReleaseRow.report_id == release_id)
        )
    )
    if row is None:
        raise NotFound("Deze vrijgave")
    return next(release for release in releases(work) if release.order == row.no)


def withdrawn_marks(house: House, work: Work, recipient: str) -> frozenset[str]:
    """Marks of the youths whose withdrawal reaches what the study computes, as this recipient."""
    from analysis.disclosure.ledger import snapshot

    with consent.planning(work):
        query = select(Withdrawal, Case.pseudonym).join(Case, Case.id == Withdrawal.case_id)
        codes = {
            code
            for row, code in work.session.execute(query)
            if row.state not in (UNDONE, SET_ASIDE)
            and Scope(row.scope) in WIDE
            and rests_on(house.protocol, STUDY, row.purpose)
        }
    codes |= {gone.pseudonym for gone in house.keys.erased()}
    own = Recipient.of(house.keys, recipient, STUDY)
    return snapshot("ingetrokken", (own.pid(code) for code in codes), tie_key(house)).members


def other_recipient(work: Work, recipient: str) -> tuple[Blocker, ...]:
    """Why a report on this recipient's file cannot be compared with what was released."""
    first = work.session.scalar(select(ReleaseRow.recipient).order_by(ReleaseRow.no).limit(1))
    if first is None or first == recipient:
        return ()
    return (
        Blocker(
            "other_recipient",
            "Dit analysebestand is voor een andere ontvanger gemaakt dan dat van eerdere "
            "vrijgegeven rapporten; overlap tussen de jeugdigen is dan niet na te gaan.",
            f"Maak een analysebestand voor {first}.",
        ),
    )


def policy_of(house: House, audience: str) -> Policy:
    """The disclosure policy of a circle of readers, with the numbers of the study protocol."""
    from analysis.disclosure import policy_for

    return policy_for(audience, house.protocol.facts()["thresholds"]["disclosure"])


def conflicts(house: House, work: Work, entry: Release, recipient: str) -> tuple[str, ...]:
    """What the new release would give away beside every earlier one, with what can be done."""
    from analysis.disclosure.ledger_check import conflicts as found

    before = past(house, work, recipient)
    titles = {table.id: table.title for table in entry.tables}
    return tuple(
        f"{titles.get(c.table, c.table)}: {c.explanation} {' '.join(c.proposals)}"
        for c in found(
            entry,
            before.earlier,
            policy_of(house, entry.audience),
            withdrawn_youths=before.withdrawn,
        )
    )
