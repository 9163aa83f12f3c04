"""Any data frame → the declared dtypes, column order and row order of its schema."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.frames.columns import Column, FrameError, FrameSchema, Kind


def typed(frame: pd.DataFrame, schema: FrameSchema) -> pd.DataFrame:
    """`frame` with the columns of `schema` in their order and dtype, rows sorted by the key.

    A declared column that is absent becomes an empty one; an undeclared column, a missing key or a
    key that occurs twice is refused (`FrameError`).
    """
    if missing := [k for k in schema.key if k not in frame.columns]:
        if len(frame) or len(frame.columns):
            raise FrameError(f"Frame {schema.name} mist de sleutelkolom {', '.join(missing)}")
        return schema.empty()
    if unknown := [str(c) for c in frame.columns if c not in schema.names]:
        raise FrameError(
            f"Frame {schema.name} kent de kolom {', '.join(unknown)} niet; "
            "declareer de kolom in het schema of laat hem weg"
        )
    data = {column.name: _typed_column(frame, column, schema.name) for column in schema.columns}
    result = pd.DataFrame(data).reset_index(drop=True)
    _check_key(result, schema)
    ordered = result.sort_values(list(schema.key), kind="stable", na_position="last")
    return ordered.reset_index(drop=True)


def _typed_column(frame: pd.DataFrame, column: Column, frame_name: str) -> pd.Series:
    if column.name not in frame.columns:
        return _absent(frame.index, column)
    series = frame[column.name]
    try:
        if column.kind == "date":
            return _whole_days(series)
        if column.kind == "number":
            return pd.to_numeric(series, errors="raise").astype("float64")
        if column.kind == "int":
            return pd.to_numeric(series, errors="raise").astype("Int64")
        return series.astype("boolean" if column.kind == "flag" else "string")
    except (TypeError, ValueError, OverflowError):
        # The cause holds a value of a case: it may not travel along.
        raise FrameError(
            f"Frame {frame_name}, kolom {column.name}: er staat iets in dat geen {column.kind} is"
        ) from None


def _absent(index: pd.Index, column: Column) -> pd.Series:
    gaps = np.full(len(index), np.nan) if column.kind == "number" else [None] * len(index)
    return pd.Series(gaps, index=index, dtype=column.dtype)


def _whole_days(series: pd.Series) -> pd.Series:
    days = pd.to_datetime(series, format="ISO8601" if series.dtype == object else None)
    if getattr(days.dt, "tz", None) is not None:
        raise ValueError("a plain date has no zone")
    return days.astype("datetime64[ns]").dt.normalize()


def _check_key(frame: pd.DataFrame, schema: FrameSchema) -> None:
    first = schema.key[0]
    if frame[first].isna().any():
        raise FrameError(f"Frame {schema.name}: de sleutelkolom {first} is niet overal gevuld")
    twice = int(frame.duplicated(list(schema.key)).sum())
    if twice:
        raise FrameError(
            f"Frame {schema.name}: {twice} rij(en) hebben een sleutel ({', '.join(schema.key)}) "
            "die al voorkwam; één rij per sleutel"
        )


def inferred(frame: pd.DataFrame, schema: FrameSchema) -> tuple[Column, ...]:
    """Columns of an open frame that nobody declared, with the kind that their dtype shows."""
    return tuple(
        Column(str(name), _kind(frame[name]), str(name))
        for name in frame.columns
        if name not in schema.names
    )


def _kind(series: pd.Series) -> Kind:
    seen = pd.api.types.infer_dtype(series, skipna=True)
    kinds: dict[str, Kind] = {
        "boolean": "flag",
        "integer": "int",
        "floating": "number",
        "mixed-integer-float": "number",
        "decimal": "number",
        "date": "date",
        "datetime": "date",
        "datetime64": "date",
    }
    return kinds.get(seen, "text")
