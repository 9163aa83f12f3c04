"""Withdrawing: preview, each scope, what closes at once, what can be taken back."""

from datetime import date

import pytest
from sqlalchemy import select

from consent.datum import Datum
from consent.event import Scope
from consent.party import PartyKind
from consent.withdrawal import Effect
from register.db.tables.contributions import Contribution
from register.db.tables.withdrawals import Withdrawal
from register.domain.actor import Actor
from register.domain.errors import Denied, Refusal
from register.domain.people import Role
from register.domain.states import Stored
from register.extract import making
from register.services import (
    analysis_files,
    certificates,
    chains,
    consent,
    contributions,
    copies,
    withdrawals,
)
from register.services.cases import NewParty
from register.services.withdrawals import Request
from register.vault.store import Identity
from tests.factories import (
    ANALYST,
    INCLUDED,
    NOBODY,
    PARENT_LETTER,
    POSTDOC,
    YOUTH_LETTER,
    Desk,
    filled,
    yes,
)

OFFICER = Actor("officer", "Fenna Fictief", frozenset({Role.PRIVACY_OFFICER}), "test")
MANAGER = Actor("manager", "Dirk Fictief", frozenset({Role.DATAMANAGER}), "test")


def withdraw(desk: Desk, case_id: str, scope: Scope, **changes: object) -> str:
    """The youth withdraws, unless said otherwise."""
    asked = Request(**({"party": "J1", "subject": "J1", "scope": scope} | changes))  # type: ignore[arg-type]
    return withdrawals.withdraw(desk.house, case_id, asked, by=POSTDOC, at=desk.at, on=desk.today)


def told(desk: Desk, informant: str = "jeugdige") -> str:
    """Hand in the form of an informant that is due; the contribution."""
    one = desk.due()[informant]
    with desk.house.store.writing(POSTDOC) as work:
        handed = contributions.hand_in(
            desk.house,
            work,
            one,
            based_on=0,
            form=filled(desk, one),
            collected_on=desk.today,
            circumstances={},
            reason="",
            by=POSTDOC,
            at=desk.at,
            on=desk.today,
        )
    assert handed.revision == 1, handed.sheet.errors
    return one


def file_of(desk: Desk, purpose: str = "P1") -> str:
    """An analysis file of what there is."""
    return making.make(
        desk.house,
        purpose=purpose,
        as_of=desk.today,
        recipient="onderzoeksteam",
        by=ANALYST,
        at=desk.at,
        today=desk.today,
    ).id


def states(desk: Desk, case_id: str) -> dict[str, str]:
    """The stored states of the contributions of a case, by id."""
    with desk.house.store.reading(POSTDOC) as work, consent.planning(work):
        query = select(Contribution).where(Contribution.case_id == case_id)
        return {row.id: row.state for row in work.session.scalars(query)}


def one(desk: Desk, withdrawal_id: str) -> Withdrawal:
    """The withdrawal as stored."""
    with desk.house.store.reading(POSTDOC) as work, consent.planning(work):
        return withdrawals.find(work, withdrawal_id)[0]


def may_use(desk: Desk, case_id: str) -> bool:
    """Whether the youth's data may be used for the study today."""
    from register.services import cases

    with desk.house.store.reading(POSTDOC) as work:
        with consent.planning(work):
            case = cases.find(work, case_id)
        return consent.explain(
            work, desk.house.protocol, case, purpose="P1", on=desk.today, by=POSTDOC, at=desk.at
        ).allowed


def test_the_preview_counts_and_names_what_is_held_and_changes_nothing(desk: Desk) -> None:
    case_id = desk.include()
    told(desk)
    file_of(desk)
    before = states(desk, case_id)
    seen = withdrawals.look_ahead(
        desk.house, case_id, scope=Scope.NO_FURTHER_USE, by=POSTDOC, at=desk.at, on=desk.today
    )
    by_title = {line.title: line for line in seen.consequences}
    assert by_title["Bijdragen"].count == 1
    assert by_title["Bijdragen"].effect is Effect.HIDDEN
    assert by_title["Analysebestanden"].effect is Effect.CLOSED
    assert by_title["Namen en contactgegevens"].count == 2
    assert [line.state for line in seen.holdings.files] == ["open"]
    assert len(seen.holdings.contributions) == len(before)
    assert [line.id for line in seen.holdings.texts if line.state == "gedaan"]
    assert states(desk, case_id) == before


def test_no_contact_leaves_data_files_and_forms_as_they_are(embedded: Desk) -> None:
    case_id = embedded.include()
    told(embedded)
    file_of(embedded)
    before = states(embedded, case_id)
    withdraw(embedded, case_id, Scope.CONTACT_ONLY)
    assert states(embedded, case_id) == before
    assert may_use(embedded, case_id)
    with embedded.house.store.reading(POSTDOC) as work:
        assert len(analysis_files.still_open(work)) == 1


def test_no_new_data_stops_what_is_open_and_keeps_what_is_there(embedded: Desk) -> None:
    case_id = embedded.include()
    done = told(embedded)
    file_of(embedded)
    embedded.wait(days=1)
    withdraw(embedded, case_id, Scope.NO_NEW_DATA)
    found = states(embedded, case_id)
    assert found.pop(done) == Stored.DONE
    assert set(found.values()) == {Stored.WITHDRAWN.value}
    assert may_use(embedded, case_id)
    with embedded.house.store.reading(POSTDOC) as work:
        assert len(analysis_files.still_open(work)) == 1


@pytest.mark.parametrize("scope", [Scope.NO_FURTHER_USE, Scope.ERASE])
def test_a_wide_withdrawal_closes_every_file_at_once_and_asks_copies_back(
    desk: Desk, scope: Scope
) -> None:
    case_id = desk.include()
    told(desk)
    file = file_of(desk)
    with desk.house.store.writing(MANAGER) as work:
        copy = copies.hand_out(
            work, file, holder="Universiteit Fictief", by=MANAGER, at=desk.at, on=desk.today
        )
    folder = desk.house.home / "analysis" / file
    assert folder.is_dir()
    desk.wait(days=1)
    withdraw(desk, case_id, scope)
    assert not folder.exists()
    assert not may_use(desk, case_id)
    with desk.house.store.reading(POSTDOC) as work:
        assert analysis_files.still_open(work) == []
        with pytest.raises(Refusal, match="gesloten"):
            analysis_files.usable(work, file)
        assert [one.id for one in copies.recalled(work)] == [copy]
    with desk.house.store.writing(MANAGER) as work:
        copies.confirm_deleted(work, copy, on=desk.today, by=MANAGER, at=desk.at)
    with desk.house.store.reading(POSTDOC) as work:
        assert copies.recalled(work) == []


def test_a_case_that_withdrew_is_in_no_later_file(embedded: Desk) -> None:
    first, second = embedded.include(), embedded.include()
    for _ in range(2):
        told(embedded)
    embedded.wait(days=1)
    withdraw(embedded, first, Scope.NO_FURTHER_USE)
    file = file_of(embedded)
    with embedded.house.store.reading(POSTDOC) as work:
        assert analysis_files.usable(work, file).cases == 1
    assert second


def test_withdrawing_one_purpose_closes_only_files_that_rest_on_it(embedded: Desk) -> None:
    both = (("O1", PARENT_LETTER), ("J1", YOUTH_LETTER))
    consents = [
        yes(embedded, party, purpose, letter) for party, letter in both for purpose in ("P1", "P6")
    ]
    consents.append(yes(embedded, "O1", "P1", PARENT_LETTER, subject="O1"))
    case_id = embedded.include(consents=tuple(consents))
    told(embedded)
    study, reuse = file_of(embedded, "P1"), file_of(embedded, "P6")
    embedded.wait(days=1)
    withdraw(embedded, case_id, Scope.NO_FURTHER_USE, purpose="P6")
    with embedded.house.store.reading(POSTDOC) as work:
        assert [file.id for file in analysis_files.still_open(work)] == [study]
        with pytest.raises(Refusal):
            analysis_files.usable(work, reuse)
    assert may_use(embedded, case_id)


def test_taking_back_a_mistake_opens_the_forms_again_but_not_the_files(embedded: Desk) -> None:
    case_id = embedded.include()
    told(embedded)
    file = file_of(embedded)
    before = states(embedded, case_id)
    embedded.wait(days=1)
    row = withdraw(embedded, case_id, Scope.NO_FURTHER_USE)
    assert states(embedded, case_id) != before
    embedded.wait(hours=1)
    withdrawals.undo(
        embedded.house,
        row,
        evidence="formulier van een andere casus",
        by=POSTDOC,
        at=embedded.at,
        on=embedded.today,
    )
    assert states(embedded, case_id) == before
    assert may_use(embedded, case_id)
    with embedded.house.store.reading(POSTDOC) as work, pytest.raises(Refusal):
        analysis_files.usable(work, file)
    with pytest.raises(Refusal, match="al teruggedraaid"):
        withdrawals.undo(
            embedded.house, row, evidence="nog eens", by=POSTDOC, at=embedded.at, on=embedded.today
        )


def test_a_mistake_is_taken_back_only_with_proof(embedded: Desk) -> None:
    row = withdraw(embedded, embedded.include(), Scope.NO_NEW_DATA)
    with pytest.raises(Refusal, match="vergissing"):
        withdrawals.undo(
            embedded.house, row, evidence=" ", by=POSTDOC, at=embedded.at, on=embedded.today
        )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"party": "J1", "subject": "O1"}, "beslist niet over"),
        ({"party": "X9", "subject": "X9"}, "beslist niet over"),
        ({"purpose": "P99"}, "staat niet in het protocol"),
        ({"scope": Scope.ERASE, "purpose": "P6"}, "voor alle doelen"),
    ],
    ids=["for another", "unknown", "no such purpose", "erase in part"],
)
def test_what_cannot_be_a_withdrawal_is_refused(
    embedded: Desk, changes: dict[str, object], said: str
) -> None:
    case_id = embedded.include()
    with pytest.raises(Refusal, match=said):
        withdraw(embedded, case_id, **({"scope": Scope.NO_NEW_DATA} | changes))  # type: ignore[arg-type]
    assert may_use(embedded, case_id)


def test_without_the_right_nothing_is_shown_or_done(embedded: Desk) -> None:
    case_id = embedded.include()
    asked = Request("J1", "J1", Scope.NO_NEW_DATA)
    with pytest.raises(Denied):
        withdrawals.withdraw(
            embedded.house, case_id, asked, by=NOBODY, at=embedded.at, on=embedded.today
        )
    with pytest.raises(Denied):
        withdrawals.look_ahead(
            embedded.house,
            case_id,
            scope=Scope.ERASE,
            by=NOBODY,
            at=embedded.at,
            on=embedded.today,
        )


def frozen(desk: Desk) -> str:
    """A parent asks to erase what a youth of 14 said, who keeps saying yes."""
    case_id = desk.include()
    told(desk)
    desk.wait(days=1)
    return withdraw(desk, case_id, Scope.ERASE, party="O1", subject="J1")


def test_a_parent_against_the_youth_is_frozen_until_the_controller_decides(embedded: Desk) -> None:
    row = frozen(embedded)
    assert one(embedded, row).state == "bevroren"
    with pytest.raises(Refusal, match="advies van de FG"):
        withdrawals.decide(
            embedded.house, row, honoured=False, evidence="", by=OFFICER, at=embedded.at
        )
    withdrawals.decide(
        embedded.house, row, honoured=True, evidence="advies 2026-4", by=OFFICER, at=embedded.at
    )
    assert one(embedded, row).state == "te wissen"


def test_a_frozen_withdrawal_set_aside_lets_the_youth_go_on(embedded: Desk) -> None:
    row = frozen(embedded)
    withdrawals.decide(
        embedded.house, row, honoured=False, evidence="advies 2026-5", by=OFFICER, at=embedded.at
    )
    stored = one(embedded, row)
    assert stored.state == "terzijde"
    own_words = Datum("J1", INCLUDED, "vragenlijst", informant="J1")
    with embedded.house.store.reading(POSTDOC) as work:
        with consent.planning(work):
            _, case = withdrawals.find(work, row)
        assert consent.allowed(work, embedded.house.protocol, case, own_words, on=embedded.today)


@pytest.mark.parametrize("scope", list(Scope))
def test_the_certificate_tells_what_happened_and_names_nobody(embedded: Desk, scope: Scope) -> None:
    case_id = embedded.include()
    told(embedded)
    embedded.wait(days=1)
    row = withdraw(embedded, case_id, scope)
    page = certificates.of_withdrawal(
        embedded.house, row, as_pdf=False, by=POSTDOC, at=embedded.at
    ).decode()
    assert "Bevestiging van uw intrekking" in page
    assert row in page
    for private in ("Sam", "Mia", "2012", "Een fictief antwoord"):
        assert private not in page


def test_the_certificate_can_be_a_pdf(embedded: Desk) -> None:
    row = withdraw(embedded, embedded.include(), Scope.NO_NEW_DATA)
    page = certificates.of_withdrawal(embedded.house, row, as_pdf=True, by=POSTDOC, at=embedded.at)
    assert page.startswith(b"%PDF")


def test_the_log_tells_that_and_not_what(embedded: Desk) -> None:
    case_id = embedded.include()
    withdraw(embedded, case_id, Scope.NO_FURTHER_USE, evidence="map 7")
    assert not any(found.faults for found in chains.look(embedded.house, by=POSTDOC))


def test_a_parent_of_an_adult_cannot_stop_the_adults_data(embedded: Desk) -> None:
    grown = Identity("Sam Fictief", date(2007, 5, 5))
    parties = (
        NewParty("J1", PartyKind.YOUTH, grown, informant="jeugdige"),
        NewParty("O1", PartyKind.PARENT, Identity("Mia Fictief"), informant="ouder"),
    )
    case_id = embedded.include(
        birth_date=date(2007, 5, 5),
        ground_18_plus="verlengde jeugdhulp",
        parties=parties,
        consents=(
            yes(embedded, "J1", "P1", YOUTH_LETTER),
            yes(embedded, "O1", "P1", PARENT_LETTER, subject="O1"),
        ),
    )
    withdraw(embedded, case_id, Scope.NO_FURTHER_USE, party="O1", subject="J1")
    assert may_use(embedded, case_id)
