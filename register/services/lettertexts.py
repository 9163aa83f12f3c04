"""The text of a letter as somebody reads and answers it: sections, then questions one by one."""

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from consent.ledger import Ledger
from consent.letter import Audience, LetterVersion
from consent.letters import available
from consent.party import PARTY_WORDS
from consent.recording import audience
from register.db.tables.consent import LetterRow
from register.db.work import Work
from register.domain.errors import Blocker, NotFound, Refusal
from register.domain.protocol import Protocol
from register.services import ledger as ledgers

_HEADING = re.compile(r"^#+\s+(.*)$")
_EMPHASIS = re.compile(r"^\*(.*)\*$", re.DOTALL)


@dataclass(frozen=True)
class Question:
    """One purpose with its own yes and no; ``own``: about the reader's own data."""

    purpose: str
    own: bool
    ask: str
    text: str

    @property
    def name(self) -> str:
        """The name of its field on a form."""
        return f"{'zelf' if self.own else 'jeugdige'}-{self.purpose}"


@dataclass(frozen=True)
class LetterText:
    """A letter version with its text as sections (heading, paragraphs) and its questions."""

    version: LetterVersion
    title: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    questions: tuple[Question, ...]


def for_reader(work: Work, ledger: Ledger, party: str, on: date) -> list[LetterVersion]:
    """The letters made for this party as it was on a day, newest version first."""
    wanted = audience(ledger, party, on)
    found = [one for one in ledgers.letters(work.session) if one.audience is wanted]
    return sorted(found, key=lambda one: -one.version)


def read(
    work: Work, protocol: Protocol, ledger: Ledger, letter: str, *, party: str, on: date
) -> LetterText:
    """The text and questions of a letter for one party; raises ``NotFound``."""
    row = work.session.scalars(select(LetterRow).where(LetterRow.id == letter)).first()
    version = next((one for one in ledgers.letters(work.session) if one.id == letter), None)
    if row is None or version is None:
        raise NotFound("Deze brief")
    title, sections = _parsed(row.text)
    asked = _shipped(version) or _plain(protocol, version)
    youth = party == ledger.youth
    speaks_for = not youth and party in _holders(ledger, on)
    return LetterText(
        version,
        title or "Informatiebrief",
        sections,
        tuple(
            one
            for one in asked
            if (one.own and not youth) or (not one.own and youth) or (not one.own and speaks_for)
        ),
    )


def choose(work: Work, ledger: Ledger, party: str, on: date) -> LetterVersion:
    """The newest letter for this party on a day; refuses with what to do where there is none."""
    found = [one for one in for_reader(work, ledger, party, on) if one.in_use(on)]
    if not found:
        word = PARTY_WORDS[ledger.party(party).kind]
        raise Refusal(
            [
                Blocker(
                    "no_letter",
                    f"Er is op die dag geen brief in gebruik voor deze {word} en leeftijd.",
                    "Laat de datamanager eerst de goedgekeurde brief opnemen.",
                )
            ]
        )
    return found[0]


def _holders(ledger: Ledger, on: date) -> frozenset[str]:
    return frozenset(
        one.party for one in ledger.authorities if one.subject == ledger.youth and one.holds(on)
    )


def _shipped(version: LetterVersion) -> tuple[Question, ...]:
    """Questions of the shipped letter for the same reader, as far as this version asks them."""
    known = [
        one
        for one in available()
        if one.audience is version.audience and one.language == version.language
    ]
    if not known:
        return ()
    newest = max(known, key=lambda one: (one.sha256 == version.sha256, one.version))
    wanted = {code for code, _ in version.purposes}
    own_only = version.audience in (Audience.PROFESSIONAL, Audience.IMPORTANT_OTHER)
    found = tuple(
        Question(q.purpose, own_only or q.about == "self", q.ask, q.text.strip())
        for q in newest.questions
        if q.purpose in wanted
    )
    return found if {one.purpose for one in found} == wanted else ()


def _plain(protocol: Protocol, version: LetterVersion) -> tuple[Question, ...]:
    """Questions in the protocol's own words, for a letter whose questions are not shipped."""
    abouts = {
        Audience.PARENT: (False, True),
        Audience.GUARDIAN: (False, True),
        Audience.PROFESSIONAL: (True,),
        Audience.IMPORTANT_OTHER: (True,),
    }.get(version.audience, (False,))
    return tuple(
        Question(code, own, f"{protocol.purpose(code).label}?", "")
        for own in abouts
        for code, _ in version.purposes
    )


def _parsed(text: str) -> tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Title and sections of a letter in Markdown or plain paragraphs, without its questions."""
    title, heading = "", ""
    sections: list[tuple[str, list[str]]] = []
    for block in (part.strip() for part in text.split("\n\n")):
        found = _HEADING.match(block.splitlines()[0]) if block else None
        if not block or "☐" in block:
            continue
        if found and block.startswith("# "):
            title = found.group(1)
        elif found:
            heading = found.group(1)
            if not heading.startswith("Ja of nee"):
                sections.append((heading, []))
        else:
            emphasised = _EMPHASIS.match(block)
            if not sections:
                sections.append(("", []))
            sections[-1][1].append(emphasised.group(1) if emphasised else block)
    return title, tuple((name, tuple(lines)) for name, lines in sections if lines)
