"""Another version of the protocol: told first, applied once, and nothing rescheduled silently."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from register.db.tables.contributions import Contribution
from register.db.tables.work import Definition
from register.domain.actor import Actor, system
from register.domain.errors import Denied, Refusal
from register.domain.people import Role
from register.domain.protocol.reading import ProtocolErrors
from register.services import cases, consent, pending, protocols, waves
from register.services.protocols import Preview
from tests.factories import POSTDOC, Desk, enrolment, filled
from tests.integration.test_definitions_in_use import hand_in
from tests.support.app import clocked

MANAGER = Actor("beheer", "Dirk Fictief", frozenset({Role.DATAMANAGER}), "test")
T12 = "T12, label: vervolgmeting na 12 maanden, months: 12"
LATER = "T12, label: vervolgmeting na 13 maanden, months: 13"


def newer(desk: Desk, *changes: tuple[str, str], version: str = "1.1") -> str:
    """The protocol's text with another version number and these replacements."""
    text = desk.installation.protocol_text.replace('version: "1.0"', f'version: "{version}"', 1)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def preview(desk: Desk, text: str) -> Preview:
    return protocols.preview(desk.house, text, source="nieuw.yaml", by=system(), at=desk.at)


def apply(desk: Desk, text: str, by: Actor = MANAGER) -> Preview:
    done = protocols.apply(
        desk.house, text, source="nieuw.yaml", file=desk.installation.own_protocol, by=by,
        at=desk.at,
    )  # fmt: skip
    desk.installation.reread()
    return done


def due(desk: Desk, case_id: str) -> dict[str, date | None]:
    with desk.house.store.reading(POSTDOC) as work, consent.planning(work):
        return {row.code: row.due_on for row in waves.of_case(work, cases.find(work, case_id))}


def asked(desk: Desk, case_id: str, wave: str) -> list[tuple[str, str]]:
    with desk.house.store.reading(POSTDOC) as work, consent.planning(work):
        case = cases.find(work, case_id)
        code = {row.id: row.code for row in waves.of_case(work, case)}
        rows = work.session.scalars(select(Contribution)).all()
        return sorted((row.instrument, row.state) for row in rows if code[row.wave_id] == wave)


def followed(desk: Desk) -> str:
    """A case whose T6 is partly done, half a year after its T0."""
    case = desk.include()
    for which in desk.due().values():
        hand_in(desk, which, filled(desk, which))
    desk.wait(days=185)
    parent = desk.due()["ouder"]
    hand_in(desk, parent, filled(desk, parent))
    return case


def test_a_preview_tells_per_case_what_moves_and_changes_nothing(desk: Desk) -> None:
    case = followed(desk)
    before = due(desk, case)
    found = preview(desk, newer(desk, (T12, LATER)))
    assert [str(moved) for one in found.running for moved in one.changes.moved] == [
        "T12: 01-09-2027 → 01-10-2027"
    ]
    lines = "\n".join(found.lines(by_case=True))
    assert "Lopende casussen: 1 veranderen, 0 blijven gelijk. 1 meting verschuift." in lines
    assert "months: was 12, wordt 13" in lines
    assert due(desk, case) == before
    assert not desk.installation.own_protocol.exists()
    plain = "\n".join(found.lines(by_case=False))
    assert found.running[0].pseudonym in lines and found.running[0].pseudonym not in plain


def test_applying_moves_what_lies_ahead_and_keeps_the_text_as_used(desk: Desk) -> None:
    case = followed(desk)
    text = newer(desk, (T12, LATER))
    apply(desk, text)
    assert due(desk, case)["T12"] == date(2027, 10, 1)
    assert desk.installation.own_protocol.read_text(encoding="utf-8") == text
    assert desk.house.protocol.version == "1.1"
    desk.installation.require_definitions()
    with desk.house.store.reading(POSTDOC) as work:
        used = work.session.get_one(Definition, ("protocol", "zuid_west", "1.1"))
        assert used.sha256 == desk.house.protocol.sha256


def test_applying_twice_changes_nothing(embedded: Desk) -> None:
    case = followed(embedded)
    text = newer(embedded, (T12, LATER))
    apply(embedded, text)
    held = due(embedded, case)
    again = apply(embedded, text)
    assert again.same and again.running == ()
    assert due(embedded, case) == held


def test_a_day_moved_by_hand_and_a_wave_that_began_stay(embedded: Desk) -> None:
    case_id = followed(embedded)
    with embedded.house.store.writing(POSTDOC) as work, consent.planning(work):
        waves.move(
            work, embedded.house.protocol, cases.find(work, case_id), code="T12",
            to=date(2027, 9, 20), reason="vakantie", born_on=date(2012, 5, 5), by=POSTDOC,
            at=embedded.at, on=embedded.today,
        )  # fmt: skip
    held = due(embedded, case_id)
    t6 = ("T6, label: vervolgmeting na 6 maanden, months: 6", "T6, label: later, months: 7")
    found = apply(embedded, newer(embedded, (T12, LATER), t6))
    assert due(embedded, case_id) == held
    assert [one.changes.moved for one in found.running] == [()]


def test_an_instrument_that_is_added_is_asked_of_waves_that_lie_ahead_only(embedded: Desk) -> None:
    case = followed(embedded)
    line = "        - {informant: ouder, instrument: vervolg_ouder, hours: 1.5}\n"
    more = (
        line + "        - {informant: ouder, instrument: cruciaal_moment, part: extra, hours: 0}\n"
    )
    before = asked(embedded, case, "T6")
    apply(embedded, newer(embedded, (line, more)))
    assert asked(embedded, case, "T6") == before
    assert ("cruciaal_moment", "gepland") in asked(embedded, case, "T12")


@pytest.mark.parametrize(
    ("old", "new", "version", "code"),
    [
        (T12, LATER, "1.0", "same_version"),
        ("instrument: vervolg_ouder,", "instrument: bestaat_niet,", "1.1", "unknown_instrument"),
        ("start: 2026-01-01", "start: 2026-02-01", "1.1", "start_moved"),
        ("follow_up_minutes: 40", "follow_up_minutes: 4", "1.1", "too_long"),
    ],
)
def test_what_may_not_be_applied_is_refused_with_every_reason(
    embedded: Desk, old: str, new: str, version: str, code: str
) -> None:
    embedded.include()
    text = newer(embedded, (old, new), version=version)
    assert code in [blocker.code for blocker in preview(embedded, text).blockers]
    with pytest.raises(Refusal) as refused:
        apply(embedded, text)
    assert code in [reason.code for reason in refused.value.reasons]
    assert list((embedded.installation.home / "protocol").iterdir()) == []
    assert pending.open_rows(embedded.house, by=system()) == []


def test_a_version_that_was_replaced_does_not_come_back(embedded: Desk) -> None:
    embedded.include()
    first = embedded.installation.protocol_text
    apply(embedded, newer(embedded, (T12, LATER)))
    assert [one.code for one in preview(embedded, first).blockers] == ["version_used_before"]


def test_the_file_of_before_is_kept_beside_it(embedded: Desk) -> None:
    embedded.include()
    apply(embedded, newer(embedded, (T12, LATER)))
    second = newer(embedded, ('version: "1.1"', 'version: "1.2"'), ("months: 13", "months: 12"))
    apply(embedded, second)
    earlier = embedded.installation.own_protocol.parent / "eerder" / "zuid_west@1.1.yaml"
    assert "months: 13" in earlier.read_text(encoding="utf-8")


def test_only_who_may_applies_and_the_attempt_is_refused(embedded: Desk) -> None:
    with pytest.raises(Denied):
        apply(embedded, newer(embedded, (T12, LATER)), by=POSTDOC)


def test_a_text_with_faults_names_the_line(embedded: Desk) -> None:
    text = newer(embedded, ("anchor: inclusion", "anchor: geboorte"))
    with pytest.raises(ProtocolErrors, match="regel"):
        preview(embedded, text)


def test_a_program_that_still_runs_the_replaced_protocol_plans_nothing_by_it(
    embedded: Desk,
) -> None:
    embedded.include()
    stale = embedded.house
    embedded.wait(hours=1)
    apply(embedded, newer(embedded, (T12, LATER)))
    assert embedded.house.protocol.version == "1.1" and stale.protocol.version == "1.0"
    with pytest.raises(Refusal, match="opnieuw te starten"):
        cases.include(stale, enrolment(embedded), by=POSTDOC, at=embedded.at)


@pytest.mark.parametrize("reached", [False, True], ids=["before the register", "after it"])
def test_an_interrupted_application_is_finished_or_undone_at_the_next_start(
    embedded: Desk, reached: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = followed(embedded)
    text = newer(embedded, (T12, LATER))
    step = "_put" if reached else "_tried"

    def power_cut(*given: object, **more: object) -> None:
        raise _PowerCut

    with monkeypatch.context() as patched:
        patched.setattr(protocols, step, power_cut)
        patched.setattr(protocols, "_drop", power_cut)
        with pytest.raises(_PowerCut):
            apply(embedded, text)
    for row in pending.open_rows(embedded.house, by=system()):
        pending.release(row.id)  # the operating system does so when a process dies
    own: Path = embedded.installation.own_protocol
    embedded.installation.close()
    embedded.installation = clocked(embedded)
    embedded.installation.recover()
    embedded.installation.require_definitions()
    assert embedded.house.protocol.version == ("1.1" if reached else "1.0")
    assert own.exists() is reached
    assert due(embedded, case)["T12"] == date(2027, 10 if reached else 9, 1)
    assert [path.name for path in own.parent.iterdir()] == ([own.name] if reached else [])
    embedded.installation.close()


class _PowerCut(Exception):
    """Stands for a machine that stops."""
