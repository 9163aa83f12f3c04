"""What was answered under a version stays: kept at first use, chosen by protocol and date, and a
changed file stops the installation."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from typer.testing import CliRunner

from analysis import frames
from instruments.licence import why_no_texts
from instruments.sheet import Sheet
from register import extract
from register.cli.main import app
from register.db.tables.work import Definition
from register.domain.errors import Refusal
from register.extract.making import key
from register.services import contributions, previews
from register.web.app import create
from tests.factories import POSTDOC, Desk, filled
from tests.support.app import clocked

FIRST = """
id: vervolg_ouder
version: '9'
title: Proeflijst ouder
informants: [ouder]
defaults: {consent_class: vragenlijst, part: extra}
sections:
  - id: s
    title: Proef
    items:
      - {id: rust, type: choice, label: Is er rust?, choices: {'1': ja, '2': soms, '3': nee}}
      - {id: waarom, type: integer, label: Hoe vaak niet?, branching: "[rust] <> '1'"}
      - {id: toen, type: descriptive, label: Er was toen rust., branching: "[t0][nu_wonen] = 'THU'"}
      - {id: alleen_thuis, type: yesno, label: Nog thuis?, branching: "[t0][nu_wonen] = 'THU'"}
elsewhere: {nu_wonen: choice}
scales:
  - {id: onrust, label: Onrust, method: sum, items: [waarom]}
"""
SECOND = (
    FIRST.replace("version: '9'", "version: '10'")
    .replace(
        "{id: rust, type: choice, label: Is er rust?, choices: {'1': ja, '2': soms, '3': nee}}",
        "{id: rust_thuis, type: choice, label: Is er rust?, choices: {j: ja, n: nee}}",
    )
    .replace("[rust] <> '1'", "[rust_thuis] <> 'j'")
    + """
changes:
  since: '9'
  items:
    - {item: rust_thuis, change: recoded, was: rust, codes: {'1': j, '2': '', '3': n}}
"""
)


def follow(desk: Desk, *versions: tuple[str, str, str]) -> None:
    """Let the protocol name these versions of an instrument, each from a day."""
    text = desk.installation.protocol_text
    listed = "".join(
        f"    - {{instrument: {name}, version: '{version}', valid_from: {day}}}\n"
        for name, version, day in versions
    )
    text = text.replace("  waves:\n", f"  instrument_versions:\n{listed}  waves:\n", 1)
    desk.installation.follow(text)


def start(desk: Desk) -> None:
    """Start the web application, as `casusregister serve` does."""
    opened = clocked(desk)
    try:
        create(opened)
    finally:
        opened.close()


def put(desk: Desk, *texts: str) -> list[Path]:
    """Write definitions of the site's own, one file each."""
    folder = desk.installation.home / "instruments"
    paths = [folder / f"eigen_{number}.yaml" for number, _ in enumerate(texts)]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def hand_in(
    desk: Desk, which: str, form: dict[str, str | list[str]], *, based_on: int = 0
) -> Sheet:
    with desk.house.store.writing(POSTDOC) as work:
        done = contributions.hand_in(
            desk.house,
            work,
            which,
            based_on=based_on,
            form=form,
            collected_on=desk.today,
            circumstances={},
            reason="ingevuld",
            by=POSTDOC,
            at=desk.at,
            on=desk.today,
        )
    assert done.revision == based_on + 1, done.sheet.errors
    return done.sheet


def kept(desk: Desk) -> dict[str, str]:
    with desk.house.store.reading(POSTDOC) as work:
        return {f"{row.name}@{row.version}": row.sha256 for row in work.session.scalars(
            select(Definition).order_by(Definition.name)
        )}  # fmt: skip


def version_of(desk: Desk, which: str) -> str:
    with desk.house.store.reading(POSTDOC) as work:
        opened = contributions.open_form(
            desk.house, work, which, by=POSTDOC, at=desk.at, on=desk.today
        )
    return opened.instrument.version


def at_t6(desk: Desk, **answers: str) -> str:
    """A family half a year on; returns what is due of the parent."""
    desk.include()
    for informant, which in desk.due().items():
        hand_in(desk, which, filled(desk, which, **(answers if informant == "ouder" else {})))
    desk.wait(days=185)
    return desk.due()["ouder"]


def test_the_first_use_keeps_the_text_and_its_hash(desk: Desk) -> None:
    desk.include()
    parent = desk.due()["ouder"]
    assert set(kept(desk)) == {"zuid_west@1.0"}
    hand_in(desk, parent, filled(desk, parent))
    instrument = desk.house.instrument("t0_ouder")
    assert kept(desk)["t0_ouder@1"] == instrument.sha256
    with desk.house.store.reading(POSTDOC) as work:
        row = work.session.get_one(Definition, ("instrument", "t0_ouder", "1"))
    assert json.loads(row.canonical)["id"] == "t0_ouder"


def test_a_draft_is_a_first_use_too(embedded: Desk) -> None:
    embedded.include()
    parent = embedded.due()["ouder"]
    with embedded.house.store.writing(POSTDOC) as work:
        contributions.autosave(
            embedded.house, work, parent, tab="a", number=1, based_on=0,
            patch={"nu_wonen": "THU"}, by=POSTDOC, at=embedded.at, on=embedded.today,
        )  # fmt: skip
    assert "t0_ouder@1" in kept(embedded)


def test_what_is_kept_cannot_be_changed(desk: Desk) -> None:
    desk.include()
    with pytest.raises(DBAPIError, match="append-only"):
        _overwrite(desk)


def _overwrite(desk: Desk) -> None:
    with desk.house.store.writing(POSTDOC) as work:
        for row in work.session.scalars(select(Definition)):
            row.canonical = "{}"


def test_a_new_file_changes_nothing_before_the_protocol_names_a_day(embedded: Desk) -> None:
    put(embedded, FIRST, SECOND)
    assert version_of(embedded, at_t6(embedded)) == "1"


def test_protocol_and_date_choose_the_version_not_who_opens_the_form(embedded: Desk) -> None:
    put(embedded, FIRST, SECOND)
    follow(embedded, ("vervolg_ouder", "9", "2026-01-01"), ("vervolg_ouder", "10", "2027-03-02"))
    parent = at_t6(embedded)  # due on 1 March 2027, opened two days later
    assert embedded.today.isoformat() == "2027-03-05"
    assert version_of(embedded, parent) == "9"
    embedded.wait(days=180)
    assert version_of(embedded, embedded.due()["ouder"]) == "10"


def test_what_was_begun_keeps_its_version(embedded: Desk) -> None:
    put(embedded, FIRST, SECOND)
    parent = at_t6(embedded)
    with embedded.house.store.writing(POSTDOC) as work:
        contributions.autosave(
            embedded.house, work, parent, tab="a", number=1, based_on=0,
            patch={"nu_wonen": "THU"}, by=POSTDOC, at=embedded.at, on=embedded.today,
        )  # fmt: skip
    follow(embedded, ("vervolg_ouder", "9", "2026-01-01"))
    assert version_of(embedded, parent) == "1"


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda path: path.write_text(FIRST.replace("Is er rust?", "Rust?")), "definition_changed"),
        (lambda path: path.unlink(), "definition_gone"),
        (lambda path: path.write_text("id: ["), "unreadable_definition"),
    ],
    ids=["changed", "gone", "unreadable"],
)
def test_a_used_definition_whose_file_changed_stops_the_installation(
    embedded: Desk, spoil: object, code: str
) -> None:
    (path,) = put(embedded, FIRST)
    follow(embedded, ("vervolg_ouder", "9", "2026-01-01"))
    hand_in(embedded, at_t6(embedded), {"rust": "1"})
    start(embedded)
    assert callable(spoil)
    spoil(path)
    with pytest.raises(Refusal) as stopped:
        start(embedded)
    assert code in [reason.code for reason in stopped.value.reasons]
    assert all(reason.remedy for reason in stopped.value.reasons)
    path.write_text(FIRST)
    start(embedded)


def test_licensed_texts_show_with_the_permission_and_change_no_definition(embedded: Desk) -> None:
    bare = embedded.house.instrument("ors")
    assert previews.find(embedded.house, "ors", None, on=embedded.today) == bare
    folder = embedded.installation.home / "instruments" / "texts"
    folder.mkdir()
    path = folder / "ors.yaml"
    path.write_text(
        "instrument: ors\nversion: '1'\nholder: Fictief BV\nreference: F-1\ndate: 2026-01-01\n"
        "labels: {ors_1: Hoe gaat het fictief?, ors_uitleg: Vier lijnen.}\n",
        encoding="utf-8",
    )
    embedded.installation.reread()
    shown = previews.find(embedded.house, "ors", None, on=embedded.today)
    assert shown.fields["ors_1"].label == "Hoe gaat het fictief?"
    assert why_no_texts(bare) and not why_no_texts(shown)
    assert embedded.house.instrument("ors").sha256 == bare.sha256
    start(embedded)
    path.write_text(path.read_text(encoding="utf-8").replace("ors_1", "ors_99"), encoding="utf-8")
    with pytest.raises(Refusal, match="ors_99"):
        start(embedded)


def test_commands_stop_too_save_those_that_put_it_right(embedded: Desk, tmp_path: Path) -> None:
    home = {"CASUSREGISTER_HOME": str(embedded.installation.home)}
    embedded.include()
    text = embedded.installation.protocol_text
    own = embedded.installation.own_protocol
    own.write_text(text.replace("late: 28", "late: 29"), encoding="utf-8")
    stopped = CliRunner().invoke(app, ["worker", "--once"], env=home)
    assert stopped.exit_code == 1
    assert "gewijzigd onder versie 1.0, die al in gebruik is" in stopped.output
    better = tmp_path / "beter.yaml"
    better.write_text(own.read_text(encoding="utf-8").replace('"1.0"', '"1.1"', 1))
    plan = CliRunner().invoke(app, ["protocol", "plan", str(better)], env=home)
    assert plan.exit_code == 0, plan.output
    assert "Van versie 1.0 naar 1.1" in plan.output and "late: was 28, wordt 29" in plan.output


def test_a_protocol_that_changed_under_a_used_version_stops_the_installation(
    embedded: Desk,
) -> None:
    embedded.include()
    text = embedded.installation.protocol_text
    own = embedded.installation.own_protocol
    own.write_text(text.replace("late: 28", "late: 29"), encoding="utf-8")
    with pytest.raises(Refusal, match=r"gewijzigd onder versie 1\.0"):
        start(embedded)
    own.write_text(text.replace('version: "1.0"', 'version: "2.0"', 1), encoding="utf-8")
    with pytest.raises(Refusal, match=r"in gebruik is 1\.0"):
        start(embedded)
    own.write_text("# niets anders dan een opmerking\n" + text, encoding="utf-8")
    start(embedded)


@pytest.mark.parametrize(("home", "asked"), [("THU", True), ("PLG", False)])
def test_a_form_reads_what_the_same_informant_said_at_an_earlier_wave(
    embedded: Desk, home: str, asked: bool
) -> None:
    put(embedded, FIRST)
    follow(embedded, ("vervolg_ouder", "9", "2026-01-01"))
    parent = at_t6(embedded, nu_wonen=home)
    with embedded.house.store.reading(POSTDOC) as work:
        opened = contributions.open_form(
            embedded.house, work, parent, by=POSTDOC, at=embedded.at, on=embedded.today
        )
    assert opened.context.events["t0"]["nu_wonen"] == home
    sheet = hand_in(embedded, parent, {"rust": "1", "alleen_thuis": "1"})
    assert ("alleen_thuis" in sheet.visible) is asked


def _frames(desk: Desk) -> frames.Frames:
    made = extract.make(
        desk.house, purpose="P1", as_of=desk.today, recipient="onderzoeksteam", by=POSTDOC,
        at=desk.at, today=desk.today,
    )  # fmt: skip
    folder = desk.installation.home / "analysis" / made.id
    return frames.load(folder, key=key(desk.house, made.id), today=desk.today)


def test_an_analysis_file_offers_each_version_raw_and_one_series(embedded: Desk) -> None:
    put(embedded, FIRST, SECOND)
    follow(embedded, ("vervolg_ouder", "9", "2026-01-01"), ("vervolg_ouder", "10", "2027-06-01"))
    hand_in(embedded, at_t6(embedded, nu_wonen="PLG"), {"rust": "2", "waarom": "4"})
    embedded.wait(days=184)
    hand_in(embedded, embedded.due()["ouder"], {"rust_thuis": "n", "waarom": "2"})
    embedded.wait(days=1)
    found = _frames(embedded)
    raw = _by_version(found, "answers_vervolg_ouder")
    assert (raw["9"]["rust"], raw["10"]["rust_thuis"]) == ("2", "n")
    assert pd.isna(raw["10"]["rust"]) and pd.isna(raw["9"]["rust_thuis"])
    series = _by_version(found, "answers_vervolg_ouder_reeks")
    assert "rust" not in series["9"]
    assert pd.isna(series["9"]["rust_thuis"]) and series["9"]["rust_thuis__gap"] == "verloren"
    assert series["10"]["rust_thuis"] == "n"
    assert (series["9"]["waarom"], series["10"]["waarom"]) == (4, 2)
    assert found.facts["codes"]["vervolg_ouder@10"]["rust_thuis"] == {"j": "ja", "n": "nee"}


def test_a_hidden_answer_counts_in_no_column_and_no_score(embedded: Desk) -> None:
    put(embedded, FIRST)
    follow(embedded, ("vervolg_ouder", "9", "2026-01-01"))
    form: dict[str, str | list[str]] = {"rust": "1", "waarom": "4", "alleen_thuis": "1"}
    hand_in(embedded, at_t6(embedded, nu_wonen="PLG"), form)
    embedded.at += timedelta(days=1)
    found = _frames(embedded)
    sheet = _by_version(found, "answers_vervolg_ouder")["9"]
    assert sheet["rust"] == "1"
    assert pd.isna(sheet["waarom"]) and pd.isna(sheet["alleen_thuis"])
    scores = found["scores"].to_dict("records")
    score = next(one for one in scores if one["scale"] == "onrust")
    assert pd.isna(score["score"]) and score["why_missing"]


def _by_version(found: frames.Frames, name: str) -> dict[str, dict[str, Any]]:
    rows = found[name].to_dict("records")
    return {str(row["instrument_version"]): {str(n): row[n] for n in row} for row in rows}
