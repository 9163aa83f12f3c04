"""Judged rows: who, where, what was looked at, and whether the check fires."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

COLUMNS = ("pid", "wave", "place", "value", "hit")


def nothing() -> pd.DataFrame:
    """No rows judged."""
    return pd.DataFrame({name: pd.Series([], dtype=object) for name in COLUMNS}).astype(
        {"hit": bool}
    )


def rows(
    frame: pd.DataFrame,
    hit: pd.Series,
    *,
    value: Sequence[str],
    place: Sequence[str] | str = "",
    wave: str = "wave",
    pid: str = "pid",
) -> pd.DataFrame:
    """Judged rows of a frame. value: columns that the check looked at; place: a word or columns
    (the first item of a list is the word, the rest are columns)."""
    if not len(frame):
        return nothing()
    word, *columns = [place] if isinstance(place, str) else place
    at = pd.Series(word, index=frame.index, dtype=object)
    for column in columns:
        at = at + ":" + said(frame[column])
    made = {
        "pid": said(frame[pid]) if pid in frame else "",
        "wave": said(frame[wave]) if wave in frame else "",
        "place": at,
        "value": joined(frame, value),
        "hit": hit.fillna(False).astype(bool),
    }
    return pd.DataFrame(made, index=frame.index).reset_index(drop=True)


def joined(frame: pd.DataFrame, columns: Sequence[str]) -> pd.Series:
    """The text of some columns, with a mark between them."""
    text = pd.Series("", index=frame.index, dtype=object)
    for column in columns:
        text = text + "|" + said(frame[column])
    return text


def said(series: pd.Series) -> pd.Series:
    """Values as text; a gap is an empty text, a date is ISO."""
    if pd.api.types.is_datetime64_any_dtype(series):
        text = series.dt.strftime("%Y-%m-%d")
    else:
        text = series.astype("string")
    shown: pd.Series = text.astype(object).where(series.notna(), "")
    return shown


def whole(place: Sequence[str], hit: Sequence[bool], value: Sequence[str]) -> pd.DataFrame:
    """Judged rows about the register as a whole: no pseudonym, no wave."""
    if not len(place):
        return nothing()
    return pd.DataFrame(
        {"pid": "", "wave": "", "place": list(place), "value": list(value), "hit": list(hit)}
    ).astype({"hit": bool})
