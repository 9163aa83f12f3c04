"""Judged rows: whether the check fires; where it does also who, where, and what was seen."""

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
    fires = hit.fillna(False).astype(bool)
    made = pd.DataFrame({"hit": fires.to_numpy()})
    # Only where a check fires does anybody need to know where, and what it looked at.
    for name in ("pid", "wave", "place", "value"):
        made[name] = ""
    if not fires.any():
        return made
    fired = frame[fires]
    word, *columns = [place] if isinstance(place, str) else place
    at = pd.Series(word, index=fired.index, dtype=object)
    for column in columns:
        at = at + ":" + said(fired[column])
    for name in (pid, wave):
        if name in fired:
            made.loc[fires.to_numpy(), "pid" if name == pid else "wave"] = said(
                fired[name]
            ).to_numpy()
    made.loc[fires.to_numpy(), "place"] = at.to_numpy()
    made.loc[fires.to_numpy(), "value"] = joined(fired, value).to_numpy()
    return made


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
