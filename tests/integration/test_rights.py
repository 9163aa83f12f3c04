"""Rights of a person: term, second person, grounds; and a copy that holds nobody else's words."""

import json
from datetime import date

import pytest

from consent.datum import Datum
from register.domain.errors import Denied, Refusal
from register.services import access, cases, consent, rights
from register.services.rights import Right
from tests.factories import INCLUDED, POSTDOC, Desk
from tests.integration.test_withdrawals import OFFICER, told


def asked(desk: Desk, right: Right, party: str = "J1", **changes: object) -> str:
    """A request of today for a fresh case, unless ``case_id`` names one."""
    case_id = changes.pop("case_id", None) or desk.include()
    return rights.ask(
        desk.house,
        str(case_id),
        **({"party": party, "right": right, "received_on": desk.today} | changes),  # type: ignore[arg-type]
        by=POSTDOC,
        at=desk.at,
        on=desk.today,
    )


def decide(desk: Desk, request: str, *, granted: bool = True, ground: str = "") -> None:
    """The privacy officer decides."""
    rights.decide(desk.house, request, granted=granted, ground=ground, by=OFFICER, at=desk.at)


def waiting(desk: Desk) -> list[rights.Listed]:
    """What waits for a decision today."""
    with desk.house.store.reading(OFFICER) as work:
        return rights.listed(work, on=desk.today, by=OFFICER, at=desk.at)


def test_a_request_is_due_in_a_month_and_counts_down(embedded: Desk) -> None:
    request = asked(embedded, Right.ACCESS, received_on=date(2026, 8, 31))
    (one,) = waiting(embedded)
    assert (one.request.id, one.request.due_on, one.days_left) == (request, date(2026, 9, 30), 29)
    embedded.wait(days=40)
    assert waiting(embedded)[0].days_left == -11
    decide(embedded, request)
    assert waiting(embedded) == []


def test_a_term_is_extended_once_and_for_a_reason_of_the_law(embedded: Desk) -> None:
    request = asked(embedded, Right.ACCESS)
    for because in ("vakantie", "ingewikkeld"):
        if because == "vakantie":
            with pytest.raises(Refusal, match="de wet kent"):
                rights.extend(embedded.house, request, because=because, by=OFFICER, at=embedded.at)
        else:
            rights.extend(embedded.house, request, because=because, by=OFFICER, at=embedded.at)
    assert waiting(embedded)[0].request.due_on == date(2026, 12, 1)
    with pytest.raises(Refusal, match="al eens verlengd"):
        rights.extend(embedded.house, request, because="ingewikkeld", by=OFFICER, at=embedded.at)


def test_a_refusal_names_a_ground_and_a_decision_is_not_taken_twice(embedded: Desk) -> None:
    request = asked(embedded, Right.RECTIFICATION)
    with pytest.raises(Refusal, match="grond in de wet"):
        decide(embedded, request, granted=False, ground="geen zin")
    decide(embedded, request, granted=False, ground="niet_onjuist")
    with pytest.raises(Refusal, match="al beslist"):
        decide(embedded, request)


def test_recording_and_deciding_take_two_persons_with_the_right(embedded: Desk) -> None:
    request = asked(embedded, Right.OBJECTION)
    with pytest.raises(Denied):
        rights.decide(embedded.house, request, granted=True, by=POSTDOC, at=embedded.at)
    same = OFFICER.__class__(POSTDOC.id, "Pien Fictief", OFFICER.roles, "test")
    with pytest.raises(Refusal, match="niet dezelfde persoon"):
        rights.decide(embedded.house, request, granted=True, by=same, at=embedded.at)


def test_what_cannot_be_a_request_is_refused(embedded: Desk) -> None:
    case_id = embedded.include()
    with pytest.raises(Refusal, match="hoort niet bij"):
        asked(embedded, Right.ACCESS, "X9", case_id=case_id)
    with pytest.raises(Refusal, match="toekomst"):
        asked(embedded, Right.ACCESS, case_id=case_id, received_on=date(2027, 1, 1))


def used(desk: Desk, case_id: str) -> bool:
    """Whether what the youth said may be used today."""
    with desk.house.store.reading(POSTDOC) as work:
        with consent.planning(work):
            case = cases.find(work, case_id)
        said = Datum("J1", INCLUDED, "vragenlijst", informant="J1")
        return consent.allowed(work, desk.house.protocol, case, said, on=desk.today)


def test_a_restriction_stops_use_at_once_until_it_is_lifted(embedded: Desk) -> None:
    case_id = embedded.include()
    embedded.wait(hours=1)
    request = asked(embedded, Right.RESTRICTION, case_id=case_id)
    assert used(embedded, case_id)
    with pytest.raises(Refusal, match="geen beperking"):
        rights.lift(embedded.house, request, by=OFFICER, at=embedded.at)
    decide(embedded, request)
    assert not used(embedded, case_id)
    embedded.wait(days=3)
    rights.lift(embedded.house, request, by=OFFICER, at=embedded.at)
    assert used(embedded, case_id)


@pytest.mark.parametrize(
    ("party", "own", "others"),
    [
        ("J1", "Sam Fictief", "Mia"),
        ("O1", "Mia van ’t Hoff-Fictief", "Sam"),
    ],
)
def test_a_copy_holds_ones_own_and_nobody_elses(
    embedded: Desk, party: str, own: str, others: str
) -> None:
    case_id = embedded.include()
    told(embedded)
    told(embedded, "ouder")
    request = asked(embedded, Right.ACCESS, party, case_id=case_id)
    with pytest.raises(Refusal, match="niet toegewezen"):
        access.of_person(embedded.house, request, as_pdf=False, by=OFFICER, at=embedded.at)
    decide(embedded, request)
    copy = access.of_person(embedded.house, request, as_pdf=False, by=OFFICER, at=embedded.at)
    held = json.loads(copy.data)
    assert held["persoon"]["name"] == own
    assert len(held["formulieren"]) == 1
    assert all(party in (one["party"], one["subject"]) for one in held["toestemming"])
    for shown in (copy.page.decode(), copy.data.decode()):
        assert own in shown
        assert others not in shown
