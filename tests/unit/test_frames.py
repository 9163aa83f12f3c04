"""The analysis file: same inputs same hash, round trip, and refusal of what was changed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.frames import SCHEMAS, Column, FrameError, Frames, load, save, schema_of, sealing

KEY = bytes(range(32))
TODAY = date(2027, 3, 1)
FACTS: dict[str, Any] = {
    "protocol": {"id": "zuid-west", "version": "1", "sha256": "ab"},
    "states": {"THU": "Thuis", "JZP": "Gesloten"},
    "state_priority": ["JZP", "THU"],
}


@pytest.fixture(autouse=True)
def cheap_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "SCRYPT_COST", 2**10)


def tables() -> dict[str, pd.DataFrame]:
    return {
        "cases": pd.DataFrame(
            {
                "pid": ["B", "A"],
                "cohort": [1, 2],
                "gender": ["meisje", None],
                "included_on": [date(2026, 3, 1), None],
            }
        ),
        "answers_leven": pd.DataFrame(
            {
                "pid": ["A", "B"],
                "wave": ["T0", "T0"],
                "informant": ["jeugdige", "jeugdige"],
                "party": ["Y", "Y"],
                "slaap": [7, None],
                "slaap__gap": [None, "weigering"],
            }
        ),
    }


def write(folder: Path, **changes: Any) -> Any:
    settings: dict[str, Any] = {
        "facts": FACTS,
        "purpose": "P1",
        "as_of": date(2027, 2, 1),
        "recipient": "onderzoeker-1",
        "expires_on": date(2027, 8, 1),
        "key": KEY,
    } | changes
    frames = settings.pop("frames", None) or tables()
    return save(folder, frames, **settings)


def test_what_was_saved_comes_back_equal_in_key_order(tmp_path: Path) -> None:
    write(tmp_path / "x")
    frames = load(tmp_path / "x", key=KEY, today=TODAY)
    assert list(frames.cases["pid"]) == ["A", "B"]
    assert frames.cases["included_on"].iloc[1] == pd.Timestamp("2026-03-01")
    assert frames["answers_leven"]["slaap__gap"].tolist()[1] == "weigering"
    pd.testing.assert_frame_equal(frames.cases, Frames.of(tables()).cases)
    assert frames.facts == FACTS
    assert frames.manifest is not None and frames.manifest.frames["cases"].rows == 2


def test_the_passphrase_opens_the_file_without_the_installation(tmp_path: Path) -> None:
    write(tmp_path / "x", passphrase="vier gewone woorden hier")
    assert len(load(tmp_path / "x", passphrase="vier gewone woorden hier", today=TODAY).cases) == 2
    with pytest.raises(FrameError, match="past niet"):
        load(tmp_path / "x", passphrase="andere woorden", today=TODAY)
    with pytest.raises(FrameError, match="wachtzin"):
        load(tmp_path / "x", today=TODAY)


def test_same_inputs_give_the_same_hash_whatever_key_recipient_row_order_or_expiry(
    tmp_path: Path,
) -> None:
    first = write(tmp_path / "a")
    shuffled = {name: frame.iloc[::-1] for name, frame in tables().items()}
    second = write(
        tmp_path / "b",
        frames=shuffled,
        key=bytes(32),
        recipient="iemand anders",
        expires_on=date(2028, 1, 1),
        audit_head="12:ff",
    )
    assert first.hash == second.hash


def _other_value() -> dict[str, pd.DataFrame]:
    changed = tables()
    changed["cases"].loc[0, "cohort"] = 3
    return changed


def _gap_elsewhere() -> dict[str, pd.DataFrame]:
    changed = tables()
    changed["cases"]["gender"] = [None, "meisje"]
    return changed


@pytest.mark.parametrize(
    "change",
    [
        {"purpose": "P6"},
        {"as_of": date(2027, 2, 2)},
        {"facts": FACTS | {"thresholds": {"T": 10}}},
        {"frames": _other_value()},
        {"frames": _gap_elsewhere()},
        {"items": {"answers_leven": [Column("slaap", "number", "Uren slaap")]}},
    ],
    ids=["purpose", "as-of date", "facts", "a value", "the place of a gap", "the schema"],
)
def test_another_hash_when_something_that_matters_differs(
    tmp_path: Path, change: dict[str, Any]
) -> None:
    assert write(tmp_path / "a").hash != write(tmp_path / "b", **change).hash


def test_no_byte_of_a_frame_can_change_unseen(tmp_path: Path) -> None:
    write(tmp_path / "x")
    path = tmp_path / "x" / "cases.parquet.enc"
    whole = path.read_bytes()
    for place in (0, 13, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(FrameError, match="veranderd of beschadigd"):
            load(tmp_path / "x", key=KEY, today=TODAY)
    path.write_bytes(b"")
    with pytest.raises(FrameError, match="veranderd of beschadigd"):
        load(tmp_path / "x", key=KEY, today=TODAY)


def test_parts_cannot_be_exchanged(tmp_path: Path) -> None:
    write(tmp_path / "x")
    (tmp_path / "x" / "cases.parquet.enc").write_bytes(
        (tmp_path / "x" / "answers_leven.parquet.enc").read_bytes()
    )
    with pytest.raises(FrameError, match="veranderd of beschadigd"):
        load(tmp_path / "x", key=KEY, today=TODAY)


def test_a_missing_part_or_manifest_is_named(tmp_path: Path) -> None:
    write(tmp_path / "x")
    (tmp_path / "x" / "answers_leven.parquet.enc").unlink()
    with pytest.raises(FrameError, match="“answers_leven” van dit analysebestand ontbreekt"):
        load(tmp_path / "x", key=KEY, today=TODAY)
    (tmp_path / "x" / "manifest.json").unlink()
    with pytest.raises(FrameError, match=r"geen manifest\.json"):
        load(tmp_path / "x", key=KEY, today=TODAY)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("expires_on", "2099-01-01"),
        ("recipient", "iemand anders"),
        ("purpose", "P6"),
        ("test", True),
        ("hash", "0" * 64),
        ("audit_head", "9:aa"),
        ("seal", "0" * 64),
    ],
)
def test_no_field_of_the_manifest_can_change_unseen(
    tmp_path: Path, field: str, value: object
) -> None:
    write(tmp_path / "x")
    path = tmp_path / "x" / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {field: value}))
    with pytest.raises(FrameError, match="veranderd"):
        load(tmp_path / "x", key=KEY, today=TODAY)


def test_an_expired_file_is_refused_from_the_day_after(tmp_path: Path) -> None:
    write(tmp_path / "x")
    assert len(load(tmp_path / "x", key=KEY, today=date(2027, 8, 1)).cases) == 2
    with pytest.raises(FrameError, match="verliep op 01-08-2027"):
        load(tmp_path / "x", key=KEY, today=date(2027, 8, 2))


def test_neither_manifest_nor_frame_file_shows_a_value(tmp_path: Path) -> None:
    write(tmp_path / "x")
    for path in (tmp_path / "x").iterdir():
        assert b"weigering" not in path.read_bytes()
        assert b"meisje" not in path.read_bytes()
        assert path.stat().st_mode & 0o077 == 0


def test_a_folder_in_use_is_not_overwritten(tmp_path: Path) -> None:
    write(tmp_path / "x")
    with pytest.raises(FrameError, match="niet leeg"):
        write(tmp_path / "x")


@pytest.mark.parametrize("name", [*SCHEMAS, "answers_sdq"])
def test_an_empty_frame_has_the_dtypes_of_a_full_one(name: str, tmp_path: Path) -> None:
    schema = schema_of(name)
    full = pd.DataFrame(
        {
            c.name: pd.Series([_sample(c.kind)], dtype=object if c.kind == "text" else None)
            for c in schema.columns
        }
    )
    stored = write(tmp_path / "x", frames={name: full})
    back = load(tmp_path / "x", key=KEY, today=TODAY)[name]
    assert stored.frames[name].rows == 1
    assert back.dtypes.to_dict() == Frames.of({})[name].dtypes.to_dict()
    only_gaps = Frames.of({name: full[list(schema.key)]})[name]
    assert only_gaps.dtypes.to_dict() == back.dtypes.to_dict()


def _sample(kind: str) -> object:
    return {"text": "a", "int": 1, "number": 1.5, "flag": True, "date": date(2026, 1, 1)}[kind]


def test_frames_that_were_not_delivered_are_empty_and_typed() -> None:
    frames = Frames.of({})
    assert frames.episodes.empty and "state" in frames.episodes
    assert frames.answers_sdq.empty and "wave" in frames.answers_sdq
    assert "episodes" not in frames
    with pytest.raises(AttributeError):
        _ = frames.nonsense
    with pytest.raises(FrameError, match="geen frame “nonsense”"):
        _ = frames["nonsense"]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (pd.DataFrame({"pid": ["A", "A"]}), "1 rij"),
        (pd.DataFrame({"pid": ["A", None]}), "niet overal gevuld"),
        (pd.DataFrame({"pid": ["A"], "naam": ["x"]}), "kent de kolom naam niet"),
        (pd.DataFrame({"cohort": [1]}), "mist de sleutelkolom pid"),
        (pd.DataFrame({"pid": ["A"], "cohort": ["geheim"]}), "geen int"),
        (pd.DataFrame({"pid": ["A"], "included_on": ["geheim"]}), "geen date"),
    ],
    ids=["double key", "empty key", "undeclared", "no key", "not a number", "not a date"],
)
def test_a_frame_that_breaks_the_contract_is_refused_without_showing_a_value(
    table: pd.DataFrame, message: str
) -> None:
    with pytest.raises(FrameError, match=message) as caught:
        Frames.of({"cases": table})
    assert "geheim" not in str(caught.value)


def test_every_frame_declares_labels_and_a_consent_basis() -> None:
    assert {"cases", "ret", "episodes", "advice", "budget"} <= set(SCHEMAS)
    for schema in SCHEMAS.values():
        assert schema.consent_basis and schema.label
        assert all(
            column.label and column.known_to in {"ret", "nobody"} for column in schema.columns
        )
