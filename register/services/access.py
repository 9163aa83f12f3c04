"""Access (AVG 15): everything of one person, readable and as JSON; nothing of anybody else.

A person gets the own identity, roles, consents and own words. A child's words are not given to a
parent, a parent's not to the child; items about third parties are left out and counted.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from consent.serial import event_to_json
from register.db.tables.cases import Case, Party, Wave
from register.db.tables.contributions import Contribution
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.errors import Blocker, refuse_if
from register.domain.people import Permission
from register.domain.states import Stored
from register.files.certificate import Certificate, html, pdf
from register.services import consent, revisions, rights
from register.services.house import House
from register.services.rights import GRANTED, Right

THIRD_PARTY = "third_party"


@dataclass(frozen=True)
class Copy:
    """The copy that a person gets: the same content to read and to carry along."""

    page: bytes
    data: bytes
    left_out: int


def of_person(house: House, request_id: str, *, as_pdf: bool, by: Actor, at: datetime) -> Copy:
    """The copy for a request for access that was granted; that it was made is logged."""
    with house.store.reading(by) as work:
        work.require(Permission.RIGHTS_DECIDE, by=by, at=at, object_id=request_id)
        with consent.deciding(work, consent.DESK):
            row, case = rights.find(work, request_id)
            ledger = consent.load(work, house.protocol, [case]).get(case.id)
            granted = row.kind == Right.ACCESS and row.state == GRANTED
            refuse_if([] if granted and ledger is not None else [_NOT_GRANTED])
            assert ledger is not None
            party = work.session.scalars(
                select(Party).where(Party.case_id == case.id, Party.code == row.party)
            ).one()
            forms, left_out = _forms(house, work, case, party)
        work.record(
            "rights.access",
            Action.EXPORT,
            by=by,
            at=at,
            object_type="rights",
            object_id=row.id,
            pseudonym=case.pseudonym,
            count=len(forms),
        )
    who = house.vault.parties(case.pseudonym).get(party.code)
    held: dict[str, Any] = {
        "persoon": {} if who is None else json.loads(who.as_json()),
        "rol": party.kind,
        "toestemming": [
            event_to_json(event)
            for event in ledger.events
            if party.code in (event.party, event.subject)
        ],
        "formulieren": forms,
    }
    page = _page(held, left_out)
    return Copy(
        pdf(page) if as_pdf else html(page),
        json.dumps(held, ensure_ascii=False, indent=1, sort_keys=True).encode(),
        left_out,
    )


def _forms(house: House, work: Work, case: Case, party: Party) -> tuple[list[dict[str, Any]], int]:
    """What the party told, form by form with the questions, and how many answers were left out."""
    query = (
        select(Contribution, Wave.label)
        .join(Wave, Wave.id == Contribution.wave_id)
        .where(Contribution.party_id == party.id, Contribution.state == Stored.DONE.value)
        .order_by(Wave.months, Contribution.instrument)
    )
    forms, left_out = [], 0
    for row, wave in work.session.execute(query):
        latest = revisions.latest(work, row.id)
        if latest is None:
            continue
        fields = house.instrument(row.instrument, latest.instrument_version).fields
        answers = {}
        for name, answer in revisions.answers(work, case, latest).items():
            item = fields.get(name)
            if item is not None and item.about == THIRD_PARTY:
                left_out += 1
            elif answer.value is not None:
                answers[name if item is None else item.label] = answer.value
        forms.append(
            {
                "meting": wave,
                "formulier": row.instrument,
                "dag": None if row.collected_on is None else row.collected_on.isoformat(),
                "antwoorden": answers,
            }
        )
    return forms, left_out


def _page(held: dict[str, Any], left_out: int) -> Certificate:
    person = tuple(
        (name, str(value)) for name, value in held["persoon"].items() if value is not None
    )
    lines = tuple(
        f"{form['meting']}, {form['dag']}: {question} – {answer}"
        for form in held["formulieren"]
        for question, answer in form["antwoorden"].items()
    )
    return Certificate(
        title="Uw gegevens in het onderzoek",
        opening="U vroeg om inzage. Hieronder staat wat wij van u hebben. Wat anderen vertelden, "
        "staat er niet bij: dat is van hen.",
        facts=person,
        lines=lines or ("U hebt nog niets ingevuld.",),
        stays=(
            f"{len(held['toestemming'])} keer is vastgelegd dat er om uw toestemming is gevraagd, "
            "of dat u ja of nee zei.",
            f"{left_out} antwoorden gaan over een ander en staan hier niet.",
        ),
        footer="Klopt er iets niet? U kunt vragen om het te verbeteren, te beperken of te wissen.",
        lines_title="Wat u hebt verteld",
        stays_title="Wat er verder is",
    )


_NOT_GRANTED = Blocker(
    "not_granted",
    "Inzage is niet gevraagd, nog niet toegewezen, of de gegevens zijn gewist.",
    "Kijk hoe het verzoek en de casus staan.",
)
