"""Filling in, saving, handing in: nothing is lost, the second hand is told, history stays."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consent.event import ActingAs, EventType
from instruments.gaps import Gap
from register.db.guard import Grant, under
from register.db.tables.contributions import Contribution, Draft, Revision
from register.domain.errors import Conflict, Denied, Refusal
from register.services import consent, contributions
from register.services.contributions import HandedIn, Opened
from tests.factories import ANALYST, POSTDOC, Desk, filled


def _hand_in(desk: Desk, which: str, form: dict[str, str | list[str]], based_on: int) -> HandedIn:
    with desk.house.store.writing(POSTDOC) as work:
        return contributions.hand_in(
            desk.house,
            work,
            which,
            based_on=based_on,
            form=form,
            collected_on=desk.today,
            circumstances={"wijze": "gesprek"},
            reason="ingevuld",
            by=POSTDOC,
            at=desk.at,
            on=desk.today,
        )


def _open(desk: Desk, which: str) -> Opened:
    with desk.house.store.reading(POSTDOC) as work:
        return contributions.open_form(
            desk.house, work, which, by=POSTDOC, at=desk.at, on=desk.today
        )


def _save(desk: Desk, which: str, number: int, tab: str = "a", **patch: str) -> int:
    with desk.house.store.writing(POSTDOC) as work:
        return contributions.autosave(
            desk.house,
            work,
            which,
            tab=tab,
            number=number,
            based_on=0,
            patch=patch,
            by=POSTDOC,
            at=desk.at,
            on=desk.today,
        ).number


def test_what_is_handed_in_stands_there_when_the_form_is_opened_again(desk: Desk) -> None:
    desk.include()
    parent = desk.due()["ouder"]
    form = filled(desk, parent, nu_school="", nu_school__gap="weigering")
    assert _hand_in(desk, parent, form, 0).revision == 1
    opened = _open(desk, parent)
    assert opened.answers["nu_school"].gap is Gap.WEIGERING
    assert opened.draft is None
    assert opened.contribution.state == "gedaan"


def test_a_fault_stores_no_revision_and_says_where(desk: Desk) -> None:
    desk.include()
    parent = desk.due()["ouder"]
    done = _hand_in(desk, parent, filled(desk, parent, nu_wonen="XXX"), 0)
    assert done.revision is None
    assert [error.item for error in done.sheet.errors] == ["nu_wonen"]
    assert _open(desk, parent).revision == 0


def test_the_second_of_two_people_is_told_and_the_first_stays(desk: Desk) -> None:
    desk.include()
    parent = desk.due()["ouder"]
    _hand_in(desk, parent, filled(desk, parent, nu_wonen="THU"), 0)
    with pytest.raises(Conflict, match="versie 1"):
        _hand_in(desk, parent, filled(desk, parent, nu_wonen="PLG"), 0)
    assert _open(desk, parent).answers["nu_wonen"].value == "THU"
    _hand_in(desk, parent, filled(desk, parent, nu_wonen="PLG"), 1)
    assert _open(desk, parent).answers["nu_wonen"].value == "PLG"


def test_every_version_stays_sealed_under_the_key_of_the_youth(desk: Desk) -> None:
    case = desk.include()
    parent = desk.due()["ouder"]
    for based_on in (0, 1):
        _hand_in(desk, parent, filled(desk, parent), based_on)
    grant = Grant("P1", frozenset({case}), "proef", content=True)
    with desk.house.store.reading(POSTDOC) as work, under(grant):
        rows = list(work.session.scalars(select(Revision).order_by(Revision.no)))
    assert [row.no for row in rows] == [1, 2]
    assert all(b"fictief" not in row.answers for row in rows)


def test_a_draft_is_merged_item_by_item_and_each_patch_is_taken_once(desk: Desk) -> None:
    desk.include()
    parent = desk.due()["ouder"]
    assert _save(desk, parent, 1, nu_wonen="THU") == 1
    assert _save(desk, parent, 2, nu_school="deels") == 2
    assert _save(desk, parent, 1, nu_wonen="PLG") == 2
    assert _save(desk, parent, 1, tab="b", nu_klik="1") == 1
    draft = _open(desk, parent).draft
    assert draft == {"nu_wonen": "THU", "nu_school": "deels", "nu_klik": "1"}
    assert _open(desk, parent).contribution.state == "deels"


def test_handing_in_clears_the_draft(desk: Desk) -> None:
    case = desk.include()
    parent = desk.due()["ouder"]
    _save(desk, parent, 1, nu_wonen="THU")
    _hand_in(desk, parent, filled(desk, parent), 0)
    grant = Grant("P1", frozenset({case}), "proef", content=True)
    with desk.house.store.reading(POSTDOC) as work, under(grant):
        assert work.session.scalars(select(Draft)).all() == []


def test_an_autosave_writes_no_event(desk: Desk) -> None:
    desk.include()
    parent = desk.due()["ouder"]
    before = desk.house.store.head()
    _save(desk, parent, 1, nu_wonen="THU")
    assert desk.house.store.head() == before


def test_the_baseline_sets_the_dates_of_the_follow_ups(desk: Desk) -> None:
    case = desk.include()
    desk.wait(days=10)
    _hand_in(desk, desk.due()["ouder"], filled(desk, desk.due()["ouder"]), 0)
    with desk.house.store.reading(POSTDOC) as work, consent.planning(work):
        from register.services import cases, waves

        stored = waves.of_case(work, cases.find(work, case))
    assert stored[1].explanation == "T0 11-09-2026 + 6 maanden = 11-03-2027, periode −14/+28 dagen"


def test_the_previous_answer_stands_beside_the_question_of_the_next_wave(desk: Desk) -> None:
    desk.include()
    first = desk.due()["ouder"]
    _hand_in(desk, first, filled(desk, first, nu_wonen="THU"), 0)
    desk.wait(days=182)
    previous = _open(desk, desk.due()["ouder"]).previous
    assert previous is not None
    assert previous.wave == "T0"
    assert previous.answers["nu_wonen"].value == "THU"


def test_nothing_can_be_handed_in_for_a_day_to_come_or_before_inclusion(desk: Desk) -> None:
    desk.include()
    parent = desk.due()["ouder"]
    form = filled(desk, parent)
    for day in (desk.today + timedelta(days=1), desk.today - timedelta(days=1)):
        with (
            pytest.raises(Refusal, match="datum van afname"),
            desk.house.store.writing(POSTDOC) as work,
        ):
            contributions.hand_in(
                desk.house,
                work,
                parent,
                based_on=0,
                form=form,
                collected_on=day,
                circumstances={},
                reason="ingevuld",
                by=POSTDOC,
                at=desk.at,
                on=desk.today,
            )


def test_without_permission_or_consent_the_form_stays_shut(desk: Desk) -> None:
    case = desk.include()
    parent = desk.due()["ouder"]
    with pytest.raises(Denied), desk.house.store.reading(ANALYST) as work:
        contributions.open_form(desk.house, work, parent, by=ANALYST, at=desk.at, on=desk.today)
    desk.wait(days=1)
    desk.consent_event(
        case,
        subject="J1",
        party="J1",
        acting_as=ActingAs.SELF,
        purpose="*",
        type=EventType.WITHDRAWN,
    )
    with pytest.raises(Refusal):
        _open(desk, parent)
    assert desk.due() == {}


def test_episodes_of_the_file_study_live_in_their_own_table(desk: Desk) -> None:
    desk.include()
    file = desk.due()["dossier"]
    row = {
        "perioden.1.ep_soort": "verblijf",
        "perioden.1.ep_toestand": "PLG",
        "perioden.1.ep_begin": "zomer 2021",
        "perioden.1.ep_eind": "mrt 2022",
    }
    form = filled(desk, file)
    assert _hand_in(desk, file, form | row, 0).revision == 1
    opened = _open(desk, file)
    (kept,) = opened.rows["perioden"]
    assert kept.answers["ep_toestand"].value == "PLG"
    assert opened.answers["perioden"].value == (kept.id,)
    again = form | row | {"perioden.1.id": kept.id, "perioden.1.ep_toestand": "GZH"}
    _hand_in(desk, file, again, 1)
    (changed,) = _open(desk, file).rows["perioden"]
    assert changed.id == kept.id
    assert changed.answers["ep_toestand"].value == "GZH"


def test_a_missed_wave_keeps_its_reason(desk: Desk) -> None:
    desk.include()
    parent = desk.due()["ouder"]
    from register.domain.states import Stored

    with pytest.raises(Refusal, match="reden"), desk.house.store.writing(POSTDOC) as work:
        contributions.mark(work, parent, state=Stored.MISSED, reason=" ", by=POSTDOC, at=desk.at)
    with desk.house.store.writing(POSTDOC) as work:
        contributions.mark(work, parent, state=Stored.MISSED, reason="ziek", by=POSTDOC, at=desk.at)
    with desk.house.store.reading(POSTDOC) as work, consent.planning(work):
        row = work.session.scalars(select(Contribution).where(Contribution.id == parent)).one()
    assert (row.state, row.state_reason) == ("gemist", "ziek")
