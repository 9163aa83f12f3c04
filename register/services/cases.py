"""Including a case: one verb over both stores, all or nothing after recovery."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from consent.party import AuthorityKind, PartyKind
from consent.rules import may_collect
from register.db.tables.cases import Case, Party
from register.db.tables.work import Pending
from register.db.work import Work
from register.domain import alias, pseudonym
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.cases import Candidate, inclusion_blockers
from register.domain.errors import Blocker, NotFound, Refusal, refuse_if
from register.domain.people import Permission
from register.domain.protocol import Protocol
from register.keys import seal
from register.services import consent, definitions, ledger, pending, waves
from register.services.house import House
from register.vault.store import Identity

VERB = "case.include"


@dataclass(frozen=True)
class NewParty:
    """Somebody who joins a case; ``known`` names a person that stands in the vault already."""

    code: str
    kind: PartyKind
    identity: Identity | None = None
    known: str | None = None
    informant: str | None = None
    relation: str | None = None
    since: date | None = None


@dataclass(frozen=True)
class NewAuthority:
    """Who holds authority over the youth from a day on."""

    party: str
    kind: AuthorityKind
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True)
class Enrolment:
    """Everything that including a case needs. The youth is the party of kind YOUTH."""

    parties: tuple[NewParty, ...]
    authorities: tuple[NewAuthority, ...]
    consents: tuple[dict[str, object], ...]
    birth_date: date
    gender: str
    region: str
    team: str
    setting: str
    cohort: int
    included_on: date
    ret_discussed_on: date | None = None
    permission_to_contact: bool = False
    professionals_willing: int = 0
    region_responsible: bool = True
    recruited_by_treating: bool = False
    ground_18_plus: str = ""
    family: str | None = None
    owner: str | None = None

    @property
    def candidate(self) -> Candidate:
        """What the rules of inclusion ask about; consent is judged on the ledger itself."""
        return Candidate(
            born_on=self.birth_date,
            region=self.region,
            setting=self.setting,
            cohort=self.cohort,
            ret_discussed_on=self.ret_discussed_on,
            permission_to_contact=self.permission_to_contact,
            professionals_willing=self.professionals_willing,
            region_responsible=self.region_responsible,
            recruited_by_treating=self.recruited_by_treating,
            ground_18_plus=self.ground_18_plus,
        )


def include(house: House, enrolment: Enrolment, *, by: Actor, at: datetime) -> str:
    """Include a case; returns its identifier. Refused with every reason against it."""
    with house.store.writing(by) as work, consent.planning(work):
        work.require(Permission.CASE_INCLUDE, by=by, at=at)
        refuse_if(_blockers(work, house, enrolment))
        code = _new_pseudonym(work)
    case_id, subject_key = house.ids.new(), house.ids.new()
    persons = {one.code: house.ids.new() for one in enrolment.parties if one.identity is not None}
    facts: dict[str, object] = {
        "case": case_id,
        "subject_key": subject_key,
        "persons": list(persons.values()),
    }
    row = pending.begin(house, VERB, pseudonym=code, facts=facts, by=by, at=at)
    try:
        with house.vault.changing() as session:
            for party in enrolment.parties:
                if party.known is not None:
                    house.vault.join(session, code, party.code, party.kind.value, party.known)
                elif party.identity is not None:
                    house.vault.add(
                        session,
                        code,
                        party.code,
                        party.kind.value,
                        party.identity,
                        subject_key=persons[party.code],
                    )
        house.keys.register.make(subject_key)
        house.keys.copy()
        with house.store.writing(by) as work, consent.enrolling(work, case_id):
            _write(work, house.protocol, enrolment, case_id, subject_key, code, by=by, at=at)
            pending.end(work, row)
    except Refusal:
        _undo(house, code, subject_key, persons.values())
        with house.store.writing(by) as work:
            pending.end(work, row)
        raise
    return case_id


def finish(house: House, row: Pending) -> bool:
    """Whether an interrupted inclusion is complete: its last step removes the row, so never."""
    return False


def undo(house: House, row: Pending) -> None:
    """Take back the vault rows and the key of an inclusion that never reached the register."""
    persons = row.facts["persons"]
    assert isinstance(persons, list)
    _undo(house, str(row.pseudonym), str(row.facts["subject_key"]), persons)


RECOVERY = pending.Recovery(finish, undo)


def set_baseline(
    work: Work, protocol: Protocol, case: Case, *, on: date, by: Actor, at: datetime
) -> None:
    """Note the day of the 0-meting; the follow-ups count from it."""
    work.require(Permission.CASE_EDIT, by=by, at=at, pseudonym=case.pseudonym)
    if on < case.included_on:
        raise Refusal(
            [
                Blocker(
                    "baseline_before_inclusion",
                    "De 0-meting ligt vóór de inclusie.",
                    "Controleer de datum van de 0-meting en die van de inclusie.",
                )
            ]
        )
    case.baseline_on = on
    born = ledger.birth_date(work, case)
    waves.reschedule(work, protocol, case, born_on=born, by=by, at=at)


def find(work: Work, case_id: str) -> Case:
    """The case; raises ``NotFound``."""
    case = work.session.scalars(select(Case).where(Case.id == case_id)).first()
    if case is None:
        raise NotFound("Deze casus")
    return case


def every(work: Work) -> list[Case]:
    """All cases that were not erased, by cohort and pseudonym."""
    query = select(Case).where(Case.erased_at.is_(None)).order_by(Case.cohort, Case.pseudonym)
    return list(work.session.scalars(query))


def count(work: Work) -> int:
    """How many cases there are that were not erased."""
    query = select(func.count(Case.id)).where(Case.erased_at.is_(None))
    return work.session.scalar(query) or 0


def by_pseudonym(work: Work, typed: str) -> Case:
    """The case with this pseudonym; suggests a correction in the error, never applies it."""
    code = pseudonym.normal(typed)
    if not pseudonym.check(code):
        known = pseudonym.suggest(code)
        if known is not None and _exists(work, known):
            raise Refusal(
                [
                    Blocker(
                        "pseudonym_typo",
                        "Dit pseudoniem bevat een tikfout.",
                        f"Bedoelt u {pseudonym.shown(known)}?",
                    )
                ]
            )
        raise Refusal(
            [
                Blocker(
                    "pseudonym_unsound",
                    pseudonym.why_not(code) or "Dit is geen pseudoniem.",
                    "Typ het opnieuw van het dossier over.",
                )
            ]
        )
    case = work.session.scalars(select(Case).where(Case.pseudonym == code)).first()
    if case is None:
        raise NotFound("Een casus met dit pseudoniem")
    return case


def _write(
    work: Work,
    protocol: Protocol,
    enrolment: Enrolment,
    case_id: str,
    subject_key: str,
    code: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    definitions.use_protocol(work, protocol, at=at)
    key = work.keys.register.get(subject_key)
    case = Case(
        id=case_id,
        pseudonym=code,
        alias=alias.alias(work.ids.bits(alias.BITS)),
        subject_key=subject_key,
        birth_date=seal(
            key,
            enrolment.birth_date.isoformat().encode(),
            place=f"research_case.birth_date.{case_id}",
        ),
        gender=enrolment.gender,
        cohort=enrolment.cohort,
        region=enrolment.region,
        team=enrolment.team,
        setting=enrolment.setting,
        family=enrolment.family,
        included_on=enrolment.included_on,
        owner=enrolment.owner,
        protocol_version=protocol.version,
        created_at=at,
    )
    work.session.add(case)
    work.flush()
    for party in enrolment.parties:
        work.session.add(
            Party(
                id=work.ids.new(),
                case_id=case_id,
                code=party.code,
                kind=party.kind.value,
                informant=party.informant,
                relation=party.relation,
                since=party.since,
            )
        )
    work.flush()
    youth = next(p.code for p in enrolment.parties if p.kind is PartyKind.YOUTH)
    for one in enrolment.authorities:
        ledger.add_authority(
            work,
            case_id,
            subject=youth,
            party=one.party,
            kind=one.kind,
            valid_from=one.valid_from,
            valid_to=one.valid_to,
            at=at,
        )
    consent.record(work, protocol, case, enrolment.consents, by=by, at=at)
    own = consent.load(work, protocol, [case])[case_id]
    decision = may_collect(own, "deelname", enrolment.included_on)
    if not decision.allowed:
        raise Refusal(
            [
                Blocker(
                    "consent_missing",
                    decision.explanation,
                    "Leg eerst de ontbrekende toestemming vast.",
                )
            ]
        )
    work.record(
        "case.include",
        Action.CREATE,
        by=by,
        at=at,
        object_type="case",
        object_id=case_id,
        pseudonym=code,
    )
    waves.reschedule(work, protocol, case, born_on=enrolment.birth_date, by=by, at=at)


def _blockers(work: Work, house: House, enrolment: Enrolment) -> list[Blocker]:
    """Every reason against inclusion save consent, which is judged on the ledger that is made."""
    protocol = house.protocol
    active = select(func.count(Case.id)).where(Case.ended_on.is_(None))
    found = list(
        inclusion_blockers(
            protocol,
            enrolment.candidate,
            on=enrolment.included_on,
            active_cases=work.session.scalar(active) or 0,
            demo=house.kind != "productie",
        )
    )
    if enrolment.team not in {one.id for one in protocol.places.rets}:
        found.append(
            Blocker("team", "Dit RET staat niet in het protocol.", "Kies een RET uit de lijst.")
        )
    return found


def _new_pseudonym(work: Work) -> str:
    while True:
        code = pseudonym.from_bits(work.ids.bits(pseudonym.DATA_BITS))
        if not _exists(work, code):
            return code


def _exists(work: Work, code: str) -> bool:
    return work.session.scalar(select(Case.id).where(Case.pseudonym == code)) is not None


def _undo(house: House, code: str, subject_key: str, persons: Iterable[str]) -> None:
    house.vault.forget_case(code)
    house.keys.drop(register=[subject_key], vault=persons)
