"""The plan of faults of a demo: written as a file, carried out on the frames, nothing stored."""

import json

import pytest

from register.extract import quality as extracts
from register.fictive.faults import UNSEEN
from register.fictive.planting import Planting, write
from tests.factories import POSTDOC, Desk


def test_a_plan_names_cases_kinds_and_what_no_check_can_see(embedded: Desk) -> None:
    embedded.include()
    plan = json.loads(write(embedded.house, 1))
    assert len(plan["planted"]) == 1
    assert {one["through"] for one in plan["planted"]} == {"kwaliteitsbestand"}
    assert len(plan["unseen"]) == len(UNSEEN)


def test_a_plan_is_carried_out_on_the_frames_and_says_what_found_no_place(embedded: Desk) -> None:
    embedded.include()
    own = extracts.recipient(embedded.house)
    planting = Planting.read(write(embedded.house, 1), own.pid)
    looked = extracts.look(
        embedded.house,
        as_of=embedded.today,
        by=POSTDOC,
        at=embedded.at,
        today=embedded.today,
        plant=planting.act,
        suites=False,
    )
    fired = {(one.check, one.pid) for one in looked.outcome.findings}
    for one in planting.done:
        assert one.planted is False or one.near or (one.noticed_by, one.pid) in fired


def test_another_file_is_refused_with_how_to_make_one() -> None:
    with pytest.raises(ValueError, match="--planted-to"):
        Planting.read("{}", str)
