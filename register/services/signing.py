"""Signing a letter: on the tablet with a typed or drawn signature, or taken over from paper."""

import base64
import binascii
from dataclasses import dataclass
from datetime import date, datetime

from consent.event import Method
from consent.letter import LetterVersion
from consent.recording import Concern
from register.blobs.content import PDF, PNG, Content, checked
from register.db.tables.cases import Case
from register.db.work import Work
from register.domain import pseudonym
from register.domain.actor import Actor
from register.domain.bsn import bsn_blockers
from register.domain.errors import Blocker, NotFound, Refusal, refuse_if
from register.files import consentproof
from register.services import consents, lettertexts
from register.services.consents import SAID_WORDS, Said, Saying
from register.services.consentview import METHOD_WORDS
from register.services.house import House
from register.services.lettertexts import LetterText

_DRAWN = "data:image/png;base64,"


@dataclass(frozen=True)
class Sheet:
    """A letter laid before one party: its text, other letters to choose, what speaks against.

    ``before``: names of questions to which somebody once said yes. ``concerns`` hold for a yes to
    everything, so that they are seen before anybody reads the letter.
    """

    case: Case
    party: str
    role: str
    youth: bool
    on: date
    text: LetterText
    letters: tuple[LetterVersion, ...]
    before: frozenset[str]
    concerns: tuple[Concern, ...]


def sheet(
    house: House,
    work: Work,
    case_id: str,
    *,
    party: str,
    on: date,
    letter: str = "",
    by: Actor,
    at: datetime,
) -> Sheet:
    """Lay a letter before a party; without ``letter`` the newest that was in use on the day."""
    case, ledger = consents.opened(house, work, case_id, by=by, at=at)
    if not ledger.knows(party):
        raise NotFound("Deze betrokkene")
    chosen = letter or lettertexts.choose(work, ledger, party, on).id
    text = lettertexts.read(work, house.protocol, ledger, chosen, party=party, on=on)
    asked = {question.name: Said.YES for question in text.questions}
    events = consents.events_of(
        ledger, text, Saying(party, chosen, on, Method.PAPER, asked), by=by, at=at
    )
    return Sheet(
        case=case,
        party=party,
        role=ledger.party(party).shown,
        youth=party == ledger.youth,
        on=on,
        text=text,
        letters=tuple(lettertexts.for_reader(work, ledger, party, on)),
        before=consents.asked_before(ledger, text, party),
        concerns=tuple(consents.against(ledger, events, at=at)),
    )


def concerns(
    house: House, work: Work, case_id: str, saying: Saying, *, by: Actor, at: datetime
) -> list[Concern]:
    """What speaks against recording these answers."""
    _, ledger = consents.opened(house, work, case_id, by=by, at=at)
    text = lettertexts.read(
        work, house.protocol, ledger, saying.letter, party=saying.party, on=saying.on
    )
    events = consents.events_of(ledger, text, saying, by=by, at=at)
    return consents.against(ledger, events, at=at)


def from_paper(
    house: House, case_id: str, saying: Saying, *, scan: bytes | None, by: Actor, at: datetime
) -> int:
    """Record what stands on a signed form, with a scan or photo of it where there is one."""
    proof = None if scan is None else checked(scan)
    return consents.record(house, case_id, saying, proof=proof, by=by, at=at)


def on_tablet(
    house: House,
    case_id: str,
    saying: Saying,
    *,
    signed_as: str,
    drawn: str,
    by: Actor,
    at: datetime,
) -> int:
    """Record what somebody signed on the tablet; the signed page is kept as a PDF in the vault."""
    with house.store.reading(by) as work:
        laid = sheet(
            house,
            work,
            case_id,
            party=saying.party,
            on=saying.on,
            letter=saying.letter,
            by=by,
            at=at,
        )
    refuse_if([*_unanswered(laid, saying), *_unsigned(laid, signed_as, drawn)])
    image = _image(drawn)
    version = laid.text.version
    proof = consentproof.Proof(
        title=laid.text.title,
        sections=laid.text.sections,
        answers=tuple(
            (f"{q.ask} {q.text}".strip(), SAID_WORDS[saying.answers[q.name]])
            for q in laid.text.questions
        ),
        who=laid.role,
        pseudonym=pseudonym.shown(laid.case.pseudonym),
        signed_as=signed_as,
        drawn=b"" if image is None else image.data,
        at=at,
        method=METHOD_WORDS[saying.method],
        letter=version.id,
        letter_version=version.version,
        letter_sha256=version.sha256,
    )
    kept = Content(PDF, consentproof.pdf(proof))
    return consents.record(house, case_id, saying, proof=kept, by=by, at=at)


def _unanswered(laid: Sheet, saying: Saying) -> list[Blocker]:
    left = [q for q in laid.text.questions if q.name not in saying.answers]
    if not left:
        return []
    number = "1 vraag" if len(left) == 1 else f"{len(left)} vragen"
    verb = "is" if len(left) == 1 else "zijn"
    return [
        Blocker(
            "unanswered",
            f"Nog {number} {verb} niet beantwoord.",
            "Kies bij elke vraag zelf ja of nee.",
        )
    ]


def _unsigned(laid: Sheet, signed_as: str, drawn: str) -> list[Blocker]:
    whose = "je" if laid.youth else "uw"
    found = list(bsn_blockers({"Naam": signed_as}))
    if not signed_as.strip():
        found.append(Blocker("unsigned", f"Typ {whose} naam, of laat dat doen.", ""))
    if drawn and not drawn.startswith(_DRAWN):
        found.append(Blocker("unreadable", "De handtekening kwam niet aan.", "Teken opnieuw."))
    return found


def _image(drawn: str) -> Content | None:
    if not drawn:
        return None
    try:
        content = checked(base64.b64decode(drawn.removeprefix(_DRAWN), validate=True))
    except binascii.Error:
        content = None
    if content is None or content.media_type != PNG:
        raise Refusal([Blocker("unreadable", "De handtekening kwam niet aan.", "Teken opnieuw.")])
    return content
