"""A frame as bytes: Parquet for storage, and a fingerprint that no library version changes."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.frames.columns import FrameSchema, Kind

_ARROW: dict[Kind, pa.DataType] = {
    "text": pa.large_string(),
    "int": pa.int64(),
    "number": pa.float64(),
    "flag": pa.bool_(),
    "date": pa.date32(),
}


def canonical(data: Mapping[str, Any]) -> bytes:
    """JSON with one possible spelling: sorted keys, no spaces, UTF-8."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def fingerprint(frame: pd.DataFrame, schema: FrameSchema) -> str:
    """SHA-256 over names, kinds, gaps and values of a typed frame, column by column.

    Written out by hand, and not taken over Parquet bytes, because those change with the version of
    the writer while the data do not.
    """
    digest = hashlib.sha256()
    for column in schema.columns:
        series = frame[column.name]
        gaps = series.isna().to_numpy(dtype=bool)
        digest.update(f"{column.name}:{column.kind}:{len(series)};".encode())
        digest.update(np.packbits(gaps).tobytes())
        digest.update(_values(series, column.kind, gaps))
    return digest.hexdigest()


def _values(series: pd.Series, kind: Kind, gaps: np.ndarray) -> bytes:
    present = series[~gaps]
    if kind == "text":
        texts = [text.encode() for text in present]
        lengths = np.array([len(text) for text in texts], dtype="<i8").tobytes()
        return lengths + b"".join(texts)
    if kind == "date":
        return present.to_numpy().astype("datetime64[D]").astype("<i8").tobytes()
    if kind == "number":
        return (present.to_numpy(dtype="<f8") + 0.0).tobytes()  # −0 and 0 are the same number
    return present.to_numpy(dtype="<i8").tobytes()


def to_parquet(frame: pd.DataFrame, schema: FrameSchema) -> bytes:
    fields = [pa.field(c.name, _ARROW[c.kind]) for c in schema.columns]
    table = pa.Table.from_pandas(frame, schema=pa.schema(fields), preserve_index=False, safe=False)
    sink = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(None), sink, compression="zstd")
    return sink.getvalue()


def from_parquet(content: bytes, schema: FrameSchema) -> pd.DataFrame:
    frame: pd.DataFrame = pq.read_table(io.BytesIO(content)).to_pandas(date_as_object=False)
    return frame.astype({c.name: c.dtype for c in schema.columns})
