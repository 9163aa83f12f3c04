"""What a column and a frame are: name, kind, Dutch label, who may know it, consent basis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionDtype

Kind = Literal["text", "int", "number", "flag", "date"]
KnownTo = Literal["ret", "nobody"]

# Every kind has one pandas dtype, so that an empty column and a full one look the same.
DTYPES: dict[Kind, str] = {
    "text": "string",
    "int": "Int64",
    "number": "float64",
    "flag": "boolean",
    "date": "datetime64[ns]",
}


class FrameError(ValueError):
    """A frame or an analysis file is not what the contract says. The message holds no values."""


@dataclass(frozen=True)
class Column:
    """One declared column. `known_to` (RULES D8): `ret` if RET chairs together may know it."""

    name: str
    kind: Kind
    label: str
    known_to: KnownTo = "nobody"

    def __post_init__(self) -> None:
        if not self.name.isidentifier():
            raise FrameError(
                f"“{self.name}” is geen kolomnaam; gebruik letters, cijfers en onderstreping"
            )
        if self.kind not in get_args(Kind):
            raise FrameError(
                f"Kolom {self.name}: soort “{self.kind}” bestaat niet; kies {', '.join(DTYPES)}"
            )
        if not self.label:
            raise FrameError(f"Kolom {self.name} heeft een Nederlands label nodig")

    @property
    def dtype(self) -> ExtensionDtype | np.dtype[Any]:
        return pd.api.types.pandas_dtype(DTYPES[self.kind])

    def as_data(self) -> dict[str, str]:
        return {
            "name": self.name,
            "kind": self.kind,
            "label": self.label,
            "known_to": self.known_to,
        }


@dataclass(frozen=True)
class FrameSchema:
    """The contract of one frame. `open` frames (answers) carry item columns beyond the declared."""

    name: str
    label: str
    key: tuple[str, ...]
    consent_basis: str
    columns: tuple[Column, ...]
    version: int = 1
    open: bool = False

    def __post_init__(self) -> None:
        names = self.names
        if len(set(names)) != len(names):
            raise FrameError(f"Frame {self.name} noemt een kolom twee keer")
        if missing := [k for k in self.key if k not in names]:
            raise FrameError(
                f"Frame {self.name}: sleutelkolom {', '.join(missing)} is niet gedeclareerd"
            )

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def with_columns(self, extra: tuple[Column, ...]) -> FrameSchema:
        """The same schema with the item columns of one instrument behind the declared ones."""
        if extra and not self.open:
            raise FrameError(f"Frame {self.name} is gesloten: er kunnen geen kolommen bij")
        return FrameSchema(
            self.name,
            self.label,
            self.key,
            self.consent_basis,
            self.columns + extra,
            self.version,
            self.open,
        )

    def empty(self) -> pd.DataFrame:
        """A frame without rows but with every declared column and dtype."""
        return pd.DataFrame(columns=self.names).astype({c.name: c.dtype for c in self.columns})
