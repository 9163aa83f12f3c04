"""An analysis file: only what consent allows today, same inputs same hash, never a name."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from analysis import frames
from analysis.frames import FrameError, Frames
from consent.event import ActingAs, EventType, Scope
from register import extract
from register.domain.errors import Denied, Refusal
from register.extract import making
from register.services import contributions
from tests.factories import NOBODY, POSTDOC, Desk, filled


def _make(desk: Desk, purpose: str = "P1") -> extract.Made:
    return extract.make(
        desk.house,
        purpose=purpose,
        as_of=desk.today,
        recipient="onderzoeksteam",
        by=POSTDOC,
        at=desk.at,
        today=desk.today,
    )


def _load(desk: Desk, made: extract.Made) -> Frames:
    folder = desk.installation.home / "analysis" / made.id
    return frames.load(folder, key=making.key(desk.house, made.id), today=desk.today)


def _told(desk: Desk) -> str:
    """A case whose parent and file were heard; returns its identifier."""
    case = desk.include()
    for informant in ("ouder", "dossier"):
        which = desk.due()[informant]
        with desk.house.store.writing(POSTDOC) as work:
            contributions.hand_in(
                desk.house,
                work,
                which,
                based_on=0,
                form=filled(desk, which),
                collected_on=desk.today,
                circumstances={},
                reason="ingevuld",
                by=POSTDOC,
                at=desk.at,
                on=desk.today,
            )
    desk.wait(days=1)
    return case


def test_it_holds_what_was_said_under_a_pseudonym_of_its_own(desk: Desk) -> None:
    _told(desk)
    found = _load(desk, _make(desk))
    assert len(found["cases"]) == 1
    assert found["answers_t0_ouder"]["nu_wonen"].notna().all()
    pids = set(found["cases"]["pid"]) | set(found["answers_t0_ouder"]["pid"])
    assert len(pids) == 1
    assert len(pids.pop()) == 10


def test_it_holds_no_name_no_free_text_and_no_pseudonym_of_the_register(desk: Desk) -> None:
    _told(desk)
    made = _make(desk)
    found = _load(desk, made)
    text = " ".join(found[name].to_csv() for name in found)
    manifest = (desk.installation.home / "analysis" / made.id / "manifest.json").read_text("utf-8")
    for word in ("Fictief", "fictief antwoord", "2012-05-05"):
        assert word not in text
        assert word not in manifest
    notes = {column for name in found for column in found[name] if column.endswith("toelichting")}
    assert notes == set()


def test_the_same_question_gives_the_same_hash_and_other_data_another(desk: Desk) -> None:
    _told(desk)
    first, again = _make(desk), _make(desk)
    assert first.hash == again.hash
    desk.include()
    assert _make(desk).hash != first.hash


@pytest.mark.parametrize(
    ("scope", "cases", "answers"),
    [(None, 1, 1), (Scope.NO_NEW_DATA, 1, 1), (Scope.NO_FURTHER_USE, 0, 0)],
    ids=["no scope: no new data", "no new data", "no further use"],
)
def test_a_withdrawal_counts_from_the_next_file_on(
    desk: Desk, scope: Scope | None, cases: int, answers: int
) -> None:
    case = _told(desk)
    assert _make(desk).cases == 1
    desk.consent_event(
        case,
        subject="J1",
        party="J1",
        acting_as=ActingAs.SELF,
        purpose="*",
        type=EventType.WITHDRAWN,
        scope=scope,
    )
    desk.wait(days=1)
    found = _load(desk, _make(desk))
    assert len(found["cases"]) == cases
    assert len(found["answers_t0_ouder"]) == answers


def test_a_purpose_that_nobody_agreed_to_gives_an_empty_file(desk: Desk) -> None:
    _told(desk)
    assert _make(desk, "P6").cases == 0


def test_data_of_the_file_need_the_yes_to_the_file(desk: Desk) -> None:
    case = _told(desk)
    desk.consent_event(
        case,
        subject="J1",
        party="J1",
        acting_as=ActingAs.SELF,
        purpose="P2",
        type=EventType.WITHDRAWN,
        scope=Scope.NO_FURTHER_USE,
    )
    desk.wait(days=1)
    found = _load(desk, _make(desk))
    assert len(found["answers_t0_ouder"]) == 1
    assert len(found["answers_t0_dossier"]) == 0


def test_what_was_collected_after_the_as_of_date_does_not_count(desk: Desk) -> None:
    _told(desk)
    early = extract.make(
        desk.house,
        purpose="P1",
        as_of=desk.today - timedelta(days=30),
        recipient="onderzoeksteam",
        by=POSTDOC,
        at=desk.at,
        today=desk.today,
    )
    assert early.cases == 0


def test_it_is_refused_without_permission_or_for_a_day_to_come(desk: Desk) -> None:
    with pytest.raises(Denied):
        extract.make(
            desk.house,
            purpose="P1",
            as_of=desk.today,
            recipient="x",
            by=NOBODY,
            at=desk.at,
            today=desk.today,
        )
    with pytest.raises(Refusal, match="toekomst"):
        extract.make(
            desk.house,
            purpose="P1",
            as_of=desk.today + timedelta(days=1),
            recipient="x",
            by=POSTDOC,
            at=desk.at,
            today=desk.today,
        )


def test_a_copy_opens_with_its_passphrase_only_and_a_changed_one_not_at_all(
    desk: Desk, tmp_path: Path
) -> None:
    _told(desk)
    made, copy = _make(desk), tmp_path / "kopie"
    with pytest.raises(Refusal, match="wachtzin"):
        extract.hand_over(
            desk.house,
            made.id,
            to=copy,
            passphrase="kort",
            by=POSTDOC,
            at=desk.at,
            today=desk.today,
        )
    phrase = "vijf losse woorden bij elkaar"
    extract.hand_over(
        desk.house, made.id, to=copy, passphrase=phrase, by=POSTDOC, at=desk.at, today=desk.today
    )
    assert len(frames.load(copy, passphrase=phrase, today=desk.today)["cases"]) == 1
    with pytest.raises(FrameError):
        frames.load(copy, passphrase=phrase + "!", today=desk.today)
    manifest = json.loads((copy / "manifest.json").read_text("utf-8"))
    manifest["expires_on"] = "2099-01-01"
    (copy / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(FrameError):
        frames.load(copy, passphrase=phrase, today=desk.today)


def test_a_withdrawal_while_a_file_is_made_leaves_no_file(desk: Desk) -> None:
    case = _told(desk)

    def meanwhile(word: str) -> None:
        if word == "schrijven":
            desk.consent_event(
                case,
                subject="J1",
                party="J1",
                acting_as=ActingAs.SELF,
                purpose="*",
                type=EventType.WITHDRAWN,
                scope=Scope.NO_FURTHER_USE,
            )

    with pytest.raises(Refusal, match="opnieuw"):
        extract.make(
            desk.house,
            purpose="P1",
            as_of=desk.today,
            recipient="onderzoeksteam",
            by=POSTDOC,
            at=desk.at,
            today=desk.today,
            step=meanwhile,
        )
    assert list((desk.installation.home / "analysis").iterdir()) == []
    desk.wait(days=1)
    assert _make(desk).cases == 0
