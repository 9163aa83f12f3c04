"""The fictive Zuid-West before it is written: shares as published, people who look invented."""

from collections import Counter
from datetime import date, timedelta

import pytest

from consent.party import PartyKind
from instruments.logic.evaluate import Context
from instruments.model import Instrument
from instruments.sheet import read_form
from instruments.store import instruments
from register.domain.calendar import add_months
from register.domain.people import combination_blockers
from register.domain.protocol import Protocol
from register.fictive import accounts, frame, letters, plans, stories, study
from register.fictive.draws import Draws, dealt
from register.fictive.replies import Asked, reply
from register.services.accounts import password_blockers
from tests.support.repository import ROOT

TODAY = date(2026, 11, 22)
TEXT = (ROOT / "register/protocols/zuid-west.yaml").read_text("utf-8")


@pytest.fixture(scope="module")
def protocol() -> Protocol:
    return Protocol.load(study.moved(TEXT, TODAY))


@pytest.fixture(scope="module")
def cohort(protocol: Protocol) -> list[plans.Plan]:
    return plans.draw(protocol, cases=200, seed=1, today=TODAY)


@pytest.mark.parametrize("today", [TODAY, date(2026, 1, 31), date(2032, 2, 29), date(2019, 7, 1)])
def test_all_four_cohorts_have_begun_whatever_day_it_is(today: date) -> None:
    moved = Protocol.load(study.moved(TEXT, today))
    assert add_months(moved.start, 43) <= today < add_months(moved.start, 45)
    made = plans.draw(moved, cases=40, seed=1, today=today)
    assert Counter(plan.cohort for plan in made) == {1: 10, 2: 10, 3: 10, 4: 10}
    assert all(plan.included_on < today for plan in made)


def test_dealing_meets_the_shares_by_largest_remainder() -> None:
    assert Counter(dealt({"a": 0.5, "b": 0.3, "c": 0.2}, 7)) == {"a": 4, "b": 2, "c": 1}


def test_the_same_seed_gives_the_same_people_and_another_seed_others(
    protocol: Protocol, cohort: list[plans.Plan]
) -> None:
    assert plans.draw(protocol, cases=200, seed=1, today=TODAY) == cohort
    other = plans.draw(protocol, cases=200, seed=2, today=TODAY)
    assert {plan.born_on for plan in other} != {plan.born_on for plan in cohort}


def test_every_person_carries_fictief_and_a_mail_address_that_cannot_exist(
    cohort: list[plans.Plan],
) -> None:
    people = [member.identity for plan in cohort for member in plan.family.members]
    assert len(people) > 700
    for who in people:
        assert "Fictief" in who.name.partition(" ")[2]
        assert (who.mail or "").endswith("@fictief.example")
        assert (who.postcode or "").startswith("0")
    assert any("van ’t Hoff-Fictief" in who.name for who in people)


def test_regions_settings_and_stories_come_in_the_shares_that_were_set(
    cohort: list[plans.Plan],
) -> None:
    regions = Counter(plan.region for plan in cohort)
    assert regions["rotterdam_rijnmond"] == 72
    assert regions["midden_holland"] == 16
    told = Counter(plan.story for plan in cohort)
    assert set(told) == set(stories.SHARES)
    assert told[stories.DIED] == 1
    idle = sum(plan.youth.schooling[0] == "thuiszitter" for plan in cohort)
    assert idle == round(0.27 * 200)
    assert sum(plan.family.code is not None for plan in cohort) >= 4
    ages = [(plan.included_on - plan.born_on).days / 365.25 for plan in cohort]
    assert min(ages) >= 8
    assert max(ages) < 23


def test_everybody_under_18_has_somebody_with_authority_on_the_day_of_inclusion(
    cohort: list[plans.Plan],
) -> None:
    for plan in cohort:
        held = [
            one
            for one in plan.family.holders
            if (one.authority_from or plan.born_on) <= plan.included_on - timedelta(days=1)
        ]
        assert held or add_months(plan.born_on, 18 * 12) <= plan.included_on


def test_the_frame_has_the_published_shares(protocol: Protocol, cohort: list[plans.Plan]) -> None:
    made = frame.draw(protocol, cohort, seed=1, today=TODAY)
    count = len(made)
    assert count == 556
    assert len({one.client for one in made}) == round(count * 137 / 139)
    referrers = Counter(one.row["referrer"] for one in made)
    assert referrers["gi"] / count == pytest.approx(0.34, abs=0.005)

    def idle(referrer: str | None) -> float:
        own = [one for one in made if referrer in (None, one.row["referrer"])]
        return sum("thuiszitter" in one.themes for one in own) / len(own)

    assert idle(None) == pytest.approx(0.27, abs=0.01)
    assert idle("lokaal_team") == pytest.approx(0.34, abs=0.02)
    assert idle("aanbieder") == pytest.approx(0.41, abs=0.02)
    assert idle("gi") == pytest.approx(0.18, abs=0.02)


def test_the_flow_narrows_to_the_included(protocol: Protocol, cohort: list[plans.Plan]) -> None:
    steps = Counter(
        one.row["flow_step"] for one in frame.draw(protocol, cohort, seed=1, today=TODAY)
    )
    assert steps["ingesloten"] == 200
    assert set(steps) == {"besproken", "passend", "benaderd", "toestemming", "ingesloten"}


def test_local_teams_report_exhausted_families_and_institutions_behaviour(
    protocol: Protocol, cohort: list[plans.Plan]
) -> None:
    made = frame.draw(protocol, cohort, seed=1, today=TODAY)

    def share(referrer: str, theme: str) -> float:
        own = [one for one in made if one.row["referrer"] == referrer]
        return sum(theme in one.themes for one in own) / len(own)

    assert share("lokaal_team", "overbelasting") > share("gi", "overbelasting") + 0.1
    assert share("gi", "agressie") > share("lokaal_team", "agressie") + 0.1


@pytest.mark.parametrize("instrument", instruments(), ids=lambda one: one.id)
def test_any_instrument_accepts_the_answers_that_are_made_for_it(
    instrument: Instrument, cohort: list[plans.Plan]
) -> None:
    for plan in cohort[:6]:
        asked = Asked(plan.youth, "ouder", "O1", plan.t0_on, 0)
        form = reply(instrument, asked)
        sheet = read_form(
            instrument,
            form,
            Context(today=TODAY.isoformat()),
            complete=False,
        )
        assert sheet.errors == ()
        hidden = {name for name in sheet.answers if name not in sheet.visible}
        assert not hidden


def test_problems_fall_back_towards_a_youths_own_mean(cohort: list[plans.Plan]) -> None:
    def mean(days: int) -> float:
        seen = [plan.youth.course.severity(plan.t0_on + timedelta(days=days)) for plan in cohort]
        return sum(seen) / len(seen)

    assert mean(0) > mean(182) > mean(730)
    worse = [
        plan
        for plan in cohort
        if plan.youth.course.severity(plan.t0_on + timedelta(days=730))
        > plan.youth.course.severity(plan.t0_on)
    ]
    assert len(worse) > 15


def test_informants_of_one_youth_disagree(cohort: list[plans.Plan]) -> None:
    day = timedelta(days=0)
    gaps = [
        plan.youth.course.seen(plan.t0_on + day, "ouder", "O1")
        - plan.youth.course.seen(plan.t0_on + day, "jeugdige", "J1")
        for plan in cohort
    ]
    assert 0.3 < sum(gaps) / len(gaps) < 0.9
    assert sum(gap < 0 for gap in gaps) > 10


def test_the_file_knows_stays_before_and_after_the_0_meting_in_several_precisions(
    cohort: list[plans.Plan],
) -> None:
    stays = [stay for plan in cohort for stay in plan.youth.pathway.stays]
    assert {stay.starts.precision for stay in stays} == {"dag", "maand", "seizoen", "jaar"}
    assert any(stay.starts.estimated for stay in stays)
    after = [plan for plan in cohort if plan.youth.pathway.stays[-1].from_on > plan.t0_on]
    assert len(after) > 80
    overlaps = sum(
        one.to_on is not None and one.to_on > following.from_on
        for plan in cohort
        for one, following in zip(
            plan.youth.pathway.stays, plan.youth.pathway.stays[1:], strict=False
        )
    )
    assert overlaps > 5


def test_accounts_hold_roles_that_go_together_under_a_password_that_would_pass() -> None:
    logins = [one.login for one in accounts.DEMO_ACCOUNTS]
    assert len(set(logins)) == len(logins) == 7
    for one in accounts.DEMO_ACCOUNTS:
        assert not combination_blockers(one.roles)
        assert not password_blockers(accounts.DEMO_PASSWORD, one.login)
        assert "Fictief" in one.name


def test_every_audience_gets_a_letter_for_its_age() -> None:
    found = {letters.letter_for(PartyKind.YOUTH, age)[0] for age in (8, 11, 12, 15, 16)}
    assert len(found) == 3


def test_draws_of_one_topic_do_not_depend_on_another() -> None:
    first, second = Draws("a"), Draws("b")
    alone = [Draws("a").normal() for _ in range(1)]
    second.normal()
    assert first.normal() == alone[0]
