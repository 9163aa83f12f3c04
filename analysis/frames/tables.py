"""The frames of one analysis file in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analysis.frames.columns import Column, FrameSchema
from analysis.frames.conformity import inferred, typed
from analysis.frames.manifest import Manifest
from analysis.frames.registry import SCHEMAS, schema_of


@dataclass(frozen=True)
class Frames(Mapping[str, pd.DataFrame]):
    """Typed frames by name, as `frames["cases"]` or `frames.cases`.

    A frame that the file does not hold is an empty one with its declared columns and dtypes, so
    that an analysis need not ask. Frames are shared, not copied: analyses never change them.
    """

    tables: Mapping[str, pd.DataFrame]
    schemas: Mapping[str, FrameSchema]
    facts: Mapping[str, Any] = field(default_factory=dict)
    manifest: Manifest | None = None

    @classmethod
    def of(
        cls,
        tables: Mapping[str, pd.DataFrame],
        *,
        facts: Mapping[str, Any] | None = None,
        items: Mapping[str, Sequence[Column]] | None = None,
    ) -> Frames:
        """Frames from loose tables: coerced to dtype, put in order, checked (`FrameError`).

        `items` declares the item columns of answers frames; undeclared ones get the kind that
        their values show.
        """
        schemas: dict[str, FrameSchema] = {}
        for name in sorted(tables):
            schema = schema_of(name, (items or {}).get(name, ()))
            if schema.open:
                schema = schema.with_columns(inferred(tables[name], schema))
            schemas[name] = schema
        found = {name: typed(tables[name], schema) for name, schema in schemas.items()}
        # Through JSON, so that facts look the same before saving and after loading.
        return cls(found, schemas, json.loads(json.dumps(dict(facts or {}))))

    @property
    def short_hash(self) -> str:
        """What a caption shows of the file's hash; “los” for frames that are not from a file."""
        return self.manifest.short_hash if self.manifest else "los"

    def schema(self, name: str) -> FrameSchema:
        return self.schemas.get(name) or schema_of(name)

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name in self.tables:
            return self.tables[name]
        return schema_of(name).empty()

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("answers_") or name in SCHEMAS:
            return self[name]
        raise AttributeError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    def __len__(self) -> int:
        return len(self.tables)

    def __contains__(self, name: object) -> bool:
        return name in self.tables
