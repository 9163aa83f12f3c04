"""A release that is written down and read again is the same release."""

import json
from datetime import date

import pytest

from analysis.disclosure.ledger_text import from_plain, to_plain
from analysis.reports import half_yearly, release_of
from tests.support.study_frames import study


@pytest.mark.parametrize("audience", ["begeleidingsgroep", "openbaar"])
def test_nothing_is_lost_on_paper(audience: str) -> None:
    frames = study(40)
    report = half_yearly(frames, policy=audience)
    release = release_of(
        report, frames, id="r1", order=1, on=date(2027, 2, 1), document_sha256="ab" * 32,
        approver="bas",
    )  # fmt: skip
    assert release.tables
    assert release.counts
    assert from_plain(json.loads(json.dumps(to_plain(release)))) == release


def test_a_report_without_parts_keeps_its_account() -> None:
    report = half_yearly(study(40), policy="begeleidingsgroep", without=frozenset("0127"))
    assert [section.number for section in report.sections] == ["3", "8"]
    assert all(table.id.startswith(("verblijf", "wisselingen")) for table in report.tables)
