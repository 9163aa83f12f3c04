"""The notes guard at work: free text of a form, against what the vault knows of that case.

The names themselves go nowhere: what comes back are places in the text that was sent, with role
words. No table of replacements is kept, here or on the page after handing in (RULES D14).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consent.party import PARTY_WORDS, PartyKind
from register.db.tables.cases import Party
from register.db.tables.people import NoName
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.errors import Blocker, Refusal
from register.domain.notesguard import Finder, Hit, Known, Listed, find
from register.domain.notewords import fold
from register.domain.people import Permission
from register.services import consent, opening
from register.services.house import House
from register.vault import people
from register.vault.tables import Person

LISTS = {"scholen": "school", "buurten": "buurt", "organisaties": "organisatie"}
LONGEST = 200_000


@dataclass(frozen=True)
class Checked:
    """Hits by the name of the field they stand in; fields without any are left out."""

    hits: Mapping[str, tuple[Hit, ...]]

    @property
    def count(self) -> int:
        """How many hits there are in all."""
        return sum(len(one) for one in self.hits.values())


def check(
    house: House,
    work: Work,
    contribution_id: str,
    texts: Mapping[str, str],
    *,
    by: Actor,
    at: datetime,
    on: date,
    more: tuple[Finder, ...] = (),
) -> Checked:
    """What in the free text of a form makes somebody known; logged as one look without content."""
    work.require(Permission.CONTRIBUTION_EDIT, by=by, at=at, object_id=contribution_id)
    if sum(map(len, texts.values())) > LONGEST:
        raise Refusal(
            [Blocker("long_text", "Dit is te veel tekst om in één keer na te kijken.", "Deel op.")]
        )
    with consent.planning(work):
        _, case, _ = opening.find(work, contribution_id)
        parties = {
            party.code: party.relation or PARTY_WORDS[PartyKind(party.kind)]
            for party in work.session.scalars(select(Party).where(Party.case_id == case.id))
        }
    known = _known(house, case.pseudonym, parties)
    lists = _lists(house)
    learnt = set(work.session.scalars(select(NoName.mac)))
    hits = {
        name: found
        for name, text in texts.items()
        if (
            found := find(
                text,
                known=known,
                lists=lists,
                no_name=lambda word: bool(learnt) and _mac(work, word) in learnt,
                more=more,
            )
        )
    }
    checked = Checked(hits)
    work.record(
        "notes.check",
        Action.EXECUTE,
        by=by,
        at=at,
        object_type="contribution",
        object_id=contribution_id,
        pseudonym=case.pseudonym,
        purpose=consent.DESK,
        count=checked.count,
    )
    return checked


def learn(work: Work, word: str, *, by: Actor, at: datetime) -> None:
    """Learn that a word is no name in this installation; only its keyed hash is kept."""
    work.require(Permission.CONTRIBUTION_EDIT, by=by, at=at, object_type="notes")
    folded = fold(word).strip()
    if not folded or any(sign.isdigit() for sign in folded):
        raise Refusal(
            [Blocker("no_word", "Alleen woorden kunnen “geen naam” zijn.", "Vervang het nummer.")]
        )
    mac = _mac(work, folded)
    if work.session.get(NoName, mac) is None:
        work.session.add(NoName(mac=mac, learnt_by=by.id, learnt_at=at))
    work.record("notes.learn", Action.CREATE, by=by, at=at, object_type="notes")


def _known(house: House, pseudonym: str, parties: Mapping[str, str]) -> list[Known]:
    found = []
    with Session(house.vault.engine) as session:
        for role in people.roles(session, pseudonym):
            person = session.get(Person, role.person)
            if person is None:
                continue
            who = people.identity(house.keys.vault, person)
            word = parties.get(role.party, "naam").removeprefix("de ")
            details = (
                ("naam", who.name),
                ("telefoon", who.phone),
                ("mail", who.mail),
                ("adres", who.address),
                ("postcode", who.postcode),
            )
            found += [Known(kind, value, word) for kind, value in details if value]
    return found


def _lists(house: House) -> list[Listed]:
    """Lists that the site put in its folder, one name per line; lines with # are remarks."""
    found = []
    for name, role in LISTS.items():
        path = house.home / "lists" / f"{name}.txt"
        if path.is_file():
            lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
            names = frozenset(line for line in lines if line and not line.startswith("#"))
            found.append(Listed(role, names))
    return found


def _mac(work: Work, folded: str) -> str:
    return work.keys.mac("answers", f"no_name|{folded}".encode())
