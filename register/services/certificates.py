"""What a certificate of a withdrawal says: to the person, in plain words, without content."""

from datetime import datetime

from sqlalchemy import select

from consent.event import Scope
from consent.party import PARTY_WORDS, PartyKind
from consent.purpose import ALL
from consent.withdrawal import SCOPE_WORDS, preview
from register.db.tables.cases import Case, Party
from register.db.tables.withdrawals import Withdrawal
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.people import Permission
from register.domain.policy import policy_of
from register.domain.protocol import Protocol
from register.files.certificate import Certificate, html, pdf
from register.services import consent, withdrawals
from register.services.house import House
from register.services.nouns import BEHAVIOURS
from register.services.withdrawing import ERASED, FROZEN, SET_ASIDE, TO_ERASE, UNDONE

_STANDS = {
    FROZEN: "De gegevens zijn stilgezet. De verwerkingsverantwoordelijke beslist, na schriftelijk "
    "advies van de functionaris voor gegevensbescherming.",
    TO_ERASE: "Een tweede persoon bevestigt het wissen; daarna krijgt u hiervan bericht.",
    ERASED: "De sleutels zijn vernietigd: niemand kan de gegevens nog lezen, ook niet uit een "
    "oude reservekopie.",
    UNDONE: "Deze intrekking is later teruggedraaid, omdat zij bij vergissing was vastgelegd.",
    SET_ASIDE: "De verwerkingsverantwoordelijke heeft besloten de gegevens te houden.",
}
_STAYS = (
    "Dat u toestemming gaf en introk, zonder inhoud: dat moet aantoonbaar blijven.",
    "Uitkomsten over groepen die al zijn gedeeld. Daaruit is niemand te herkennen; er wordt niet "
    "opnieuw mee gerekend.",
)


def of_withdrawal(
    house: House, withdrawal_id: str, *, as_pdf: bool, by: Actor, at: datetime
) -> bytes:
    """The certificate as HTML or PDF bytes; that it was made is logged."""
    with house.store.reading(by) as work:
        work.require(Permission.CONSENT_VIEW, by=by, at=at, object_id=withdrawal_id)
        with consent.planning(work):
            row, case = withdrawals.find(work, withdrawal_id)
            party = work.session.scalars(
                select(Party).where(Party.case_id == case.id, Party.code == row.party)
            ).first()
        work.record(
            "consent.certificate",
            Action.PRINT,
            by=by,
            at=at,
            object_type="consent",
            object_id=row.id,
            pseudonym=case.pseudonym,
        )
    certificate = _written(house.protocol, row, case, party)
    return pdf(certificate) if as_pdf else html(certificate)


def _written(protocol: Protocol, row: Withdrawal, case: Case, party: Party | None) -> Certificate:
    scope = Scope(row.scope)
    who = "wie meedeed" if party is None else PARTY_WORDS[PartyKind(party.kind)]
    purpose = policy_of(protocol).purpose(row.purpose)
    facts = [
        ("Kenmerk", row.id),
        ("Wie introk", who),
        ("Ontvangen op", f"{row.received_on:%d-%m-%Y}"),
        ("Verwerkt op", f"{row.recorded_at:%d-%m-%Y}"),
        ("Wat u vroeg", SCOPE_WORDS[scope]),
        ("Waarvoor", "alles" if purpose is None or row.purpose == ALL else purpose.title),
    ]
    if row.confirmed_at is not None:
        facts.append(("Gewist op", f"{row.confirmed_at:%d-%m-%Y}"))
    lines = [line.text for line in preview(BEHAVIOURS, row.counts, scope)]
    return Certificate(
        title="Bevestiging van uw intrekking",
        opening=f"U hebt uw toestemming ingetrokken voor het onderzoek {protocol.title}. "
        "Dat mag altijd, zonder reden. Hieronder staat wat wij hebben gedaan.",
        facts=tuple(facts),
        lines=(*lines, *([_STANDS[row.state]] if row.state in _STANDS else [])),
        stays=_STAYS,
        footer="Vragen of een klacht? Neem contact op met de functionaris voor "
        "gegevensbescherming; het adres staat in de brief die u kreeg.",
    )
