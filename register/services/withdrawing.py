"""What a withdrawal is made of: the request, what is against it, and each thing that it stops."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from consent.datum import Datum
from consent.decision import Reason
from consent.event import ActingAs, EventType, Method, Scope
from consent.ledger import Ledger
from consent.purpose import ALL
from consent.rules import may_collect, may_use
from register.db.tables.cases import Case
from register.db.tables.contributions import Contribution
from register.db.tables.withdrawals import Withdrawal
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.errors import Blocker
from register.domain.policy import policy_of
from register.domain.protocol import Protocol
from register.domain.states import OPEN, Stored
from register.services import contributions, holdings

CARRIED_OUT, FROZEN, TO_ERASE = "verwerkt", "bevroren", "te wissen"
ERASED, UNDONE, SET_ASIDE = "gewist", "ongedaan", "terzijde"
WITHDRAWN = "intrekking"
WIDE = frozenset({Scope.NO_FURTHER_USE, Scope.ERASE})


@dataclass(frozen=True)
class Request:
    """What somebody asks: which party, for whose data, how far, for which purpose (all: ``*``)."""

    party: str
    subject: str
    scope: Scope
    purpose: str = ALL
    method: Method = Method.PAPER
    evidence: str = ""
    effective_at: datetime | None = None


def blockers(
    protocol: Protocol, ledger: Ledger | None, request: Request, *, at: datetime
) -> list[Blocker]:
    """Every reason why this cannot be recorded as a withdrawal."""
    if ledger is None:
        return [
            Blocker(
                "erased",
                "De gegevens van deze casus zijn al gewist.",
                "Er is niets meer in te trekken.",
            )
        ]
    found = []
    if not _may_speak(ledger, request):
        found.append(
            Blocker(
                "not_theirs",
                "Deze persoon beslist niet over de gegevens van die ander.",
                "Kies wie intrekt: de jeugdige, of wie gezag heeft of had.",
            )
        )
    if request.purpose != ALL and policy_of(protocol).purpose(request.purpose) is None:
        found.append(
            Blocker("unknown_purpose", "Dit doel staat niet in het protocol.", "Kies uit de lijst.")
        )
    if request.scope is Scope.ERASE and request.purpose != ALL:
        found.append(
            Blocker(
                "erase_is_whole",
                "Wissen geldt altijd voor alle doelen.",
                "Kies “niet verder gebruiken” om één doel te stoppen.",
            )
        )
    if request.effective_at is not None and request.effective_at > at:
        found.append(
            Blocker(
                "future_date",
                "De intrekking ligt in de toekomst.",
                "Vul de dag in waarop zij is ontvangen.",
            )
        )
    return found


def _may_speak(ledger: Ledger, request: Request) -> bool:
    if not (ledger.knows(request.party) and ledger.knows(request.subject)):
        return False
    return request.party == request.subject or any(
        (one.party, one.subject) == (request.party, request.subject) for one in ledger.authorities
    )


def acting(party: str, subject: str) -> ActingAs:
    """As whom a party speaks about a subject."""
    return ActingAs.SELF if party == subject else ActingAs.REPRESENTATIVE


def event(request: Request, *, by: Actor, at: datetime) -> dict[str, object]:
    """The consent event of a request."""
    return {
        "subject": request.subject,
        "party": request.party,
        "acting_as": acting(request.party, request.subject),
        "purpose": request.purpose,
        "type": EventType.WITHDRAWN,
        "scope": request.scope,
        "effective_at": request.effective_at or at,
        "recorded_at": at,
        "recorded_by": by.id,
        "method": request.method,
        "evidence_ref": request.evidence,
    }


def contributions_of(work: Work, case: Case) -> list[Contribution]:
    """All contributions of a case."""
    query = select(Contribution).where(Contribution.case_id == case.id).order_by(Contribution.id)
    return list(work.session.scalars(query))


def stop(
    work: Work, case: Case, before: Ledger, ledger: Ledger, seq: int, on: date
) -> dict[str, str]:
    """Mark what this no (``seq``) ends as *ingetrokken*; the states of before, by id.

    What could not be collected for another reason stays as it was.
    """
    was = {}
    for row in contributions_of(work, case):
        if Stored(row.state) not in OPEN:
            continue
        datum = contributions.datum_of(work, row, on)
        could, can = (
            may_collect(one, datum.data_class, on, informant=datum.informant, about=datum.about)
            for one in (before, ledger)
        )
        if not can.allowed and (could.allowed or seq in can.events):
            was[row.id], row.state = row.state, Stored.WITHDRAWN.value
    return was


def close_files(
    protocol: Protocol, work: Work, case: Case, request: Request, *, at: datetime
) -> list[str]:
    """Close the analysis files that rest on this consent; returns their folders.

    Holders of copies are asked to delete them. Only the two widest scopes reach files.
    """
    if request.scope not in WIDE:
        return []
    folders = []
    for file in holdings.files_with(work, case.id):
        if not rests_on(protocol, file.purpose, request.purpose):
            continue
        for copy in holdings.copies_of(work, file.id):
            if copy.deleted_on is None and copy.recalled_at is None:
                copy.recalled_at = at
        if file.closed_at is None:
            file.closed_at, file.closed_because = at, WITHDRAWN
            folders.append(file.folder)
    return folders


def rests_on(protocol: Protocol, file: str, withdrawn: str) -> bool:
    policy = policy_of(protocol)
    purpose = policy.purpose(file)
    if withdrawn == ALL or purpose is None:
        return True
    return any(withdrawn in policy.chain(file, one) for one in purpose.data_classes)


def frozen(ledger: Ledger, case: Case, on: date) -> bool:
    """Whether the youth's own yes stands against a parent's wish, so that use waits (D3)."""
    datum = Datum(ledger.youth, case.included_on, "vragenlijst", informant=ledger.youth)
    return may_use(ledger, datum, "P1", on).reason is Reason.FROZEN


def state(scope: Scope, *, frozen: bool) -> str:
    """How a withdrawal stands right after it was recorded or decided."""
    if frozen:
        return FROZEN
    return TO_ERASE if scope is Scope.ERASE else CARRIED_OUT


def undo_blockers(row: Withdrawal, evidence: str) -> list[Blocker]:
    """Every reason why a withdrawal cannot be taken back as a mistake."""
    found = []
    if row.state == ERASED:
        found.append(
            Blocker(
                "erased",
                "De gegevens zijn gewist; dat kan niet terug.",
                "Wie toch weer wil meedoen, wordt opnieuw geïncludeerd.",
            )
        )
    if row.state == UNDONE:
        found.append(
            Blocker("undone", "Deze intrekking is al teruggedraaid.", "Kijk bij Toestemming.")
        )
    return found + lacks_evidence(evidence, "waaruit blijkt dat de intrekking een vergissing was")


def lacks_evidence(evidence: str, what: str) -> list[Blocker]:
    """A reason when nothing says where the proof stands."""
    if evidence.strip():
        return []
    return [Blocker("no_evidence", f"Er staat niet {what}.", "Vul in waar dat ligt, zonder namen.")]
